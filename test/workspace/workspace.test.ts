import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceDocument } from '../../server/src/core/ports.ts';
import { createPolicies } from '../../server/src/workspace/policies.ts';
import { targetCandidates } from '../../server/src/workspace/resolve-target.ts';
import { createSources } from '../../server/src/workspace/sources.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { createWorkspace, type FileResult } from '../../server/src/workspace/workspace.ts';
import { testEngines } from '../support/engines.ts';
import { withFolder } from '../support/folder.ts';

const today = () => '2026-11-24';

test('the nearest policy up to the repository applies, and none above it', (t) => {
  const { path, write } = withFolder(t, {
    'prompt-privacy.yaml': 'version: 1\n',
    'repo/.git/HEAD': '',
    'repo/a/b/x.md': '',
    'repo/a/prompt-privacy.yaml': 'version: 1\n',
    'repo/c/x.md': '',
  });
  const policies = createPolicies(
    createSources(
      () => [path('repo')],
      () => undefined,
    ),
  );
  assert.equal(policies.forPath(path('repo/a/b/x.md')).path, path('repo/a/prompt-privacy.yaml'));
  assert.equal(policies.forPath(path('repo/c/x.md')).path, undefined);
  write('repo/prompt-privacy.yaml', 'version: 1\n');
  policies.forget();
  assert.equal(policies.forPath(path('repo/c/x.md')).path, path('repo/prompt-privacy.yaml'));
});

test('an unreadable policy is a problem that says what applies instead', (t) => {
  const { path } = withFolder(t, { 'prompt-privacy.yaml': Buffer.from([0, 1, 2]) });
  const policies = createPolicies(
    createSources(
      () => [],
      () => undefined,
    ),
  );
  const { problems } = policies.forPath(path('a.md'));
  assert.match(problems[0]!.message, /not read: A binary file.*starter applies/);
});

test('includes and partials become candidate paths', () => {
  const roots = ['/w'];
  assert.ok(targetCandidates('header', '/w/prompts/a.hbs', 'handlebars', roots).includes('/w/prompts/_header.hbs'));
  assert.ok(targetCandidates('note', '/w/prompts/x/a.j2', 'jinja', roots).includes('/w/templates/note.j2'));
  assert.deepEqual(targetCandidates('file://b.txt', '/w/p/a.yaml', 'yaml', roots), ['/w/p/b.txt', '/w/b.txt']);
});

test('analyzes files from disk and open documents, skips with a reason, and tells policy files apart', async (t) => {
  const { root, path } = withFolder(t, {
    'prompt-privacy.yaml': 'version: 1\n',
    'prompts/a.j2': 'Summarise {{ patient.name }}\n',
    'prompts/b.j2': Buffer.from([0x7b, 0, 0x7d]),
    'prompts/c.j2': Buffer.from([0x61, 0xff]),
    'big.txt': 'x'.repeat(1_200_000),
  });
  const open = new Map<string, SourceDocument & { version: number }>();
  const workspace = createWorkspace({
    roots: [root],
    engines: await testEngines(),
    today,
    open: (uri) => open.get(uri),
  });
  const kind = async (name: string) => {
    const result = await workspace.analyzeFile(path(name));
    return result.kind === 'skipped' ? result.skip.code : result.kind;
  };
  assert.equal(await kind('prompts/a.j2'), 'analysis');
  assert.equal(await kind('prompts/b.j2'), 'binary');
  assert.equal(await kind('big.txt'), 'too-large');
  assert.equal(await kind('prompt-privacy.yaml'), 'policy');
  const lossy = await workspace.analyzeFile(path('prompts/c.j2'));
  assert.equal(lossy.kind === 'analysis' && lossy.disk?.lossy, true);

  open.set(toUri(path('prompts/a.j2')), {
    uri: toUri(path('prompts/a.j2')),
    languageId: 'jinja',
    text: 'edited',
    version: 7,
  });
  const edited = await workspace.analyzeFile(path('prompts/a.j2'));
  assert.equal(edited.kind === 'analysis' && edited.analysis.document.text, 'edited');
  assert.equal(edited.path, 'prompts/a.j2');
});

test('an analysis is kept for its version and dropped when the policy or the document changes', async (t) => {
  const { root, path, write } = withFolder(t, { 'prompt-privacy.yaml': 'version: 1\n', 'a.j2': '' });
  const workspace = createWorkspace({ roots: [root], engines: await testEngines(), today });
  const document = { uri: toUri(path('a.j2')), languageId: 'jinja', text: 'Hello {{ name }}', version: 1 };
  const once = await workspace.analyze(document);
  assert.equal(await workspace.analyze(document), once);
  assert.notEqual(await workspace.analyze({ ...document, version: 2 }), once);

  const again = await workspace.analyze(document);
  write('prompt-privacy.yaml', 'version: 1\nrules: { literal-identifier: off }\n');
  workspace.changed(toUri(path('prompt-privacy.yaml')));
  const after: FileResult = await workspace.analyze(document);
  assert.notEqual(after, again);

  workspace.closed(document.uri);
  assert.notEqual(await workspace.analyze(document), after);
});

test('lists what may hold prompts, and files of any name when asked for one', async (t) => {
  const { root, path } = withFolder(t, {
    'prompt-privacy.yaml': 'version: 1\n',
    'a.py': '',
    'logo.png': '',
    'x.weird': '',
    'node_modules/p/a.py': '',
  });
  const workspace = createWorkspace({ roots: [root], engines: await testEngines(), today });
  const list = async (start: string) => {
    const found: string[] = [];
    for await (const entry of workspace.files(start)) found.push(entry.path);
    return found;
  };
  assert.deepEqual(await list(root), [path('a.py'), path('prompt-privacy.yaml')]);
  assert.deepEqual(await list(path('x.weird')), [path('x.weird')]);
});
