import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol';
import type { ScanResult } from '../../server/src/lsp/protocol.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { minimal, startClient } from './client.ts';

test('declares what it does: pull diagnostics where the client pulls, push otherwise', async (t) => {
  const modern = await startClient(t);
  const { capabilities } = modern.initialized;
  assert.deepEqual(capabilities.diagnosticProvider, {
    identifier: 'prompt-privacy',
    interFileDependencies: true,
    workspaceDiagnostics: false,
  });
  assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll.promptPrivacy'] });
  assert.deepEqual(capabilities.workspace?.textDocumentContent, { schemes: ['prompt-privacy'] });
  const old = await startClient(t, { capabilities: minimal });
  assert.equal(old.initialized.capabilities.diagnosticProvider, undefined);
  assert.equal(old.initialized.capabilities.workspace?.textDocumentContent, undefined);
});

test('answers an unchanged document with unchanged, and a cancelled request with cancelled', async (t) => {
  const { root, path } = withFolder(t, { 'prompts/a.j2': '' });
  const client = await startClient(t, { root });
  const uri = toUri(path('prompts/a.j2'));
  await client.open(uri, 'jinja', 'Summarise {{ note }} for 123-45-6789.');
  const first = await client.pull(uri);
  assert.equal(first.kind, 'full');
  assert.equal((await client.pull(uri, first.resultId)).kind, 'unchanged');
  await client.change(uri, 2, 'Nothing here.');
  assert.equal((await client.pull(uri, first.resultId)).kind, 'full');
  await client.close(uri);
  assert.deepEqual((await client.pull(uri)).items, []);
});

test('tells a client that cannot pull, and clears what it told when the document closes', async (t) => {
  const { root, path } = withFolder(t, { 'prompts/a.j2': '' });
  const client = await startClient(t, { root, capabilities: minimal });
  const uri = toUri(path('prompts/a.j2'));
  await client.open(uri, 'jinja', 'Summarise {{ note }}.');
  const told = await client.until(() => client.published.get(uri), 'diagnostics');
  assert.equal(told.version, 1);
  await client.change(uri, 2, 'Summarise {{ note }} again.');
  await client.until(() => client.published.get(uri)?.version === 2, 'diagnostics of version 2');
  client.published.clear();
  await client.close(uri);
  assert.deepEqual((await client.until(() => client.published.get(uri), 'a clearing')).diagnostics, []);
});

test('settings are asked per resource and switch a document off', async (t) => {
  const { root, path } = withFolder(t, { 'off/a.j2': '', 'on/a.j2': '' });
  const asked: (string | undefined)[] = [];
  const configuration = (scope?: string) => {
    asked.push(scope);
    return { enable: !scope?.includes('/off/'), files: { maxSize: 20 } };
  };
  const client = await startClient(t, { root, configuration });
  const [on, off] = [toUri(path('on/a.j2')), toUri(path('off/a.j2'))];
  const statuses = new Map<string, { skipped: boolean; notes: string[] }>();
  client.connection.onNotification('promptPrivacy/status', (status) => void statuses.set(status.uri, status));
  await client.open(on, 'jinja', 'Longer than twenty characters {{ x }}');
  await client.open(off, 'jinja', 'Hello {{ x }}');
  await client.pull(on);
  await client.pull(off);
  const status = await client.until(() => statuses.get(on), 'a status');
  assert.equal(status.skipped, true);
  assert.match(status.notes[0]!, /Not analysed: .* above the limit/);
  assert.equal(statuses.has(off), false);
  assert.deepEqual(new Set(asked), new Set([on, off]));
});

test('with run: onSave a pushed report waits for the save', async (t) => {
  const { root, path } = withFolder(t, { 'prompts/a.j2': '' });
  const client = await startClient(t, {
    root,
    capabilities: { workspace: { configuration: true } },
    configuration: () => ({ run: 'onSave' }),
  });
  const uri = toUri(path('prompts/a.j2'));
  await client.open(uri, 'jinja', 'Summarise.');
  await client.until(() => client.published.get(uri)?.version === 1, 'diagnostics on opening');
  await client.change(uri, 2, 'Write to jane.roe@fastmail.com.');
  await client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
  assert.equal(client.published.get(uri)?.version, 1);
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  const saved = await client.until(
    () => client.published.get(uri)?.version === 2 && client.published.get(uri),
    'diagnostics of the save',
  );
  assert.ok(saved.diagnostics.length > 0);
});

test('a scan that is cancelled answers at once', async (t) => {
  const files = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`prompts/${index}.j2`, 'Hello {{ name }}']),
  );
  const { root } = withFolder(t, files);
  const client = await startClient(t, { root });
  const source = new CancellationTokenSource();
  const scan = client.connection.sendRequest<ScanResult>('promptPrivacy/scan', {}, source.token);
  source.cancel();
  await assert.rejects(scan, { code: LSPErrorCodes.RequestCancelled });
});
