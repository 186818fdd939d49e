import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVault, withPrivacy } from '../../server/src/runtime/index.ts';
import type { RequestBody } from '../support/messages-api.ts';
import { api, echo, makers, model, note, planted, talk } from './scene.ts';

test('the audit line has its required fields and no content', async () => {
  api.respond(echo);
  const lines: string[] = [];
  const client = withPrivacy(makers.Anthropic(), {
    audit: { write: (line) => lines.push(line) },
    service: 'letters',
  }).for({ ...talk, vault: createVault() });
  await client.messages.create({
    model,
    max_tokens: 100,
    messages: [{ role: 'user', content: `${note} Diagnosis: type 2 diabetes.` }],
    inference_geo: 'us',
  });
  assert.equal(lines.length, 1);
  assert.ok(lines[0]!.endsWith('\n'));
  const event = JSON.parse(lines[0]!);
  for (const field of [
    '@timestamp',
    'event.action',
    'event.outcome',
    'user.id',
    'prompt_privacy.use_case',
    'gen_ai.prompt.name',
    'prompt_privacy.data.categories',
    'prompt_privacy.data.classification',
    'gen_ai.request.model',
    'cloud.region',
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.output_tokens',
  ])
    assert.ok(event[field] !== undefined, field);
  assert.equal(event['event.action'], 'claude.messages.create');
  assert.equal(event['gen_ai.usage.input_tokens'], 12);
  assert.equal(event['prompt_privacy.inference_geo'], 'us');
  assert.equal(event['cloud.region'], 'us');
  assert.equal(event['prompt_privacy.data.phi'], true);
  assert.equal(event['prompt_privacy.scrub.counts'].PERSON_NAME, 1);
  assert.deepEqual(event['gen_ai.response.finish_reasons'], ['tool_use']);
  for (const value of [...planted, 'Letter for', 'Dear', '[PERSON_1]']) assert.ok(!lines[0]!.includes(value), value);
});

test('OpenTelemetry gets the same event, flat', async () => {
  api.respond(() => 'ok');
  const records: RequestBody[] = [];
  const spans: RequestBody[] = [];
  const logger = { emit: (record: unknown) => void records.push(record) };
  const tracer = {
    startSpan: (name: string, more: unknown) => ({ end: () => void spans.push({ name, ...(more as object) }) }),
  };
  for (const audit of [{ logger }, { tracer }]) {
    const client = withPrivacy(makers.Anthropic(), { audit }).for({ ...talk, vault: createVault() });
    await client.messages.create({ model, max_tokens: 10, messages: [{ role: 'user', content: note }] });
  }
  assert.equal(records[0].attributes['prompt_privacy.scrub.counts.EMAIL_ADDRESS'], 1);
  assert.equal(spans[0].name, 'claude.messages.create');
  assert.equal(spans[0].attributes['user.id'], 'u-2f8c');
});
