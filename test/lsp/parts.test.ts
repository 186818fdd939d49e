import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Fix } from '../../server/src/core/fixes/fix.ts';
import { clientFacts } from '../../server/src/lsp/client-facts.ts';
import { combine } from '../../server/src/lsp/fix-all.ts';
import { handler, listener } from '../../server/src/lsp/handle.ts';
import { createLog, describeError } from '../../server/src/lsp/log.ts';
import { parsePreviewUri } from '../../server/src/lsp/preview.ts';
import { createTimers } from '../../server/src/lsp/timers.ts';
import { toWorkspaceEdit } from '../../server/src/lsp/workspace-edit.ts';
import { vscodeLike } from './client.ts';

const edit = (start: number, end: number, newText: string, uri?: string) => ({ span: { start, end }, newText, uri });
const fix = (...edits: Fix['edits']): Fix => ({ title: 'Mend', safe: true, edits });
const { token } = new CancellationTokenSource();

test('an error in a handler gives the empty answer and a line without its message', async () => {
  const lines: string[] = [];
  const log = createLog({ info: (line) => lines.push(line), error: (line) => lines.push(line) });
  const failing = handler(log, 'hover', null, () => {
    throw new TypeError('cannot read jane.roe@fastmail.com');
  });
  assert.equal(await failing({}, token), null);
  listener(log, 'change', () => Promise.reject(new RangeError('jane.roe@fastmail.com')))({});
  await setTimeout(0);
  assert.equal(lines.length, 2);
  assert.match(lines[0]!, /^hover failed: TypeError at /);
  assert.match(lines[1]!, /^change failed: RangeError at /);
  assert.doesNotMatch(lines.join('\n'), /jane/);
  assert.equal(describeError('jane'), 'string');
});

test('a request that is cancelled while it waits is never run', async () => {
  const source = new CancellationTokenSource();
  let ran = false;
  const answer = handler(createLog(console), 'hover', null, () => {
    ran = true;
    return null;
  })({}, source.token);
  source.cancel();
  const error = await answer;
  assert.ok(error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled);
  assert.equal(ran, false);
});

test('fixes are combined whole or not at all, and what they share is kept once', () => {
  const shared = edit(0, 0, 'import x\n');
  const { count, fix: all } = combine('All', [
    fix(shared, edit(10, 12, 'a')),
    fix(shared, edit(20, 22, 'b')),
    fix(shared, edit(21, 25, 'c'), edit(30, 31, 'd')),
    fix(edit(12, 14, 'e')),
  ]);
  assert.equal(count, 3);
  assert.deepEqual(
    all.edits.map(({ newText }) => newText),
    ['import x\n', 'a', 'b', 'e'],
  );
});

test('a fix that a client cannot apply whole is not offered', () => {
  const own = { uri: 'file:///a.j2', languageId: 'jinja', text: 'abc', version: 4 };
  const context = { client: clientFacts(vscodeLike), docs: '', commands: true, read: () => undefined };
  const both = { ...fix(edit(0, 1, 'x'), edit(0, 0, 'version: 1\n', 'file:///p.yaml')), annotation: 'Check it.' };
  const made = toWorkspaceEdit(both, own, context)!;
  assert.deepEqual(
    made.documentChanges!.map((one) => ('kind' in one ? one.kind : [one.textDocument.uri, one.textDocument.version])),
    [['file:///a.j2', 4], 'create', ['file:///p.yaml', null]],
  );
  assert.deepEqual(Object.values(made.changeAnnotations!), [
    { label: 'Mend', description: 'Check it.', needsConfirmation: false },
  ]);
  assert.equal(toWorkspaceEdit(both, own, { ...context, client: clientFacts({}) }), undefined);
  assert.equal(toWorkspaceEdit(fix(edit(3, 5, 'x', 'file:///gone')), own, context), undefined);
  assert.deepEqual(Object.keys(toWorkspaceEdit(fix(edit(0, 1, 'x')), own, { ...context, client: clientFacts({}) })!), [
    'changes',
  ]);
});

test('timers start over under one key and end with the session', async () => {
  const timers = createTimers();
  const ran: string[] = [];
  timers.later('a', 1, () => ran.push('first'));
  timers.later('a', 1, () => ran.push('second'));
  timers.later('b', 1, () => ran.push('cancelled'));
  timers.cancel('b');
  await setTimeout(20);
  assert.deepEqual(ran, ['second']);
  timers.later('a', 1, () => ran.push('third'));
  timers.stop();
  timers.later('c', 1, () => ran.push('fourth'));
  await setTimeout(20);
  assert.deepEqual(ran, ['second']);
  assert.ok(timers.stopped);
});

test('addresses of previews that nobody made give nothing', () => {
  for (const uri of [
    'prompt-privacy:/after/x',
    'prompt-privacy:/other/x?{}',
    'prompt-privacy:/after/x?%',
    'prompt-privacy:/after/x?[]',
    'file:///a',
  ]) {
    assert.equal(parsePreviewUri(uri), undefined, uri);
  }
});
