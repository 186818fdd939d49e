import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CodeAction, CodeLens, Diagnostic, Hover, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PreviewResult, StatusParams } from '../../server/src/lsp/protocol.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { minimal, startClient, type TestClient } from './client.ts';

const policy = `version: 1
categories:
  permitted: [user.name, user.contact, user.content]
  default_form: { user.name: tokenize }
sources:
  - id: crm
    level: confidential
    match: { placeholders: [customer] }
    fields: { customer.name: user.name, customer.plan: none }
`;
const prompt = `Summarise the ticket of {{ customer.name }} ({{ customer.plan }}).

Example: Mrs. Dana Whitfield, dana.whitfield@fastmail.com, asks for a refund.
`;

async function opened(t: Parameters<typeof startClient>[0] & Parameters<typeof withFolder>[0], setup = {}) {
  const folder = withFolder(t, { 'prompt-privacy.yaml': policy, 'prompts/ticket.j2': prompt });
  const client = await startClient(t, { root: folder.root, ...setup });
  const uri = toUri(folder.path('prompts/ticket.j2'));
  await client.open(uri, 'jinja', prompt);
  return { ...folder, client, uri };
}

const under = (text: string, { range }: Diagnostic) => TextDocument.create('', '', 0, text).getText(range);

const actionsAt = (client: TestClient, uri: string, diagnostic: Diagnostic, only?: string[]) =>
  client.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], only },
  });

function applied(text: string, { edit }: CodeAction): string {
  const [change] = edit!.documentChanges as TextDocumentEdit[];
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), change!.edits as never);
}

test('diagnostics stand exactly under what they speak of, and say where their page is', async (t) => {
  const { client, uri } = await opened(t);
  const { items } = await client.pull(uri);
  const found = Object.fromEntries(items!.map((one) => [under(prompt, one), one]));
  assert.ok(found['Dana Whitfield'] && found['dana.whitfield@fastmail.com'], JSON.stringify(Object.keys(found)));
  const email = found['dana.whitfield@fastmail.com']!;
  assert.equal(email.source, 'Prompt Privacy');
  assert.match(email.codeDescription!.href, /docs\/rules\/literal-identifier\.md$/);
  assert.ok(items!.some((one) => under(prompt, one) === 'customer.name'));
  assert.ok(!items!.some((one) => under(prompt, one) === 'customer.plan'));
});

test('actions come in order: mends, all of the kind, documentation; the first mend alone is preferred', async (t) => {
  const { client, uri } = await opened(t);
  const { items } = await client.pull(uri);
  const email = items!.find((one) => under(prompt, one).includes('@'))!;
  const actions = (await actionsAt(client, uri, email))!;
  assert.deepEqual(
    actions.map(({ isPreferred }) => isPreferred === true),
    actions.map((_, index) => index === 0),
  );
  const titles = actions.map(({ title }) => title);
  const ofKind = titles.indexOf('Fix all literal-identifier findings in this file');
  const page = titles.indexOf('Show documentation for literal-identifier');
  assert.ok(0 < ofKind && ofKind < page && page === titles.length - 1, titles.join('\n'));
  const edit = actions[0]!.edit!.documentChanges![0] as TextDocumentEdit;
  assert.equal(edit.textDocument.version, 1);
  assert.ok(!applied(prompt, actions[0]!).includes('@'));
});

test('applying the preferred mend of each finding leaves none of them; fix-all is idempotent', async (t) => {
  const { client, uri } = await opened(t);
  let text = prompt;
  let version = 1;
  for (let round = 0; round < 10; round++) {
    const { items } = await client.pull(uri);
    const next = items!.find((one) => one.code === 'literal-identifier');
    if (!next) break;
    const [preferred] = (await actionsAt(client, uri, next))!;
    text = applied(text, preferred!);
    await client.change(uri, ++version, text);
  }
  const { items } = await client.pull(uri);
  assert.ok(!items!.some((one) => one.code === 'literal-identifier'), text);
  assert.ok(!text.includes('Whitfield') && !text.includes('@'));

  const fixAll = await actionsAt(client, uri, items![0]!, ['source.fixAll']);
  for (const action of fixAll ?? []) {
    assert.equal(action.kind, 'source.fixAll.promptPrivacy');
    await client.change(uri, ++version, applied(text, action));
    const after = await client.pull(uri);
    const again = after.items![0] ? await actionsAt(client, uri, after.items![0], ['source.fixAll']) : [];
    assert.deepEqual(again ?? [], []);
  }
});

