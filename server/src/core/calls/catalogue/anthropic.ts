import type { CallShape, Client } from './entry.ts';

/** Options that pin the region of the platform clients, by the spelling of the language. Read from the SDKs' sources, 2026-11. */
export const anthropicClients: readonly Client[] = [
  { name: 'Anthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
  { name: 'AsyncAnthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
  { name: 'BaseAnthropic', platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
  ...['', 'Async'].flatMap((prefix): Client[] => [
    {
      name: `${prefix}AnthropicBedrock`,
      platform: 'bedrock',
      region: { options: ['aws_region'], environment: ['AWS_REGION'], default: 'us-east-1' },
    },
    {
      name: `${prefix}AnthropicBedrockMantle`,
      platform: 'bedrock',
      region: { options: ['aws_region'], environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'] },
    },
    {
      name: `${prefix}AnthropicVertex`,
      platform: 'vertex',
      region: { options: ['region'], environment: ['CLOUD_ML_REGION'] },
    },
    {
      name: `${prefix}AnthropicGoogleCloud`,
      platform: 'google-cloud',
      region: { options: ['location'], environment: ['ANTHROPIC_GOOGLE_CLOUD_LOCATION'], default: 'global' },
    },
    { name: `${prefix}AnthropicFoundry`, platform: 'foundry' },
    {
      name: `${prefix}AnthropicAws`,
      platform: 'claude-aws',
      region: { options: ['aws_region'], environment: ['AWS_REGION'] },
    },
    {
      name: `${prefix}AnthropicAWS`,
      platform: 'claude-aws',
      region: { options: ['aws_region'], environment: ['AWS_REGION'] },
    },
  ]),
];

/** The calls that all clients of the SDK have, in snake_case; a language's spelling is made from it by `spelled`. */
export const anthropicCalls: readonly CallShape[] = [
  { callee: 'messages.create', api: 'anthropic.messages.create', request: 'messages' },
  { callee: 'messages.stream', api: 'anthropic.messages.stream', request: 'messages', streamed: true },
  { callee: 'messages.parse', api: 'anthropic.messages.parse', request: 'messages' },
  { callee: 'messages.count_tokens', api: 'anthropic.messages.count_tokens', request: 'messages' },
  { callee: 'messages.tool_runner', api: 'anthropic.messages.tool_runner', request: 'messages' },
  { callee: 'messages.with_raw_response.create', api: 'anthropic.messages.create', request: 'messages' },
  {
    callee: 'messages.with_streaming_response.create',
    api: 'anthropic.messages.create',
    request: 'messages',
    streamed: true,
  },
  { callee: 'messages.thread', api: 'anthropic.messages.thread', request: 'messages', feature: 'threads' },
  { callee: 'messages.batches.create', api: 'anthropic.messages.batches.create', request: 'batch', feature: 'batches' },
  { callee: 'completions.create', api: 'anthropic.completions.create', request: 'completion', strict: true },
  {
    callee: 'sessions.events.send',
    api: 'anthropic.sessions.events.send',
    request: 'session-events',
    argument: 1,
    feature: 'managed-agents',
  },
  {
    callee: 'beta.sessions.create',
    api: 'anthropic.sessions.create',
    request: 'session-events',
    feature: 'managed-agents',
    strict: true,
  },
  {
    callee: 'beta.deployments.create',
    api: 'anthropic.deployments.create',
    request: 'session-events',
    feature: 'managed-agents',
    strict: true,
  },
  {
    callee: 'beta.agents.create',
    api: 'anthropic.agents.create',
    request: 'agent',
    feature: 'managed-agents',
    strict: true,
  },
  {
    callee: 'beta.dreams.create',
    api: 'anthropic.dreams.create',
    request: 'agent',
    feature: 'managed-agents',
    strict: true,
  },
  {
    callee: 'memory_stores.memories.create',
    api: 'anthropic.memories.create',
    request: 'agent',
    argument: 1,
    feature: 'managed-agents',
    strict: true,
  },
  { callee: 'files.upload', api: 'anthropic.files.upload', request: 'file', feature: 'files', strict: true },
];

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());

/** The calls in the spelling of a language. */
export function spelled(
  style: 'snake' | 'camel' | 'pascal',
  renames: Readonly<Record<string, string>> = {},
): CallShape[] {
  const spell = style === 'snake' ? (name: string) => name : style === 'camel' ? camel : pascal;
  return anthropicCalls.map((call) => ({
    ...call,
    callee: call.callee
      .split('.')
      .map((name) => spell(renames[name] ?? name))
      .join('.'),
  }));
}
