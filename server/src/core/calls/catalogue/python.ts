import { anthropicClients, spelled, threadCalls } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import { claudeCode } from './claude-code.ts';
import type { CallShape, Client, Sdk } from './entry.ts';

const input = (names: readonly string[], sdk: string, request: CallShape['request'] = 'input'): CallShape[] =>
  names.map((callee) => ({ callee, api: `${sdk}.${callee}`, request, strict: true, streamed: /stream/.test(callee) }));

const bedrock: Pick<Client, 'platform' | 'anyModel' | 'region'> = {
  platform: 'bedrock',
  anyModel: true,
  region: { options: ['region_name', 'region'], environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
};

const chains = ['LLMChain', 'ConversationChain', 'RetrievalQA', 'ConversationalRetrievalChain'];

/** PyPI packages. `anthropic` 0.121.0 was read at first hand; the others by their documentation of 2026-08. */
export const pythonSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'python',
    packages: ['anthropic', 'anthropic.*'],
    versions: '0.3 to 2.10',
    clients: [
      ...anthropicClients(['', 'Async'], 'AnthropicAWS'),
      { name: 'Client', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'AsyncClient', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
    ],
    calls: [
      ...spelled('snake'),
      // `messages = client.messages; messages.create(…)`.
      { callee: 'create', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'completion', api: 'anthropic.completions.create', request: 'completion', strict: true },
      ...threadCalls,
    ],
  },
  {
    id: 'instructor',
    family: 'python',
    packages: ['instructor', 'instructor.*'],
    versions: '1.0 to 1.17.0',
    clients: ['from_anthropic', 'from_provider', 'Instructor', 'AsyncInstructor'].map((name) => ({
      name,
      platform: 'claude-api',
      anyModel: name !== 'from_anthropic',
    })),
    calls: ['create', 'create_with_completion', 'create_partial', 'create_iterable'].map(
      (callee): CallShape => ({ callee, api: `instructor.${callee}`, request: 'messages', strict: true }),
    ),
  },
  {
    id: 'agent-sdk',
    family: 'python',
    packages: ['claude_agent_sdk', 'claude_agent_sdk.*', 'claude_code_sdk', 'claude_code_sdk.*'],
    versions: '0.0.10 to 0.1',
    platform: 'agent-sdk',
    clients: [{ name: 'ClaudeSDKClient', platform: 'agent-sdk' }],
    calls: [
      { callee: 'query', api: 'agent-sdk.query', request: 'agent-sdk', strict: true },
      { callee: 'ClaudeSDKClient', api: 'agent-sdk.client', request: 'agent-options', strict: true },
    ],
  },
  claudeCode('python', [
    ...['run', 'Popen', 'check_output', 'check_call', 'call', 'getoutput', 'system', 'popen'],
    ...['create_subprocess_exec', 'create_subprocess_shell'],
  ]),
  {
    id: 'langchain',
    family: 'python',
    packages: [
      'langchain_core.language_models',
      'langchain_core.language_models.*',
      'langchain.base_language',
      'langchain.schema.language_model',
      'langchain_anthropic',
      'langchain_anthropic.*',
      'langchain_aws',
      'langchain_aws.*',
      'langchain_google_vertexai.*',
      'langchain.chat_models',
      'langchain.chat_models.*',
      'langchain.agents',
      'langchain.agents.*',
      'langchain.chains',
      'langchain.chains.*',
      'langchain_classic.*',
      'langchain_community.chat_models',
      'langchain_community.chat_models.*',
      'langgraph.prebuilt',
    ],
    versions: '0.1 to 1.0',
    clients: [
      { name: 'ChatAnthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'ChatAnthropicMessages', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'ChatBedrockConverse', ...bedrock },
      { name: 'ChatBedrock', ...bedrock },
      { name: 'BedrockChat', ...bedrock },
      { name: 'ChatAnthropicVertex', platform: 'vertex', region: { options: ['location'] } },
      {
        name: 'ChatAnthropicBedrock',
        platform: 'bedrock',
        region: { options: ['region_name'], environment: ['AWS_REGION'] },
      },
      { name: 'init_chat_model', platform: 'claude-api', anyModel: true },
      // What a model is declared as that is given from outside.
      { name: 'BaseChatModel', platform: 'unknown', anyModel: true },
      { name: 'BaseLanguageModel', platform: 'unknown', anyModel: true },
      { name: 'create_agent', platform: 'claude-api', anyModel: true },
      { name: 'create_react_agent', platform: 'claude-api', anyModel: true },
      // What a model is put into: the model is among what it is made with.
      ...chains.map((name): Client => ({ name, platform: 'claude-api', anyModel: true })),
    ],
    calls: [
      ...input(
        ['invoke', 'ainvoke', 'stream', 'astream', 'batch', 'abatch', 'predict', 'apredict', 'astream_events'],
        'langchain',
      ),
      // Until 0.3: https://python.langchain.com/docs/versions/migrating_chains/
      ...input(['run', 'arun', 'acall'], 'langchain'),
      { callee: '__call__', api: 'langchain.call', request: 'input', strict: true },
      {
        callee: 'create_react_agent',
        api: 'langchain.create_react_agent',
        request: 'definition',
        strict: true,
        anyModel: true,
      },
      // Before it stand the model and the tools.
      {
        callee: 'create_agent',
        api: 'langchain.create_agent',
        request: 'ai-sdk',
        argument: 2,
        strict: true,
        anyModel: true,
      },
    ],
  },
  {
    id: 'aws',
    family: 'python',
    packages: ['boto3', 'boto3.*', 'aioboto3', 'aiobotocore.session', 'botocore.*'],
    versions: '1.28 to 1.42',
    platform: 'bedrock',
    clients: [
      { name: 'client', ...bedrock },
      { name: 'Session', ...bedrock },
    ],
    calls: bedrockCalls('snake'),
  },
  {
    id: 'litellm',
    family: 'python',
    packages: ['litellm', 'litellm.*'],
    versions: '1.30 to 1.80',
    platform: 'claude-api',
    clients: [{ name: 'Router', platform: 'claude-api', anyModel: true, aliases: true }],
    calls: [
      ...['completion', 'acompletion', 'anthropic.messages.acreate', 'batch_completion'],
      ...['responses', 'aresponses'],
    ].map(
      (callee): CallShape => ({
        callee,
        api: `litellm.${callee}`,
        request: 'messages',
        positional: /responses$/.test(callee) ? ['input', 'model'] : ['model', 'messages'],
        strict: true,
        anyModel: true,
      }),
    ),
  },
  {
    id: 'pydantic-ai',
    family: 'python',
    packages: ['pydantic_ai', 'pydantic_ai.*'],
    versions: '0.1 to 1.20',
    clients: [{ name: 'Agent', platform: 'claude-api', anyModel: true, keyEnv: 'ANTHROPIC_API_KEY' }],
    calls: [
      ...input(
        ['run', 'run_sync', 'run_stream', 'run_stream_sync', 'run_stream_events', 'iter'],
        'pydantic-ai',
        'text',
      ).map((call) => ({ ...call, beside: ['message_history', 'instructions'] })),
      // The first argument is the model.
      { callee: 'Agent', api: 'pydantic-ai.Agent', request: 'ai-sdk', argument: 1, strict: true, anyModel: true },
    ],
  },
  {
    id: 'llamaindex',
    family: 'python',
    packages: ['llama_index.llms.anthropic', 'llama_index.llms.bedrock_converse', 'llama_index.llms.bedrock'],
    versions: '0.10 to 0.14',
    clients: [
      { name: 'Anthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
      { name: 'BedrockConverse', ...bedrock },
      { name: 'Bedrock', ...bedrock },
    ],
    calls: [
      ...input(
        ['complete', 'acomplete', 'chat', 'achat', 'stream_chat', 'astream_chat', 'stream_complete'],
        'llamaindex',
      ),
      // `llm.predict(template, note=note)`: the values of the template.
      ...input(['predict', 'apredict'], 'llamaindex').map((call) => ({ ...call, keywords: true })),
    ],
  },
  {
    id: 'llamaindex-engines',
    family: 'python',
    packages: ['llama_index.core', 'llama_index.core.*', 'llama_index'],
    versions: '0.10 to 0.14, with a model of Anthropic or Bedrock',
    configured: '\\b(?:Settings\\.llm\\s*=\\s*|ServiceContext\\.from_defaults\\(\\s*llm\\s*=\\s*)',
    clients: [
      ...['VectorStoreIndex', 'SummaryIndex', 'load_index_from_storage', 'RetrieverQueryEngine', 'SimpleChatEngine'],
      ...['ReActAgent', 'FunctionAgent'],
    ].map((name): Client => ({ name, platform: 'claude-api', anyModel: true, unnamed: true })),
    calls: [
      ...input(['query', 'aquery', 'chat', 'achat', 'stream_chat', 'astream_chat', 'run'], 'llamaindex'),
      ...['ReActAgent', 'FunctionAgent'].map(
        (callee): CallShape => ({
          callee,
          api: `llamaindex.${callee}`,
          request: 'definition',
          strict: true,
          anyModel: true,
        }),
      ),
    ],
  },
  {
    id: 'openai',
    ownModels: true,
    family: 'python',
    packages: ['openai', 'aisuite'],
    versions: '1 to 2, against https://api.anthropic.com/v1/',
    clients: ['OpenAI', 'AsyncOpenAI', 'Client'].map((name) => ({ name, platform: 'claude-api', anyModel: true })),
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
  {
    id: 'http',
    family: 'python',
    packages: [],
    versions: 'https://api.anthropic.com/v1/messages, anthropic-version 2023-06-01',
    platform: 'claude-api',
    clients: [],
    calls: ['post', 'request', 'stream', 'urlopen', 'Request'].map(
      (callee): CallShape => ({ callee, api: 'http.messages', request: 'http', strict: true }),
    ),
  },
];
