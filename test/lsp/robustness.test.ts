import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { StatusParams } from '../../server/src/lsp/protocol.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { startClient } from './client.ts';

type Test = Parameters<typeof startClient>[0] & Parameters<typeof withFolder>[0];

const half = [
  '{{',
  '{{ patient',
  '{% if',
  '{{#each x}}\n{{',
  '---\nmodel: x\n',
  '---\n: [',
  '${',
  '`${a',
  '{{{{{{',
  '}}',
  '{{ "\\',
  '{#',
];

async function started(t: Test, files: Record<string, string | Uint8Array> = {}) {
  const folder = withFolder(t, files);
  const client = await startClient(t, { root: folder.root });
  const statuses = new Map<string, StatusParams>();
  client.connection.onNotification(
    'promptPrivacy/status',
    (status: StatusParams) => void statuses.set(status.uri, status),
  );
  return { ...folder, client, statuses };
}

/** All that an editor asks of a document. None of it may fail. */
async function askEverything(client: Awaited<ReturnType<typeof startClient>>, uri: string): Promise<Diagnostic[]> {
  const textDocument = { uri };
  const position = { line: 0, character: 1 };
  const range = { start: { line: 0, character: 0 }, end: { line: 50, character: 0 } };
  const { items = [] } = await client.pull(uri);
  await client.connection.sendRequest('textDocument/codeAction', {
    textDocument,
    range,
    context: { diagnostics: items },
  });
  await client.connection.sendRequest('textDocument/hover', { textDocument, position });
  await client.connection.sendRequest('textDocument/codeLens', { textDocument });
  await client.connection.sendRequest('promptPrivacy/preview', { uri, position });
  return items;
}

test('half-typed prompts and code in every language get an answer', async (t) => {
  const { client, path } = await started(t);
  const names = [
    'a.prompt',
    'a.j2',
    'a.hbs',
    'a.liquid',
    'a.prompty',
    'a.prompt.md',
    'a.prompt.yml',
    'a.ts',
    'a.py',
    'a.json',
    'a.poml',
    'a.baml',
  ];
  for (const name of names) {
    const uri = toUri(path(`prompts/${name}`));
    await client.open(uri, name.endsWith('.ts') ? 'typescript' : name.endsWith('.py') ? 'python' : 'plaintext', '');
    let version = 1;
    for (const text of half) {
      await client.change(uri, ++version, text);
      await askEverything(client, uri);
    }
  }
  assert.deepEqual(
    client.log.filter((line) => line.includes('failed')),
    [],
  );
});

test('a broken policy leaves prompts analysed, and problems stand in the policy', async (t) => {
  const { client, path, write } = await started(t, { 'prompts/a.j2': '' });
  const prompt = toUri(path('prompts/a.j2'));
  const policy = toUri(path('prompt-privacy.yaml'));
  await client.open(prompt, 'jinja', 'Write to {{ user.email }} (jane.roe@fastmail.com).');
  const texts = [
    'version: 1\nsources: [',
    'version: 1\n\tsources: x',
    'a: &a [*a]',
    'unknown_key: 1',
    '- 1\n- 2',
    '"',
    ': : :',
    'version: 1\nuse_cases:\n  - id: x\n    needs: {user.name: bogus}\n',
    'extends: prompt-privacy.yaml\n',
  ];
  for (const text of texts) {
    write('prompt-privacy.yaml', text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: policy, type: 2 }],
    });
    await client.open(policy, 'yaml', text);
    const problems = await askEverything(client, policy);
    assert.ok(problems.length > 0, `no problem for ${JSON.stringify(text)}`);
    for (const { message } of problems) assert.ok((message as string).length > 10);
    assert.ok(
      (await askEverything(client, prompt)).some(({ code }) => code === 'literal-identifier'),
      text,
    );
    await client.close(policy);
  }
  assert.deepEqual(
    client.log.filter((line) => line.includes('failed')),
    [],
  );
});

