import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distinct, onePerValue, precedence } from '../../../server/src/core/rules/precedence.ts';
import type { Finding } from '../../../server/src/core/rules/rule.ts';

const finding = (rule: string, changes: Partial<Finding> = {}): Finding => ({
  rule,
  span: { start: 3, end: 9 },
  message: `${rule} speaks.`,
  severity: 'warning',
  category: 'user.name',
  prompt: 0,
  ...changes,
});

/** In the order of the semantics that several rooms rely on. */
const stated = [
  'secret-in-prompt',
  'category-prohibited',
  'category-not-permitted',
  'not-minimum-necessary',
  'whole-record',
  'wrong-form',
  'untokenized-value',
  'unclassified-source',
];

test('of two rules at one span and category the earlier is shown, in whatever order they come', () => {
  assert.deepEqual(
    precedence.filter((rule) => stated.includes(rule)),
    stated,
  );
  for (const [index, rule] of precedence.entries()) {
    for (const later of precedence.slice(index + 1)) {
      for (const pair of [
        [rule, later],
        [later, rule],
      ]) {
        const shown = onePerValue(pair.map((one) => finding(one)));
        assert.deepEqual(
          shown.map((one) => one.rule),
          [rule],
        );
        assert.deepEqual(
          shown[0]!.related!.map(({ message }) => message),
          [`${later}: ${later} speaks.`],
        );
      }
    }
  }
});

test('the one that is shown has the highest severity among them', () => {
  const [shown] = onePerValue([finding('wrong-form'), finding('untokenized-value', { severity: 'error' })]);
  assert.equal(shown!.rule, 'wrong-form');
  assert.equal(shown!.severity, 'error');
});

test('two categories at one span are two findings; one without a category joins', () => {
  const shown = onePerValue([
    finding('wrong-form'),
    finding('category-prohibited', { category: 'user.contact' }),
    finding('unclassified-source', { category: undefined }),
  ]);
  assert.deepEqual(shown.map(({ rule }) => rule).sort(), ['category-prohibited', 'wrong-form']);
});

test('rules about the whole prompt stand alone, however many there are', () => {
  const whole = ['no-baa', 'no-dpa', 'no-dpa', 'phi-in-prompt', 'global-routing'];
  assert.equal(onePerValue(whole.map((rule) => finding(rule))).length, whole.length);
});

test('a text that two prompts share is one finding, with the higher severity', () => {
  const shared = [finding('literal-identifier'), finding('literal-identifier', { prompt: 1, severity: 'error' })];
  assert.deepEqual(distinct(shared), [finding('literal-identifier', { severity: 'error' })]);
  assert.equal(distinct([finding('no-baa'), finding('no-baa', { message: 'Another deployment.' })]).length, 2);
});

test('time grows with the number of findings, not with its square', () => {
  const many = Array.from({ length: 50_000 }, (_, index) =>
    finding('literal-identifier', { span: { start: index * 10, end: index * 10 + 5 }, category: undefined }),
  );
  assert.equal(onePerValue(many).length, many.length);
});
