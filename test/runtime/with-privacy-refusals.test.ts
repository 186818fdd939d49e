import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import type Anthropic from '@anthropic-ai/sdk';
import { type AuditEvent, createVault, PrivacyError, readPolicy, withPrivacy } from '../../server/src/runtime/index.ts';
import { api, makers, model, planted, talk } from './scene.ts';

const policyText = `
version: 1
agreements:
  - { id: scc, type: SCC, party: Anthropic PBC, signed: 2026-01-01 }
deployments:
  - { id: us, platform: claude-api, regions: [us], ceiling: confidential, agreements: [] }
  - { id: eu, platform: bedrock, regions: [eu], ceiling: restricted }
categories:
  permitted: [user.name, user.contact, user.health_and_medical, user.government_id]
  prohibited: [user.health_and_medical.genetic, user.contact.phone_number]
  default_form: { user.name: tokenize, user.contact: tokenize, user.contact.phone_number: keep }
sources:
  - { id: ehr, level: restricted, subjects: [patient], jurisdictions: [US-TX], regimes: [hipaa], fields: { patient.name: user.name } }
use_cases:
  - { id: support, purpose: Answer, deployments: [us], needs: { user.name: tokenize } }
  - { id: research, purpose: Study, deployments: [eu], needs: { user.government_id: tokenize } }
  - { id: open, purpose: Anything, needs: {} }
residency:
  - { id: tx, jurisdictions: [US-TX], categories: [user], permit: [us], rule: Texas }
`;

describe('a refused request never leaves', () => {
  const policy = readPolicy(policyText);
  const ask = async (make: () => Anthropic, conversation: object, body: object): Promise<PrivacyError> => {
    const before = api.received.length;
    const events: AuditEvent[] = [];
    let failure: unknown;
    try {
      const client = withPrivacy(make(), { policy, audit: (event) => void events.push(event) }).for({
        ...talk,
        useCase: 'support',
        vault: createVault(),
        ...conversation,
      });
      await client.messages.create({
        model,
        max_tokens: 10,
        inference_geo: 'us',
        messages: [{ role: 'user', content: 'hello' }],
        ...body,
      });
    } catch (error) {
      failure = error;
    }
    assert.ok(failure instanceof PrivacyError, `not refused: ${failure}`);
    assert.equal(api.received.length, before, 'it left');
    for (const event of events) {
      assert.equal(event['event.outcome'], 'failure');
      assert.equal(event['error.type'], failure.code);
    }
    for (const value of planted) assert.ok(!JSON.stringify([failure.message, failure.details, events]).includes(value));
    return failure;
  };
  const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });

  test('a value that is blocked', async () => {
    const error = await ask(makers.Anthropic, {}, user('Card CVV 123'));
    assert.equal(error.code, 'type-blocked');
    assert.equal(error.details.argument, 'messages[0].content');
  });
  test('a prohibited category that would go raw', async () => {
    const error = await ask(
      () => makers.AnthropicBedrock() as unknown as Anthropic,
      { useCase: 'research' },
      user('Call (312) 867-4410'),
    );
    assert.equal(error.code, 'category-prohibited');
  });
  test('a category that is not permitted', async () => {
    const error = await ask(makers.Anthropic, {}, user('She was born 03/14/1961.'));
    assert.equal(error.code, 'category-not-permitted');
  });
  test('a level above the ceiling', async () => {
    const error = await ask(makers.Anthropic, { sources: ['ehr'] }, user('Patient Maria Delgado'));
    assert.equal(error.code, 'level-above-ceiling');
    assert.deepEqual(error.details, { deployment: 'us', level: 'restricted' });
  });
  test('a region outside the deployment', async () => {
    const error = await ask(makers.Anthropic, {}, { inference_geo: undefined });
    assert.equal(error.code, 'region-not-permitted');
    const bedrock = () =>
      new AnthropicBedrock({
        awsRegion: 'us-east-1',
        awsAccessKey: 'a',
        awsSecretKey: 's',
        baseURL: api.url,
      }) as unknown as Anthropic;
    assert.equal(
      (await ask(bedrock, { useCase: 'research' }, { model: 'us.anthropic.claude-sonnet-4-6' })).code,
      'region-not-permitted',
    );
  });
  test('a region that the law of the persons forbids', async () => {
    const bedrock = () => makers.AnthropicBedrock() as unknown as Anthropic;
    const error = await ask(
      bedrock,
      { useCase: 'open', sources: ['ehr'], deployment: 'eu' },
      { ...user('Patient Maria Delgado'), model: 'eu.anthropic.claude-sonnet-4-6' },
    );
    assert.equal(error.code, 'region-not-permitted');
    assert.match(error.message, /Texas/);
  });
  test('a platform that the use case does not name', async () => {
    assert.equal((await ask(makers.Anthropic, { useCase: 'research' }, {})).code, 'deployment-not-permitted');
  });
  test('an unknown use case, a user that is named', async () => {
    assert.equal((await ask(makers.Anthropic, { useCase: 'nothing' }, {})).code, 'use-case-unknown');
    assert.equal((await ask(makers.Anthropic, { user: 'maria.delgado@acme-mail.com' }, {})).code, 'user-not-opaque');
  });
  test('an image or PDF, unless it is allowed', async () => {
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } };
    const error = await ask(makers.Anthropic, {}, user([image]));
    assert.equal(error.code, 'content-not-readable');
    assert.equal(error.details.argument, 'messages[0].content[0].source');
    const client = withPrivacy(makers.Anthropic(), { policy, media: 'allow' }).for({
      ...talk,
      useCase: 'support',
      vault: createVault(),
    });
    await client.messages.create({
      model,
      max_tokens: 10,
      inference_geo: 'us',
      messages: [{ role: 'user', content: [image as Anthropic.ImageBlockParam] }],
    });
    assert.equal(JSON.parse(api.received.at(-1)!.body).messages[0].content[0].source.data, 'aGk=');
  });
  test('an item of a batch that goes elsewhere', async () => {
    const before = api.received.length;
    const client = withPrivacy(makers.Anthropic(), { policy }).for({
      ...talk,
      useCase: 'support',
      vault: createVault(),
    });
    const params = { model, max_tokens: 10, messages: [{ role: 'user' as const, content: 'hi' }] };
    const requests = [
      { custom_id: 'a', params: { ...params, inference_geo: 'us' } },
      { custom_id: 'b', params },
    ];
    await assert.rejects(client.messages.batches.create({ requests }), { code: 'region-not-permitted' });
    assert.equal(api.received.length, before);
  });
});

test('a client that cannot be guarded is refused', () => {
  assert.throws(() => withPrivacy({ withOptions: () => ({}) } as never), { code: 'client-not-supported' });
});
