import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPortableEngine } from '../../../server/src/core/detection/portable-engine.ts';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { lineIndex } from '../../../server/src/core/lines.ts';
import { removalOf } from '../../../server/src/core/policy/checks/removal.ts';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import type { LoadPolicy } from '../../../server/src/core/policy/parse/parse.ts';

const mistakes = readFileSync(new URL('../../fixtures/policy/mistakes.yaml', import.meta.url), 'utf8');
const uri = 'file:///w/prompt-privacy.yaml';
const nowhere: LoadPolicy = () => undefined;
const parse = (text: string, load = nowhere) =>
  parsePolicy(text, uri, load, { today: '2026-11-24', engine: createPortableEngine() });

for (const [name, text] of [
  ['LF', mistakes],
  ['CRLF and a byte order mark', `\uFEFF${mistakes.replace(/\n/g, '\r\n')}`],
] as const) {
  test(`every planted mistake is a problem at its line, with a fix where one is possible (${name})`, () => {
    const expected = text
      .split(/\r?\n/)
      .flatMap((line, index) =>
        index === 0
          ? []
          : [...line.matchAll(/# ! (\S+)( \+)?/g)].map(([, code, fix]) => `${index + 1} ${code}${fix ?? ''}`),
      );
    assert.ok(expected.length >= 30);
    const placeOf = lineIndex(text);
    const found = parse(text).problems.map(
      ({ span, code, fix }) => `${placeOf(span.start).line} ${code}${fix ? ' +' : ''}`,
    );
    assert.deepEqual(found.sort(), expected.sort());
  });
}

test('a fix removes its problem and adds none', () => {
  const before = parse(mistakes).problems;
  for (const { fix, message } of before) {
    if (!fix) continue;
    const after = parse(applyEdits(mistakes, [fix])).problems;
    assert.ok(after.length < before.length, `${message} ${after.length} ${before.length}`);
  }
});

test('a message says what is wrong and what to do, and holds no line break', () => {
  for (const { message } of parse(mistakes).problems) {
    assert.match(message, /^['A-Z`].*[.?]$/);
    assert.ok(message.length < 300 && !message.includes('\n'), message);
  }
});

test('reviews, agreements and exceptions are judged on the day that is given', () => {
  const text = `version: 1
organization: { review: { every: P3M, last: 2026-05-01 } }
agreements:
  - { id: over, type: BAA, expires: 2026-11-23 }
  - { id: soon, type: DPA, expires: 2027-01-10 }
  - { id: fine, type: SCC, expires: 2028-01-10 }
deployments:
  - { id: d, platform: bedrock, assurances: [{ name: C5, expires: 2026-01-01 }] }
use_cases:
  - { id: late, review: { next: 2026-11-20 } }
  - { id: later, review: { next: 2026-03-01 } }
  - { id: due, review: { next: 2026-11-24 } }
exceptions:
  - { rule: no-dpa, reason: agreed, approved_by: dpo, expires: 2026-11-23 }
  - { rule: no-dpa, reason: agreed, approved_by: dpo, expires: 2026-11-24 }
`;
  const placeOf = lineIndex(text);
  const found = parse(text).problems.map(({ span, code, severity }) => [placeOf(span.start).line, code, severity]);
  assert.deepEqual(found, [
    [2, 'overdue', 'error'],
    [4, 'expired', 'error'],
    [5, 'expired', 'warning'],
    [8, 'expired', 'error'],
    [10, 'overdue', 'warning'],
    [11, 'overdue', 'error'],
    [14, 'expired', 'warning'],
  ]);
  assert.deepEqual(parsePolicy(text, uri, nowhere).problems, []);
});

test('extends: nearer entries win, lists grow, spans name the file', () => {
  const base = `version: 1
extends: gdpr
categories: { permitted: [user.contact], default_form: { user.name: redact } }
sources:
  - { id: crm, level: internal }
  - { id: erp, level: restricted }
use_cases:
  - { id: all, prompts: ['**'] }
rules: { no-dpia: off, no-dpa: hint }
`;
  const own = `version: 1
extends: ../base.yaml
categories: { permitted: [user.name] }
sources:
  - { id: own, level: public }
  - { id: crm, level: confidential }
rules: { no-dpa: error }
`;
  const { policy, problems } = parse(own, (target) =>
    target === '../base.yaml' ? { uri: 'file:///base.yaml', text: base } : undefined,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    policy.sources.map(({ id, level }) => `${id} ${level}`),
    ['crm confidential', 'erp restricted', 'own public'],
  );
  assert.deepEqual(policy.categories.permitted, ['user.name', 'user.contact']);
  assert.equal(policy.categories.defaultForm['user.name'], 'redact');
  assert.equal(policy.categories.defaultForm['user.content.private'], 'scrub');
  assert.deepEqual(policy.rules, { 'no-dpia': 'off', 'no-dpa': 'error' });
  assert.equal(policy.classification.unclassified, 'confidential');
  const slice = (path: string) => {
    const place = policy.locate(path);
    return [place?.uri, (place?.uri ? base : own).slice(place!.value!.start, place!.value!.end)];
  };
  assert.deepEqual(slice('sources[0].level'), [undefined, 'confidential']);
  assert.deepEqual(slice('sources[1].level'), ['file:///base.yaml', 'restricted']);
  assert.deepEqual(slice('use_cases[0].id'), ['file:///base.yaml', 'all']);
  const revision = (text: string) => parse(own, () => ({ uri: 'file:///base.yaml', text })).policy.revision;
  assert.notEqual(revision(base), revision(`${base}\n`));
});

test('extends that leads nowhere, in a circle or to a broken file is a problem at its line', () => {
  const at = (text: string, load: LoadPolicy) =>
    parse(text, load).problems.map(
      ({ code, message, span }) => `${code} ${text.slice(span.start, span.end)} ${message}`,
    );
  assert.match(at('version: 1\nextends: ./no.yaml\n', nowhere)[0]!, /^extends \.\/no\.yaml .*cannot be read/);
  const files: Record<string, string> = {
    'b.yaml': 'version: 1\nextends: c.yaml\n',
    'c.yaml': 'version: 1\nextends: b.yaml\n',
    self: 'version: 1\nextends: self\n',
  };
  const load: LoadPolicy = (target) => (files[target] ? { uri: target, text: files[target]! } : undefined);
  assert.match(at('version: 1\nextends: b.yaml\n', load)[0]!, /^extends b\.yaml .*circle/);
  assert.match(at('version: 1\nextends: x\n', () => ({ uri, text: 'version: 1\nextends: x\n' }))[0]!, /circle/);
  let number = 0;
  assert.match(
    at('version: 1\nextends: x\n', () => ({ uri: `${number++}`, text: 'version: 1\nextends: x\n' }))[0]!,
    /More than 10/,
  );
  assert.match(
    at('version: 1\nextends: x\n', () => ({ uri: 'x', text: 'version: 1\nbroken: 1\n' }))[0]!,
    /has a mistake/,
  );
});

test('hostile and broken files are refused with one clear problem', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
  ].join('\n');
  const table: readonly [name: string, text: string, code: string, message: RegExp][] = [
    ['alias bomb', bomb, 'aliases', /expand to too much/],
    ['100 MB', 'x'.repeat(100_000_000), 'too-large', /100\.0 MB long; at most 2 MB/],
    ['flow nesting', `a: ${'['.repeat(100_000)}`, 'syntax', /Nested deeper/],
    ['block nesting', '- '.repeat(50_000), 'syntax', /Nested deeper|could not be read/],
    [
      'map nesting',
      Array.from({ length: 1500 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
      'unknown-key',
      /Unknown key 'a'/,
    ],
    ['self alias', 'version: 1\nsources: &a [*a]\n', 'aliases', /alias/i],
    ['unknown alias', 'version: 1\nsources: *none\n', 'aliases', /alias/i],
  ];
  for (const [name, text, code, message] of table) {
    const { policy, problems } = parse(text);
    assert.ok(
      problems.some((one) => one.code === code && message.test(one.message)),
      `${name}: ${problems.map((one) => `${one.code} ${one.message}`)}`,
    );
    assert.ok(
      problems.every(({ span }) => span.start >= 0 && span.start <= span.end && span.end <= text.length),
      name,
    );
    assert.equal(policy.version, 1);
  }
});

test('any prefix of a policy and any garbage give a policy and problems inside the text', () => {
  const texts = Array.from({ length: 200 }, (_, index) => mistakes.slice(0, index * 23));
  texts.push(
    '\0',
    '\uD800',
    '%YAML 1.1\n---\na: !!binary x',
    '? a\n: b',
    '- a\n- b',
    '"',
    '{',
    'a: b: c',
    '\t- a',
    '<<: *a',
    '__proto__: 1',
    'version: 1\nrules: { __proto__: off, constructor: off }',
  );
  for (const text of texts) {
    const { policy, problems } = parse(text);
    assert.equal(policy.version, 1);
    for (const { span } of problems)
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(text.slice(-30)));
  }
});

test('an entry is removed with its comma, or with its line', () => {
  const table: readonly [text: string, after: string][] = [
    ['[a, X, b]', '[a, b]'],
    ['[a, X]', '[a]'],
    ['[X]', '[]'],
    ['{ X, b: c }', '{ b: c }'],
    ['l:\n  - a\n  - X # why\n  - b\n', 'l:\n  - a\n  - b\n'],
    ['l:\r\n  X\r\n  b: c\r\n', 'l:\r\n  b: c\r\n'],
    ['l: [a,\n    X,\n    b]', 'l: [a,\n    b]'],
    ['X', ''],
  ];
  for (const [text, after] of table) {
    const start = text.indexOf('X');
    const span = removalOf(text, { start, end: start + 1 });
    assert.equal(text.slice(0, span.start) + text.slice(span.end), after, text);
  }
});

test('what was meant is offered', () => {
  const table: readonly [text: string, newText: string | undefined][] = [
    ['organization: { review: { last: 2026-2-3 } }', '2026-02-03'],
    ['organization: { review: { last: 2026/02/31 } }', '2026-02-28'],
    ['organization: { review: { last: yesterday } }', undefined],
    ['organization: { review: { every: 3 months } }', 'P3M'],
    ['use_cases: [{ id: a, retention: 30 days }]', 'P30D'],
    ['sources: [{ id: a, jurisdictions: [germany] }]', 'DE'],
    ['sources: [{ id: a, jurisdictions: [us-tx] }]', 'US-TX'],
    ['sources: [{ id: "Acme CRM (new)" }]', 'Acme-CRM-new'],
    ['recognizers: [{ id: a, type: customer number, pattern: x }]', 'CUSTOMER_NUMBER'],
    ['sources: [{ id: a, subjects: [patients] }]', 'patient'],
  ];
  for (const [text, newText] of table) {
    const [problem] = parse(`version: 1\n${text}`).problems;
    assert.equal(problem?.fix?.newText, newText, text);
  }
  const [missing] = parse('rules: {}\n').problems;
  assert.deepEqual(parse(applyEdits('rules: {}\n', [missing!.fix!])).problems, []);
});

test('cost grows with the length of a policy, not with its square', () => {
  const lines = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  const hostile: readonly ((count: number) => string)[] = [
    (n) => `version: 1\nsamples:\n${lines(n, (i) => `  k${i}: v`)}`,
    (n) =>
      `version: 1\ncategories:\n  prohibited: [${'user.biometric,'.repeat(n)}]\n  permitted: [${'user.biometric.voice,'.repeat(n)}]`,
    (n) => lines(n, (i) => `unknown${i}: v`),
    (n) =>
      `version: 1\nuse_cases:\n${lines(n, (i) => `  - { id: u${i}, deployments: [gone${i}], needs: { user.name: keep } }`)}\nsources:\n${lines(n, (i) => `  - { id: s${i}, level: restricted, fields: { a${i}: user.name } }`)}`,
    (n) => '}'.repeat(n),
  ];
  // Ten times the input would take a hundred times as long where the square counts: minutes, and the runner gives up.
  for (const make of hostile) assert.ok(parse(make(10_000)).problems.length <= 501);
});
