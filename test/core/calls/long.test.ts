import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

/** `x.f0 + "t1" + x.f2 …`, in the words of a language. */
const sum = (count: number, operator: string, member: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => (index % 2 ? `"t${index}"` : member(index))).join(` ${operator} `);

const dotted = (index: number): string => `x.f${index}`;

const languages: Readonly<Record<string, (count: number) => string>> = {
  'a.ts': (count) =>
    `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst f = (x: any) => client.messages.create({ model: 'claude-opus-4-5', max_tokens: 5, messages: [{ role: 'user', content: ${sum(count, '+', dotted)} }] });\n`,
  'a.py': (count) =>
    `import anthropic\nclient = anthropic.Anthropic()\ndef f(x):\n    return client.messages.create(model="claude-opus-4-5", max_tokens=5, messages=[{"role": "user", "content": ${sum(count, '+', dotted)}}])\n`,
  'a.go': (count) =>
    `package a\nimport "github.com/anthropics/anthropic-sdk-go"\nfunc f(client anthropic.Client, x X) { client.Messages.New(ctx, anthropic.MessageNewParams{Model: "claude-opus-4-5", MaxTokens: 5, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(${sum(count, '+', dotted)}))}}) }\n`,
  'A.java': (count) =>
    `import com.anthropic.client.AnthropicClient;\nclass A { void f(AnthropicClient client, X x) { client.messages().create(MessageCreateParams.builder().model("claude-opus-4-5").maxTokens(5).addUserMessage(${sum(count, '+', dotted)}).build()); } }\n`,
  'A.kt': (count) =>
    `import com.anthropic.client.AnthropicClient\nclass A { fun f(client: AnthropicClient, x: X) { client.messages().create(MessageCreateParams.builder().model("claude-opus-4-5").maxTokens(5).addUserMessage(${sum(count, '+', dotted)}).build()) } }\n`,
  'A.cs': (count) =>
    `using Anthropic;\nclass A { void F(AnthropicClient client, X x) { client.Messages.Create(new MessageCreateParams { Model = "claude-opus-4-5", MaxTokens = 5, Messages = [new() { Role = Role.User, Content = ${sum(count, '+', dotted)} }] }); } }\n`,
  'a.rb': (count) =>
    `require "anthropic"\ndef f(x)\n  client = Anthropic::Client.new\n  client.messages.create(model: "claude-opus-4-5", max_tokens: 5, messages: [{ role: "user", content: ${sum(count, '+', dotted)} }])\nend\n`,
  'a.php': (count) =>
    `<?php\nuse Anthropic\\Client;\nfunction f(Client $client, $x) { $client->messages->create(maxTokens: 5, model: 'claude-opus-4-5', messages: [['role' => 'user', 'content' => ${sum(count, '.', (index) => `$x->f${index}`)}]]); }\n`,
};

for (const [name, text] of Object.entries(languages)) {
  test(`${name}: every operand of a concatenation of thousands is read, and what is more is said to be left out`, async () => {
    const read = async (count: number) => {
      const { prompts, problems } = parseCalls(testDocument(name, text(count)), await testPorts(), []);
      const segments = prompts.flatMap(({ parts }) => parts.flatMap((part) => part.segments));
      return { segments: segments.length, problems: problems.length };
    };
    assert.deepEqual(await read(1_000), { segments: 1_000, problems: 0 });
    // Either the prompt is cut, or the parser ran out of its time: said aloud in both.
    assert.equal((await read(3_400)).problems, 1);
  });
}

test('what thousands of statements add is read', async () => {
  const added = Array.from({ length: 1_000 }, (_, index) => `prompt += x.f${index};`).join('\n');
  const text = `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nfunction f(x: any) {\nlet prompt = '';\n${added}\nreturn client.messages.create({ model: 'claude-opus-4-5', max_tokens: 5, messages: [{ role: 'user', content: prompt }] });\n}\n`;
  const { prompts, problems } = parseCalls(testDocument('a.ts', text), await testPorts(), []);
  assert.equal(prompts[0]?.parts[0]?.segments.length, 1_000);
  assert.deepEqual(problems, []);
});

test('a file that takes too long to parse is a problem, not an empty result', async () => {
  const ports = { ...(await testPorts()), syntax: { parse: () => undefined } };
  const { prompts, problems } = parseCalls(testDocument('a.ts', languages['a.ts']!(2)), ports, []);
  assert.deepEqual(prompts, []);
  assert.match(problems[0]!.message, /could not be read/);
});
