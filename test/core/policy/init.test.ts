import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detect } from '../../../server/src/core/detection/entity.ts';
import { initialPolicy, parsePolicy, starterPolicy } from '../../../server/src/core/policy/index.ts';
import { starters } from '../../../server/src/core/policy/schema/vocabulary.ts';
import { builtInPolicy } from '../../../server/src/core/policy/starters/index.ts';
import { fact, placeholder, promptOf, requestOf, resolve } from './build.ts';

const options = { today: '2026-11-24' };
const read = (text: string) => parsePolicy(text, 'file:///w/p.yaml', () => undefined, options);

test('an empty workspace gives a policy that parses', () => {
  const { problems } = read(initialPolicy([], options));
  assert.deepEqual(problems, []);
});

test('sources, deployments and use cases come from what the prompts hold', () => {
  const planted = 'planted-value-4417';
  const detect: Detect = () => [{ type: 'US_SSN', span: { start: 0, end: 4 }, score: 1, evidence: [] }];
  const text = { kind: 'text' as const, span: { start: 0, end: planted.length }, text: planted };
  const clinical = promptOf([
    text,
    placeholder('patient.name'),
    placeholder('patients[].birthDate'),
    placeholder('patient.colour'),
    placeholder('tone'),
  ]);
  const call = promptOf([placeholder('order.email', { typeName: 'Order' })], {
    request: requestOf({
      platform: fact('bedrock'),
      region: fact('eu-west-1'),
      keyEnv: fact('ANTHROPIC_API_KEY_SHOP'),
    }),
  });
  const found = [
    {
      path: 'prompts/clinical/summary.md',
      resolved: resolve(clinical, starterPolicy, 'prompts/clinical/summary.md', detect),
    },
    { path: 'src/shop/ask.ts', resolved: resolve(call, starterPolicy, 'src/shop/ask.ts') },
    { path: 'ask.ts', resolved: resolve(promptOf([]), starterPolicy, 'ask.ts') },
  ];
  const written = initialPolicy(found, { ...options, organization: 'Shop: "A" & B' });
  assert.ok(!written.includes(planted), 'no value of a prompt is written');
  const { policy, problems } = read(written);
  assert.deepEqual(problems, [], written);
  assert.equal(policy.organization?.name, 'Shop: "A" & B');
  assert.deepEqual(
    policy.deployments.map(({ id, platform, regions }) => [id, platform, regions]),
    [['bedrock-shop', 'bedrock', ['eu-west-1']]],
  );
  const patient = policy.sources.find(({ id }) => id === 'app.patient');
  assert.deepEqual(patient?.fields, {
    'patient.name': 'user.name',
    'patient.birthDate': 'user.demographic.date_of_birth',
  });
  assert.match(written, /# patient\.colour: none/);
  assert.deepEqual(policy.sources.find(({ id }) => id === 'app.order')?.match, {
    types: ['Order'],
    placeholders: ['order'],
    tables: [],
    calls: [],
    files: [],
  });
  assert.deepEqual(
    policy.useCases.map(({ id, prompts }) => [id, prompts]),
    [
      ['clinical', ['prompts/clinical/**']],
      ['shop', ['src/shop/**']],
      ['general', ['./*']],
    ],
  );
  assert.deepEqual(policy.useCases[0]?.needs, {
    'user.name': 'tokenize',
    'user.demographic.date_of_birth': 'generalize:year',
  });
  assert.equal(resolve(clinical, policy, 'prompts/clinical/summary.md').useCase?.id, 'clinical');
});

test('the built-in starters are policies without mistakes', () => {
  for (const name of starters) {
    const { problems } = read(JSON.stringify(builtInPolicy(name)));
    assert.deepEqual(problems, [], name);
  }
});
