import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAnalysisCache } from '../../server/src/workspace/analysis-cache.ts';
import { everyFile } from '../../server/src/workspace/every-file.ts';
import { createPromptIndex } from '../../server/src/workspace/prompt-index.ts';
import { createWorkspace } from '../../server/src/workspace/workspace.ts';
import { testEngines } from '../support/engines.ts';
import { withFolder } from '../support/folder.ts';

const today = () => '2026-11-24';

test('the cache keeps the newest, by count and by size, one for each document', () => {
  const cache = createAnalysisCache<string>(3, 100);
  for (const name of ['a', 'b', 'c', 'd']) cache.set(`file:///${name}`, '1', name, 10);
  assert.equal(cache.get('file:///a', '1'), undefined);
  assert.equal(cache.get('file:///d', '1'), 'd');
  cache.set('file:///e', '1', 'e', 95);
  assert.equal(cache.get('file:///d', '1'), undefined);
  assert.equal(cache.get('file:///e', '2'), undefined);
  cache.set('file:///e', '2', 'newer', 5);
  assert.equal(cache.get('file:///e', '1'), undefined);
  assert.equal(
    cache.delete((uri) => uri === 'file:///e'),
    1,
  );
});

async function manyPrompts(t: Parameters<typeof withFolder>[0], count: number) {
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `prompts/p${String(index).padStart(4, '0')}.j2`,
      `Hello {{ customer.name }} ${index}`,
    ]),
  );
  const folder = withFolder(t, files);
  const workspace = createWorkspace({ roots: [folder.root], engines: await testEngines(), today });
  return { ...folder, workspace };
}

test('the index stops at its budget and says that it is not complete', async (t) => {
  const { workspace } = await manyPrompts(t, 60);
  const budget = (maxFiles: number) => async () => ({ maxFiles, maxCharacters: 1_000_000 });
  const part = await createPromptIndex(workspace, budget(20)).current();
  assert.deepEqual([part.files, part.complete], [20, false]);
  const all = await createPromptIndex(workspace, budget(1000)).current();
  assert.deepEqual([all.files, all.prompts.length, all.complete], [60, 60, true]);
  const none = await createPromptIndex(workspace, budget(0)).current();
  assert.equal(none.files, 0);
  const small = await createPromptIndex(workspace, async () => ({ maxFiles: 1000, maxCharacters: 500 })).current();
  assert.ok(small.files < 40 && !small.complete);
});

test('others get their turn while the index is built', async (t) => {
  const { workspace } = await manyPrompts(t, 300);
  const index = createPromptIndex(workspace, async () => ({ maxFiles: 1000, maxCharacters: 1_000_000 }));
  let turns = 0;
  const count = setInterval(() => turns++, 1);
  await index.current();
  clearInterval(count);
  assert.ok(turns > 3, `${turns} turns`);
});

test('a walk over all files ends when it is told to', async (t) => {
  const { workspace } = await manyPrompts(t, 30);
  let seen = 0;
  for await (const _ of everyFile(workspace, () => seen >= 5)) seen++;
  assert.equal(seen, 5);
});

test('the index holds names and places, no text', async (t) => {
  const { root } = withFolder(t, {
    'prompts/a.j2': 'Write to Dana Whitfield, dana.whitfield@fastmail.com, about {{ order }}',
  });
  const workspace = createWorkspace({ roots: [root], engines: await testEngines(), today });
  const snapshot = await createPromptIndex(workspace, async () => ({ maxFiles: 10, maxCharacters: 1000 })).current();
  assert.equal(snapshot.prompts.length, 1);
  assert.doesNotMatch(JSON.stringify(snapshot), /Whitfield|fastmail|Write to/);
});
