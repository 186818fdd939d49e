import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  SemanticTokens,
} from 'vscode-languageserver-protocol';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { positionIn, startClient } from './client.ts';

type Test = Parameters<typeof startClient>[0] & Parameters<typeof withFolder>[0];

const dotprompt = `---
input:
  schema:
    customer: string
    order_id: string
---
{{role "system"}}
Be brief.

{{role "user"}}
Ticket of {{customer}}:
{{>header}}
{{!-- a
comment --}}
`;

async function started(t: Test, name: string, languageId: string, text: string, files: Record<string, string> = {}) {
  const folder = withFolder(t, files);
  const client = await startClient(t, { root: folder.root });
  const uri = toUri(folder.path(name));
  await client.open(uri, languageId, text);
  const ask = <R>(method: string, params: object = {}) =>
    client.connection.sendRequest<R>(`textDocument/${method}`, { textDocument: { uri }, ...params });
  return { ...folder, client, uri, ask };
}

test('the outline shows parts by role and what is put into them', async (t) => {
  const { ask } = await started(t, 'prompts/a.prompt', 'prompt-template', dotprompt);
  const [prompt] = await ask<DocumentSymbol[]>('documentSymbol');
  assert.deepEqual(
    prompt!.children!.map(({ name }) => name),
    ['system', 'user'],
  );
  assert.deepEqual(
    prompt!.children![1]!.children!.map(({ name }) => name),
    ['customer'],
  );
});

test('parts fold, comments fold as comments', async (t) => {
  const { ask } = await started(t, 'prompts/a.prompt', 'prompt-template', dotprompt);
  const ranges = await ask<FoldingRange[]>('foldingRange');
  assert.ok(
    ranges.some(({ startLine }) => startLine >= 6),
    JSON.stringify(ranges),
  );
  assert.ok(ranges.every(({ startLine, endLine }) => startLine < endLine));
  assert.ok(
    ranges.some(({ kind }) => kind === 'comment'),
    JSON.stringify(ranges),
  );
});

test('inside a placeholder, declared inputs and fields of known sources are offered', async (t) => {
  const policy =
    'version: 1\nsources:\n  - id: crm\n    match: { placeholders: [customer] }\n    fields: { customer.email: user.contact.email }\n';
  const text = `${dotprompt}{{or}}\n`;
  const { ask } = await started(t, 'prompts/a.prompt', 'prompt-template', text, { 'prompt-privacy.yaml': policy });
  const complete = async (offset: number) =>
    (await ask<CompletionItem[] | null>('completion', { position: positionIn(text, offset) })) ?? [];
  const items = await complete(text.lastIndexOf('or}}') + 2);
  const labels = items.map(({ label }) => label);
  assert.deepEqual(labels.slice(0, 2), ['customer', 'order_id']);
  assert.ok(labels.includes('customer.email'));
  assert.match(items.find(({ label }) => label === 'customer.email')!.detail!, /crm: user\.contact\.email/);
  assert.deepEqual(await complete(text.indexOf('Be brief') + 3), []);
});

test('an include leads to its file, as a link and as a definition', async (t) => {
  const { ask, path } = await started(t, 'prompts/a.prompt', 'prompt-template', dotprompt, {
    'prompts/_header.prompt': 'Dear {{name}}',
  });
  const links = await ask<DocumentLink[]>('documentLink');
  assert.deepEqual(
    links.map(({ target }) => target),
    [toUri(path('prompts/_header.prompt'))],
  );
  const position = links[0]!.range.start;
  const definition = await ask<Location>('definition', { position });
  assert.equal(definition.uri, toUri(path('prompts/_header.prompt')));
});

test('placeholders and tokens in string literals of code get semantic tokens', async (t) => {
  const code = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
await client.messages.create({
  model: 'claude-opus-4-5',
  max_tokens: 10,
  messages: [{ role: 'user', content: 'Write to [PERSON_1] at [EMAIL]. Not [a-z] nor [TODO].' }],
});
`;
  const { ask } = await started(t, 'src/a.ts', 'typescript', code);
  const { data } = await ask<SemanticTokens>('semanticTokens/full');
  const line = code.split('\n')[5]!;
  const found: string[] = [];
  let character = 0;
  for (let index = 0; index < data.length; index += 5) {
    character = data[index] === 0 ? character + data[index + 1]! : data[index + 1]!;
    found.push(line.slice(character, character + data[index + 2]!));
  }
  assert.deepEqual(found, ['[PERSON_1]', '[EMAIL]']);
});

test('a template that a call loads is a prompt, and knows who loads it', async (t) => {
  const code = `import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
const template = readFileSync('texts/summary.j2', 'utf8');
export const ask = (customer: { email: string }) =>
  new Anthropic().messages.create({
    model: 'claude-opus-4-5',
    max_tokens: 10,
    messages: [{ role: 'user', content: template.replace('{{ customer.email }}', customer.email) }],
  });
`;
  const text = 'Answer {{ customer.email }} and jane.roe@fastmail.com\n';
  const { client, uri, ask, path } = await started(t, 'texts/summary.j2', 'jinja', text, {
    'texts/summary.j2': text,
    'src/a.ts': code,
  });
  const { items } = await client.pull(uri);
  assert.deepEqual(items, []);
  let refreshes = 0;
  client.connection.onRequest('workspace/diagnostic/refresh', () => void refreshes++);
  const context = { position: { line: 0, character: 0 }, context: { includeDeclaration: true } };
  const places = await ask<Location[]>('references', context);
  const source = toUri(path('src/a.ts'));
  assert.deepEqual(
    places.map((place) => [place.uri, place.range.start.line]),
    [[source, 2]],
  );
  await client.until(() => refreshes > 0, 'a refresh once the loader is known');
  const found = (await client.pull(uri)).items!;
  assert.ok(found.length > 0);
  for (const { relatedInformation = [] } of found) {
    assert.ok(relatedInformation.some(({ location }) => location.uri === source && location.range.start.line === 2));
  }
  await client.open(source, 'typescript', code);
  const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
    textDocument: { uri: source },
  });
  assert.deepEqual(
    links.map(({ target }) => target),
    [uri],
  );
});
