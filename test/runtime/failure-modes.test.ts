import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import {
  createVault,
  exportVault,
  importVault,
  restore,
  restoreStream,
  scrub,
  tokenize,
  withPrivacy,
} from '../../server/src/runtime/index.ts';
import { type MessagesApi, messagesApi } from '../support/messages-api.ts';

/** What went wrong in other tools that do this round trip, each by its name. */

let api: MessagesApi;
before(async () => {
  api = await messagesApi();
});
after(() => api.close());

test('counter restarts per request: an old token is never given again, not even after export and import', () => {
  let vault = createVault();
  const first = tokenize('Ana Lima', 'PERSON_NAME', { vault });
  for (let request = 0; request < 5; request += 1) {
    vault = importVault(exportVault(vault));
    assert.notEqual(tokenize(`Person ${request}`, 'PERSON_NAME', { vault }), first);
  }
  assert.equal(restore(`${first} and [PERSON_6]`, { vault }), 'Ana Lima and Person 4');
});

test('one token for two people: never, over messages and turns', () => {
  const vault = createVault();
  const texts = ['Dear Dr. Hannah Weiss,', 'Dear Mr. Jorge Ruiz,', 'Ms. Hannah Weiss called Mr. Jorge Ruiz.'];
  const scrubbed = texts.map((text) => scrub(text, { vault, form: 'tokenize' }).text);
  assert.deepEqual(
    scrubbed.map((text) => restore(text, { vault })),
    texts,
  );
  const of = (text: string) => text.match(/\[PERSON_\d+\]/g)!;
  assert.notEqual(of(scrubbed[0]!)[0], of(scrubbed[1]!)[0]);
  assert.deepEqual(of(scrubbed[2]!), [of(scrubbed[0]!)[0], of(scrubbed[1]!)[0]]);
});

test('values replaced inside other words: "Sam" in "Samsung" stays', () => {
  const vault = createVault();
  tokenize('Sam', 'PERSON_NAME', { vault });
  const text = "Sam has a Samsung; flotSam, Sam's and Sam.";
  const scrubbed = scrub(text, { vault, form: 'tokenize' }).text;
  assert.match(scrubbed, /Samsung; flotSam, /);
  assert.ok(scrubbed.startsWith('[PERSON_1] has'), scrubbed);
  assert.equal(restore(scrubbed, { vault }), text);
});

test('a value known from elsewhere is replaced wherever it stands, its parts too, also at the very start', () => {
  const vault = createVault();
  for (const name of ['Maria Delgado', 'Ana Lima', 'Bo Wu']) tokenize(name, 'PERSON_NAME', { vault });
  for (const text of ['Delgado, Maria:', 'Delgado', 'Maria', 'Lima and Delgado', 'Maria Delgado said so to Ana'])
    for (const name of ['Maria', 'Delgado', 'Ana', 'Lima']) {
      const scrubbed = scrub(text, { vault, form: 'tokenize' }).text;
      assert.ok(!scrubbed.includes(name), scrubbed);
      assert.equal(restore(scrubbed, { vault }), text);
    }
});

test('pattern characters in a restored value: put in as they are', () => {
  const vault = createVault();
  const values = ['$&', '$1', '\\1', '(.*)', '[a-z]+', '+1 (202) 555-0143', '^$', '{0}', '%s', '$$', '[PERSON_1]'];
  const text = values.map((value) => tokenize(value, 'PERSON_NAME', { vault })).join(' | ');
  assert.equal(restore(text, { vault }), values.join(' | '));
  assert.equal(restore('Hello [PERSON_4]', { vault }), 'Hello (.*)');
});

test('tool arguments and streamed chunks not restored: both are, whatever the cut', async () => {
  const vault = createVault();
  const client = withPrivacy(new Anthropic({ apiKey: 'k', baseURL: api.url, maxRetries: 0, timeout: 10_000 })).for({
    vault,
    useCase: 'any',
    user: 'u-1',
    prompt: 'p',
  });
  tokenize('Ana "Nita" Lima', 'PERSON_NAME', { vault });
  api.respond(() => [
    { type: 'text', text: 'I write to [PERSON_1].', citations: null },
    { type: 'tool_use', id: 't', name: 'send', input: { to: ['[PERSON_1]'], note: 'for [PERSON_1]' } },
  ]);
  for (const size of [1, 2, 5, 100]) {
    api.cut(size, 3);
    const message = await client.messages
      .stream({ model: 'claude-sonnet-5-5', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }] })
      .finalMessage();
    assert.deepEqual((message.content[1] as Anthropic.ToolUseBlock).input, {
      to: ['Ana "Nita" Lima'],
      note: 'for Ana "Nita" Lima',
    });
    assert.equal((message.content[0] as Anthropic.TextBlock).text, 'I write to Ana "Nita" Lima.');
  }
});

