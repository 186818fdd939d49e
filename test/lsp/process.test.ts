import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));

test('as a process over standard input and output it starts, answers and ends when it is told to', async (t) => {
  const server = spawn(process.execPath, ['--import', 'tsx', main, '--stdio']);
  t.after(() => server.kill());
  const errors: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification('initialized', {});
  const uri = 'untitled:Untitled-1';
  const text = 'Write to jane.roe@fastmail.com {{ customer.name }}';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'prompt-template', version: 1, text },
  });
  const { items } = await connection.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  assert.ok(items.some(({ code }) => code === 'literal-identifier'));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  assert.equal(await ended, 0);
  assert.deepEqual(errors, []);
});
