import { anthropicClients, spelled, threadCalls } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import { claudeCode } from './claude-code.ts';
import type { CallShape, Sdk } from './entry.ts';

const input = (names: readonly string[], sdk: string): CallShape[] =>
  names.map((callee) => ({
    callee,
    api: `${sdk}.${callee}`,
    request: 'input',
    strict: true,
    streamed: /^stream/.test(callee),
  }));

/** npm packages. Read at first hand: versions of 2026-11, see each entry. */
export const scriptSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'script',
    packages: [
      '@anthropic-ai/sdk',
      '@anthropic-ai/sdk/*',
      '@anthropic-ai/bedrock-sdk',
      '@anthropic-ai/vertex-sdk',
      '@anthropic-ai/google-cloud-sdk',
      '@anthropic-ai/foundry-sdk',
      '@anthropic-ai/aws-sdk',
    ],
    versions: '0.20 to 1.12.0',
    clients: anthropicClients([''], 'AnthropicAws'),
    calls: [
      ...spelled('camel', {
        without: ['messages.with_raw_response.create', 'messages.with_streaming_response.create'],
      }),
      ...threadCalls,
      { callee: 'post', api: 'anthropic.post', request: 'http', argument: 1, strict: true },
    ],
  },
  {
    id: 'agent-sdk',
    family: 'script',
    packages: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-agent-sdk/*', '@anthropic-ai/claude-code'],
    versions: '0.1 to 0.3.330',
    platform: 'agent-sdk',
    clients: [],
    calls: [{ callee: 'query', api: 'agent-sdk.query', request: 'agent-sdk', strict: true }],
  },
  {
    id: 'ai-sdk',
    family: 'script',
    packages: ['ai', 'ai/*', '@ai-sdk/rsc'],
    versions: '3 to 7.0.173',
    // Vercel AI Gateway: https://ai-sdk.dev/docs/ai-sdk-core/provider-management
    modelStrings: 'gateway',
    clients: ['ToolLoopAgent', 'Experimental_Agent', 'Agent'].map((name) => ({
      name,
      platform: 'claude-api',
      anyModel: true,
    })),
    calls: [
      ...['generateText', 'streamText', 'generateObject', 'streamObject', 'streamUI'].map(
        (callee): CallShape => ({
          callee,
          api: `ai-sdk.${callee}`,
          request: 'ai-sdk',
          strict: true,
          anyModel: true,
          streamed: callee.startsWith('stream'),
        }),
      ),
      ...['ToolLoopAgent', 'Experimental_Agent'].map(
        (callee): CallShape => ({ callee, api: 'ai-sdk.agent', request: 'ai-sdk', strict: true, anyModel: true }),
      ),
      ...['createAgentUIStreamResponse', 'createAgentUIStream', 'pipeAgentUIStreamToResponse'].map(
        (callee): CallShape => ({
          callee,
          api: `ai-sdk.${callee}`,
          request: 'ai-sdk',
          strict: true,
          anyModel: true,
          streamed: true,
        }),
      ),
      { callee: 'generate', api: 'ai-sdk.agent.generate', request: 'ai-sdk', strict: true, anyModel: true },
      { callee: 'stream', api: 'ai-sdk.agent.stream', request: 'ai-sdk', strict: true, anyModel: true, streamed: true },
    ],
  },
  {
    id: 'langchain',
    family: 'script',
    packages: [
      '@langchain/anthropic',
      '@langchain/aws',
      '@langchain/google-vertexai',
      '@langchain/community/*',
      '@langchain/langgraph',
      '@langchain/langgraph/*',
      'langchain',
      'langchain/*',
    ],
    versions: '0.1 to 1.5.11',
    clients: [
      { name: 'ChatAnthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'ChatAnthropicMessages', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      {
        name: 'ChatBedrockConverse',
        platform: 'bedrock',
        anyModel: true,
        region: { options: ['region'], environment: ['AWS_REGION'] },
      },
      {
        name: 'BedrockChat',
        platform: 'bedrock',
        anyModel: true,
        region: { options: ['region'], environment: ['AWS_REGION'] },
      },
      { name: 'ChatVertexAI', platform: 'vertex', anyModel: true, region: { options: ['location'] } },
      { name: 'initChatModel', platform: 'claude-api', anyModel: true },
      { name: 'createAgent', platform: 'claude-api', anyModel: true },
      { name: 'createReactAgent', platform: 'claude-api', anyModel: true },
    ],
    calls: [
      ...input(['invoke', 'stream', 'batch', 'streamEvents', 'call', 'predict'], 'langchain'),
      { callee: 'createAgent', api: 'langchain.createAgent', request: 'ai-sdk', strict: true, anyModel: true },
      {
        callee: 'createReactAgent',
        api: 'langchain.createReactAgent',
        request: 'definition',
        strict: true,
        anyModel: true,
      },
    ],
  },
  {
    id: 'aws',
    family: 'script',
    packages: ['@aws-sdk/client-bedrock-runtime', 'aws-sdk'],
    versions: '3.500 to 3.1164.0',
    platform: 'bedrock',
    clients: [
      {
        name: 'BedrockRuntimeClient',
        platform: 'bedrock',
        anyModel: true,
        region: { options: ['region'], environment: ['AWS_REGION'] },
      },
      {
        name: 'BedrockRuntime',
        platform: 'bedrock',
        anyModel: true,
        region: { options: ['region'], environment: ['AWS_REGION'] },
      },
    ],
    calls: [
      ...bedrockCalls('pascal', 'Command', { strict: true, command: true }),
      ...bedrockCalls('camel', '', { strict: true }),
    ],
  },
  {
    id: 'openai',
    family: 'script',
    packages: ['openai'],
    versions: '4 to 6, against https://api.anthropic.com/v1/',
    ownModels: true,
    clients: [{ name: 'OpenAI', platform: 'claude-api', anyModel: true }],
    calls: [
      {
        callee: 'chat.completions.create',
        api: 'openai.chat.completions.create',
        request: 'messages',
        strict: true,
        anyModel: true,
      },
    ],
  },
  claudeCode('script', [...['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'execa']]),
  {
    id: 'http',
    family: 'script',
    packages: [],
    versions: 'https://api.anthropic.com/v1/messages, anthropic-version 2023-06-01',
    platform: 'claude-api',
    clients: [],
    calls: [
      'fetch',
      'post',
      'axios',
      'request',
      'got',
      'ky',
      'ofetch',
      '$fetch',
      'requestUrl',
      'fetchWithTimeout',
      'fetchWithRetry',
    ].map((callee): CallShape => ({ callee, api: 'http.messages', request: 'http', strict: true })),
  },
];
