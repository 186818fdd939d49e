import { spelled } from './anthropic.ts';
import { claudeCode } from './claude-code.ts';
import type { CallShape, Sdk } from './entry.ts';
import { claude, http, httpVersions } from './shared.ts';

/** Composer packages. The official SDK was read at first hand (2026-08). */
export const phpSdks: readonly Sdk[] = [
  {
    id: 'anthropic',
    family: 'php',
    packages: ['Anthropic', 'Anthropic\\*'],
    versions: 'anthropic-ai/sdk 0.1 to 0.8; mozex/anthropic-php 1.x',
    clients: [claude('Client'), claude('Anthropic')],
    calls: [
      ...spelled('camel', {
        renames: { stream: 'createStream' },
        without: [
          'messages.parse',
          'messages.thread',
          'messages.with_raw_response.create',
          'messages.with_streaming_response.create',
        ],
      }),
      { callee: 'messages.createStreamed', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
    ],
  },
  {
    id: 'prism',
    family: 'php',
    packages: ['Prism\\*', 'EchoLabs\\Prism\\*'],
    versions: 'prism-php 0.50 to 0.90',
    clients: ['Prism', 'prism'].map((name) => ({ name, platform: 'claude-api', anyModel: true })),
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
    id: 'laravel-ai',
    family: 'php',
    packages: ['Laravel\\Ai', 'Laravel\\Ai\\*'],
    versions: 'laravel/ai 0.1 to 0.3',
    clients: [
      { name: 'agent', platform: 'claude-api', anyModel: true },
      { name: 'AnonymousAgent', platform: 'claude-api', anyModel: true },
      { name: 'AiManager', platform: 'claude-api', anyModel: true },
    ],
    calls: [
      { callee: 'prompt', api: 'laravel-ai.agent', request: 'text', strict: true, instructed: true },
      { callee: 'stream', api: 'laravel-ai.agent', request: 'text', strict: true, instructed: true, streamed: true },
      { callee: 'generateText', api: 'laravel-ai.text', request: 'messages', strict: true },
      { callee: 'streamText', api: 'laravel-ai.text', request: 'messages', strict: true, streamed: true },
    ],
  },
  {
    id: 'llphant',
    family: 'php',
    packages: ['LLPhant\\*'],
    versions: 'theodo-group/llphant 0.6 to 0.11',
    clients: [claude('AnthropicChat')],
    calls: [
      { callee: 'generateText', api: 'llphant.text', request: 'text', strict: true, instructed: true },
      {
        callee: 'generateStreamOfText',
        api: 'llphant.text',
        request: 'text',
        strict: true,
        instructed: true,
        streamed: true,
      },
      {
        callee: 'generateTextOrReturnFunctionToCall',
        api: 'llphant.text',
        request: 'text',
        strict: true,
        instructed: true,
      },
      { callee: 'generateChat', api: 'llphant.chat', request: 'input', strict: true, instructed: true },
      {
        callee: 'generateChatStream',
        api: 'llphant.chat',
        request: 'input',
        strict: true,
        instructed: true,
        streamed: true,
      },
      {
        callee: 'generateChatOrReturnFunctionToCall',
        api: 'llphant.chat',
        request: 'input',
        strict: true,
        instructed: true,
      },
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
  claudeCode('php', ['Process.run', 'Process', 'exec', 'shell_exec', 'proc_open']),
  {
    id: 'http',
    family: 'php',
    packages: [],
    versions: httpVersions,
    platform: 'claude-api',
    clients: [],
    calls: http(['post', 'request', 'curl_init', 'wp_remote_post', 'curl_setopt', 'curl_setopt_array']),
  },
];
