import type { Platform } from '../prompt.ts';
import { matchesName } from './glob.ts';
import type { Policy } from './model.ts';
import data from './platform-facts.json' with { type: 'json' };

/**
 * What is known about the platforms that run Claude: dated data, which a policy may override under `platform_facts`.
 * Every answer says where it comes from and of which day it is, for the hover.
 */
export interface Dated {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** A page, or `policy` for what the policy says. */
  readonly source: string;
}

export type Eligibility = 'yes' | 'qualified' | 'no';

export interface Feature extends Dated {
  readonly id: string;
  readonly name: string;
  readonly zdr: Eligibility;
  readonly hipaa: Eligibility;
  /** What it keeps and for how long, to follow `keeps data`: `for 29 days`. */
  readonly keeps?: string;
  readonly note?: string;
  /** Can send parts of the prompt to third parties. */
  readonly egress?: boolean;
  /** The feature it becomes with `allowed_callers: ["direct"]`. */
  readonly direct?: string;
}

type Overrides = Policy['platformFacts'];

interface FeatureRow {
  readonly id: string;
  readonly name: string;
  readonly code: readonly string[];
  readonly zdr: string;
  readonly hipaa: string;
  readonly keeps?: string;
  readonly note?: string;
  readonly egress?: boolean;
  readonly direct?: string;
}

const rows: readonly FeatureRow[] = data.features.list;

/**
 * A feature by its id (`batches`) or by the way it is written in code (`web_search_20260209`, `mcp_servers`); undefined
 * for one that nobody knows. Exact spellings go before patterns.
 */
export function featureEligibility(feature: string, overrides?: Overrides): Feature | undefined {
  const row =
    rows.find(({ id, code }) => id === feature || code.includes(feature)) ??
    rows.find(({ code }) => code.some((pattern) => pattern.includes('*') && matchesName(pattern, feature)));
  if (!row) return undefined;
  const own = record(record(overrides?.['features'])[row.id]);
  const { code: _, ...known } = row;
  const said = (value: unknown, fallback: string) =>
    (value === undefined ? fallback : value ? 'yes' : 'no') as Eligibility;
  const overridden = Object.keys(own).length > 0;
  return {
    ...known,
    zdr: said(own['zdr'], row.zdr),
    hipaa: said(own['hipaa'], row.hipaa),
    ...(overridden ? policySource(overrides) : { asOf: data.features.asOf, source: data.features.source }),
  };
}

export const features: readonly string[] = rows.map(({ id }) => id);

export interface FactNote extends Dated {
  readonly text: string;
}

/** What is known about a field of the policy (`deployments[].platform`), or about one of its words. */
export const factNotes = (path: string, word?: string): readonly FactNote[] =>
  (data.notes as readonly (FactNote & { readonly path: string; readonly words?: readonly string[] })[]).filter(
    (note) => note.path === path && (note.words === undefined || (word !== undefined && note.words.includes(word))),
  );

/** A model that keeps prompts for 30 days and is not available under zero data retention. */
export function isCoveredModel(model: string, overrides?: Overrides): boolean {
  const own = overrides?.['covered_models'];
  const patterns = Array.isArray(own) ? (own as string[]) : data.coveredModels.patterns;
  return patterns.some((pattern) => matchesName(pattern, model));
}

export const coveredModels: Dated & { readonly days: number } = data.coveredModels;

/** Days for which the platform keeps inputs and outputs by default. */
export function retentionDays(overrides?: Overrides): Dated & { readonly days: number } {
  const own = overrides?.['retention_days'];
  return typeof own === 'number' ? { days: own, ...policySource(overrides) } : data.retention;
}

/** ZIP prefixes whose area has 20,000 people or fewer: 45 CFR 164.514(b)(2)(i)(B). */
export function restrictedZip3(overrides?: Overrides): ReadonlySet<string> {
  const own = overrides?.['restricted_zip3'];
  return new Set(Array.isArray(own) ? (own as string[]) : data.restrictedZip3.codes);
}

export interface PlatformFacts {
  readonly name: string;
  /** The company that processes the data: whose DPA and BAA count. */
  readonly processor: string;
  /** What pins the place of processing: `inference_geo`, the Bedrock `profile`, the `region`, the `deployment`, or nothing. */
  readonly pin: 'inference_geo' | 'profile' | 'region' | 'deployment' | 'none';
  /** Anthropic's BAA can cover it. The clouds have BAAs of their own. */
  readonly hipaaReady: boolean;
  readonly zdr: boolean;
}

export const platformFacts = (platform: Platform): PlatformFacts | undefined =>
  (data.platforms as Readonly<Record<string, PlatformFacts>>)[platform];

/** `claude-opus-4-6`, `us.anthropic.claude-sonnet-4-6-v1:0`: the generation, `[4, 6]`; undefined when the name does not tell. */
export function modelGeneration(model: string): readonly [number, number] | undefined {
  const match =
    /claude-(?:opus|sonnet|haiku|fable|mythos)-(\d{1,2})(?:[-.](\d{1,2}))?(?![\d])/.exec(model) ??
    /claude-(\d{1,2})(?:[-.](\d{1,2}))?-(?:opus|sonnet|haiku|instant)/.exec(model);
  return match ? [Number(match[1]), Number(match[2] ?? 0)] : undefined;
}

/** Whether the model takes `inference_geo`; older ones answer 400. An unknown name is taken to be new. */
export function takesInferenceGeo(model: string): boolean {
  const [major, minor] = modelGeneration(model) ?? [99, 0];
  const [firstMajor, firstMinor] = data.inferenceGeo.firstGeneration as [number, number];
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  value && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};

const policySource = (overrides: Overrides): Dated => ({
  asOf: String(overrides?.['as_of'] ?? data.asOf),
  source: typeof overrides?.['source'] === 'string' ? overrides['source'] : 'policy',
});
