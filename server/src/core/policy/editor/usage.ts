import type { Span } from '../../span.ts';
import type { ResolvedPrompt } from '../resolve-model.ts';
import type { Section } from '../schema/shape.ts';
import { placesOf } from './place.ts';

/** How many prompts use an entry of the policy. */
export interface PolicyUsage {
  readonly prompts: number;
  readonly useCases: ReadonlyMap<string, number>;
  readonly deployments: ReadonlyMap<string, number>;
  readonly sources: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
}

/** Counts each prompt once for each entry that it uses. */
export function usageOf(resolved: Iterable<ResolvedPrompt>): PolicyUsage {
  const useCases = new Map<string, number>();
  const deployments = new Map<string, number>();
  const sources = new Map<string, number>();
  const categories = new Map<string, number>();
  let prompts = 0;
  for (const one of resolved) {
    prompts++;
    count(useCases, one.useCase ? [one.useCase.id] : []);
    count(deployments, one.useCase ? one.deployments.map(({ id }) => id) : []);
    count(
      sources,
      one.values.flatMap((value) => (value.kind === 'placeholder' && value.source ? [value.source.id] : [])),
    );
    count(
      categories,
      one.values.flatMap(({ category }) => (category && category !== 'none' ? [category] : [])),
    );
  }
  return { prompts, useCases, deployments, sources, categories };
}

function count(counts: Map<string, number>, keys: readonly string[]): void {
  for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
}

const countsOf = (usage: PolicyUsage, section: Section): ReadonlyMap<string, number> | undefined =>
  ({ use_cases: usage.useCases, deployments: usage.deployments, sources: usage.sources })[section as 'sources'];

/** `used by 3 prompts`; undefined for sections that prompts do not use directly. */
export function usedBy(usage: PolicyUsage, section: Section, id: string): string | undefined {
  const counts = countsOf(usage, section);
  if (!counts) return undefined;
  const number = counts.get(id) ?? 0;
  return number === 0 ? 'used by no prompt' : `used by ${number} ${number === 1 ? 'prompt' : 'prompts'}`;
}

export interface PolicyLens {
  readonly span: Span;
  /** `used by 3 prompts`. */
  readonly title: string;
  readonly section: Section;
  readonly id: string;
}

/** A lens at the id of each use case, deployment and source. */
export function policyLenses(policyText: string, usage: PolicyUsage): PolicyLens[] {
  const lenses: PolicyLens[] = [];
  for (const { shape, role, span, text } of placesOf(policyText)) {
    if (role !== 'value' || shape?.kind !== 'text' || !shape.defines || text === '') continue;
    const title = usedBy(usage, shape.defines, text);
    if (title) lenses.push({ span, title, section: shape.defines, id: text });
  }
  return lenses;
}
