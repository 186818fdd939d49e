import type { Platform, RequestFacts } from '../prompt.ts';
import type { Span } from '../span.ts';
import { countriesOf } from './geography.ts';
import type { Policy } from './model.ts';
import data from './platform-facts.json' with { type: 'json' };
import { takesInferenceGeo } from './platform-facts.ts';

/** Where a request may be processed, as far as the code tells. */
export interface ResolvedRegion {
  /**
   * `pinned`: the code keeps it in `countries`. `global`: any geography. `unknown`: the code does not say.
   */
  readonly kind: 'pinned' | 'global' | 'unknown';
  /** As written: `us`, `eu.`, `eu-west-1`, `global`; undefined when unknown. */
  readonly region?: string;
  /** Countries in which it may run, `*` for anywhere; empty when unknown. */
  readonly countries: readonly string[];
  /** How it was found, for messages: `inference_geo is missing`, `model prefix eu.`. Begins a phrase. */
  readonly why: string;
  /** Where it is written, if it is. */
  readonly span?: Span;
  /** A setting that is written but has no effect here, or makes the call fail. */
  readonly ineffective?: { readonly what: string; readonly why: string; readonly span: Span };
}

type Overrides = Policy['platformFacts'];

/** The place of processing of a request. The platform is the one seen in code, else `fallback` (the deployment's). */
export function resolveRegion(request: RequestFacts, overrides?: Overrides, fallback?: Platform): ResolvedRegion {
  const seen = request.platform?.value;
  const platform = seen && seen !== 'unknown' ? seen : (fallback ?? 'unknown');
  const reader = readers[platform] ?? unread;
  return reader(request, overrides);
}

type Reader = (request: RequestFacts, overrides: Overrides) => ResolvedRegion;

const anywhere = (why: string, region = 'global', span?: Span): ResolvedRegion => ({
  kind: 'global',
  region,
  countries: ['*'],
  why,
  ...(span ? { span } : {}),
});

const unknown = (why: string, span?: Span): ResolvedRegion => ({
  kind: 'unknown',
  countries: [],
  why,
  ...(span ? { span } : {}),
});

function pinned(
  region: string,
  why: string,
  overrides: Overrides,
  span?: Span,
  countries?: readonly string[],
): ResolvedRegion {
  const extra = overrides?.['regions'] as Readonly<Record<string, readonly string[]>> | undefined;
  const own = extra && Object.hasOwn(extra, region) ? countriesOf(region, extra) : undefined;
  const reached = own ?? countries ?? countriesOf(region, extra);
  if (!reached) return unknown(`'${region}' is no known region`, span);
  if (reached.includes('*')) return anywhere(why, region, span);
  return { kind: 'pinned', region, countries: reached, why, ...(span ? { span } : {}) };
}

const unread: Reader = (request) => {
  const said = request.unknown?.find(({ fact }) => fact === 'region' || fact === 'platform');
  return unknown(said?.why ?? 'the platform is not seen in the code', said?.span);
};

/** Claude API and Claude Platform on AWS: `inference_geo` alone pins; the AWS region of the endpoint does not. */
const byInferenceGeo: Reader = (request, overrides) => {
  const open = request.unknown?.find(({ fact }) => fact === 'region');
  const geo = request.inferenceGeo;
  if (request.baseUrl && !/(^|[./])(anthropic\.com|api\.aws)(?=[/:]|$)/.test(request.baseUrl.value)) {
    return unknown('the base URL leads to another server', request.baseUrl.span);
  }
  if (!geo) {
    if (open && !request.region) return unknown(open.why, open.span);
    return anywhere('inference_geo is missing, and the default is global');
  }
  const values: Readonly<Record<string, readonly string[]>> = data.inferenceGeo.values;
  const countries = Object.hasOwn(values, geo.value) ? values[geo.value] : undefined;
  if (!countries) return unknown(`inference_geo takes us or global, not '${geo.value}'`, geo.span);
  if (request.model && !takesInferenceGeo(request.model.value)) {
    const ineffective = { what: 'inference_geo', why: 'models before Claude 4.6 refuse it', span: geo.span };
    return { ...anywhere('this model does not take inference_geo'), ineffective };
  }
  return pinned(geo.value, `inference_geo is '${geo.value}'`, overrides, geo.span, countries);
};

