import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, addDuration } from '../../../server/src/core/policy/dates.ts';

test('days are added across months and leap years', () => {
  assert.equal(addDays('2026-11-24', 60), '2027-01-23');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
  assert.equal(addDays('soon', 3), 'soon');
});

test('durations end on the last day of a shorter month', () => {
  assert.equal(addDuration('2026-01-31', 'P1M'), '2026-02-28');
  assert.equal(addDuration('2026-09-14', 'P3M'), '2026-12-14');
  assert.equal(addDuration('2024-02-29', 'P1Y'), '2025-02-28');
  assert.equal(addDuration('2026-11-24', 'P2W3D'), '2026-12-11');
});

test('what is no duration or no date gives nothing', () => {
  for (const duration of ['', 'P', '3 months', 'P1.5Y', 'none'])
    assert.equal(addDuration('2026-01-01', duration), undefined);
  // The time of day is left out: a day is what we count in.
  assert.equal(addDuration('2026-01-01', 'PT4H'), '2026-01-01');
  assert.equal(addDuration('01/02/2026', 'P1M'), undefined);
});
