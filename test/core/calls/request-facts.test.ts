import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

/** What the first call of a text says about its request: inference geography, features, telemetry; and the parts that are metadata. */
async function factsIn(text: string): Promise<(string | undefined)[]> {
  const { prompts } = parseCalls(testDocument('ask.ts', text), await testPorts(), []);
  const [prompt] = prompts;
  assert.ok(prompt);
  const { inferenceGeo, features = [], telemetry = [] } = prompt.request;
  return [
    ...(inferenceGeo ? [`geo ${inferenceGeo.value}`] : []),
    ...features.map(({ value }) => value),
    ...telemetry.map(({ value }) => value),
    ...prompt.parts.filter(({ kind }) => kind === 'metadata').map(({ argument }) => argument),
  ];
}

const generate = (options: string): string => `import { generateText } from 'ai';
import { anthropic } from '@ai-sdk/anthropic';
export const ask = (note: string, userId: string) =>
  generateText({ model: anthropic('claude-sonnet-5-5'), prompt: note, ${options} });
`;

test('what a call of the AI SDK says of Claude in providerOptions', async () => {
  const table: readonly [options: string, facts: readonly string[]][] = [
    [`providerOptions: { anthropic: { inferenceGeo: 'us' } }`, ['geo us']],
    [`providerOptions: { anthropic: { metadata: { userId } } }`, ['provider_options.anthropic.metadata.user_id']],
    [
      `providerOptions: { anthropic: { mcpServers: [{ type: 'url', name: 'files', url: userId }] } }`,
      ['mcp', 'provider_options.anthropic.mcp_servers[0].url'],
    ],
    [
      `providerOptions: { anthropic: { container: { skills: [{ type: 'anthropic', skillId: 'pdf' }] } } }`,
      ['code-execution', 'skills'],
    ],
    [`providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } }`, ['caching']],
    [`providerOptions: { anthropic: { thread: { type: 'create' } } }`, ['threads']],
    [`providerOptions: { anthropic: { anthropicBeta: ['files-api-2025-04-14'] } }`, ['beta:files-api-2025-04-14']],
    [`providerOptions: { openai: { metadata: { userId } } }`, []],
  ];
  for (const [options, facts] of table) assert.deepEqual(await factsIn(generate(options)), facts, options);
});

test('the AI SDK records prompt and answer unless both are left out', async () => {
  const table: readonly [options: string, facts: readonly string[]][] = [
    ['experimental_telemetry: { isEnabled: true }', ['experimental_telemetry=true']],
    ['telemetry: { isEnabled: true, recordInputs: false }', ['telemetry=true']],
    ['telemetry: { isEnabled: true, recordInputs: false, recordOutputs: false }', []],
    ['telemetry: { isEnabled: false }', []],
  ];
  for (const [options, facts] of table) assert.deepEqual(await factsIn(generate(options)), facts, options);
});
