// Running other programs. Node built-ins only: these scripts run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with no trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** With CI=true a missing tool fails the run instead of skipping a level. */
export const ci = process.env['CI'] === 'true';

/** Where a program is, by its name on PATH or its full path; undefined when it is not there. */
export function where(program) {
  if (program.includes('/')) return existsSync(program) ? program : undefined;
  const find = process.platform === 'win32' ? 'where' : 'which';
  const { status, stdout } = spawnSync(find, [program], { encoding: 'utf8' });
  return status === 0 ? stdout.split(/\r?\n/, 1)[0] : undefined;
}

export const has = (program) => where(program) !== undefined;

/**
 * Runs a program to its end and resolves to its exit code; never rejects. `log` sends its output to a file instead of
 * the terminal.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, log?: string }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { cwd = root, env, log } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', log ? 'pipe' : 'inherit', log ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && program === 'npm',
    });
    if (log) {
      const file = createWriteStream(log, { flags: 'a' });
      child.stdout.pipe(file, { end: false });
      child.stderr.pipe(file, { end: false });
      child.on('close', () => file.end());
    }
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(signal ? 128 : (code ?? 1)));
  });
}

/** An environment in which `folder` comes first on PATH. */
export const withPath = (folder, env = {}) => ({
  ...env,
  PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
});

/** A file of this repository. */
export const at = (...parts) => join(root, ...parts);
