import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognizerProblems } from '../../../server/src/core/detection/custom.ts';
import { createDetector } from '../../../server/src/core/detection/index.ts';
import { loadRegexEngine } from '../../../server/src/workspace/regex-engines.ts';

const engine = await loadRegexEngine('auto');
const detect = createDetector(engine);
const found = (text: string, options: Parameters<typeof detect>[1]) =>
  detect(text, options)
    .filter(({ recognizer }) => recognizer)
    .map(({ type, span, recognizer }) => [recognizer, type, text.slice(span.start, span.end)]);

test('a recognizer of the policy finds by pattern, keywords, context and checksum', () => {
  const staff = { id: 'staff-id', type: 'EMPLOYEE_ID', pattern: '\\bE\\d{5}\\b' };
  assert.deepEqual(found('ask E20931 and E209310', { recognizers: [staff] }), [['staff-id', 'EMPLOYEE_ID', 'E20931']]);
  const withContext = { ...staff, context: ['staff', 'badge'] };
  assert.deepEqual(found('badge E20931', { recognizers: [withContext] }).length, 1);
  assert.deepEqual(found('badger E20931', { recognizers: [withContext] }), []);
  const withKeyword = { ...staff, keywords: ['northfield'] };
  assert.deepEqual(found('E20931', { recognizers: [withKeyword] }), []);
  assert.deepEqual(found('Northfield: E20931', { recognizers: [withKeyword] }).length, 1);
  const card = { id: 'loyalty', type: 'ACCOUNT_NUMBER', pattern: '\\bL\\d{8}\\b', checksum: 'luhn' };
  assert.deepEqual(
    found('L12345674 L12345675', { recognizers: [{ ...card, pattern: '\\d{8}' }] }).map(([, , value]) => value),
    ['12345674'],
  );
});

test('positions are UTF-16 offsets, also after astral characters', () => {
  const text = '😀😀 E20931';
  const [entity] = detect(text, { recognizers: [{ id: 'x', type: 'EMPLOYEE_ID', pattern: 'E\\d{5}' }] });
  assert.deepEqual(entity?.span, { start: 5, end: 11 });
});

test('allow-lists silence values and patterns as a whole', () => {
  const text = 'mail support@acme.io or j.smith@acme.io';
  const types = (options: Parameters<typeof detect>[1]) =>
    detect(text, options).map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(types({}), ['support@acme.io', 'j.smith@acme.io']);
  assert.deepEqual(types({ allow: { values: ['Support@acme.io'] } }), ['j.smith@acme.io']);
  assert.deepEqual(types({ allow: { patterns: ['support@[a-z.]+'] } }), ['j.smith@acme.io']);
  assert.deepEqual(types({ allow: { patterns: ['smith@acme'] } }), ['support@acme.io', 'j.smith@acme.io']);
});

test('evil patterns are refused with a reason or run in linear time', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['(?=a)b', /lookaround/i],
    ['(?<!a)b', /lookaround/i],
    ['(a)\\1', /backreference/i],
    ['a*', /empty/i],
    ['(?:)', /empty/i],
    ['', /empty/i],
    ['(a{1000}){1000}', /repeat/i],
    ['a{2000}', /repeat/i],
    ['(unclosed', /RE2 syntax/i],
    ['x'.repeat(3000), /longer/i],
    ['[a&&b]', /set operations/i],
  ];
  for (const [pattern, reason] of refused) {
    const [problem] = recognizerProblems(engine, { id: 'x', type: 'USER_ID', pattern });
    assert.equal(problem?.field, 'pattern', pattern.slice(0, 40));
    assert.match(problem!.message, reason);
  }
  const hostile = `${'a'.repeat(20_000)}!`;
  for (const pattern of ['(a+)+$', '(a|aa)+$', '(.*a){20}b', '(?:a?){30}a{30}z', '([a-z]+)*!!']) {
    assert.deepEqual(recognizerProblems(engine, { id: 'x', type: 'USER_ID', pattern }), [], pattern);
    assert.deepEqual(found(hostile, { recognizers: [{ id: 'x', type: 'USER_ID', pattern }] }), [], pattern);
  }
});

test('an example that its own recognizer does not find is a problem, and so is an unknown checksum', () => {
  const base = { id: 'x', type: 'USER_ID', pattern: 'U-\\d{4}' };
  assert.deepEqual(
    recognizerProblems(engine, { ...base, examples: ['U-1234', 'see U-1'] }).map(({ field, index }) => [field, index]),
    [['examples', 1]],
  );
  assert.equal(recognizerProblems(engine, { ...base, checksum: 'crc' })[0]?.field, 'checksum');
});
