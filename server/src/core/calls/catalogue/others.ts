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

/** NuGet packages, gems, Composer packages. The official SDKs were read at first hand (2026-07 and 2026-08). */
export const otherSdks: readonly Sdk[] = [
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
  {
    id: 'anthropic',
    family: 'ruby',
    packages: ['anthropic', 'claude', 'ruby_llm'],
    versions: 'anthropic 0.1 to 1.20',
    clients: [claude('Anthropic'), claude('Client')],
    calls: [
      ...spelled('snake'),
      { callee: 'messages.stream_raw', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'messages', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'complete', api: 'anthropic.completions.create', request: 'completion', strict: true },
    ],
  },
  {
    id: 'ruby-llm',
    family: 'ruby',
    packages: [],
    versions: 'ruby_llm 1.x',
    clients: [{ name: 'RubyLLM', platform: 'claude-api', anyModel: true }],
    calls: [{ callee: 'ask', api: 'ruby-llm.ask', request: 'messages', strict: true, anyModel: true }],
  },
  {
    id: 'http',
    family: 'ruby',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'Post', 'new']),
  },
  {
    id: 'anthropic',
    family: 'php',
    packages: ['Anthropic', 'Anthropic\\*'],
    versions: 'anthropic-ai/sdk 0.1 to 0.8; mozex/anthropic-php 1.x',
    clients: [claude('Client'), claude('Anthropic'), claude('client')],
    calls: [
      ...spelled('camel'),
      { callee: 'messages.createStream', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'messages.createStreamed', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
    ],
  },
  {
    id: 'prism',
    family: 'php',
    packages: ['Prism\\*', 'EchoLabs\\Prism\\*'],
    versions: 'prism-php 0.50 to 0.90',
    clients: [{ name: 'Prism', platform: 'claude-api', anyModel: true }],
    calls: ['asText', 'generate', 'asStream', 'asStructured'].map(
      (callee): CallShape => ({ callee, api: 'prism.text', request: 'messages', strict: true }),
    ),
  },
  {
    id: 'neuron-ai',
    family: 'php',
    packages: ['NeuronAI\\Providers\\Anthropic\\*'],
    versions: 'neuron-core/neuron-ai 2.x',
    clients: [claude('Anthropic')],
    calls: ['chat', 'stream', 'structured'].map(
      (callee): CallShape => ({ callee, api: 'neuron-ai.agent', request: 'input', strict: true, instructed: true }),
    ),
  },
  {
    id: 'symfony-ai',
    family: 'php',
    packages: ['Symfony\\AI\\Platform\\Bridge\\Anthropic\\*'],
    versions: 'symfony/ai 0.1',
    clients: [claude('Factory'), claude('PlatformFactory')],
    calls: [
      { callee: 'invoke', api: 'symfony-ai.invoke', request: 'input', argument: 1, strict: true },
      { callee: 'call', api: 'symfony-ai.agent', request: 'input', strict: true },
    ],
  },
  {
    id: 'instructor',
    family: 'php',
    packages: ['Cognesy\\*'],
    versions: 'cognesy/instructor-php 1.x',
    clients: ['StructuredOutput', 'Inference', 'LLM'].map((name) => ({ ...claude(name), anyModel: true })),
    calls: ['with', 'create', 'respond'].map(
      (callee): CallShape => ({ callee, api: 'instructor.create', request: 'messages', strict: true }),
    ),
  },
  {
    id: 'http',
    family: 'php',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'request', 'curl_init', 'wp_remote_post', 'curl_setopt']),
  },
];
