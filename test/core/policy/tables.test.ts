import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addDays,
  addDuration,
  addMonths,
  daysBetween,
  durationDays,
  isDate,
} from '../../../server/src/core/policy/dates.ts';
import { isRemoved, isWithheld, satisfies, stronger } from '../../../server/src/core/policy/forms.ts';
import {
  countriesOf,
  inEea,
  intersectPermits,
  isAdequate,
  isJurisdiction,
  isRegion,
  meets,
  permitted,
  within,
} from '../../../server/src/core/policy/geography.ts';
import { matchesGlob, matchesName } from '../../../server/src/core/policy/glob.ts';
import { nearest } from '../../../server/src/core/policy/parse/nearest.ts';
import { pathOf, pathParts } from '../../../server/src/core/policy/parse/path.ts';
import { levelAfter, lowered, severityFor } from '../../../server/src/core/policy/severity.ts';
import { holderOf } from '../../../server/src/core/span.ts';
import { entityType } from '../../../server/src/core/taxonomy/entity-types.ts';
import { type Form, forms } from '../../../server/src/core/taxonomy/levels.ts';

test('what is sent satisfies what is required when it discloses no more', () => {
  const columns = ['keep', 'generalize:state', 'tokenize', 'replace', 'redact', 'scrub'] as const;
  const table: Readonly<Partial<Record<Form, string>>> = {
    keep: 'y-----',
    'generalize:state': 'yy----',
    'generalize:zip3': 'y-----',
    'generalize:country': 'yy----',
    tokenize: 'yyy--y',
    replace: 'yyyyyy',
    redact: 'yyyyyy',
    scrub: 'y----y',
    block: 'yyyyyy',
  };
  for (const [sent, row] of Object.entries(table)) {
    const found = columns.map((required) => (satisfies(sent as Form, required) ? 'y' : '-')).join('');
    assert.equal(found, row, sent);
  }
  for (const form of forms) if (form !== 'block') assert.equal(satisfies(form, form), true, form);
  assert.equal(satisfies('generalize:year', 'generalize:zip3'), false);
  assert.equal(satisfies('generalize:bucket', 'generalize:age90'), true);
  assert.equal(satisfies('generalize:age90', 'generalize:bucket'), false);
});

test('withheld, removed, stronger', () => {
  assert.deepEqual(forms.filter(isWithheld), ['tokenize', 'replace', 'redact', 'block']);
  assert.deepEqual(forms.filter(isRemoved), ['replace', 'redact', 'block']);
  assert.equal(stronger('tokenize', 'scrub'), 'tokenize');
  assert.equal(stronger('project', 'redact'), 'redact');
});

test('severity falls with the level of the data', () => {
  const table = [
    ['error', 'restricted', 'error'],
    ['error', 'confidential', 'warning'],
    ['error', 'internal', 'information'],
    ['error', 'public', 'hint'],
    ['warning', 'confidential', 'information'],
    ['warning', 'public', 'hint'],
    ['error', undefined, 'error'],
  ] as const;
  for (const [severity, level, expected] of table) assert.equal(severityFor(severity, level), expected);
  assert.equal(lowered('error'), 'warning');
  assert.equal(lowered('hint', 5), 'hint');
});

test('the level after a form', () => {
  const table = [
    ['restricted', 'keep', 'PERSON_NAME', 'restricted'],
    ['restricted', 'tokenize', 'PERSON_NAME', 'confidential'],
    ['confidential', 'generalize:year', 'DATE_OF_BIRTH', 'internal'],
    ['restricted', 'tokenize', 'MEDICAL_RECORD_NUMBER', 'confidential'],
    ['restricted', 'scrub', 'CLINICAL_NOTE', 'restricted'],
    ['restricted', 'tokenize', 'CLINICAL_NOTE', 'restricted'],
    ['restricted', 'redact', 'CLINICAL_NOTE', 'confidential'],
    ['confidential', 'scrub', 'MESSAGE_CONTENT', 'confidential'],
    ['public', 'redact', 'PERSON_NAME', 'public'],
  ] as const;
  for (const [level, form, type, expected] of table)
    assert.equal(levelAfter(level, form, entityType(type)), expected, `${form} ${type}`);
});

test('geography: countries, states, groups, regions', () => {
  const inside: readonly [inner: string, outer: string, expected: boolean][] = [
    ['DE', 'EU', true],
    ['DE', 'EEA', true],
    ['EU', 'EEA', true],
    ['EEA', 'EU', false],
    ['NO', 'EU', false],
    ['NO', 'EEA', true],
    ['US-TX', 'US', true],
    ['US', 'US-TX', false],
    ['US-TX', 'US-FL', false],
    ['eu-west-1', 'eu', true],
    ['eu-west-2', 'EU', false],
    ['eu-central-2', 'EEA', false],
    ['europe-west1', 'EU', true],
    ['us-east-1', 'us', true],
    ['ca-central-1', 'us', false],
    ['global', 'us', false],
    ['us', 'global', true],
    ['UK', 'GB', true],
    ['nowhere', 'EU', false],
    ['nowhere', 'nowhere', true],
  ];
  for (const [inner, outer, expected] of inside) assert.equal(within(inner, outer), expected, `${inner} in ${outer}`);
  assert.equal(meets('EU', 'DE'), true);
  assert.equal(meets('US-TX', 'US'), true);
  assert.equal(meets('US-TX', 'US-FL'), false);
  assert.equal(meets('EU', 'US'), false);
  assert.equal(permitted('eu', ['EEA']), true);
  assert.equal(permitted('eu-west-2', ['EU', 'UK']), true);
  assert.equal(permitted('global', ['EU', 'US']), false);
  assert.equal(permitted('my-region', ['EU'], { 'my-region': ['DE', 'FR'] }), true);
  assert.deepEqual(countriesOf('global'), ['*']);
  assert.equal(countriesOf('__proto__'), undefined);
  assert.ok(countriesOf('EEA')!.includes('DE') && countriesOf('EEA')!.includes('IS'));
  assert.equal(isRegion('constructor'), false);
  assert.equal(isJurisdiction('US-TX') && isJurisdiction('UK') && isJurisdiction('EU'), true);
  assert.equal(isJurisdiction('XX') || isJurisdiction('eu-west-1'), false);
  assert.equal(inEea('europe-west1'), true);
  assert.equal(isAdequate('JP') && isAdequate('eu') && isAdequate('GB'), true);
  assert.equal(isAdequate('US') || isAdequate('global') || isAdequate('nowhere'), false);
});