test('suppressions can be switched off, and old clients get plain edits', async (t) => {
  const configuration = () => ({ codeAction: { disableRuleComment: { enable: false } } });
  const { client, uri } = await opened(t, { configuration });
  const { items } = await client.pull(uri);
  for (const { title } of (await actionsAt(client, uri, items![0]!))!)
    assert.doesNotMatch(title, /^(Disable|Suppress)/);

  const old = await opened(t, { capabilities: minimal });
  const { diagnostics } = await old.client.until(() => old.client.published.get(old.uri), 'diagnostics');
  const literal = diagnostics.find((one) => one.code === 'literal-identifier')!;
  const [preferred] = (await actionsAt(old.client, old.uri, literal))!;
  assert.deepEqual(Object.keys(preferred!.edit!.changes!), [old.uri]);
  const commands = (await actionsAt(old.client, old.uri, literal))!.filter(({ command }) => command);
  assert.deepEqual(commands, []);
});

test('hover explains the finding and the value; the lens counts findings', async (t) => {
  const { client, uri } = await opened(t);
  const { items } = await client.pull(uri);
  const email = items!.find((one) => under(prompt, one).includes('@'))!;
  const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: email.range.start,
  });
  const text = (hover.contents as { value: string }).value;
  assert.match(text, /literal-identifier/);
  assert.match(text, /Known by:/);
  assert.doesNotMatch(text, /fastmail/);
  const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  assert.deepEqual(
    lenses.map(({ command }) => command!.title),
    [`Preview scrubbed prompt · ${items!.length} findings`],
  );
});

test('the preview shows both sides and follows edits', async (t) => {
  const { client, uri } = await opened(t);
  const refreshed: string[] = [];
  client.connection.onRequest('workspace/textDocumentContent/refresh', (params: { uri: string }) => {
    refreshed.push(params.uri);
    return null;
  });
  const preview = await client.connection.sendRequest<PreviewResult>('promptPrivacy/preview', { uri });
  const content = async (side: string) =>
    (await client.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', { uri: side })).text;
  const [before, after] = [await content(preview.before), await content(preview.after)];
  assert.ok(before.includes('dana.whitfield@fastmail.com') && before.includes('{{ customer.name }}'));
  assert.ok(!after.includes('fastmail') && !after.includes('Whitfield'));
  assert.match(after, /\[PERSON_\d\]/);
  await client.change(uri, 2, `${prompt}\nBe brief.\n`);
  await client.until(() => refreshed.includes(preview.after), 'a refresh of the preview');
  assert.ok((await content(preview.after)).includes('Be brief.'));
  await client.change(uri, 3, '');
  assert.equal(await content(preview.after), 'The prompt is empty.\n');
});

test('edits of the policy change findings at once, unsaved ones too; a policy that vanishes leaves the starter', async (t) => {
  const { client, uri, path, root } = await opened(t);
  const policyUri = toUri(path('prompt-privacy.yaml'));
  const plan = async () => (await client.pull(uri)).items!.filter((one) => under(prompt, one) === 'customer.plan');
  assert.equal((await plan()).length, 0);
  let refreshes = 0;
  client.connection.onRequest('workspace/diagnostic/refresh', () => void refreshes++);
  await client.open(policyUri, 'yaml', policy);
  await client.change(policyUri, 2, policy.replace('customer.plan: none', 'customer.plan: user.financial'));
  await client.until(() => refreshes > 0, 'a refresh');
  assert.equal((await plan()).length, 1);
  await client.close(policyUri);
  await client.until(() => refreshes > 1, 'a refresh after closing');
  assert.equal((await plan()).length, 0);

  const { rmSync } = await import('node:fs');
  rmSync(`${root}/prompt-privacy.yaml`);
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: policyUri, type: 3 }],
  });
  await client.until(() => refreshes > 2, 'a refresh after deletion');
  const { items } = await client.pull(uri);
  assert.ok(items!.length > 0);
  assert.ok(!items!.some((one) => one.code === 'untokenized-value' && /crm/.test(one.message as string)));
});

test('mistakes in the policy are diagnostics of the policy, with their mend', async (t) => {
  const { client, path } = await opened(t);
  const uri = toUri(path('prompt-privacy.yaml'));
  const statuses: StatusParams[] = [];
  client.connection.onNotification('promptPrivacy/status', (status: StatusParams) => void statuses.push(status));
  await client.open(uri, 'yaml', policy.replace('permitted:', 'permited:'));
  const { items } = await client.pull(uri);
  const unknown = items!.find((one) => under(policy.replace('permitted:', 'permited:'), one) === 'permited');
  assert.ok(unknown, JSON.stringify(items));
  const status = await client.until(() => statuses.find((one) => one.uri === uri), 'a status');
  assert.deepEqual([status.isPolicy, status.policyProblems], [true, items!.length]);
  const [mend] = (await actionsAt(client, uri, unknown!))!;
  assert.equal(applied(policy.replace('permitted:', 'permited:'), mend!), policy);
});

