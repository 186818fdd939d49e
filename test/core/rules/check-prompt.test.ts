import assert from 'node:assert/strict';
import { test } from 'node:test';
import { starterPolicy } from '../../../server/src/core/policy/index.ts';
import { checkPrompt, fixesFor } from '../../../server/src/core/rules/index.ts';
import { type Built, contextOf, policyWith, useCase } from './build.ts';

/** These prompts have no use case on purpose. */
const found = (built: Built) => checkPrompt(contextOf(built), 0).filter(({ rule }) => rule !== 'no-use-case');
const ids = (built: Built) => found(built).map((finding) => finding.rule);

test('severity drops a step for confidential data and two for internal', () => {
  const severity = (type: string) => found({ text: 'x', literals: [{ find: 'x', type }] })[0]?.severity;
  assert.equal(severity('US_SSN'), 'error');
  assert.equal(severity('EMAIL_ADDRESS'), 'warning');
  assert.equal(severity('PSEUDONYMOUS_ID'), 'information');
});

test('a guessed prompt is one step milder; what the policy says is final', () => {
  const built = { text: 'x', literals: [{ find: 'x', type: 'US_SSN' }], prompt: { confidence: 'possible' as const } };
  assert.equal(found(built)[0]!.severity, 'warning');
  assert.equal(
    found({ ...built, policy: policyWith({ rules: { 'literal-identifier': 'error' } }) })[0]!.severity,
    'error',
  );
  assert.deepEqual(ids({ ...built, policy: policyWith({ rules: { 'literal-identifier': 'off' } }) }), []);
});

test('reserved values and unsure ones: silent, and a hint', () => {
  assert.deepEqual(ids({ text: 'x', literals: [{ find: 'x', type: 'EMAIL_ADDRESS', reserved: true }] }), []);
  assert.equal(found({ text: 'x', literals: [{ find: 'x', type: 'US_SSN', score: 0.4 }] })[0]!.severity, 'hint');
});

test('one finding a value: not needed beats not tokenized, which stands in related information', () => {
  const [finding, ...rest] = found({
    text: 'Dear {{ patient.name }}',
    types: { 'patient.name': 'PERSON_NAME' },
    resolved: { useCase: useCase({ needs: { 'user.health_and_medical.diagnosis': 'keep' } }) },
  });
  assert.deepEqual(rest, []);
  assert.equal(finding!.rule, 'not-minimum-necessary');
  assert.ok(finding!.related!.some(({ message }) => message.startsWith('identifying-placeholder: ')));
});

test('the starter runs its own rules only', () => {
  const built: Built = { text: 'Today: {{ topic }} for {{ email }}', types: { email: 'EMAIL_ADDRESS' } };
  assert.deepEqual(ids({ ...built, policy: starterPolicy }), ['identifying-placeholder']);
  assert.ok(ids(built).includes('unclassified-source'));
});

test('the first fix is preferred and no other', () => {
  const context = contextOf({
    text: 'Call x now, or y',
    literals: ['x', 'y'].map((find) => ({ find, type: 'PHONE_NUMBER' })),
  });
  const [finding] = checkPrompt(context, 0);
  const fixes = fixesFor(finding!, context);
  assert.equal(fixes[0]!.preferred, true);
  assert.equal(fixes.filter((fix) => fix.preferred).length, 1);
  assert.ok(fixes.some((fix) => fix.title.startsWith('Replace all 2 ')));
});