/** Bedrock: the prefix of the model id decides; without one the region itself, where it runs in-region at all. */
const byProfile: Reader = (request, overrides) => {
  const { bedrock } = data;
  const ineffective = ignoredGeo(request);
  const answer = (region: ResolvedRegion): ResolvedRegion => (ineffective ? { ...region, ineffective } : region);
  const prefix = request.model && /(?:^|\/)(global|us|eu|jp|apac|au)\.anthropic\./.exec(request.model.value)?.[1];
  if (prefix === 'global') return answer(anywhere('model prefix global.', 'global', request.model?.span));
  if (prefix) {
    const reach: Readonly<Record<string, readonly string[]>> = bedrock.mayReach;
    return answer(pinned(prefix, `model prefix ${prefix}.`, overrides, request.model?.span, reach[prefix]));
  }
  const region = request.region;
  const open = request.unknown?.find(({ fact }) => fact === 'region' || fact === 'model');
  if (!region || region.by === 'environment') {
    return answer(
      unknown(
        open?.why ?? (region ? 'the region comes from the environment' : 'no region is set'),
        open?.span ?? region?.span,
      ),
    );
  }
  if (region.by === 'default') {
    return answer(unknown(`no region is set, and the client falls back to ${region.value}`, region.span));
  }
  if (bedrock.globalOnly.includes(region.value)) {
    return answer(anywhere(`Bedrock serves ${region.value} by global routing only`, region.value, region.span));
  }
  if (!bedrock.inRegion.includes(region.value)) {
    const profile = Object.entries(bedrock.profiles).find(([, members]) => members.includes(region.value))?.[0];
    const reach: Readonly<Record<string, readonly string[]>> = bedrock.mayReach;
    if (profile)
      return answer(
        pinned(region.value, `${region.value} uses the ${profile} profile`, overrides, region.span, reach[profile]),
      );
  }
  return answer(pinned(region.value, `region ${region.value}`, overrides, region.span));
};

/** Vertex AI: `global`, the multi-regions `us` and `eu`, or one region. */
const byRegion: Reader = (request, overrides) => {
  const { region } = request;
  const ineffective = ignoredGeo(request);
  const open = request.unknown?.find(({ fact }) => fact === 'region');
  const found =
    !region || region.by === 'environment'
      ? unknown(
          open?.why ?? (region ? 'the region comes from the environment' : 'no region is set'),
          open?.span ?? region?.span,
        )
      : pinned(region.value, `region ${region.value}`, overrides, region.span);
  return ineffective ? { ...found, ineffective } : found;
};

const byDeployment: Reader = (request) => {
  const ineffective = ignoredGeo(request);
  const found = unknown('Foundry chooses the region with the deployment, not in code', request.platform?.span);
  return ineffective ? { ...found, ineffective } : found;
};

const onGoogleCloud: Reader = (request, overrides) =>
  request.region && request.region.by !== 'environment' && request.region.value !== 'global'
    ? unknown('regions of Claude on Google Cloud are not documented', request.region.span)
    : byRegion(request, overrides);

const ignoredGeo = ({ inferenceGeo }: RequestFacts): ResolvedRegion['ineffective'] =>
  inferenceGeo && { what: 'inference_geo', why: 'this platform ignores it', span: inferenceGeo.span };

const readers: Partial<Record<Platform, Reader>> = {
  'claude-api': byInferenceGeo,
  'claude-aws': byInferenceGeo,
  bedrock: byProfile,
  vertex: byRegion,
  'google-cloud': onGoogleCloud,
  foundry: byDeployment,
};
