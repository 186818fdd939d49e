import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import type { CallShape, Client, Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** `IChatClient` of Microsoft.Extensions.AI, agents of the Microsoft Agent Framework and AutoGen. */
const agentCalls: readonly CallShape[] = [
  { callee: 'RunAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true },
  { callee: 'RunStreamingAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true, streamed: true },
  { callee: 'SendAsync', api: 'autogen.agent', request: 'input', strict: true, instructed: true },
];

const chatClientCalls: readonly CallShape[] = [
  { callee: 'GetResponseAsync', api: 'ai.chat-client', request: 'input', strict: true },
  { callee: 'GetStreamingResponseAsync', api: 'ai.chat-client', request: 'input', strict: true, streamed: true },
];

/** A type that a program is given ready made: the model is elsewhere. */
const injected = (name: string): Client => ({ name, platform: 'claude-api', anyModel: true });

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
      ...spelled('pascal', {
        renames: { stream: 'CreateStreaming' },
        without: [
          'completions.create',
          'messages.parse',
          'messages.tool_runner',
          'messages.thread',
          'messages.with_raw_response.create',
          'messages.with_streaming_response.create',
        ],
      }),
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
      ...chatClientCalls,
    ],
  },
  {
    id: 'extensions-ai',
    family: 'csharp',
    packages: ['Microsoft.Extensions.AI', 'Microsoft.Extensions.AI.*'],
    versions: 'Microsoft.Extensions.AI 9.0 to 10.0',
    clients: [injected('IChatClient'), injected('ChatClientBuilder')],
    calls: chatClientCalls,
  },
  {
    id: 'agent-framework',
    family: 'csharp',
    packages: ['Microsoft.Agents.AI', 'Microsoft.Agents.AI.*'],
    versions: 'Microsoft.Agents.AI 1.0',
    clients: [injected('AIAgent'), injected('ChatClientAgent')],
    calls: agentCalls.filter(({ callee }) => callee !== 'SendAsync'),
  },
  {
    id: 'semantic-kernel',
    family: 'csharp',
    packages: ['Microsoft.SemanticKernel', 'Microsoft.SemanticKernel.*'],
    versions: 'Microsoft.SemanticKernel 1.0 to 1.67',
    clients: [injected('IChatCompletionService'), injected('Kernel'), injected('ChatCompletionAgent')],
    calls: [
      ...['GetChatMessageContentAsync', 'GetChatMessageContentsAsync'].map(
        (callee): CallShape => ({ callee, api: 'semantic-kernel.chat', request: 'input', strict: true }),
      ),
      {
        callee: 'GetStreamingChatMessageContentsAsync',
        api: 'semantic-kernel.chat',
        request: 'input',
        strict: true,
        streamed: true,
      },
      { callee: 'InvokePromptAsync', api: 'semantic-kernel.prompt', request: 'text', strict: true },
      {
        callee: 'InvokePromptStreamingAsync',
        api: 'semantic-kernel.prompt',
        request: 'text',
        strict: true,
        streamed: true,
      },
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
