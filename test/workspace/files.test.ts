import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { ignoreRulesFor } from '../../server/src/workspace/ignore-rules.ts';
import { isCandidate, languageIdOf } from '../../server/src/workspace/language-ids.ts';
import { createSources } from '../../server/src/workspace/sources.ts';
import { decode, encode, readText } from '../../server/src/workspace/text-file.ts';
import { normalizeUri, relativePath, toPath, toUri } from '../../server/src/workspace/uris.ts';
import { walk } from '../../server/src/workspace/walk.ts';
import { withFolder } from '../support/folder.ts';

const names = async (root: string, options: Partial<Parameters<typeof walk>[1]> = {}) => {
  const found: string[] = [];
  for await (const entry of walk(root, { accept: () => true, ...options })) {
    const path = relativePath(root, entry.path);
    found.push(entry.kind === 'file' ? path : `${path}: ${entry.skip.code}`);
  }
  return found;
};

test('decodes UTF-8 and UTF-16, with and without byte order mark, and writes back the same bytes', () => {
  const text = 'Ärztin 👩🏽‍⚕️\r\n\t{{ patient }}';
  for (const encoding of ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const) {
    const bytes = encode(text, encoding);
    const decoded = decode(bytes);
    assert.deepEqual(decoded, { kind: 'text', text, encoding, lossy: false });
    assert.deepEqual(Buffer.from(encode(text, encoding)), Buffer.from(bytes));
  }
});

test('invalid UTF-8 is read with replacement characters and marked as not to be written', () => {
  const decoded = decode(Buffer.from([0x61, 0xff, 0x62]));
  assert.deepEqual(decoded, { kind: 'text', text: 'a\uFFFDb', encoding: 'utf-8', lossy: true });
});

test('binary, too large, missing and folder are skipped with a reason', (t) => {
  const { path } = withFolder(t, { 'a.bin': Buffer.from([1, 0, 2]), 'big.txt': 'x'.repeat(3000), 'd/x': '' });
  const codeOf = (name: string) => {
    const content = readText(path(name), 2000);
    return content.kind === 'skipped' ? content.skip.code : content.kind;
  };
  assert.equal(codeOf('a.bin'), 'binary');
  assert.equal(codeOf('big.txt'), 'too-large');
  assert.equal(codeOf('none.txt'), 'unreadable');
  assert.equal(codeOf('d'), 'not-a-file');
});

test('the walk honours nested .gitignore files, never enters node_modules and sorts by name', async (t) => {
  const { root } = withFolder(t, {
    '.git/HEAD': '',
    '.gitignore': 'dist/\n*.log\n!keep.log\n!node_modules/',
    'b.md': '',
    'a.md': '',
    'dist/out.md': '',
    'x.log': '',
    'keep.log': '',
    'sub/.gitignore': '*.md\n!wanted.md',
    'sub/no.md': '',
    'sub/wanted.md': '',
    'sub/deep/also.md': '',
    'node_modules/p/prompt.md': '',
  });
  const found = await names(root);
  assert.deepEqual(
    found.filter((name) => !name.endsWith('.gitignore')),
    ['a.md', 'b.md', 'keep.log', 'sub/wanted.md'],
  );
});

test('rules of the repository hold when only a sub-folder is walked', async (t) => {
  const { path } = withFolder(t, { '.git/HEAD': '', '.gitignore': '*.tmp', 'app/a.tmp': '', 'app/a.md': '' });
  assert.deepEqual(await names(path('app')), ['a.md']);
  assert.equal(ignoreRulesFor(path('app')).ignores(path('app/a.tmp'), false), true);
});

test('a symlink loop ends, and budgets stop the walk aloud', async (t) => {
  const { root, path } = withFolder(t, { 'a/1.md': '', 'a/2.md': '', 'a/3.md': '' });
  symlinkSync(root, path('a/loop'));
  assert.deepEqual(await names(root), ['a/1.md', 'a/2.md', 'a/3.md']);
  assert.deepEqual(await names(root, { maxFiles: 2 }), ['a/1.md', 'a/2.md', 'a/3.md: budget']);
  assert.deepEqual(await names(root, { maxDepth: 0 }), ['a: budget']);
  assert.deepEqual(await names(root, { signal: AbortSignal.abort() }), []);
});

test('other files are read inside the roots only, links resolved', (t) => {
  const { path } = withFolder(t, { 'in/a.md': 'inside', 'out/secret.md': 'outside' });
  symlinkSync(path('out/secret.md'), path('in/link.md'));
  const sources = createSources(
    () => [path('in')],
    () => undefined,
  );
  assert.equal(sources.read(path('in/a.md'))?.text, 'inside');
  assert.equal(sources.read(path('out/secret.md')), undefined);
  assert.equal(sources.read(path('in/link.md')), undefined);
});

test('folders are listed inside the roots only, and forgetting says whether a list changed', (t) => {
  const { path, write } = withFolder(t, { 'in/b.sql': '', 'in/a/x.md': '', 'out/secret.md': '' });
  const sources = createSources(
    () => [path('in')],
    () => undefined,
  );
  assert.deepEqual(sources.list(path('in')), ['a/', 'b.sql']);
  assert.deepEqual(sources.list(path('out')), []);
  assert.deepEqual(sources.list(path('in/none')), []);
  write('in/b.sql', 'create table x (y int)');
  assert.equal(sources.forget(path('in/b.sql')), false);
  write('in/c.sql', '');
  assert.equal(sources.forget(path('in/c.sql')), true);
  assert.deepEqual(sources.list(path('in')), ['a/', 'b.sql', 'c.sql']);
});

test('URIs compare equal however a client spells them', () => {
  assert.equal(normalizeUri('file:///a/b%20c%5B1%5D.md'), normalizeUri('file:///a/b c[1].md'));
  assert.equal(toPath(toUri('/a/ü b#c.md')), '/a/ü b#c.md');
  assert.equal(toPath('untitled:Untitled-1'), undefined);
});

test('language ids and candidates by name', () => {
  assert.equal(languageIdOf('/x/a.prompt.md'), 'markdown');
  assert.equal(languageIdOf('/x/A.TSX'), 'typescriptreact');
  assert.equal(isCandidate('/x/logo.png'), false);
  assert.equal(isCandidate('/x/CLAUDE.md'), true);
});
