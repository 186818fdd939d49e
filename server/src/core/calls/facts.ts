import type { Fact, Platform, RequestFacts } from '../prompt.ts';
import type { Span } from '../span.ts';
import { backends } from './catalogue/anthropic.ts';
import type { Receiver } from './client-types.ts';
import { operandSpan } from './code-file.ts';
import type { Found } from './find.ts';
import { itemsOf } from './items.ts';
import { type Literal, literalOf } from './literal.ts';
import { siteOf } from './parts.ts';
import { type ModelProvider, modelsOf, optionsOf, providerOf } from './providers.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { unserialized } from './unserialized.ts';
import { exprOf, type Value } from './value.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Facts = Omit<Mutable<RequestFacts>, 'features' | 'telemetry' | 'unknown'> & {
  features: Fact<string>[];
  telemetry: Fact<string>[];
  unknown: NonNullable<RequestFacts['unknown']>[number][];
};

/** What the call and its client's construction say about the request. */
export function factsOf(given: Found): RequestFacts {
  const found = given.served ? { ...given, receiver: given.served } : given;
  const site = found.calleeSpan;
  const facts: Facts = { features: [], telemetry: [], unknown: [] };
  const options = constructionOptions(found);
  const request = found.request && fieldsOf(found.request);
  const provider = providerFor(found);
  platform(facts, found, provider, options ?? provider?.options, site);
  if (request) requestFacts(facts, request, site);
  const body = request?.entries.get('body') ?? request?.entries.get('chat_request');
  const inner = body && fieldsOf(unserialized(body));
  if (inner) requestFacts(facts, inner, site);
  for (const item of (request?.entries.get('requests') && itemsOf(request.entries.get('requests')!)) ?? []) {
    const params = fieldsOf(item.value)?.entries.get('params');
    const fields = params && fieldsOf(params);
    if (fields) requestFacts(facts, fields, site);
  }
  if (found.shape.feature) facts.features.push({ value: found.shape.feature, span: site, by: 'literal' });
  return facts;
}

/** The options that the client was made with, and options of a copy (`withOptions`). */
function constructionOptions({ receiver }: Found): Fields | undefined {
  if (receiver.kind !== 'client' || !receiver.construction) return undefined;
  const call = exprOf(receiver.construction);
  return call.kind === 'call' ? optionsOf(call, receiver.construction.frame) : undefined;
}

/** The platform that a client of the Claude API is pointed at: `NewClient(bedrock.WithLoadDefaultConfig(ctx))`. */
function backendOf(receiver: Receiver): Platform | undefined {
  if (receiver.kind !== 'client' || receiver.client.platform !== 'claude-api' || !receiver.construction)
    return undefined;
  const { operand, frame } = receiver.construction;
  const { start, end } = operandSpan(operand);
  const text = frame.file.text.slice(start, Math.min(end, start + 2000));
  return backends.find(([pattern]) => pattern.test(text))?.[1];
}

/** Who serves the model of a call that may go to several vendors. */
function providerFor({ call, made, receiver, sdk, shape, request }: Found): ModelProvider | undefined {
  const client = receiver.kind === 'client' ? receiver.client : undefined;
  const named = client?.platform ?? sdk.platform ?? 'unknown';
  if (!request || !(client?.anyModel || shape.anyModel) || (named !== 'claude-api' && named !== 'unknown')) return;
  const construction = receiver.kind === 'client' ? receiver.construction : undefined;
  const held = shape.model === undefined ? undefined : (made?.call ?? call).args[shape.model];
  const model = held ? { operand: held.value, frame: request.frame } : modelsOf(request, construction, client)[0];
  if (!model) return undefined;
  const isString = sdk.modelStrings && literalOf(model);
  return isString ? { platform: sdk.modelStrings! } : providerOf(model);
}

const fact = <T extends string>(literal: Literal, site: Span, value: T = literal.text as T): Fact<T> => ({
  value,
  span: siteOf(literal.value, site),
  by: literal.by,
});

