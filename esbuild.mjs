// Bundles: the extension and the server as CommonJS (VS Code and native modules want it), the run-time library as both.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { buildRuntime } from './scripts/lib/build-runtime.mjs';

const require = createRequire(import.meta.url);
const packageDirectory = (name) => dirname(require.resolve(`${name}/package.json`));

const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  // `import.meta.url` has no meaning in CommonJS; libraries ask it only for the place of their WASM, which we hand in.
  define: { 'import.meta.url': 'undefined' },
  // Their ES modules ask for `import.meta.url` while they load; their CommonJS forms do not, and rregex looks for its
  // WASM beside the bundle.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter'), rregex: require.resolve('rregex') },
};

await rm('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...node,
    entryPoints: { extension: 'client/src/extension.ts' },
    outdir: 'dist/client',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  }),
  build({
    ...node,
    entryPoints: { main: 'server/src/main.ts', cli: 'server/src/cli.ts' },
    outdir: 'dist/server',
    outExtension: { '.js': '.cjs' },
    external: ['re2'],
  }),
  buildRuntime(),
]);

// WASM: the regular-expression engine beside the bundle; tree-sitter and the grammars of the languages whose calls we
// read in a folder of their own, read from disk when a language is first seen.
const languages = 'bash c-sharp go java javascript php python ruby rust tsx typescript'.split(' ');
const grammars = join(packageDirectory('@vscode/tree-sitter-wasm'), 'wasm');
const files = [
  join(packageDirectory('rregex'), 'lib', 'rregex.wasm'),
  join(dirname(require.resolve('web-tree-sitter')), 'web-tree-sitter.wasm'),
  join(packageDirectory('@tree-sitter-grammars/tree-sitter-kotlin'), 'tree-sitter-kotlin.wasm'),
  ...languages.map((name) => join(grammars, `tree-sitter-${name}.wasm`)),
];
await mkdir('dist/server/wasm', { recursive: true });
for (const file of files) {
  const name = basename(file);
  await copyFile(file, join('dist/server', name === 'rregex.wasm' ? '' : 'wasm', name));
}
