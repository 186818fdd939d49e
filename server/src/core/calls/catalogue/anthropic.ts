import type { Platform } from '../../prompt.ts';
import type { CallShape, Client } from './entry.ts';

/**
 * The clients of the SDK, with the options that pin the region of the platforms. `prefixes`: of the constructors' names
 * (Python has each client twice, with `Async`). Read from the SDKs' sources, 2026-11.
 */
export const anthropicClients = (prefixes: readonly string[], aws: string): readonly Client[] =>
  prefixes.flatMap((prefix): Client[] => [
    { name: `${prefix}Anthropic`, platform: 'claude-api', keyEnv: 'ANTHROPIC_API_KEY' },
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
      name: `${prefix}${aws}`,
      platform: 'claude-aws',
      region: { options: ['aws_region'], environment: ['AWS_REGION'] },
    },
  ]);

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

export type Spelling = 'snake' | 'camel' | 'pascal';

/** snake_case in the spelling of a language. */
export const spellings: Readonly<Record<Spelling, (name: string) => string>> = {
  snake: (name) => name,
  camel,
  pascal: (name) => camel(name).replace(/^./, (letter) => letter.toUpperCase()),
};

/** How a language's SDK differs from the names of `anthropicCalls`. */
interface Differences {
  readonly renames?: Readonly<Record<string, string>>;
  /** Callees that the SDK of the language does not have. */
  readonly without?: readonly string[];
}

/** The calls in the spelling of a language. */
export const spelled = (style: Spelling, { renames = {}, without = [] }: Differences = {}): CallShape[] =>
  anthropicCalls
    .filter(({ callee }) => !without.includes(callee))
    .map((call) => ({
      ...call,
      callee: call.callee
        .split('.')
        .map((name) => spellings[style](renames[name] ?? name))
        .join('.'),
    }));

/** The methods of a message thread: what is said is the first argument. */
export const threadCalls: readonly CallShape[] = ['send', 'append', 'parse', 'stream'].map((callee) => ({
  callee,
  api: `anthropic.thread.${callee}`,
  request: 'thread-message',
  feature: 'threads',
  strict: true,
  streamed: callee === 'stream',
  mentions: '.thread(',
}));

/** What a client is made with to reach Claude on a platform, where all platforms share one client: Java, Go. */
export const backends: readonly (readonly [RegExp, Platform])[] = [
  [/\bBedrock(?:Mantle)?Backend\b|\bbedrock\.With/, 'bedrock'],
  [/\bVertexBackend\b|\bvertex\.With/, 'vertex'],
  [/\bFoundryBackend\b/, 'foundry'],
  [/\bGoogleCloudBackend\b/, 'google-cloud'],
  [/\bAwsBackend\b/, 'claude-aws'],
];
