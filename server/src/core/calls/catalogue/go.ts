import { spelled } from './anthropic.ts';
import { bedrockCalls } from './bedrock.ts';
import { claudeCode } from './claude-code.ts';
import type { Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** Go modules. The official SDK was read at first hand (2026-07). */
export const goSdks: readonly Sdk[] = [
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
  claudeCode('go', ['exec.Command', 'exec.CommandContext']),
  {
    id: 'http',
    family: 'go',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['NewRequest', 'NewRequestWithContext', 'Post', 'Do']),
  },
];
