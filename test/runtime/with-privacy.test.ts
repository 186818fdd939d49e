import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AnthropicAws } from '@anthropic-ai/aws-sdk';
import { AnthropicBedrock, AnthropicBedrockMantle } from '@anthropic-ai/bedrock-sdk';
import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';
import Anthropic from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import {
  type AuditEvent,
  createVault,
  PrivacyError,
  type PrivacyOptions,
  readPolicy,
  tokenize,
  withPrivacy,
} from '../../server/src/runtime/index.ts';
import { type MessagesApi, messagesApi, type RequestBody } from '../support/messages-api.ts';

const model = 'claude-sonnet-5-5';
const planted = ['Maria Delgado', 'Delgado', 'maria.delgado@acme-mail.com', '00482913', '536-22-8726', '867-4410'];
const note =
  'Patient Maria Delgado, MRN 00482913, SSN 536-22-8726, mail maria.delgado@acme-mail.com, phone (312) 867-4410.';

let api: MessagesApi;
before(async () => {
  api = await messagesApi();
});
after(() => api.close());

const audited: AuditEvent[] = [];
const options = (more: PrivacyOptions = {}): PrivacyOptions => ({
  audit: (event) => void audited.push(event),
  service: 'test',
  ...more,
});
const talk = { useCase: 'clinical-note-summary', user: 'u-2f8c', prompt: 'discharge-letter' };

/** Every planted value, in any spelling a request can have, is absent from what arrived. */
function assertNothingArrived(from = 0): void {
  const all = api.received
    .slice(from)
    .map(({ body, path, headers }) => body + path + JSON.stringify(headers))
    .join('\n');
  for (const value of planted)
    assert.ok(
      !all.includes(value),
      `arrived: ${value} in …${all.slice(all.indexOf(value) - 60, all.indexOf(value) + 30)}`,
    );
}

/** The token of Maria Delgado in what arrived; a later turn of a conversation may not repeat the note. */
const firstPerson = (body: RequestBody): string => {
  lastPerson = /Patient (\[PERSON_\d+\])/.exec(JSON.stringify(body))?.[1] ?? lastPerson;
  return lastPerson;
};
let lastPerson = '';

/** Claude repeats the tokens it was given, in text and in a tool call, here and there a little changed. */
function echo(body: RequestBody): RequestBody {
  const tokens = [...new Set(JSON.stringify(body).match(/\[[A-Z_]+_\d+\]/g) ?? [])];
  const person = firstPerson(body);
  const mail = tokens.find((token) => token.startsWith('[EMAIL')) ?? '';
  return [
    { type: 'thinking', thinking: `The patient is ${person}.`, signature: 'sig' },
    {
      type: 'text',
      text: `Letter for **${person}** (${person.toLowerCase()}), see [the list]. ${tokens.join(' ')}`,
      citations: null,
    },
    {
      type: 'tool_use',
      id: 'toolu_1',
      name: 'send_letter',
      input: { to: mail, lines: [`Dear ${person},`, 'a "quote"'] },
    },
  ];
}

/** Credentials without Google: the platform's client asks for headers and nothing else. */
const googleAuth = {
  projectId: 'p',
  getRequestHeaders: async () => new Headers({ authorization: 'Bearer t' }),
} as never;

const quick = { maxRetries: 0, timeout: 10_000 };

const makers = {
  Anthropic: () => new Anthropic({ apiKey: 'k', baseURL: api.url, ...quick }),
  AnthropicBedrock: () =>
    new AnthropicBedrock({
      awsRegion: 'eu-central-1',
      awsAccessKey: 'a',
      awsSecretKey: 's',
      baseURL: api.url,
      ...quick,
    }),
  AnthropicBedrockMantle: () =>
    new AnthropicBedrockMantle({
      awsRegion: 'eu-central-1',
      awsAccessKey: 'a',
      awsSecretAccessKey: 's',
      baseURL: api.url,
      ...quick,
    }),
  AnthropicVertex: () =>
    new AnthropicVertex({
      projectId: 'p',
      region: 'europe-west1',
      authClient: googleAuth,
      baseURL: api.url,
      ...quick,
    }),
  AnthropicFoundry: () => new AnthropicFoundry({ apiKey: 'k', baseURL: api.url, ...quick }),
  AnthropicAws: () =>
    new AnthropicAws({ awsRegion: 'us-east-1', workspaceId: 'w', apiKey: 'k', baseURL: api.url, ...quick }),
};