/** Addresses of gateways that hand requests on to several vendors. */
export const gateways = /helicone|portkey|langfuse|openrouter|litellm|gateway/;

function platform(
  facts: Facts,
  { receiver, sdk }: Found,
  provider: ModelProvider | undefined,
  options: Fields | undefined,
  site: Span,
): undefined {
  const get = (...keys: string[]): Value | undefined => keys.map((key) => options?.entries.get(key)).find(Boolean);
  const baseUrl = get('base_url', 'anthropic_api_url', 'endpoint');
  const url = literalOf(baseUrl);
  if (url) facts.baseUrl = fact(url, site);
  const client = receiver.kind === 'client' ? receiver.client : undefined;
  const named: Platform = provider?.platform ?? backendOf(receiver) ?? client?.platform ?? sdk.platform ?? 'unknown';
  const other =
    url &&
    url.by !== 'environment' &&
    !/anthropic\.com|amazonaws\.com|api\.aws|googleapis\.com|azure\.com/.test(url.text);
  const value: Platform = other
    ? gateways.test(url.text) || /proxy|localhost|127\.0\.0\.1|\$\{/.test(url.text)
      ? 'gateway'
      : 'other-vendor'
    : named;
  facts.platform = { value, span: url && other ? facts.baseUrl!.span : site, by: 'literal' };
  if (baseUrl && (!url || url.by === 'environment'))
    facts.unknown.push({
      fact: 'platform',
      why: url ? `base URL comes from ${url.text}` : 'base URL is computed',
      span: siteOf(baseUrl, site),
    });
  const key = literalOf(get('api_key', 'auth_token', 'anthropic_api_key'));
  if (key?.by === 'environment') facts.keyEnv = fact(key, site);
  else if (client?.keyEnv && !get('api_key')) facts.keyEnv = { value: client.keyEnv, span: site, by: 'default' };
  region(facts, client, options, site);
  telemetry(facts, options, site);
}

function region(
  facts: Facts,
  client: { region?: { options: readonly string[]; environment?: readonly string[]; default?: string } } | undefined,
  options: Fields | undefined,
  site: Span,
): undefined {
  if (!client?.region) return;
  const given = client.region.options.map((key) => options?.entries.get(key)).find(Boolean);
  const literal = literalOf(given);
  if (literal && literal.by !== 'environment') {
    facts.region = fact(literal, site);
    return;
  }
  if (given) {
    facts.unknown.push({
      fact: 'region',
      why: literal ? `region comes from ${literal.text}` : 'region is computed',
      span: siteOf(given, site),
    });
    return;
  }
  const from = client.region.environment?.[0];
  if (client.region.default) facts.region = { value: client.region.default, span: site, by: 'default' };
  facts.unknown.push({
    fact: 'region',
    why: `no region is given: ${[from, client.region.default].filter(Boolean).join(', else ')}`,
    span: site,
  });
}

function telemetry(facts: Facts, options: Fields | undefined, site: Span): undefined {
  const traces = nested(options, 'open_telemetry', 'traces');
  const mode = literalOf(traces?.entries.get('content_mode'));
  if (mode) facts.telemetry.push(fact(mode, site, `contentMode=${mode.text}`));
  for (const key of ['log_level', 'log_requests', 'log_responses', 'verbose', 'debug']) {
    const level = literalOf(options?.entries.get(key));
    if (level && /^(?:debug|true|True)$/.test(level.text))
      facts.telemetry.push(fact(level, site, `${camelKey(key)}=${level.text.toLowerCase()}`));
  }
}

const camelKey = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function nested(fields: Fields | undefined, ...keys: string[]): Fields | undefined {
  let current = fields;
  for (const key of keys) {
    const value = current?.entries.get(key);
    current = value && fieldsOf(value);
  }
  return current;
}

function requestFacts(facts: Facts, { entries }: Fields, site: Span): undefined {
  const model = entries.get('model') ?? entries.get('model_id');
  const literal = literalOf(model);
  if (literal && literal.by !== 'environment') facts.model = fact(literal, site);
  else if (model)
    facts.unknown.push({
      fact: 'model',
      why: literal ? `model comes from ${literal.text}` : 'model is given at run time',
      span: siteOf(model, site),
    });
  const geo = literalOf(entries.get('inference_geo'));
  if (geo) facts.inferenceGeo = fact(geo, site);
  for (const [key, feature] of Object.entries(requestFeatures)) {
    const value = entries.get(key);
    const off = literalOf(value)?.text;
    if (value && off !== 'false' && off !== 'False' && off !== 'null' && off !== 'None') {
      facts.features.push({ value: feature, span: siteOf(value, site), by: 'literal' });
    }
  }
  const container = entries.get('container');
  if (container && fieldsOf(container)?.entries.has('skills'))
    facts.features.push({ value: 'skills', span: siteOf(container, site), by: 'literal' });
  for (const { value } of (entries.get('tools') && itemsOf(entries.get('tools')!)) ?? [])
    toolFeature(facts, value, site);
  const betas = entries.get('betas') ?? entries.get('anthropic_beta');
  for (const { value } of (betas && itemsOf(betas)) ?? []) {
    const beta = literalOf(value);
    if (beta) facts.features.push(fact(beta, site, `beta:${beta.text}`));
  }
  for (const key of ['experimental_telemetry', 'telemetry']) recordedBy(facts, key, entries.get(key), site);
  // The AI SDK keeps what is Claude's own apart: `providerOptions: { anthropic: { inferenceGeo } }`.
  for (const key of providerKeys) {
    const own = entries.get(key) && fieldsOf(entries.get(key)!)?.entries.get('anthropic');
    const fields = own && fieldsOf(own);
    if (fields) requestFacts(facts, fields, site);
  }
}

const providerKeys = ['provider_options', 'provider_metadata', 'experimental_provider_metadata'];

/** The AI SDK's spans hold prompt and answer, unless both are left out. */
function recordedBy(facts: Facts, key: string, value: Value | undefined, site: Span): undefined {
  const options = value && fieldsOf(value)?.entries;
  const enabled = literalOf(options?.get('is_enabled'));
  const isLeftOut = (name: string) => literalOf(options?.get(name))?.text === 'false';
  if (enabled?.text !== 'true' || (isLeftOut('record_inputs') && isLeftOut('record_outputs'))) return;
  facts.telemetry.push(fact(enabled, site, `${key}=true`));
}

const requestFeatures: Readonly<Record<string, string>> = {
  mcp_servers: 'mcp',
  container: 'code-execution',
  context_management: 'context-management',
  output_config: 'structured-output',
  output_format: 'structured-output',
  cache_control: 'caching',
  fallbacks: 'fallbacks',
  diagnostics: 'cache-diagnostics',
  stream: 'streaming',
  thinking: 'thinking',
  thread: 'threads',
};

/** Server tools carry a dated type: `web_search_20250305`. */
const toolTypes: readonly (readonly [RegExp, string])[] = [
  [/^web_search/, 'web-search'],
  [/^web_fetch/, 'web-fetch'],
  [/^code_execution/, 'code-execution'],
  [/^tool_search/, 'tool-search'],
  [/^advisor/, 'advisor'],
  [/^(?:mcp|mcp_toolset)/, 'mcp'],
  [/^memory/, 'memory'],
  [/^computer/, 'computer'],
  [/^bash/, 'bash'],
  [/^text_editor/, 'text-editor'],
  [/^browser/, 'browser'],
];

function toolFeature(facts: Facts, tool: Value, site: Span): undefined {
  const type = literalOf(fieldsOf(tool)?.entries.get('type'));
  const feature = type && toolTypes.find(([pattern]) => pattern.test(type.text))?.[1];
  if (feature) facts.features.push(fact(type, siteOf(tool, site), feature));
}
