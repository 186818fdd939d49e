import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Entity } from '../../../server/src/core/detection/entity.ts';
import {
  emptyVault,
  knownLabels,
  parseTokenFormat,
  parseVault,
  restoreText,
  scrubText,
  serializeVault,
  streamRestorer,
  tokenFor,
  type VaultData,
} from '../../../server/src/core/scrub/index.ts';

const today = '2026-11-24';
const types = ['PERSON_NAME', 'EMAIL_ADDRESS', 'US_SSN', 'MEDICAL_RECORD_NUMBER', 'PROJECT_CODE'];

/** Pieces that break naive implementations: look-alikes, brackets, patterns, JSON, right-to-left, combining, astral. */
const nasty = fc.constantFrom(
  '[PERSON_1]',
  '[PERSON_2]',
  '[person 1]',
  '[PERSON]',
  '[PERSON_1s]',
  "[PERSON_1's]",
  '[SSN_01]',
  '[PROJECT_CODE_1]',
  '\\[PERSON\\_1\\]',
  '\\\\[PERSON_1\\\\]',
  '**[PERSON_1]**',
  '[**PERSON_1**]',
  '[',
  ']',
  '\\',
  '[[',
  '[PERSON_',
  '1]',
  '$&',
  '$1',
  '(.*)',
  '[a-z]+',
  '{"name": "A\\"B"}',
  '"',
  '\n',
  '\u05d3\u05e0\u05d4',
  '\u202e',
  'e\u0301',
  '\u{1f469}\u200d\u{1f680}',
  '\ud83d',
  'Samsung',
  'Sam',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ maxLength: 6 })), { maxLength: 12 })
  .map((all) => all.join(''));

/** Any set of spans: what a detector may say is none of our business. */
const spansIn = (length: number) =>
  fc.array(
    fc.tuple(fc.nat(Math.max(0, length)), fc.nat(8), fc.constantFrom(...types)).map(([start, size, type]): Entity => {
      const end = Math.min(length, start + size);
      return { type, span: { start, end }, score: 1, evidence: [] };
    }),
    { maxLength: 5 },
  );
const marked = text.chain((value) => spansIn(value.length).map((entities) => ({ value, entities })));
const history = fc.array(marked, { maxLength: 4 });

function vaultAfter(past: readonly { value: string; entities: readonly Entity[] }[], format?: string): VaultData {
  const vault = emptyVault('test', format ? parseTokenFormat(format) : undefined);
  for (const { value, entities } of past) tokenizeAll(value, entities, vault);
  return vault;
}

const tokenizeAll = (value: string, entities: readonly Entity[], vault: VaultData) =>
  scrubText(value, entities, { vault, formOf: () => 'tokenize', today }).text;

test('restore(scrub(x)) = x for any text, any spans and any vault history', () => {
  fc.assert(
    fc.property(history, marked, history, (past, { value, entities }, later) => {
      const vault = vaultAfter(past);
      const scrubbed = tokenizeAll(value, entities, vault);
      assert.equal(restoreText(scrubbed, vault).text, value);
      // What happens later in the conversation changes nothing.
      for (const one of later) tokenizeAll(one.value, one.entities, vault);
      assert.equal(restoreText(scrubbed, vault).text, value);
    }),
    { numRuns: 600 },
  );
});

test('the same with other token formats', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('<{TYPE}_{n}>', '{{TYPE}:{n}}', '\u27e6{TYPE}-{n}\u27e7', '({TYPE}#{n})'),
      history,
      marked,
      (format, past, { value, entities }) => {
        const vault = vaultAfter(past, format);
        assert.equal(restoreText(tokenizeAll(value, entities, vault), vault).text, value);
      },
    ),
  );
});

test('a stream cut anywhere restores to the same text as the whole', () => {
  fc.assert(
    fc.property(
      history,
      marked,
      text,
      fc.array(fc.nat(40), { maxLength: 12 }),
      (past, { value, entities }, extra, cuts) => {
        const vault = vaultAfter(past);
        const answer = tokenizeAll(value, entities, vault) + extra;
        const restorer = streamRestorer(vault);
        let out = '';
        let rest = answer;
        for (const cut of cuts) {
          out += restorer.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        out += restorer.push(rest) + restorer.end();
        const whole = restoreText(answer, vault);
        assert.equal(out, whole.text);
        assert.equal(restorer.restored, whole.restored);
        assert.deepEqual(restorer.left, whole.left);
      },
    ),
    { numRuns: 400 },
  );
});

test('every cut position of a token', () => {
  const vault = emptyVault('test');
  const answer = `Dear ${tokenFor(vault, 'Ana Lima', 'PERSON_NAME')}, \\[PERSON\\_1\\] and [person 1].`;
  for (let cut = 0; cut <= answer.length; cut += 1) {
    const restorer = streamRestorer(vault);
    const out = restorer.push(answer.slice(0, cut)) + restorer.push(answer.slice(cut)) + restorer.end();
    assert.equal(out, 'Dear Ana Lima, Ana Lima and Ana Lima.');
  }
});

test('tokens inside JSON strings: the parsed value is the original', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(20), (value, cut) => {
      const vault = emptyVault('test');
      const json = `{"to":"${tokenFor(vault, value, 'PERSON_NAME')}"}`;
      assert.equal(JSON.parse(restoreText(json, vault, { json: true }).text).to, value);
      const restorer = streamRestorer(vault, { json: true });
      assert.equal(
        JSON.parse(restorer.push(json.slice(0, cut)) + restorer.push(json.slice(cut)) + restorer.end()).to,
        value,
      );
    }),
  );
});

test('no token stands for two values, and none says anything about its value', () => {
  fc.assert(
    fc.property(history, (past) => {
      const { entries } = vaultAfter(past);
      assert.equal(new Set(entries.map((entry) => entry.token)).size, entries.length);
      assert.equal(new Set(entries.map((entry) => `${entry.label} ${entry.value}`)).size, entries.length);
      const numbers = new Map<string, number>();
      for (const { label, token } of entries) {
        const number = (numbers.get(label) ?? 0) + 1;
        numbers.set(label, number);
        assert.equal(token, `[${label}_${number}]`);
      }
    }),
  );
});

test('a vault survives serialization and goes on counting', () => {
  fc.assert(
    fc.property(history, marked, (past, { value, entities }) => {
      const vault = vaultAfter(past);
      const read = parseVault(serializeVault(vault));
      assert.ok('vault' in read);
      assert.equal(tokenizeAll(value, entities, read.vault), tokenizeAll(value, entities, vault));
      assert.equal(restoreText(tokenizeAll(value, entities, vault), read.vault).text, value);
      assert.equal(serializeVault(read.vault), serializeVault(vault));
    }),
  );
});

test('labels of the built-in types never end in a digit or a separator, and none is a prefix of its own numbering', () => {
  for (const label of knownLabels) {
    assert.match(label, /^[A-Z](?:[A-Z0-9_]*[A-Z])?$/);
    assert.ok(label.length <= 40);
  }
});
