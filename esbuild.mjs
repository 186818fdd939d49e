// Bundles: the extension and the server as CommonJS (VS Code and native modules want it), the run-time library as both.
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { emitRuntimeTypes } from './scripts/lib/runtime-types.mjs';

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
  // Its ES module asks for `import.meta.url` while it loads; its CommonJS form does not.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
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
    // The CommonJS build looks for its WASM beside the file that asks: it is copied below.
    alias: { rregex: require.resolve('rregex') },
  }),
  build({
    ...node,
    platform: 'neutral',
    entryPoints: { index: 'server/src/runtime/index.ts' },
    outdir: 'dist/runtime',
    outExtension: { '.js': '.cjs' },
  }),
  build({
    ...node,
    platform: 'neutral',
    format: 'esm',
    entryPoints: { index: 'server/src/runtime/index.ts' },
    outdir: 'dist/runtime',
    outExtension: { '.js': '.mjs' },
  }),
]);
await emitRuntimeTypes();

// Grammars and the tree-sitter runtime are read from disk when a language is first seen.
await mkdir('dist/server/wasm', { recursive: true });
const grammars = join(packageDirectory('@vscode/tree-sitter-wasm'), 'wasm');
await cp(grammars, 'dist/server/wasm', {
  recursive: true,
  // Grammars that no analysis uses, and the package's own runtime of another version, stay out.
  filter: (path) => !/(?:\.js|\.d\.ts|tree-sitter(?:-(?:cpp|css|ini|powershell|regex))?\.wasm)$/.test(path),
});
const runtime = dirname(require.resolve('web-tree-sitter'));
await cp(join(runtime, 'web-tree-sitter.wasm'), 'dist/server/wasm/web-tree-sitter.wasm');
const kotlin = packageDirectory('@tree-sitter-grammars/tree-sitter-kotlin');
await cp(join(kotlin, 'tree-sitter-kotlin.wasm'), 'dist/server/wasm/tree-sitter-kotlin.wasm');
await cp(join(packageDirectory('rregex'), 'lib/rregex.wasm'), 'dist/server/rregex.wasm');
