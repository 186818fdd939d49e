import type { CallShape, Client, Sdk } from './entry.ts';

const anyModel = (name: string): Client => ({ name, platform: 'claude-api', anyModel: true });

const shapes = (
  callees: readonly string[],
  sdk: string,
  request: CallShape['request'],
  more: Partial<CallShape> = {},
): CallShape[] =>
  callees.map((callee) => ({
    callee,
    api: `${sdk}.${callee}`,
    request,
    strict: true,
    ...(/stream/i.test(callee) ? { streamed: true } : {}),
    ...more,
  }));

/** Agent frameworks and gateways of npm, read in the packages of 2026-11: the model is given where the agent is made. */
export const scriptAgentSdks: readonly Sdk[] = [
  {
    id: 'mastra',
    family: 'script',
    packages: ['@mastra/core', '@mastra/core/*'],
    versions: '1.71.0',
    clients: [anyModel('Agent'), anyModel('Mastra')],
    calls: [
      ...shapes(['Agent'], 'mastra', 'definition', { anyModel: true }),
      ...shapes(['generate', 'stream', 'generateLegacy', 'streamLegacy', 'network'], 'mastra', 'input', {
        beside: ['instructions', 'system', 'context'],
      }),
    ],
  },
  {
    id: 'genkit',
    family: 'script',
    packages: ['genkit', 'genkit/*', '@genkit-ai/ai'],
    versions: '1.42.0',
    clients: [anyModel('genkit'), anyModel('Genkit')],
    calls: [
      ...shapes(['generate', 'generateStream', 'definePrompt', 'defineAgent'], 'genkit', 'genkit'),
      ...shapes(['send', 'sendStream'], 'genkit', 'genkit'),
    ],
  },
  {
    id: 'openai-agents',
    family: 'script',
    packages: ['@openai/agents', '@openai/agents-core'],
    versions: '0.20.0',
    ownModels: true,
    clients: [anyModel('Agent'), anyModel('Runner')],
    calls: [
      ...shapes(['Agent'], 'openai-agents', 'definition', { anyModel: true }),
      ...shapes(['run'], 'openai-agents', 'input', { anyModel: true, argument: 1, model: 0 }),
    ],
  },
  {
    id: 'llamaindex',
    family: 'script',
    packages: ['llamaindex', '@llamaindex/core/*', '@llamaindex/workflow', '@llamaindex/anthropic'],
    versions: '0.3 to 0.12.1',
    defaultModel: 'Settings.llm',
    clients: [
      { name: 'Anthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'anthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'AnthropicAgent', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      ...['agent', 'SimpleChatEngine', 'ContextChatEngine', 'RetrieverQueryEngine', 'VectorStoreIndex', 'LLMAgent'].map(
        anyModel,
      ),
    ],
    calls: [
      ...shapes(['complete'], 'llamaindex', 'messages'),
      ...shapes(['agent'], 'llamaindex', 'definition', { anyModel: true }),
      ...shapes(['chat', 'query', 'run', 'runStream'], 'llamaindex', 'engine'),
    ],
  },
  {
    id: 'portkey',
    family: 'script',
    packages: ['portkey-ai'],
    versions: '3.1.0',
    clients: [{ name: 'Portkey', platform: 'gateway', anyModel: true }],
    calls: [
      ...shapes(['chat.completions.create'], 'portkey', 'messages'),
      ...shapes(['prompts.completions.create'], 'portkey', 'definition'),
    ],
  },
  {
    id: 'openrouter',
    family: 'script',
    packages: ['@openrouter/sdk', '@openrouter/sdk/*'],
    versions: '1.3.19',
    clients: [{ name: 'OpenRouter', platform: 'gateway', anyModel: true }],
    calls: shapes(['chat.send', 'callModel'], 'openrouter', 'ai-sdk'),
  },
];
