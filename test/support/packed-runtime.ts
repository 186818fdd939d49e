import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A project on disk that has the run-time library as its users get it: built, with its types, through `exports`. */
export interface SampleProject {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Problems that the TypeScript compiler has with the project; empty when it compiles. */
  typecheck(): string;
  /** Runs a file of the project with Node, TypeScript included. */
  run(path: string, env?: Record<string, string>): { stdout: string; stderr: string; status: number | null };
}

let packed: Promise<string> | undefined;

/** The built library in a folder of its own, made once a test process. */
function packedLibrary(): Promise<string> {
  packed ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-pack-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const { buildRuntime } = await import('../../scripts/lib/build-runtime.mjs');
    await buildRuntime(join(folder, 'dist/runtime'));
    const { name, version, type, exports } = manifest;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, type, exports }));
    return folder;
  })();
  return packed;
}

export async function sampleProject(type: 'module' | 'commonjs' = 'module'): Promise<SampleProject> {
  const library = await packedLibrary();
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-sample-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(library, join(modules, 'prompt-privacy'));
  for (const name of ['@anthropic-ai', '@types', 'undici-types'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ name: 'sample', private: true, type }));
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: true,
    types: ['node'],
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
  return {
    folder,
    write,
    typecheck() {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
        {
          encoding: 'utf8',
        },
      );
      return stdout + stderr;
    },
    run(path, env = {}) {
      const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', tsx, join(folder, path)], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      return { stdout, stderr, status };
    },
  };
}
