import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import type { CallShape, Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** `IChatClient` of Microsoft.Extensions.AI, agents of the Microsoft Agent Framework and AutoGen. */
const agentCalls: readonly CallShape[] = [
  { callee: 'RunAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true },
  { callee: 'RunStreamingAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true, streamed: true },
  { callee: 'SendAsync', api: 'autogen.agent', request: 'input', strict: true, instructed: true },
];

/** NuGet packages. The official SDK was read at first hand (2026-07). */
export const csharpSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'csharp',
    packages: ['Anthropic', 'Anthropic.*'],
    versions: 'Anthropic 10 to 12; Anthropic.SDK 3 to 5',
    clients: [
      'AnthropicClient',
      'IAnthropicClient',
      'AnthropicApi',
      'Anthropic',
      'AnthropicAgent',
      'AnthropicAgentFactory',
      'AnthropicClientAgent',
      'VertexAIClient',
    ].map((name) => claude(name)),
    calls: [
      ...spelled('pascal'),
      { callee: 'Messages.CreateStreaming', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'Messages.GetClaudeMessageAsync', api: 'anthropic.messages.create', request: 'messages' },
      {
        callee: 'Messages.StreamClaudeMessageAsync',
        api: 'anthropic.messages.stream',
        request: 'messages',
        streamed: true,
      },
      // Claudia.
      { callee: 'Messages.CreateAsync', api: 'anthropic.messages.create', request: 'messages' },
      { callee: 'Messages.CreateStreamAsync', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'CreateMessageAsync', api: 'anthropic.messages.create', request: 'messages' },
      ...agentCalls,
      { callee: 'GetResponseAsync', api: 'ai.chat-client', request: 'input', strict: true },
      { callee: 'GetStreamingResponseAsync', api: 'ai.chat-client', request: 'input', strict: true, streamed: true },
    ],
  },
  {
    id: 'aws',
    family: 'csharp',
    packages: ['Amazon.BedrockRuntime', 'Amazon.BedrockRuntime.*'],
    versions: '3.7 to 4',
    platform: 'bedrock',
    clients: ['AmazonBedrockRuntimeClient', 'IAmazonBedrockRuntime'].map((name) => ({
      name,
      platform: 'bedrock',
      anyModel: true,
    })),
    calls: bedrockCalls('pascal', 'Async'),
  },
  {
    id: 'http',
    family: 'csharp',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['PostAsync', 'PostAsJsonAsync', 'HttpRequestMessage']),
  },
];
