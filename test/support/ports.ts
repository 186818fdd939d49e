import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { modulePaths } from '../../server/src/core/calls/module-paths.ts';
import { createDetector } from '../../server/src/core/detection/index.ts';
import { createPortableEngine } from '../../server/src/core/detection/portable-engine.ts';
import type { Ports, SourceDocument } from '../../server/src/core/ports.ts';
import { createSyntax, type Syntax } from '../../server/src/workspace/syntax.ts';

const require = createRequire(import.meta.url);
const packages = dirname(dirname(require.resolve('web-tree-sitter')));

/** The folders of the packages that the bundle's `dist/server/wasm` is copied from. */
export const wasmDirectories = [
  join(packages, 'web-tree-sitter'),
  join(packages, '@vscode/tree-sitter-wasm/wasm'),
  join(packages, '@tree-sitter-grammars/tree-sitter-kotlin'),
];

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  cjs: 'javascript',
  mjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  ipynb: 'jupyter',
  java: 'java',
  kt: 'kotlin',
  go: 'go',
  cs: 'csharp',
  rb: 'ruby',
  php: 'php',
  rs: 'rust',
  sh: 'shellscript',
  yml: 'yaml',
  yaml: 'yaml',
  prisma: 'prisma',
  sql: 'sql',
  json: 'json',
};

/** A document of a test: uri `file:///workspace/<path>`, language by extension. */
export function testDocument(path: string, text: string): SourceDocument {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return { uri: `file:///workspace/${path}`, languageId: languages[extension] ?? 'plaintext', text };
}

let syntax: Promise<Syntax> | undefined;

/** All grammars, loaded once for each test process. */
export function testSyntax(): Promise<Syntax> {
  syntax ??= (async () => {
    const loaded = createSyntax(...wasmDirectories);
    await loaded.load(Object.values(languages));
    return loaded;
  })();
  return syntax;
}

/** The ports on their real implementations, with `files` (path to text) as the workspace. */
export async function testPorts(files: Readonly<Record<string, string>> = {}): Promise<Ports> {
  const read = (target: string, from: string): SourceDocument | undefined => {
    const asUri = Object.keys(files).find((one) => target === `file:///workspace/${one}`);
    if (asUri !== undefined) return testDocument(asUri, files[asUri]!);
    const path = modulePaths(target, from.replace('file:///workspace/', '')).find((one) => files[one] !== undefined);
    return path === undefined ? undefined : testDocument(path, files[path]!);
  };
  const list = (folder: string, from: string): string[] => {
    const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, from).href;
    const below = Object.keys(files).flatMap((path) => {
      const uri = `file:///workspace/${path}`;
      return uri.startsWith(base) ? [uri.slice(base.length)] : [];
    });
    return [...new Set(below.map((name) => base + name.replace(/\/.*$/, '/')))].sort();
  };
  return {
    detect: createDetector(createPortableEngine()),
    syntax: (await testSyntax()).port,
    workspace: { read, list },
  };
}