test('mapping shared between users: 1,000 concurrent conversations do not mix', async () => {
  api.respond((body) => `Dear ${JSON.stringify(body).match(/\[PERSON_\d+\]/)![0]}, about ${body.metadata.user_id}.`);
  const sdk = new Anthropic({ apiKey: 'k', baseURL: api.url, maxRetries: 2, timeout: 60_000 });
  const guarded = withPrivacy(sdk);
  const vaults = new Set<string>();
  const talk = async (index: number): Promise<void> => {
    const vault = createVault();
    vaults.add(vault.id);
    const client = guarded.for({ vault, useCase: 'any', user: `u-${index}`, prompt: 'p' });
    // A name that differs in each conversation and has the same token in all.
    const name = `Maria ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[index % 26]}${'abcdefghijklmnopqrstuvwxyz'[Math.floor(index / 26) % 26]}${'aeiou'[index % 5]}nez`;
    const message = await client.messages.create({
      model: 'claude-sonnet-5-5',
      max_tokens: 9,
      metadata: { user_id: `case-${index}` },
      messages: [{ role: 'user', content: `Patient name: ${name}.` }],
    });
    assert.equal((message.content[0] as Anthropic.TextBlock).text, `Dear ${name}, about case-${index}.`);
    assert.equal(tokenize(name, 'PERSON_NAME', { vault }), '[PERSON_1]');
  };
  for (let at = 0; at < 1_000; at += 250)
    await Promise.all(Array.from({ length: 250 }, (_, index) => talk(at + index)));
  assert.equal(vaults.size, 1_000);
});

test('with every form set to tokenize, restore(scrub(x)) = x on the real detector', () => {
  const piece = fc.constantFrom(
    ...[
      'Dear Dr. Hannah Weiss, ',
      'MRN 00482913 ',
      'ana@acme-mail.com',
      '(312) 867-4410',
      'SSN 536-22-8726',
      'born 03/14/1961 ',
    ],
    ...[
      '[PERSON_1]',
      '[person 2]',
      '[SSN]',
      '\\[EMAIL\\_1\\]',
      '{"name":"Ana Lima","x":"a\\"b"}',
      '[',
      ']',
      '\n',
      'Ana Lima',
      'Ana',
      'Lima',
    ],
    ...[
      '\u05d3\u05e0\u05d4 \u05db\u05d4\u05df',
      'e\u0301',
      '\u{1f469}\u200d\u{1f680}',
      '$&',
      '(.*)',
      ' said ',
      ', ',
      'Patient: ',
    ],
  );
  const text = fc
    .array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 10 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.nat(30), (texts, cut) => {
      const vault = createVault();
      const scrubbed = texts.map((one) => scrub(one, { vault, form: 'tokenize' }).text);
      scrubbed.forEach((one, index) => {
        assert.equal(restore(one, { vault }), texts[index]);
        const stream = restoreStream({ vault });
        assert.equal(stream.push(one.slice(0, cut)) + stream.push(one.slice(cut)) + stream.end(), texts[index]);
      });
    }),
    { numRuns: 300 },
  );
});

test('text tokenized before passes a wrapped client where that is asked for', async () => {
  const vault = createVault();
  const options = { vault, useCase: 'any', user: 'u-1', prompt: 'p' };
  const sdk = new Anthropic({ apiKey: 'k', baseURL: api.url, maxRetries: 0, timeout: 10_000 });
  const content = `Write to ${tokenize('Ana Lima', 'PERSON_NAME', { vault })}.`;
  api.respond((body) => `To ${body.messages[0].content.match(/\[PERSON_\d+\]/)[0]}`);
  const ask = async (tokens: 'escape' | 'keep') => {
    const client = withPrivacy(sdk, { tokens }).for(options);
    const message = await client.messages.create({
      model: 'claude-sonnet-5-5',
      max_tokens: 9,
      messages: [{ role: 'user', content }],
    });
    return (message.content[0] as Anthropic.TextBlock).text;
  };
  assert.equal(await ask('keep'), 'To Ana Lima');
  // Escaped, it comes back as it was sent: the code that tokenized it restores it.
  assert.equal(restore(await ask('escape'), { vault }), 'To Ana Lima');
});
