// The run-time library as an ES module and as CommonJS, each with types of its own kind, because a CommonJS program
// may not take the types of an ES module. Used by the build and by the tests that pack the library.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export async function buildRuntime(outdir = join(root, 'dist/runtime')) {
  const common = {
    absWorkingDir: root,
    entryPoints: { index: 'server/src/runtime/index.ts' },
    bundle: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    outdir,
  };
  await Promise.all([
    build({ ...common, format: 'cjs', outExtension: { '.js': '.cjs' } }),
    build({ ...common, format: 'esm', outExtension: { '.js': '.mjs' } }),
  ]);
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b', join(root, 'server/src/runtime')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The run-time library does not compile.');
  const declarations = await reachable(join(root, 'out/runtime/index.d.ts'));
  for (const [folder, type] of [
    ['esm', 'module'],
    ['cjs', 'commonjs'],
  ]) {
    const target = join(outdir, 'types', folder);
    for (const [path, text] of declarations) {
      const file = join(target, relative(join(root, 'out'), path));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await writeFile(join(target, 'package.json'), `${JSON.stringify({ type })}\n`);
  }
}

const specifier = /((?:from|import\()\s*['"])(\.[^'"]*)\.ts(['"])/g;

/** Declarations that the entry's types need, with `./vault.ts` as `./vault.js`: a package without sources has only that. */
async function reachable(entry, found = new Map()) {
  if (found.has(entry)) return found;
  const text = await readFile(entry, 'utf8');
  found.set(entry, text.replace(specifier, '$1$2.js$3'));
  for (const [, , path] of text.matchAll(specifier)) await reachable(resolve(dirname(entry), `${path}.d.ts`), found);
  return found;
}
