import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens, CompletionItem, Hover, Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { positionIn, startClient } from './client.ts';

const policy = `version: 1
sources:
  - id: crm
    match: { placeholders: [customer] }
    fields: { customer.name: user.name }
use_cases:
  - id: support
    purpose: Answer tickets
    needs: { user.name: tokenize }
    prompts: [prompts/support/**]
  - id: sales
    needs: {}
    prompts: []
`;
const named = '{# prompt-privacy: use-case=sales #}\nOffer for {{ customer.name }}\n';

async function started(t: Parameters<typeof startClient>[0] & Parameters<typeof withFolder>[0]) {
  const folder = withFolder(t, {
    'prompt-privacy.yaml': policy,
    'prompts/support/a.j2': 'Ticket of {{ customer.name }}',
    'prompts/support/b.j2': 'Reply to {{ customer.name }}',
    'prompts/other/c.j2': named,
  });
  const client = await startClient(t, { root: folder.root });
  const uri = toUri(folder.path('prompt-privacy.yaml'));
  await client.open(uri, 'yaml', policy);
  const ask = <R>(method: string, at: string | undefined, extra: object = {}, of = { uri, text: policy }) =>
    client.connection.sendRequest<R>(`textDocument/${method}`, {
      textDocument: { uri: of.uri },
      ...(at !== undefined && { position: positionIn(of.text, of.text.indexOf(at) + 1) }),
      ...extra,
    });
  /** Titles of the lenses once the index is complete: until then they say `or more`. */
  const titles = async (): Promise<string[]> => {
    for (;;) {
      const found = (await ask<CodeLens[]>('codeLens', undefined)).map(({ command }) => command!.title);
      if (!found.some((title) => title.endsWith('or more'))) return found;
    }
  };
  return { ...folder, client, uri, ask, titles };
}

const names = (locations: readonly Location[], root: string) =>
  locations.map(({ uri, range }) => `${uri.slice(toUri(root).length + 1)}:${range.start.line}`).sort();

test('a lens says how many prompts use an entry', async (t) => {
  const { titles } = await started(t);
  assert.deepEqual(await titles(), ['used by 3 prompts', 'used by 2 prompts', 'used by 1 prompt']);
});

test('references of an id are its places in the policy and the prompts that use it', async (t) => {
  const { ask, root } = await started(t);
  const context = { context: { includeDeclaration: true } };
  assert.deepEqual(names(await ask<Location[]>('references', 'support\n', context), root), [
    'prompt-privacy.yaml:6',
    'prompts/support/a.j2:0',
    'prompts/support/b.j2:0',
  ]);
});

test('a use case that a prompt names leads to the policy, and is renamed everywhere', async (t) => {
  const { ask, root, path, client, uri } = await started(t);
  const prompt = { uri: toUri(path('prompts/other/c.j2')), text: named };
  await client.open(prompt.uri, 'jinja', named);
  const definition = await ask<Location>('definition', 'sales', {}, prompt);
  assert.deepEqual(names([definition], root), ['prompt-privacy.yaml:10']);
  const edit = await ask<WorkspaceEdit>('rename', 'sales', { newName: 'pre-sales' }, prompt);
  assert.deepEqual(Object.keys(edit.changes!).sort(), [uri, prompt.uri].sort());
  await assert.rejects(ask('rename', 'sales', { newName: 'support' }, prompt), /taken already/);
});

test('hover says what a word means and who uses it; completion offers what the grammar expects', async (t) => {
  const { ask, client, titles, uri } = await started(t);
  await titles();
  const hover = await ask<Hover>('hover', 'support\n');
  assert.match((hover.contents as { value: string }).value, /Used by 2 prompts/);
  const typed = policy.replace('user.name: tokenize', 'user.name: to');
  await client.change(uri, 2, typed);
  const items = await ask<CompletionItem[]>('completion', ': to ', {
    position: positionIn(typed, typed.indexOf(': to') + 4),
  });
  assert.ok(
    items.some(({ label }) => label === 'tokenize'),
    JSON.stringify(items.slice(0, 3)),
  );
});

test('the index follows files that come, change and go', async (t) => {
  const { titles, client, path, write } = await started(t);
  const count = async () => (await titles())[1];
  assert.equal(await count(), 'used by 2 prompts');
  const note = (name: string, type: number) =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: toUri(path(name)), type }],
    });
  write('prompts/support/d.j2', 'Thank {{ customer.name }}');
  await note('prompts/support/d.j2', 1);
  assert.equal(await count(), 'used by 3 prompts');
  const { rmSync } = await import('node:fs');
  rmSync(path('prompts/support/a.j2'));
  await note('prompts/support/a.j2', 3);
  assert.equal(await count(), 'used by 2 prompts');
});

test('the report has every use case, every prompt and the way between them', async (t) => {
  const { client } = await started(t);
  const report = await client.connection.sendRequest<{ prompts: number; flows: string; register: string }>(
    'promptPrivacy/report',
    {},
  );
  assert.equal(report.prompts, 3);
  assert.match(report.register, /## support/);
  assert.match(report.flows, /prompts\/support\/a\.j2/);
});

test('comments and front matter are offered the ids that they may name', async (t) => {
  const { client, path } = await started(t);
  const offered = async (name: string, languageId: string, text: string) => {
    const uri = toUri(path(name));
    await client.open(uri, languageId, text);
    const items = await client.connection.sendRequest<CompletionItem[] | null>('textDocument/completion', {
      textDocument: { uri },
      position: positionIn(text, text.indexOf('|')),
    });
    return (items ?? []).map(({ label }) => label);
  };
  const ids = ['support', 'sales'];
  assert.deepEqual(await offered('prompts/x.j2', 'jinja', '{# prompt-privacy: use-case=su| #}\nHi'), ids);
  assert.deepEqual(await offered('src/x.ts', 'typescript', '// prompt-privacy: use-case=|\n'), ids);
  assert.deepEqual(await offered('prompts/x.prompt', 'prompt-template', '---\nuse_case: |\n---\nHi'), ids);
  assert.ok(
    (await offered('src/y.ts', 'typescript', '// prompt-privacy-disable-next-line lit|\n')).includes(
      'literal-identifier',
    ),
  );
});

test('a placeholder of a template leads to where the policy classifies it', async (t) => {
  const { ask, client, path, root } = await started(t);
  const prompt = { uri: toUri(path('prompts/support/a.j2')), text: 'Ticket of {{ customer.name }}' };
  await client.open(prompt.uri, 'jinja', prompt.text);
  const definition = await ask<Location>('definition', 'customer', {}, prompt);
  assert.deepEqual(names([definition], root), ['prompt-privacy.yaml:4']);
  assert.equal(definition.range.start.character, policy.split('\n')[4]!.indexOf('customer.name'));
});
