import type { Policy, PolicyProblem } from '../model.ts';
import { nearest } from '../parse/nearest.ts';
import { problem, quote } from '../parse/problem.ts';
import type { Reference } from '../parse/read.ts';
import type { Section } from '../schema/shape.ts';

/** The ids that a section defines, inherited ones included. */
export function idsOf(policy: Policy, section: Section): string[] {
  const lists: Record<Section, readonly { readonly id: string }[]> = {
    agreements: policy.agreements,
    deployments: policy.deployments,
    sources: policy.sources,
    use_cases: policy.useCases,
    residency: policy.residency,
    recognizers: policy.recognizers,
  };
  return lists[section].map(({ id }) => id).filter((id) => id !== '');
}

/** Dangling ids for which a near one is looked for, and ids that are compared. */
const MAX_GUESSES = 100;
const MAX_CANDIDATES = 1000;

/** Ids that are used but nowhere defined. */
export function checkReferences(policy: Policy, references: readonly Reference[]): PolicyProblem[] {
  const known = new Map<Section, Set<string>>();
  let guesses = 0;
  return references.flatMap(({ section, id, span }) => {
    if (!known.has(section)) known.set(section, new Set(idsOf(policy, section)));
    const ids = known.get(section)!;
    if (ids.has(id)) return [];
    const meant = guesses++ < MAX_GUESSES ? nearest(id, [...ids].slice(0, MAX_CANDIDATES)) : undefined;
    const hint = meant ? `Did you mean ${quote(meant)}?` : `Add it under \`${section}\`.`;
    const fix = meant ? { title: `Change to ${quote(meant)}`, span, newText: meant } : undefined;
    return [problem('unknown-id', span, `${quote(id)} is not defined under \`${section}\`. ${hint}`, { fix })];
  });
}
