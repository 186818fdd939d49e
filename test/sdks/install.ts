import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fixturesOf, type SdkFixture } from '../support/sdk-fixtures.ts';

/** Where packages are kept between runs, as for the other tools of the tests (scripts/lib/toolchain.mjs). */
const cache = process.env['PROMPT_PRIVACY_CACHE'] || join(homedir(), '.cache', 'prompt-privacy');

/** A folder with what `install` puts there, made once for each `key`. A half-made folder is made again. */
export function installed(name: string, key: unknown, install: (folder: string) => void): string {
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 12);
  const folder = join(cache, 'sdks', `${name}-${hash}`);
  if (existsSync(join(folder, 'complete'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  install(folder);
  writeFileSync(join(folder, 'complete'), '');
  return folder;
}

/** Runs a program to its end; what it printed is the error when it fails. */
export function must(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `exit ${status}`}\n${stdout}\n${stderr}`);
}

/** Has a language's own parser check a fixture, given on standard input. */
export function checkedBy({ name, text }: SdkFixture, program: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input: text, encoding: 'utf8' });
  if (status !== 0 || /warning/i.test(stderr))
    throw new Error(
      `${program} ${args.join(' ')} ${name}: ${error?.message ?? `exit ${status}`}\n${stdout}\n${stderr}`,
    );
}

/** The npm packages of a group, without their install scripts: only their types are read. */
export const npmPackages = (name: string, dependencies: Readonly<Record<string, string>>): string =>
  installed(name, dependencies, (folder) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const args = ['--ignore-scripts', '--legacy-peer-deps', '--omit=optional', '--no-audit', '--no-fund'];
    must('npm', ['install', ...args, '--no-package-lock'], folder);
  });

/** Writes the fixtures of a group, without markers, below `folder`, which is emptied first. */
export function writeFixtures(group: string, folder: string, path = (name: string) => name): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { name, text } of fixturesOf(group)) {
    const file = join(folder, path(name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
