import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import { claudeCode } from './claude-code.ts';
import type { CallShape, Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** Gems. The official SDK was read at first hand (2026-08). */
export const rubySdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'ruby',
    packages: ['anthropic', 'claude'],
    versions: 'anthropic 0.1 to 1.20',
    clients: [claude('Anthropic')],
    calls: [
      ...spelled('snake', {
        without: [
          'messages.parse',
          'messages.thread',
          'messages.with_raw_response.create',
          'messages.with_streaming_response.create',
        ],
      }),
      { callee: 'messages.stream_raw', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
      { callee: 'messages', api: 'anthropic.messages.create', request: 'messages', strict: true },
      { callee: 'complete', api: 'anthropic.completions.create', request: 'completion', strict: true },
    ],
  },
  {
    id: 'ruby-llm',
    family: 'ruby',
    packages: ['ruby_llm'],
    versions: 'ruby_llm 1.0 to 1.9',
    clients: [{ name: 'RubyLLM', platform: 'claude-api', anyModel: true, makers: ['chat'] }],
    calls: ['ask', 'say'].map(
      (callee): CallShape => ({
        callee,
        api: 'ruby-llm.ask',
        request: 'text',
        strict: true,
        anyModel: true,
        instructed: true,
        beside: ['with'],
      }),
    ),
  },
  {
    id: 'langchainrb',
    family: 'ruby',
    packages: ['langchain', 'langchainrb'],
    versions: 'langchainrb 0.9 to 0.19',
    clients: [
      claude('Langchain::LLM::Anthropic'),
      { name: 'Langchain::LLM::AwsBedrock', platform: 'bedrock', anyModel: true },
    ],
    calls: [
      { callee: 'chat', api: 'langchainrb.chat', request: 'messages', strict: true },
      { callee: 'complete', api: 'langchainrb.complete', request: 'completion', strict: true },
      { callee: 'add_messages', api: 'langchainrb.assistant', request: 'messages', strict: true, instructed: true },
      ...['add_message_and_run', 'add_message'].map(
        (callee): CallShape => ({
          callee,
          api: 'langchainrb.assistant',
          request: 'thread-message',
          strict: true,
          instructed: true,
        }),
      ),
    ],
  },
  {
    id: 'claude-ruby',
    family: 'ruby',
    packages: ['claude/client'],
    versions: 'claude-ruby 0.1 to 0.4',
    clients: [claude('Claude::Client')],
    calls: [{ callee: 'messages', api: 'claude-ruby.messages', request: 'input', strict: true }],
  },
  {
    id: 'aws',
    family: 'ruby',
    packages: ['aws-sdk-bedrockruntime'],
    versions: 'aws-sdk-bedrockruntime 1.0 to 1.60',
    platform: 'bedrock',
    clients: [{ name: 'Aws::BedrockRuntime::Client', platform: 'bedrock', anyModel: true }],
    calls: bedrockCalls('snake'),
  },
  claudeCode('ruby', ['capture2', 'capture2e', 'capture3', 'system', 'popen']),
  {
    id: 'http',
    family: 'ruby',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'new']),
  },
];
