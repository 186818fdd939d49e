import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import type { CallShape, Client, Sdk } from './entry.ts';

const claude = (name: string, keyEnv = 'ANTHROPIC_API_KEY'): Client => ({ name, platform: 'claude-api', keyEnv });
const http = (callees: readonly string[]): CallShape[] =>
  callees.map((callee) => ({ callee, api: 'http.messages', request: 'http', strict: true }));
const httpVersions = 'https://api.anthropic.com/v1/messages, anthropic-version 2023-06-01';

/** `IChatClient` of Microsoft.Extensions.AI, agents of the Microsoft Agent Framework and AutoGen. */
const agentCalls: readonly CallShape[] = [
  { callee: 'RunAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true },
  { callee: 'RunStreamingAsync', api: 'ai.agent', request: 'input', strict: true, instructed: true, streamed: true },
  { callee: 'SendAsync', api: 'autogen.agent', request: 'input', strict: true, instructed: true },
];

/** Go modules, NuGet packages, gems, Composer packages, crates. The official SDKs were read at first hand (2026-07 and 2026-08). */
export const otherSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'go',
    packages: ['github.com/anthropics/anthropic-sdk-go', 'github.com/anthropics/anthropic-sdk-go/*'],
    versions: '0.2 to 1.84.0',
    clients: [claude('NewClient'), claude('Client')],
    calls: [
      ...spelled('pascal', {
        renames: { create: 'New', stream: 'NewStreaming', tool_runner: 'NewToolRunner' },
        without: [
          'messages.parse',
          'messages.thread',
          'messages.with_raw_response.create',
          'messages.with_streaming_response.create',
        ],
      }),
      {
        callee: 'Messages.NewToolRunnerStreaming',
        api: 'anthropic.messages.tool_runner',
        request: 'messages' as const,
        streamed: true,
      },
      // The context comes first.
    ].map((call) => ({ ...call, argument: (call.argument ?? 0) + 1 })),
  },
  {
    id: 'go-anthropic',
    family: 'go',
    packages: ['github.com/liushuangls/go-anthropic/*', 'github.com/liushuangls/go-anthropic'],
    versions: '2.x',
    clients: [claude('NewClient'), claude('Client')],
    calls: [
      { callee: 'CreateMessages', api: 'anthropic.messages.create', request: 'messages', argument: 1 },
      {
        callee: 'CreateMessagesStream',
        api: 'anthropic.messages.stream',
        request: 'messages',
        argument: 1,
        streamed: true,
      },
    ],
  },
  {
    id: 'langchaingo',
    family: 'go',
    packages: ['github.com/tmc/langchaingo/llms', 'github.com/tmc/langchaingo/llms/anthropic'],
    versions: '0.1',
    clients: [claude('New'), claude('LLM')],
    calls: [
      { callee: 'GenerateFromSinglePrompt', api: 'langchaingo.generate', request: 'text', argument: 2, strict: true },
      { callee: 'GenerateContent', api: 'langchaingo.generate', request: 'input', argument: 1, strict: true },
      { callee: 'Call', api: 'langchaingo.call', request: 'text', argument: 1, strict: true },
    ],
  },
  {
    id: 'aws',
    family: 'go',
    packages: [
      'github.com/aws/aws-sdk-go-v2/service/bedrockruntime',
      'github.com/aws/aws-sdk-go/service/bedrockruntime',
    ],
    versions: '1.10 to 1.40',
    platform: 'bedrock',
    clients: ['New', 'NewFromConfig', 'Client'].map((name) => ({ name, platform: 'bedrock', anyModel: true })),
    calls: bedrockCalls('pascal', '', { argument: 1 }),
  },
  {
    id: 'http',
    family: 'go',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['NewRequest', 'NewRequestWithContext', 'Post']),
  },
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
  {
    id: 'rig',
    family: 'rust',
    packages: ['rig::*', 'rig', 'rig_core::*'],
    versions: '0.5 to 0.24',
    clients: [claude('anthropic')],
    calls: [
      { callee: 'prompt', api: 'rig.prompt', request: 'text', strict: true, instructed: true },
      { callee: 'chat', api: 'rig.chat', request: 'text', strict: true, instructed: true },
      { callee: 'stream_prompt', api: 'rig.prompt', request: 'text', strict: true, instructed: true, streamed: true },
    ],
  },
  {
    id: 'llm',
    family: 'rust',
    packages: ['llm::*', 'llm'],
    versions: 'llm 1.x',
    clients: [{ name: 'LLMBuilder', platform: 'claude-api', anyModel: true }],
    calls: ['chat', 'chat_stream', 'chat_with_tools'].map(
      (callee): CallShape => ({ callee, api: 'llm.chat', request: 'input', strict: true, instructed: true }),
    ),
  },
  {
    id: 'anthropic',
    family: 'rust',
    packages: [
      'anthropic_sdk::*',
      'anthropic_sdk',
      'anthropic::*',
      'anthropic',
      'anthropic_ai_sdk::*',
      'anthropic_rs::*',
      'clust::*',
      'claude::*',
      'anthropic_client::*',
      'misanthropic::*',
      'anthropic_async::*',
    ],
    versions: 'community crates',
    clients: [claude('Anthropic'), claude('AnthropicClient'), claude('Client')],
    calls: [
      { callee: 'messages.create', api: 'anthropic.messages.create', request: 'messages' },
      { callee: 'messages.create_stream', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'messages', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'create_message', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'create_a_message', api: 'anthropic.messages.create', request: 'messages', strict: true },
      {
        callee: 'create_message_streaming',
        api: 'anthropic.messages.stream',
        request: 'messages',
        strict: true,
        streamed: true,
      },
    ],
  },
  {
    id: 'http',
    family: 'rust',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post']),
  },
];
