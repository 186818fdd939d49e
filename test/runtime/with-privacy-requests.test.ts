import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Anthropic from '@anthropic-ai/sdk';
import { createVault, tokenize, withPrivacy } from '../../server/src/runtime/index.ts';
import { api, assertNothingArrived, echo, firstPerson, makers, model, note, options, planted, talk } from './scene.ts';

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
