import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

/** Argument paths and the values in them, one line a part: `argument: path, path`; calls of uncertain model begin with `?`. */
async function pathsOf(text: string): Promise<string[]> {
  const { prompts } = parseCalls(testDocument('ask.ts', text), await testPorts({}), []);
  return prompts.flatMap(({ parts, confidence }) =>
    parts.map(({ argument, segments }) => {
      const values = segments.flatMap((one) => (one.kind === 'placeholder' ? [one.path ?? one.expression] : []));
      const line = [argument, [...new Set(values)].join(', ')].filter(Boolean).join(': ');
      return confidence === 'possible' ? `? ${line}` : line;
    }),
  );
}

const client = "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n";
const ai =
  "import { generateText } from 'ai';\nimport { anthropic } from '@ai-sdk/anthropic';\nimport { openai } from '@ai-sdk/openai';\n";
const bedrock =
  "modelId: 'anthropic.claude-3-haiku-20240307-v1:0', messages: [{ role: 'user', content: [{ text: note }] }]";

/** Programs of kinds that are common in real code, with what of them reaches Claude. */
const programs: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    'a function that adds what it is given to a list: each of its calls adds',
    `${client}const turns: any[] = [];
    const say = (role: string, content: any) => turns.push({ role, content });
    async function ask(question: string, tool: any) {
      say('user', question);
      say('user', [{ type: 'tool_result', tool_use_id: tool.id, content: tool.output }]);
      return client.messages.create({ model: 'claude', messages: turns });
    }`,
    ['messages[0].content: question', 'messages[1].content[0].content: tool.output'],
  ],
  [
    'what a loop adds after the call is there in its next round',
    `${client}async function run(question: string) {
      const messages = [{ role: 'user', content: question }];
      for (;;) {
        const answer = await client.messages.create({ model: 'claude', messages });
        messages.push({ role: 'assistant', content: answer.content });
      }
    }`,
    ['messages[0].content: question', 'messages[1].content: answer.content'],
  ],
  [
    'what is added to a list of the file by any function is in it when the call is made again',
    `${client}const history: any[] = [];
    async function ask(question: string) {
      history.push({ role: 'user', content: question });
      const answer = await client.messages.create({ model: 'claude', messages: history });
      history.push({ role: 'assistant', content: answer.content });
    }`,
    ['messages[0].content: question', 'messages[1].content: answer.content'],
  ],
  [
    'an element that is set through an index, a key through brackets, and a value that is set if it is missing',
    `${client}function ask(note: any, last: string) {
      const messages = note.turns.map((turn: any) => ({ role: 'user', content: turn.text }));
      messages[messages.length - 1] = { role: 'user', content: [{ type: 'text', text: last }] };
      const request: any = { model: 'claude', messages };
      request['system'] = note.rules;
      return client.messages.create(request);
    }`,
    ['messages[0].content: note.turns[].text', 'messages[1].content[0].text: last', 'system: note.rules'],
  ],
  [
    'several texts that a function gives by name',
    `${client}class Writer {
      static prompts(note: string, rules: string) {
        const system = \`Obey \${rules}\`;
        return { system, user: \`Read \${note}\` };
      }
      ask(note: string, rules: string) {
        const { system, user } = Writer.prompts(note, rules);
        return client.messages.create({ model: 'claude', system, messages: [{ role: 'user', content: user }] });
      }
    }`,
    ['system: rules', 'messages[0].content: note'],
  ],
  [
    'a value that is text in one case and blocks in another has both paths',
    `${client}function systemOf(rules: string, cached: boolean) {
      if (!cached) return rules;
      return [{ type: 'text', text: rules, cache_control: { type: 'ephemeral' } }];
    }
    const ask = (rules: string, cached: boolean, given: any, note: string) =>
      client.messages.create({
        model: 'claude',
        system: systemOf(rules, cached),
        messages: cached ? given : [{ role: 'user', content: note }],
      });`,
    ['system: rules', 'system[0].text: rules', 'messages: given', 'messages[0].content: note'],
  ],
  [
    'a request that is one of two objects',
    `${ai}const ask = (note: string, image: string) => {
      const input = image ? { messages: [{ role: 'user', content: [{ type: 'image', image }] }] } : { prompt: note };
      return generateText({ model: anthropic('claude-sonnet-5'), ...input });
    };`,
    ['messages[0].content[0].image: image', 'prompt: note'],
  ],
  [
    "a function of the program's own is not taken for a well-known one of its name",
    `${client}const prompt = (label: string) => new Promise<string>((resolve) => reader.question(label, resolve));
    const answer = await prompt('You: ');
    await client.messages.create({ model: 'claude', messages: [{ role: 'user', content: answer }] });`,
    ['messages[0].content: answer'],
  ],
  [
    'elements taken from a list',
    `${client}const ask = (history: any[]) => {
      const system = history.shift().content;
      return client.messages.create({ model: 'claude', system, messages: history });
    };`,
    ['system: history[].content', 'messages: history'],
  ],
  [
    "a stream of input, and the package's function under another name",
    `import { query as ask } from '@anthropic-ai/claude-agent-sdk';
    async function* turns(notes: { text: string }[]) {
      for (const note of notes) yield { type: 'user', message: { role: 'user', content: note.text }, session_id: '' };
    }
    for await (const one of ask({ prompt: turns(notes), options: { systemPrompt: strict ? rules : { type: 'preset', append: rules } } })) {}`,
    ['prompt[0].message.content: notes[].text', 'options.system_prompt: rules', 'options.system_prompt.append: rules'],
  ],
  [
    'a model that a function gives, one that a provider offers by name, one of several vendors, and others',
    `${ai}import { customProvider } from 'ai';
    const models = customProvider({ languageModels: { fast: anthropic('claude-haiku-4-5'), other: openai('gpt-5') } });
    const getModel = () => anthropic('claude-sonnet-5');
    const provider = large ? openai : anthropic;
    await generateText({ model: getModel(), prompt: one });
    await generateText({ model: models.languageModel('fast'), prompt: two });
    await generateText({ model: models.languageModel('other'), prompt: three });
    await generateText({ model: provider(id), prompt: four });
    await generateText({ model: openai('morph') as LanguageModel, prompt: five });
    await generateText({ model: new MockLanguageModelV3({}), prompt: six });`,
    ['prompt: one', 'prompt: two', '? prompt: four'],
  ],
  [
    'packages that are loaded when they are needed',
    `const name = '@anthropic-ai/claude-agent-sdk';
    async function load() {
      const sdk = (await import(name)) as any;
      return { query: sdk.query };
    }
    class Bedrock {
      async sdk(): Promise<any> {
        this.loaded ??= import('@aws-sdk/client-bedrock-runtime').then((sdk) => sdk as any);
        return this.loaded;
      }
      async ask(note: string) {
        const [{ ConverseCommand }, client] = await Promise.all([this.sdk(), this.client()]);
        await client.send(new ConverseCommand({ ${bedrock} }));
        const { ConverseCommand: Command } = await importOptional('@aws-sdk/client-bedrock-runtime', 'Bedrock');
        const agent = injected ?? (await load());
        agent.query({ prompt: note });
      }
    }`,
    ['messages[0].content[0].text: note', 'prompt: note'],
  ],
  [
    'tool results of the AI SDK, and what stands beside a message',
    `${ai}await generateText({
      model: anthropic('claude-sonnet-5'),
      system: [{ role: 'system', content: rules, providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }],
      messages: [{ role: 'tool', content: [{ type: 'tool-result', toolName: 'read', output: { type: 'text', value: found } }] }],
    });`,
    ['system[0].content: rules', 'messages[0].content[0].output.value: found'],
  ],
];

for (const [name, text, expected] of programs) {
  test(name, async () => deepEqual(await pathsOf(text), expected));
}