describe('every client: what is sent is scrubbed, what comes back is restored', () => {
  for (const [name, make] of Object.entries(makers)) {
    test(`${name}, plain`, async () => {
      api.respond(echo);
      const from = api.received.length;
      const client = withPrivacy(make() as Anthropic, options()).for({ ...talk, vault: createVault() });
      const message = await client.messages.create({
        model,
        max_tokens: 100,
        system: [{ type: 'text', text: `Record of Maria Delgado` }],
        messages: [{ role: 'user', content: note }],
      });
      assertNothingArrived(from);
      const [thinking, text, tool] = message.content;
      assert.ok(thinking?.type === 'thinking' && thinking.thinking === 'The patient is [PERSON_1].');
      assert.ok(text?.type === 'text');
      assert.match(
        text.text,
        /^Letter for \*\*Maria Delgado\*\* \(Maria Delgado\), see \[the list\]\. .*maria\.delgado@acme-mail\.com/,
      );
      assert.ok(tool?.type === 'tool_use');
      assert.deepEqual(tool.input, { to: 'maria.delgado@acme-mail.com', lines: ['Dear Maria Delgado,', 'a "quote"'] });
    });
  }
});

describe('streams', () => {
  for (const [pieces, bytes] of [
    [1, 1],
    [3, 17],
    [7, 4096],
    [1000, 5],
  ] as const) {
    test(`cut into pieces of ${pieces} characters and chunks of ${bytes} bytes`, async () => {
      api.respond(echo);
      api.cut(pieces, bytes);
      const from = api.received.length;
      const client = withPrivacy(makers.Anthropic(), options()).for({ ...talk, vault: createVault() });
      const stream = client.messages.stream({ model, max_tokens: 100, messages: [{ role: 'user', content: note }] });
      let live = '';
      stream.on('text', (delta) => {
        live += delta;
      });
      const message = await stream.finalMessage();
      assertNothingArrived(from);
      const text = message.content.find((block) => block.type === 'text');
      assert.match(text!.text, /^Letter for \*\*Maria Delgado\*\* \(Maria Delgado\), see \[the list\]/);
      assert.equal(live, text!.text);
      const tool = message.content.find((block) => block.type === 'tool_use');
      assert.deepEqual(tool!.input, { to: 'maria.delgado@acme-mail.com', lines: ['Dear Maria Delgado,', 'a "quote"'] });
      assert.equal(audited.at(-1)?.['event.outcome'], 'success');
      assert.equal(audited.at(-1)?.['gen_ai.usage.output_tokens'], 5);
    });
  }

  test('create with stream: true, and a stream that is given up is audited as such', async () => {
    api.respond(echo);
    api.cut(2, 9);
    const client = withPrivacy(makers.Anthropic(), options()).for({ ...talk, vault: createVault() });
    const body = {
      model,
      max_tokens: 100,
      messages: [{ role: 'user' as const, content: note }],
      stream: true as const,
    };
    let text = '';
    for await (const event of await client.messages.create(body)) {
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
    }
    assert.match(text, /^Letter for \*\*Maria Delgado\*\*/);
    const before = audited.length;
    for await (const event of await client.messages.create(body)) if (event.type === 'content_block_start') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(audited.length, before + 1);
    assert.equal(audited.at(-1)?.['event.outcome'], 'unknown');
  });
});

test('every prompt-bearing path of a request', async () => {
  api.respond(() => 'ok');
  const from = api.received.length;
  const vault = createVault();
  const client = withPrivacy(makers.Anthropic(), options()).for({ ...talk, vault });
  await client.beta.messages.create({
    model,
    max_tokens: 10,
    system: note,
    metadata: { user_id: 'maria.delgado@acme-mail.com' },
    tools: [
      {
        name: 'lookup',
        description: 'Looks up Maria Delgado, MRN 00482913',
        input_schema: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'as in Maria Delgado', enum: ['maria.delgado@acme-mail.com'] },
          },
        },
        input_examples: [{ name: 'Maria Delgado' }],
      },
    ],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: note },
          {
            type: 'document',
            source: { type: 'text', media_type: 'text/plain', data: note },
            title: 'Maria Delgado',
            context: 'SSN 536-22-8726',
          },
          { type: 'document', source: { type: 'content', content: [{ type: 'text', text: note }] } },
          {
            type: 'search_result',
            source: 'https://records.example/maria.delgado@acme-mail.com',
            title: 'Maria Delgado',
            content: [{ type: 'text', text: note }],
          },
        ],
      },
      {
        role: 'assistant',
        content: [
          {
            type: 'tool_use',
            id: 'toolu_1',
            name: 'lookup',
            input: { patientName: 'Maria Delgado', ssn: 536228726, contact: { email: 'maria.delgado@acme-mail.com' } },
          },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'toolu_1',
            content: [{ type: 'text', text: JSON.stringify({ name: 'Maria Delgado', ssn: '536-22-8726' }) }],
          },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: note }] },
      { role: 'assistant', content: 'Delgado, Maria:' },
    ],
  });
  assertNothingArrived(from);
  const sent = JSON.parse(api.received.at(-1)!.body);
  assert.ok(!JSON.stringify(sent).includes('536228726'));
  // What is wiring is as it was.
  assert.equal(sent.tools[0].name, 'lookup');
  assert.equal(sent.messages[1].content[0].id, 'toolu_1');
  assert.equal(sent.messages[1].content[0].name, 'lookup');
  assert.equal(sent.messages[0].content[1].source.media_type, 'text/plain');
});