test('several residency rules intersect their permits', () => {
  assert.equal(intersectPermits([]), undefined);
  assert.deepEqual(intersectPermits([['EU'], ['DE', 'US']]), ['DE']);
  assert.deepEqual(intersectPermits([['US'], ['US-TX']]), ['US-TX']);
  assert.deepEqual(intersectPermits([['IN'], ['EU']]), []);
  assert.deepEqual(intersectPermits([['global'], ['US']]), ['US']);
});

test('globs', () => {
  const table: readonly [glob: string, path: string, expected: boolean][] = [
    ['prompts/**', 'prompts/a/b.md', true],
    ['prompts/**', 'prompts', false],
    ['prompts/', 'prompts/a.md', true],
    ['prompts/*.md', 'prompts/a.md', true],
    ['prompts/*.md', 'prompts/a/b.md', false],
    ['*.md', 'deep/a.md', true],
    ['./*.md', 'deep/a.md', false],
    ['/a.md', 'a.md', true],
    ['**/clinical/*.md', 'a/b/clinical/x.md', true],
    ['**/clinical/*.md', 'clinical/x.md', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/c', false],
    ['src/{ops,finance}/*.{ts,py}', 'src/finance/a.py', true],
    ['src/{ops,finance}/*.{ts,py}', 'src/hr/a.py', false],
    ['file-[0-9].txt', 'file-7.txt', true],
    ['file-[!0-9].txt', 'file-7.txt', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[', '[', true],
    ['{a', '{a', true],
    ['a+b(c)', 'a+b(c)', true],
    ['', 'a', false],
    ['**', 'a/b', true],
    ['a\\b', 'a\\b', false],
  ];
  for (const [glob, path, expected] of table) assert.equal(matchesGlob(glob, path), expected, `${glob} ${path}`);
  assert.equal(matchesName('*claude-fable-*', 'us.anthropic.claude-fable-5-v1:0'), true);
});

test('hostile globs cost bounded time', () => {
  assert.equal(matchesGlob('*a'.repeat(200), 'a'.repeat(2000)), true);
  assert.equal(matchesGlob(`${'**/'.repeat(200)}x`, 'a/'.repeat(500)), false);
  assert.equal(matchesGlob('{a,b}'.repeat(50), 'a'.repeat(50)), false);
});

test('the nearest name', () => {
  const names = ['organization', 'sources', 'use_cases', 'user.name', 'user.name.first'];
  const table = [
    ['organisation', 'organization'],
    ['useCases', 'use_cases'],
    ['use-cases', 'use_cases'],
    ['source', 'sources'],
    ['user.nmae', 'user.name'],
    ['zebra', undefined],
    ['x'.repeat(500), undefined],
  ] as const;
  for (const [name, expected] of table) assert.equal(nearest(name, names), expected, name);
});

test('paths are read as they are written', () => {
  for (const parts of [
    ['use_cases', 2, 'needs', 'user.name'],
    ['sources', 0, 'fields', 'a"b\\c[]'],
    ['rules', 'whole-record'],
    ['samples', ''],
  ]) {
    assert.deepEqual(pathParts(pathOf(parts)), parts);
  }
  assert.deepEqual(pathParts('a..b'), ['a']);
});

test('days and durations', () => {
  assert.deepEqual(['2026-02-28', '2028-02-29', '2026-12-31'].map(isDate), [true, true, true]);
  assert.deepEqual(
    ['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '', '2100-02-29'].map(isDate),
    Array(7).fill(false),
  );
  assert.equal(addMonths('2026-11-30', 3), '2027-02-28');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDuration('2026-09-14', 'P3M'), '2026-12-14');
  assert.equal(addDuration('2026-01-31', 'P1M1D'), '2026-03-01');
  assert.equal(addDuration('2026-01-31', 'soon'), undefined);
  assert.equal(daysBetween('2026-11-24', '2026-12-01'), 7);
  assert.deepEqual(['none', 'P30D', 'P6Y', 'P1M', 'P', 'x'].map(durationDays), [0, 30, 2190, 30, undefined, undefined]);
});

test('whether one of many spans holds a range', () => {
  const holds = holderOf([
    { start: 10, end: 20 },
    { start: 0, end: 5 },
    { start: 12, end: 14 },
    { start: 30, end: 30 },
  ]);
  const table: readonly [start: number, end: number, expected: boolean][] = [
    [10, 20, true],
    [13, 19, true],
    [12, 13, true],
    [4, 6, false],
    [9, 12, false],
    [19, 21, false],
    [0, 0, true],
    [30, 30, true],
    [30, 31, false],
  ];
  for (const [start, end, expected] of table) assert.equal(holds({ start, end }), expected, `${start}-${end}`);
  assert.equal(holderOf([])({ start: 0, end: 0 }), false);
});
