import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import { claudeCode } from './claude-code.ts';
import type { CallShape, Client, Sdk } from './entry.ts';

const anthropic: Client[] = [
  'AnthropicClient',
  'AnthropicClientAsync',
  'AnthropicOkHttpClient',
  'AnthropicOkHttpClientAsync',
  'Anthropic',
].map((name) => ({ name, platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' }));

/** Maven artifacts. `anthropic-java` 2.57.0 was read at first hand. */
export const jvmSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'jvm',
    packages: ['com.anthropic.*', 'com.xemantic.ai.anthropic.*'],
    versions: '0.1 to 2.57.0',
    clients: anthropic,
    calls: [
      ...spelled('camel', {
        without: ['messages.parse', 'messages.thread', 'messages.with_streaming_response.create'],
      }),
      { callee: 'messages.createStreaming', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
    ],
  },
  {
    id: 'openai-kotlin',
    family: 'jvm',
    packages: ['com.tddworks.anthropic.*'],
    versions: 'com.tddworks anthropic-client 0.2 to 0.3',
    platform: 'claude-api',
    clients: [{ name: 'Anthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' }],
    calls: [
      { callee: 'create', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'stream', api: 'anthropic.messages.stream', request: 'messages', strict: true, streamed: true },
    ],
  },
  {
    id: 'spring-ai',
    family: 'jvm',
    packages: ['org.springframework.ai.*'],
    versions: '1.0 to 1.1',
    clients: [
      { name: 'AnthropicChatModel', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'BedrockProxyChatModel', platform: 'bedrock', anyModel: true },
      { name: 'ChatClient', platform: 'unknown', anyModel: true },
      { name: 'ChatModel', platform: 'unknown', anyModel: true },
    ],
    calls: [
      {
        callee: 'call',
        api: 'spring-ai.chat-client',
        request: 'messages',
        fluent: 'prompt',
        strict: true,
        instructed: true,
      },
      {
        callee: 'stream',
        api: 'spring-ai.chat-client',
        request: 'messages',
        fluent: 'prompt',
        strict: true,
        instructed: true,
        streamed: true,
      },
      { callee: 'call', api: 'spring-ai.call', request: 'input', strict: true },
      { callee: 'stream', api: 'spring-ai.stream', request: 'input', strict: true, streamed: true },
    ],
  },
  {
    id: 'langchain4j',
    family: 'jvm',
    packages: ['dev.langchain4j.*'],
    versions: '0.30 to 1.8',
    clients: [
      { name: 'AnthropicChatModel', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'AnthropicStreamingChatModel', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'BedrockChatModel', platform: 'bedrock', anyModel: true },
      ...['ChatModel', 'ChatLanguageModel', 'StreamingChatModel', 'StreamingChatLanguageModel'].map(
        (name): Client => ({ name, platform: 'unknown', anyModel: true }),
      ),
    ],
    calls: ['chat', 'generate'].map(
      (callee): CallShape => ({ callee, api: `langchain4j.${callee}`, request: 'input', strict: true, variadic: true }),
    ),
  },
  {
    id: 'aws',
    family: 'jvm',
    packages: ['software.amazon.awssdk.services.bedrockruntime.*', 'aws.sdk.kotlin.services.bedrockruntime.*'],
    versions: '2.25 to 2.38',
    platform: 'bedrock',
    clients: ['BedrockRuntimeClient', 'BedrockRuntimeAsyncClient'].map((name) => ({
      name,
      platform: 'bedrock',
      anyModel: true,
      region: { options: ['region'], environment: ['AWS_REGION'] },
    })),
    calls: bedrockCalls('camel', '', { strict: true }),
  },
  {
    id: 'koog',
    family: 'jvm',
    packages: ['ai.koog.*'],
    versions: '0.3 to 0.5',
    clients: [
      { name: 'simpleAnthropicExecutor', platform: 'claude-api' },
      { name: 'AnthropicLLMClient', platform: 'claude-api' },
      { name: 'PromptExecutor', platform: 'unknown', anyModel: true },
      { name: 'AIAgent', platform: 'unknown', anyModel: true },
    ],
    calls: [
      { callee: 'execute', api: 'koog.execute', request: 'input', strict: true, model: 1 },
      { callee: 'executeStreaming', api: 'koog.stream', request: 'input', strict: true, model: 1, streamed: true },
      { callee: 'run', api: 'koog.run', request: 'input', strict: true, instructed: true },
    ],
  },
  claudeCode('jvm', ['ProcessBuilder', 'exec']),
  {
    // java.net.http, HttpURLConnection, OkHttp, RestTemplate, WebClient and RestClient of Spring, Unirest, ktor, Fuel.
    id: 'http',
    family: 'jvm',
    packages: [],
    versions: 'https://api.anthropic.com/v1/messages, anthropic-version 2023-06-01',
    platform: 'claude-api',
    clients: [],
    calls: [
      'uri',
      'url',
      'post',
      'newBuilder',
      'URL',
      'postForObject',
      'postForEntity',
      'exchange',
      'HttpPost',
      'preparePost',
    ].map((callee): CallShape => ({ callee, api: 'http.messages', request: 'http', strict: true })),
  },
];