test('a line of 10 MB is skipped aloud; one of 900 kB is analysed in bounded time', async (t) => {
  const { client, path, statuses } = await started(t);
  const uri = toUri(path('prompts/long.j2'));
  await client.open(uri, 'jinja', 'x'.repeat(10_000_000));
  assert.deepEqual(await askEverything(client, uri), []);
  const status = await client.until(() => statuses.get(uri), 'a status');
  assert.equal(status.skipped, true);
  assert.match(status.notes[0]!, /10 MB is above the limit of 1 MB/);
  await client.change(uri, 2, `${'lorem ipsum {{ a }} '.repeat(45_000)} jane.roe@fastmail.com`);
  assert.ok((await askEverything(client, uri)).length > 0);
});

test('places are exact after CRLF, tabs and astral characters, and after incremental edits', async (t) => {
  const { client, path } = await started(t);
  const uri = toUri(path('prompts/a.j2'));
  const email = 'jane.roe@fastmail.com';
  let text = `👩🏽‍⚕️ first\r\n\t𝒳𝒴 mail ${email}\r\nlast\r\n`;
  await client.open(uri, 'jinja', text);
  const stands = async () => {
    const { items } = await client.pull(uri);
    const found = items!.find(({ code }) => code === 'literal-identifier')!;
    assert.equal(TextDocument.create('', '', 0, text).getText(found.range), email);
  };
  await stands();
  let version = 1;
  for (const [at, insert] of [
    [0, '🙂'],
    [text.indexOf('mail') + 2, '\r\n𝒵'],
    [2, '\n\n'],
  ] as const) {
    await client.change(uri, ++version, insert, { start: at, end: at, before: text });
    text = text.slice(0, at) + insert + text.slice(at);
    await stands();
  }
});

test('invalid UTF-8 on disk is analysed and reported, binary files are skipped aloud', async (t) => {
  const bytes = Buffer.concat([Buffer.from('Write to jane.roe@fastmail.com '), Buffer.from([0xff, 0xfe])]);
  const { client, path } = await started(t, { 'prompts/latin.j2': bytes, 'prompts/bin.j2': new Uint8Array([1, 0, 1]) });
  const result = await client.connection.sendRequest<{ findings: number; skipped: unknown[] }>(
    'promptPrivacy/scan',
    {},
  );
  assert.ok(result.findings > 0);
  assert.equal(result.skipped.length, 1);
  const uri = toUri(path('prompts/latin.j2'));
  const { diagnostics } = await client.until(() => client.published.get(uri), 'diagnostics of the damaged file');
  const damage = diagnostics.find(({ message }) => /Not valid UTF-8/.test(String(message)))!;
  assert.deepEqual(damage.range.start, { line: 0, character: 31 });
});

test('no value of a document is in the log, in diagnostics, in actions’ titles or in hovers', async (t) => {
  const planted = ['jane.roe@fastmail.com', '415-867-2210', '078-05-1121', 'Whitfield', '4111 1111 1111 1234'];
  const text = `Mrs. Dana Whitfield, jane.roe@fastmail.com, phone 415-867-2210, SSN 219-09-9999, {{ patient }}`;
  const { client, path, write } = await started(t, { 'prompts/a.j2': text });
  const uri = toUri(path('prompts/a.j2'));
  await client.open(uri, 'jinja', text);
  const { items } = await client.pull(uri);
  assert.ok(items!.length >= 3);
  const sent = client.traffic.length;
  for (const one of items!) {
    const { range } = one;
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: range.start,
    });
    const actions = await client.connection.sendRequest<{ title: string }[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    const shown = JSON.stringify([one, hover, actions.map(({ title }) => title)]);
    for (const value of [...planted, '219-09-9999', 'Dana', '9999', '2210'])
      assert.ok(!shown.includes(value), `${value} in ${shown}`);
  }
  write('prompts/b.j2', text);
  await client.connection.sendRequest('promptPrivacy/scan', {});
  assert.ok(client.traffic.length > sent && client.log.length > 0);
  for (const value of [...planted, '219-09-9999', 'Dana']) {
    assert.ok(!client.log.join('\n').includes(value), `${value} in the log`);
  }
  // Of the whole traffic only what the client itself sent, and literal edits, may hold a value.
  const server = client.traffic.filter((message) =>
    /"method":"(textDocument\/publish|window\/|promptPrivacy\/status)/.test(message),
  );
  assert.ok(server.length > 0);
  for (const value of planted) assert.ok(!server.join('\n').includes(value), `${value} in a notification`);
});
