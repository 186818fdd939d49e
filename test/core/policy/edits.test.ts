import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyEdits, type Edit } from '../../../server/src/core/fixes/fix.ts';
import * as edits from '../../../server/src/core/fixes/policy/index.ts';
import { addMonths } from '../../../server/src/core/policy/dates.ts';
import { parsePolicy, starterPolicy } from '../../../server/src/core/policy/index.ts';
import type { Policy } from '../../../server/src/core/policy/model.ts';

const uri = 'file:///w/prompt-privacy.yaml';
const sample = readFileSync(
  new URL('../../../examples/northfield-health/prompt-privacy.yaml', import.meta.url),
  'utf8',
);

const small = `version: 1
# who may see what
deployments:
  - id: corporate # the default
    platform: claude-api
    agreements:
      - dpa
agreements:
  - { id: dpa, type: DPA }

sources:
- id: crm
  match:
    placeholders: [customer]
  fields:
    customer.name: user.name  # full name

use_cases:
  - id: support
    purpose: Answer customers
    needs: { user.name: tokenize } # greet them
    prompts: [prompts/**]
`;

const targetOf = (text: string) => ({ policy: parsePolicy(text, uri, () => undefined).policy, policyText: text });

/** Applies the edits to the text in its own line ends, and checks that only additions were made and that it still parses. */
function applied(text: string, make: (target: edits.PolicyTarget) => Edit[]): { text: string; policy: Policy } {
  const made = make(targetOf(text));
  assert.ok(made.length > 0, 'an edit is made');
  assert.ok(made.every((edit) => edit.uri === uri));
  const result = applyEdits(text, made);
  for (const comment of text.match(/#.*$/gm) ?? []) assert.ok(result.includes(comment), `keeps ${comment}`);
  const { policy, problems } = parsePolicy(result, uri, () => undefined);
  assert.deepEqual(problems, [], result);
  return { text: result, policy };
}

const cases: readonly [
  name: string,
  make: (target: edits.PolicyTarget) => Edit[],
  check: (policy: Policy) => unknown,
  expected: unknown,
][] = [
  [
    'classifySource',
    (t) =>
      edits.classifySource(t, {
        id: 'ehr',
        types: ['Patient'],
        fields: { 'patient.name': 'user.name', 'patient.note': 'none' },
      }),
    (p) => p.sources.find(({ id }) => id === 'ehr'),
    {
      id: 'ehr',
      level: 'restricted',
      subjects: [],
      jurisdictions: [],
      regimes: [],
      match: { types: ['Patient'], placeholders: [], tables: [], calls: [], files: [] },
      fields: { 'patient.name': 'user.name', 'patient.note': 'none' },
    },
  ],
  [
    'bindPlaceholder',
    (t) => edits.bindPlaceholder(t, 'crm', 'customer.email', 'user.contact.email'),
    (p) => p.sources.find(({ id }) => id === 'crm')?.fields['customer.email'],
    'user.contact.email',
  ],
  [
    'bindPlaceholder, new root',
    (t) => edits.bindPlaceholder(t, 'crm', 'buyer.email', 'user.contact.email'),
    (p) => p.sources.find(({ id }) => id === 'crm')?.match.placeholders,
    ['customer', 'buyer'],
  ],
  [
    'mapPlaceholder',
    (t) => edits.mapPlaceholder(t, 'tone', 'none'),
    (p) => p.sources.find(({ id }) => id === 'prompt.settings')?.fields,
    { tone: 'none' },
  ],
  [
    'addNeed, new',
    (t) => edits.addNeed(t, 'support', 'user.contact', 'redact'),
    (p) => p.useCases[0]?.needs,
    { 'user.name': 'tokenize', 'user.contact': 'redact' },
  ],
  [
    'addNeed, other form',
    (t) => edits.addNeed(t, 'support', 'user.name', 'generalize:year'),
    (p) => p.useCases[0]?.needs,
    { 'user.name': 'generalize:year' },
  ],
  ['addPermitted', (t) => edits.addPermitted(t, 'user.name'), (p) => p.categories.permitted, ['user.name']],
  [
    'addSanitizer',
    (t) => edits.addSanitizer(t, 'mask'),
    (p) => p.scrub.functions.includes('mask') && p.scrub.functions.includes('tokenize'),
    true,
  ],
  ['addAuditFunction', (t) => edits.addAuditFunction(t, 'audit.claude'), (p) => p.audit.functions, ['audit.claude']],
  [
    'addException',
    (t) =>
      edits.addException(t, {
        rule: 'whole-record',
        useCase: 'support',
        reason: 'agreed: see minutes, item 3',
        approvedBy: 'dpo',
        expires: '2027-01-01',
      }),
    (p) => p.exceptions,
    [
      {
        rule: 'whole-record',
        useCase: 'support',
        reason: 'agreed: see minutes, item 3',
        approvedBy: 'dpo',
        expires: '2027-01-01',
      },
    ],
  ],
  [
    'addAgreementStub',
    (t) => edits.addAgreementStub(t, 'corporate', 'BAA', 'Anthropic PBC'),
    (p) => [p.deployments[0]?.agreements, p.agreements.at(-1)?.type],
    [['dpa', 'baa-corporate'], 'BAA'],
  ],
  [
    'addAssurance',
    (t) => edits.addAssurance(t, 'corporate', 'C5', '2026-01-01'),
    (p) => p.deployments[0]?.assurances,
    [{ name: 'C5', date: '2026-01-01', ref: 'to be filed' }],
  ],
  [
    'addDeployment',
    (t) => edits.addDeployment(t, { id: 'eu', platform: 'bedrock', regions: ['eu'] }),
    (p) => p.deployments.at(-1)?.regions,
    ['eu'],
  ],
  [
    'setReviewed',
    (t) => edits.setReviewed(t, 'support', '2026-11-30'),
    (p) => p.useCases[0]?.review,
    { last: '2026-11-30', next: '2027-02-28' },
  ],
  ['setStatus', (t) => edits.setStatus(t, 'support', 'approved'), (p) => p.useCases[0]?.status, 'approved'],
  [
    'setLegalBasis',
    (t) => edits.setLegalBasis(t, 'support', 'special', 'A9-2-h'),
    (p) => p.useCases[0]?.legalBasis,
    { special: 'A9-2-h' },
  ],
  ['setDpia', (t) => edits.setDpia(t, 'support', 'PIA-1'), (p) => p.useCases[0]?.dpia, 'PIA-1'],
  [
    'setDetermination',
    (t) => edits.setDetermination(t, 'support', 'legal-advice', '2026-01-02', 'counsel'),
    (p) => p.useCases[0]?.determination?.method,
    'legal-advice',
  ],
  [
    'createUseCase',
    (t) => edits.createUseCase(t, { id: 'triage', prompts: ['src/ops/**'] }),
    (p) => [p.useCases.at(-1)?.id, p.useCases.at(-1)?.status],
    ['triage', 'proposed'],
  ],
];

for (const [name, make, check, expected] of cases) {
  test(`${name} keeps comments and parses, with LF and CRLF`, () => {
    for (const text of [small, small.replace(/\n/g, '\r\n'), small.trimEnd()]) {
      const result = applied(text, make);
      assert.deepEqual(check(result.policy), expected, result.text);
      if (text.includes('\r\n')) assert.doesNotMatch(result.text, /[^\r]\n/);
    }
  });
}

test('edits of the sample policy leave it without problems', () => {
  const { policy } = targetOf(sample);
  const useCase = policy.useCases[0]!.id;
  const deployment = policy.deployments[0]!.id;
  const own: ((target: edits.PolicyTarget) => Edit[])[] = [
    (t) => edits.classifySource(t, { id: 'new.source', placeholders: ['x'], fields: { 'x.y': 'user.name' } }),
    (t) => edits.addNeed(t, useCase, 'user.sensor', 'redact'),
    (t) => edits.addPermitted(t, 'user.sensor'),
    (t) => edits.addAgreementStub(t, deployment, 'SCC', 'Anthropic PBC'),
    (t) => edits.setReviewed(t, useCase, '2026-11-24'),
    (t) => edits.setStatus(t, useCase, 'approved'),
    (t) => edits.addException(t, { rule: 'whole-record', reason: 'agreed', approvedBy: 'dpo', expires: '2027-01-01' }),
    (t) => edits.bindPlaceholder(t, policy.sources[0]!.id, 'patient.phone', 'user.contact.phone_number'),
  ];
  for (const make of own) {
    const before = parsePolicy(sample, uri, () => undefined).problems.length;
    const result = applyEdits(sample, make(targetOf(sample)));
    assert.equal(parsePolicy(result, uri, () => undefined).problems.length, before, result);
    for (const comment of sample.match(/#.*$/gm) ?? []) assert.ok(result.includes(comment), `keeps ${comment}`);
  }
});

test('without a policy file an edit creates one, where that is known', () => {
  const make = (target: edits.PolicyTarget) =>
    edits.classifySource(target, { id: 'crm', placeholders: ['c'], fields: { 'c.name': 'user.name' } });
  assert.deepEqual(make({ policy: starterPolicy }), []);
  const [edit] = make({ policy: starterPolicy, newPolicyUri: uri });
  assert.equal(edit?.create, true);
  const { policy, problems } = parsePolicy(edit!.newText, uri, () => undefined);
  assert.deepEqual(problems, []);
  assert.equal(policy.sources[0]?.id, 'crm');
});

test('months are added in the calendar', () => {
  const table = [
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-31', 12, '2027-05-31'],
  ] as const;
  for (const [day, months, expected] of table) assert.equal(addMonths(day, months), expected);
});
