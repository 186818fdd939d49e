import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { readInPieces, yamlOptions } from '../../../server/src/core/policy/parse/chunks.ts';
import { fromYaml, type YamlNode } from '../../../server/src/core/policy/parse/nodes.ts';

const sample = readFileSync(
  new URL('../../../examples/northfield-health/prompt-privacy.yaml', import.meta.url),
  'utf8',
);
const mistakes = readFileSync(new URL('../../fixtures/policy/mistakes.yaml', import.meta.url), 'utf8');

/** Keys and scalars with their offsets: what everything else is read from. */
function wordsOf(node: YamlNode | null): unknown[] {
  if (!node) return [null];
  if (node.kind === 'map') return node.items.flatMap(({ key, value }) => [...wordsOf(key), ...wordsOf(value)]);
  if (node.kind === 'seq') return [`[${node.items.length}`, ...node.items.flatMap(wordsOf)];
  return node.kind === 'scalar' ? [[node.value, node.start, node.end]] : [node];
}

const whole = (text: string) => {
  const document = parseDocument(text, yamlOptions);
  return { root: fromYaml(document.contents, 0), errors: document.errors.length };
};

const layouts: readonly [name: string, text: string][] = [
  ['the sample', sample],
  ['CRLF', sample.replace(/\n/g, '\r\n')],
  ['mistakes', mistakes],
  ['lists at the margin', 'version: 1\nsources:\n# c\n- id: a\n  level: x # d\n\n- id: b\nuse_cases: []\n'],
  [
    'comments and blanks between',
    '# a\n\nversion: 1 # b\n\n# c\nsources: # d\n\n  # e\n  - id: a\n# f\n  - id: b\n\n\n# end',
  ],
  [
    'block scalars',
    'version: 1\nuse_cases:\n  - id: a\n    purpose: |\n      - not an entry\n      key: no\n  - id: b\n    purpose: >-\n      folded\n\n      text\n',
  ],
  ['quoted over lines', 'version: 1\nuse_cases:\n  - id: a\n    purpose: "one\n      - two\n      three"\n  - id: b\n'],
  [
    'flow over lines',
    'version: 1\ncategories: { permitted: [user.name,\n    user.contact],\n  prohibited: [] }\nsources:\n  - { id: a,\n      fields: { x: none } }\n  - { id: b }\n',
  ],
  ['empty entries', 'sources:\n  -\n  - id: a\n  - \n'],
  ['nested lists', 'sources:\n  - - a\n    - b\n  - c\n'],
  ['key on the line of its list', 'sources: [a, b]\nx: y\n'],
  ['astral characters', 'organization: { name: "😀 Klinik" }\nsources:\n  - id: "😀"\n  - id: b\n'],
  ['no line end', 'sources:\n  - id: a\n  - id: b'],
];

test('reading in pieces gives what reading the whole gives', () => {
  for (const [name, text] of layouts) {
    const pieces = readInPieces(text);
    assert.ok(pieces, `${name} is read in pieces`);
    const expected = whole(text);
    assert.deepEqual(wordsOf(pieces.root), wordsOf(expected.root), name);
    assert.equal(pieces.errors.length, expected.errors, name);
  }
});

test('what stands before an entry may change without the entry being read again', () => {
  let text = sample;
  for (let round = 0; round < 60; round++) {
    const lines = text.split('\n');
    const at = (round * 37) % lines.length;
    const shape = round % 3;
    if (shape === 0) lines.splice(at, 0, `# remark ${round}`);
    else if (shape === 1) lines[at] = `${lines[at]} `;
    else if (lines[at]!.startsWith('#')) lines.splice(at, 1);
    text = lines.join('\n');
    assert.deepEqual(wordsOf(readInPieces(text)?.root ?? null), wordsOf(whole(text).root), `round ${round}`);
  }
});

test('a mistake stays within its entry', () => {
  const text = 'version: 1\nsources:\n  - { id: a, level: [\n  - id: b\nuse_cases:\n  - id: c\n';
  const pieces = readInPieces(text)!;
  assert.ok(pieces.errors.length > 0);
  const ids = wordsOf(pieces.root).flatMap((word) => (Array.isArray(word) ? [word[0]] : []));
  assert.ok(ids.includes('b') && ids.includes('c'));
});

test('in other layouts the whole is read', () => {
  for (const text of [
    '',
    '# only\n',
    '- a\n',
    '---\na: 1\n',
    'a: &x 1\nb: *x\n',
    '{ a: 1 }\n',
    'a\n',
    '\ta: 1\n',
    ' a: 1\n b: 2\n',
    '\uFEFFa: 1\n',
    '%YAML 1.2\n',
  ]) {
    assert.equal(readInPieces(text), undefined, JSON.stringify(text));
  }
});