test('a scan reports files that are not open, and gives way when one opens', async (t) => {
  const { client, write, path } = await opened(t);
  write('prompts/other.j2', prompt);
  write('prompts/broken.j2', new Uint8Array([0, 1, 2]));
  const result = await client.connection.sendRequest<{
    findings: number;
    skipped: { uri: string; reason: string }[];
    files: number;
  }>('promptPrivacy/scan', {});
  const other = toUri(path('prompts/other.j2'));
  assert.ok(result.findings > 0);
  assert.deepEqual(result.skipped, [{ uri: toUri(path('prompts/broken.j2')), reason: 'A binary file.' }]);
  assert.ok(
    (await client.until(() => client.published.get(other), 'findings of a closed file')).diagnostics.length > 0,
  );
  await client.open(other, 'jinja', prompt);
  await client.until(() => client.published.get(other)?.diagnostics.length === 0, 'the scan to give way');
  await client.close(other);
  await client.until(() => client.published.get(other)!.diagnostics.length > 0, 'the scan to take over again');

  write('prompts/other.j2', 'Nothing personal.');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: other, type: 2 }] });
  const literals = () => client.published.get(other)!.diagnostics.filter(({ code }) => code === 'literal-identifier');
  await client.until(() => literals().length === 0, 'the scan to follow the disk');
});

test('a folder without a disk is analysed with the policy that the client hands over', async (t) => {
  const client = await startClient(t);
  const uri = 'vscode-vfs://github/owner/repository/prompts/ticket.j2';
  const refreshes: number[] = [];
  client.connection.onRequest('workspace/diagnostic/refresh', () => void refreshes.push(1));
  await client.open(uri, 'jinja', prompt);
  const messages = async () => (await client.pull(uri)).items!.map(({ message }) => String(message)).join('\n');
  assert.doesNotMatch(await messages(), /crm/);
  const policyUri = 'vscode-vfs://github/owner/repository/prompt-privacy.yaml';
  await client.connection.sendNotification('promptPrivacy/virtualFiles', { files: [{ uri: policyUri, text: policy }] });
  await client.until(() => refreshes.length > 0, 'a refresh');
  assert.match(await messages(), /crm/);
});

test('each folder of a workspace has its own policy', async (t) => {
  const folder = withFolder(t, {
    'a/prompt-privacy.yaml': policy,
    'b/prompt-privacy.yaml': 'version: 1\nrules: { literal-identifier: off }\n',
  });
  const client = await startClient(t, { roots: [folder.path('a'), folder.path('b')] });
  const has = async (name: string) => {
    const uri = toUri(folder.path(name));
    await client.open(uri, 'jinja', prompt);
    return (await client.pull(uri)).items!.some(({ code }) => code === 'literal-identifier');
  };
  assert.equal(await has('a/prompts/x.j2'), true);
  assert.equal(await has('b/prompts/x.j2'), false);
});

test('classifying a source edits the policy, or creates one where there is none', async (t) => {
  const text = 'Summarise {{ shipment.gate }} for the driver.\n';
  const unclassified = async (files: Record<string, string>) => {
    const folder = withFolder(t, files);
    const client = await startClient(t, { root: folder.root });
    const uri = toUri(folder.path('prompts/a.j2'));
    await client.open(uri, 'jinja', text);
    const { items } = await client.pull(uri);
    const found = items!.find(({ code }) => code === 'unclassified-source');
    const policyUri = toUri(folder.path('prompt-privacy.yaml'));
    return { actions: found ? (await actionsAt(client, uri, found))! : [], policyUri };
  };
  const withPolicy = await unclassified({ 'prompt-privacy.yaml': policy });
  const edits = withPolicy.actions.flatMap(({ edit }) => (edit?.documentChanges as TextDocumentEdit[]) ?? []);
  assert.ok(
    edits.some(({ textDocument }) => textDocument.uri === withPolicy.policyUri),
    JSON.stringify(withPolicy.actions),
  );

  const without = await unclassified({});
  for (const { edit } of without.actions) {
    const [first, second] = (edit?.documentChanges ?? []) as { kind?: string; textDocument?: { uri: string } }[];
    if (first?.kind === 'create') assert.equal(second!.textDocument!.uri, without.policyUri);
  }
});

test('the sample of the walkthrough, opened untitled, shows findings and a preview', async (t) => {
  const client = await startClient(t);
  const text = readFileSync(new URL('../../media/walkthrough/sample.prompt', import.meta.url), 'utf8');
  await client.open('untitled:Untitled-1', 'prompt-template', text);
  const { items } = await client.pull('untitled:Untitled-1');
  for (const value of ['dana.whitfield@fastmail.com', '415-867-2210']) {
    assert.ok(
      items!.some((one) => under(text, one) === value),
      value,
    );
  }
  const preview = await client.connection.sendRequest<PreviewResult>('promptPrivacy/preview', {
    uri: 'untitled:Untitled-1',
  });
  const { text: after } = await client.connection.sendRequest<{ text: string }>('promptPrivacy/content', {
    uri: preview.after,
  });
  assert.doesNotMatch(after, /fastmail|2210/);
});