test('one token a person through all turns, the restored history included', async () => {
  api.respond(echo);
  const from = api.received.length;
  const vault = createVault();
  const client = withPrivacy(makers.Anthropic(), options()).for({ ...talk, vault });
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: note }];
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await client.messages.create({ model, max_tokens: 100, messages });
    messages.push({ role: 'assistant', content: answer.content });
    messages.push({
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Sent to Maria Delgado, says Delgado.' }],
    });
  }
  const last = JSON.parse(api.received.at(-1)!.body);
  for (const value of planted.filter((one) => one !== 'Delgado'))
    assert.ok(!JSON.stringify(last).includes(value), value);
  assert.ok(api.received.length === from + 3);
  assert.equal(last.messages[1].content[0].thinking, 'The patient is [PERSON_1].');
  assert.ok(last.messages[1].content[1].text.startsWith('Letter for **[PERSON_1]** ([PERSON_1])'));
  assert.ok(!last.messages[0].content.includes('PERSON_2'));
});

test('helpers that the SDK builds on top: parse, countTokens, toolRunner, batches', async () => {
  const vault = createVault();
  const client = withPrivacy(makers.Anthropic(), options()).for({ ...talk, vault });
  const from = api.received.length;

  // A structured answer: the value has a quote in it, and the text must still be JSON.
  tokenize('Ana "Nita" Lima', 'PERSON_NAME', { vault });
  api.respond(() => '{"name":"[PERSON_1]"}');
  const parsed = await client.messages.parse({
    model,
    max_tokens: 10,
    messages: [{ role: 'user', content: 'Who? Ana "Nita" Lima' }],
    output_config: {
      format: { type: 'json_schema', schema: { type: 'object', properties: { name: { type: 'string' } } } },
    },
  });
  assert.deepEqual(parsed.parsed_output ?? JSON.parse((parsed.content[0] as Anthropic.TextBlock).text), {
    name: 'Ana "Nita" Lima',
  });

  await client.messages.countTokens({ model, messages: [{ role: 'user', content: note }] });

  const calls: unknown[] = [];
  let turn = 0;
  api.respond((body) => (turn++ === 0 ? echo(body).slice(2) : `Done for ${firstPerson(body)}.`));
  const runner = client.beta.messages.toolRunner({
    model,
    max_tokens: 10,
    messages: [{ role: 'user', content: note }],
    tools: [
      {
        name: 'send_letter',
        description: 'Sends a letter',
        input_schema: { type: 'object' },
        run: (input: unknown) => {
          calls.push(input);
          return 'Sent to maria.delgado@acme-mail.com';
        },
        parse: (input: unknown) => input,
      },
    ],
  });
  const final = await runner;
  assert.deepEqual(calls, [{ to: 'maria.delgado@acme-mail.com', lines: ['Dear Maria Delgado,', 'a "quote"'] }]);
  assert.equal((final.content[0] as Anthropic.Beta.BetaTextBlock).text, 'Done for Maria Delgado.');

  api.respond(echo);
  const batch = await client.messages.batches.create({
    requests: [{ custom_id: 'one', params: { model, max_tokens: 10, messages: [{ role: 'user', content: note }] } }],
  });
  const results = [];
  for await (const result of await client.messages.batches.results(batch.id)) results.push(result);
  assert.match(JSON.stringify(results), /Letter for \*\*Maria Delgado\*\*/);
  assertNothingArrived(from);
});

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
