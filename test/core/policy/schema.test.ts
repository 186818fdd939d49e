import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { parse } from 'yaml';
import { parsePolicy } from '../../../server/src/core/policy/index.ts';
import { policyShape } from '../../../server/src/core/policy/schema/definition.ts';
import { type Draft, policySchema, schemaFiles } from '../../../server/src/core/policy/schema/json-schema.ts';
import { policyReference } from '../../../server/src/core/policy/schema/reference.ts';
import type { Shape } from '../../../server/src/core/policy/schema/shape.ts';
import { ruleIds } from '../../../server/src/core/policy/schema/vocabulary.ts';
import { rules } from '../../../server/src/core/rules/index.ts';

const addFormats = formatsPlugin as unknown as (ajv: unknown) => void;
const sample = readFileSync(
  new URL('../../../examples/northfield-health/prompt-privacy.yaml', import.meta.url),
  'utf8',
);
const drafts = Object.keys(schemaFiles) as Draft[];

function validator(draft: Draft): (data: unknown) => boolean {
  const ajv = draft === '2020-12' ? new Ajv2020({ strict: false }) : new Ajv({ strict: false });
  addFormats(ajv);
  return ajv.compile(policySchema(draft)) as (data: unknown) => boolean;
}

test('the schemas in the repository are those of the definition', () => {
  for (const draft of drafts) {
    const file = readFileSync(new URL(`../../../schemas/${schemaFiles[draft]}`, import.meta.url), 'utf8');
    assert.deepEqual(
      JSON.parse(file),
      JSON.parse(JSON.stringify(policySchema(draft))),
      'run: node --import tsx schemas/write.ts',
    );
  }
});

test('the reference page in the repository is that of the definition', () => {
  const page = readFileSync(new URL('../../../docs/policy-reference.md', import.meta.url), 'utf8');
  assert.equal(page, policyReference(), 'run: node --import tsx schemas/write.ts');
});

test('every field has a description that is a sentence', () => {
  const visit = (shape: Shape, path: string): void => {
    assert.match(shape.description, /^[A-Z`].*[.?)]$/, path);
    if (shape.kind === 'object')
      for (const [name, field] of Object.entries(shape.fields)) visit(field, `${path}.${name}`);
    if (shape.kind === 'list') visit(shape.items, `${path}[]`);
    if (shape.kind === 'map') visit(shape.values, `${path}.*`);
  };
  visit(policyShape, '');
});

test('the sample policy is valid in both drafts', () => {
  for (const draft of drafts) assert.equal(validator(draft)(parse(sample)), true, draft);
});

/** The schema and the parser must not drift apart: both refuse these, and both take the others. */
const refused = [
  'version: 2',
  'version: 1\ntypo: 1',
  'sources: []',
  'version: 1\nsources: [{ level: internal }]',
  'version: 1\nsources: [{ id: a, level: secret }]',
  'version: 1\nsources: [{ id: "a b" }]',
  'version: 1\nsources: [{ id: a, fields: { x: user.Name } }]',
  'version: 1\nsources: [{ id: a, match: { types: Patient } }]',
  'version: 1\ndeployments: [{ id: a, platform: azure }]',
  'version: 1\ndeployments: [{ id: a, platform: bedrock, zdr: maybe }]',
  'version: 1\nagreements: [{ id: a, type: BAA, signed: 2026-02-30 }]',
  'version: 1\nuse_cases: [{ id: a, retention: 30 days }]',
  'version: 1\nuse_cases: [{ id: a, needs: { user.name: hash } }]',
  'version: 1\nuse_cases: [{ id: a, legal_basis: { gdpr: because } }]',
  'version: 1\nrules: { no-such-rule: off }',
  'version: 1\nrules: { whole-record: loud }',
  'version: 1\nexceptions: [{ rule: whole-record }]',
  'version: 1\nfiles: { max_size: 0 }',
  'version: 1\nrecognizers: [{ id: a, type: lower, pattern: x }]',
];
const taken = [
  'version: 1',
  'version: 1\nx-note: anything',
  'version: 1\nsources:',
  'version: 1\nsources: [{ id: a, x-team: b, fields: { x: none } }]',
  'version: 1\nagreements: [{ id: a, type: BAA, ref: 1182 }]',
  'version: 1\nuse_cases: [{ id: a, retention: none, needs: { user.name: "generalize:year" } }]',
  'version: 1\nrules: { whole-record: off }',
];

for (const draft of drafts) {
  test(`schema (${draft}) and parser agree`, () => {
    const valid = validator(draft);
    const errors = (text: string) =>
      parsePolicy(text, 'file:///p.yaml', () => undefined).problems.filter(({ severity }) => severity === 'error');
    for (const text of refused) {
      assert.equal(valid(parse(text)), false, `schema takes: ${text}`);
      assert.ok(errors(text).length > 0, `parser takes: ${text}`);
    }
    for (const text of taken) {
      assert.equal(valid(parse(text)), true, `schema refuses: ${text}`);
      assert.deepEqual(errors(text), [], `parser refuses: ${text}`);
    }
  });
}

test('the policy may name the rules that there are, and no others', () => {
  assert.deepEqual([...ruleIds].sort(), rules.map(({ meta }) => meta.id).sort());
});

test('the policies in the guide have no mistakes', () => {
  const guide = readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8');
  const samples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
  assert.ok(samples.length >= 2);
  for (const text of samples) {
    const whole = text.includes('version:') ? text : `version: 1\nuse_cases: [{ id: support }]\n${text}`;
    assert.deepEqual(parsePolicy(whole, 'file:///p.yaml', () => undefined, { today: '2026-11-24' }).problems, []);
  }
});
