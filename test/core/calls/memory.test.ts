import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { filesBelow } from '../../support/files-below.ts';
import { readMarkers } from '../../support/markers.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

const root = new URL('../../fixtures/calls/', import.meta.url);

/** Small, seeded: the same edits in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const insertions = [
  'x',
  ' ',
  '\n',
  '"',
  '}',
  '(',
  'prompt',
  'const client = other;\n',
  '\u{1F600}',
  '// note\n',
  'import y from "z";\n',
];

for (const folder of readdirSync(root)) {
  test(`${folder}: after any edit, what is remembered gives the same as a fresh reading`, async () => {
    const next = random(folder.length * 7919);
    const remembering = await testPorts();
    for (const name of filesBelow(new URL(`${folder}/`, root))) {
      let { text } = readMarkers(readFileSync(new URL(`${folder}/${name}`, root), 'utf8'));
      for (let step = 0; step < 40; step++) {
        const at = Math.floor(next() * text.length);
        const isDeletion = next() < 0.4;
        const added = isDeletion ? '' : insertions[Math.floor(next() * insertions.length)]!;
        text = text.slice(0, at) + added + text.slice(at + (isDeletion ? 1 + Math.floor(next() * 6) : 0));
        const warm = parseCalls(testDocument(name, text), remembering, []);
        const fresh = { ...remembering, syntax: { parse: remembering.syntax.parse } };
        const cold = parseCalls({ ...testDocument(name, text), uri: `file:///workspace/cold/${name}` }, fresh, []);
        assert.deepEqual(warm, cold, `${name} after step ${step}`);
      }
    }
  });
}
