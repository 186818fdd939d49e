import type { Fact, Platform, RequestFacts } from '../core/prompt.ts';

/** What the library needs of a client of `@anthropic-ai/sdk` 1.x or of a platform's package. */
export interface ClaudeClient {
  readonly baseURL?: string;
  withOptions(options: object): unknown;
}

interface ClientFacts {
  readonly _genAIProviderName?: string;
  readonly middleware?: readonly unknown[];
  readonly awsRegion?: string;
  readonly workspaceId?: string;
  readonly region?: string;
  readonly location?: string;
  readonly resource?: string;
}

const hosts: readonly (readonly [RegExp, Platform])[] = [
  [/^bedrock-(?:runtime|mantle)\./, 'bedrock'],
  [/^aws-external-anthropic\./, 'claude-aws'],
  [/aiplatform(?:\.[a-z]+\.rep)?\.googleapis\.com$/, 'vertex'],
  [/\.services\.ai\.azure\.com$/, 'foundry'],
  [/^api\.anthropic\.com$/, 'claude-api'],
];

/** Which platform a client talks to: by its host, else by what only that platform's client has. */
export function platformOf(client: ClaudeClient): Platform {
  const host = hostOf(client.baseURL ?? '');
  const known = hosts.find(([pattern]) => pattern.test(host));
  if (known) return known[1];
  const { _genAIProviderName: provider, awsRegion, resource, location } = client as ClientFacts;
  if (provider === 'aws.bedrock') return 'bedrock';
  if (provider === 'gcp.vertex_ai') return 'vertex';
  if (awsRegion !== undefined) return 'claude-aws';
  if (location !== undefined) return 'google-cloud';
  if (resource !== undefined || isFoundry(client)) return 'foundry';
  return provider === 'anthropic' ? 'claude-api' : 'unknown';
}

const isFoundry = (client: ClaudeClient): boolean => client.constructor?.name === 'AnthropicFoundry';

/** The region that a client is made with; undefined where that says nothing. */
export function regionOf(client: ClaudeClient): string | undefined {
  const { awsRegion, region, location } = client as ClientFacts;
  return awsRegion ?? region ?? location ?? undefined;
}

const nowhere = { start: 0, end: 0 };
const fact = <T>(value: T): Fact<T> => ({ value, span: nowhere, by: 'literal' });

/** A request as the policy sees calls in code: one way of judging both. */
export function factsOf(client: ClaudeClient, body: Readonly<Record<string, unknown>>): RequestFacts {
  const text = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : undefined);
  const region = regionOf(client);
  const [model, geo] = [text('model'), text('inference_geo')];
  return {
    features: [],
    platform: fact(platformOf(client)),
    ...(region ? { region: fact(region) } : {}),
    ...(model ? { model: fact(model) } : {}),
    ...(geo ? { inferenceGeo: fact(geo) } : {}),
  };
}

function hostOf(url: string): string {
  return /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

const providers: Partial<Record<Platform, readonly [genAi: string, cloud: string | undefined]>> = {
  'claude-api': ['anthropic', undefined],
  'claude-aws': ['anthropic', 'aws'],
  bedrock: ['aws.bedrock', 'aws'],
  vertex: ['gcp.vertex_ai', 'gcp'],
  'google-cloud': ['gcp.vertex_ai', 'gcp'],
  foundry: ['azure.ai.inference', 'azure'],
};

/** `gen_ai.provider.name` and `cloud.provider` of a platform (OpenTelemetry's well-known values). */
export const providerOf = (platform: Platform): readonly [genAi: string, cloud: string | undefined] =>
  providers[platform] ?? ['anthropic', undefined];
