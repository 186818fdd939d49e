// The extension as users get it: packed, and installed by a real VS Code. The editor suite then runs on the same.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'prompt-privacy-vsix-'));
const vsix = join(scratch, 'extension.vsix');
let folder: string;
let files: string[];

before(async () => {
  const { packVsix, installVsix } = await import(join(root, 'scripts', 'lib', 'vsix.mjs'));
  const { vscodeVersions } = await import(join(root, 'scripts', 'lib', 'toolchain.mjs'));
  await packVsix(vsix);
  folder = await installVsix(vscodeVersions.current, vsix, join(scratch, 'data'));
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
});
after(() => rmSync(scratch, { recursive: true, force: true }));

test('holds no native code, no sources, no source maps, no dependencies and no tests', () => {
  const unwanted = /\.node$|\.map$|\.[cm]?tsx?$|(^|\/)(node_modules|test|src|examples|scripts)\//;
  assert.deepEqual(
    files.filter((file) => unwanted.test(file)),
    [],
  );
});

test('holds what the manifest names, the grammars that the server loads and the pages that diagnostics link to', () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const named = [...JSON.stringify(manifest.contributes).matchAll(/"\.\/([^"]+)"/g)].map(([, path]) => path!);
  const pages = readdirSync(join(root, 'docs', 'rules')).map((name) => `docs/rules/${name}`);
  const wasm = readdirSync(join(root, 'dist', 'server', 'wasm')).map((name) => `dist/server/wasm/${name}`);
  for (const path of [
    'NOTICE',
    manifest.main.slice(2),
    ...named,
    ...pages,
    ...wasm,
    'dist/server/main.cjs',
    'dist/server/rregex.wasm',
  ])
    assert.ok(files.includes(path), `${path} is not in the VSIX`);
});

test('is small enough to download without a thought', () => {
  const megabytes = statSync(vsix).size / 1024 / 1024;
  assert.ok(megabytes < 6, `${megabytes.toFixed(1)} MB`);
});
