// Types of the run-time library: the compiler's declarations, once as an ES module and once as CommonJS, because a
// CommonJS program may not take the types of an ES module.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');

export async function emitRuntimeTypes() {
  const { status } = spawnSync(process.execPath, [compiler, '-b', 'server/src/runtime'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The run-time library does not compile.');
  for (const [folder, type] of [
    ['esm', 'module'],
    ['cjs', 'commonjs'],
  ]) {
    const target = join('dist/runtime/types', folder);
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'package.json'), `${JSON.stringify({ type })}\n`);
    for (const project of ['runtime', 'core']) {
      const filter = (path) => !/\.[^./\\]+$/.test(path) || path.endsWith('.d.ts');
      await cp(join('out', project), join(target, project), { recursive: true, filter });
    }
    await useJsEndings(target);
  }
}

/** `./vault.ts` becomes `./vault.js`: in a package without sources only that is found. */
async function useJsEndings(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.d.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/((?:from|import\()\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}
