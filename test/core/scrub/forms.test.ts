import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyVault, scrubText } from '../../../server/src/core/scrub/index.ts';

const scrubbedDate = (text: string, date: string) => {
  const span = { start: text.indexOf(date), end: text.indexOf(date) + date.length };
  const options = { vault: emptyVault('test'), today: '2026-11-24', formOf: () => 'generalize:year' as const };
  const { text: written, entities } = scrubText(
    text,
    [{ type: 'SERVICE_DATE', span, score: 1, evidence: [] }],
    options,
  );
  return { written, forms: entities.map(({ form }) => form) };
};

test('a date is generalized to its year', () => {
  assert.deepEqual(scrubbedDate('Seen on March 14, 2025.', 'March 14, 2025'), {
    written: 'Seen on 2025.',
    forms: ['generalize:year'],
  });
});

test('a date without a year is replaced, and said to be', () => {
  assert.deepEqual(scrubbedDate('Seen on March 14.', 'March 14'), {
    written: 'Seen on [SERVICE_DATE].',
    forms: ['replace'],
  });
});
