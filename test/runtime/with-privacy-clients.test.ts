import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type Anthropic from '@anthropic-ai/sdk';
import { createVault, withPrivacy } from '../../server/src/runtime/index.ts';
import { api, assertNothingArrived, audited, echo, makers, model, note, options, talk } from './scene.ts';

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
