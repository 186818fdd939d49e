import { claudeCode } from './claude-code.ts';
import type { CallShape, Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** Crates: there is no official SDK. */
export const rustSdks: readonly Sdk[] = [
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
    id: 'aws',
    family: 'rust',
    packages: ['aws_sdk_bedrockruntime', 'aws_sdk_bedrockruntime::*'],
    versions: 'aws-sdk-bedrockruntime 1.x',
    platform: 'bedrock',
    clients: [{ name: 'Client', platform: 'bedrock', anyModel: true }],
    calls: (
      [
        ['converse', 'aws.converse', 'converse'],
        ['converse_stream', 'aws.converse-stream', 'converse'],
        ['invoke_model', 'aws.invoke-model', 'invoke-model'],
        ['invoke_model_with_response_stream', 'aws.invoke-model-stream', 'invoke-model'],
      ] as const
    ).map(
      ([fluent, api, request]): CallShape => ({
        callee: 'send',
        fluent,
        api,
        request,
        strict: true,
        anyModel: true,
        ...(/stream/.test(fluent) ? { streamed: true } : {}),
      }),
    ),
  },
  claudeCode('rust', ['Command.new']),
  {
    id: 'http',
    family: 'rust',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'request', 'json', 'body', 'send_json']),
  },
];
