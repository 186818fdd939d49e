import { objectAround } from '../../fixes/source-text.ts';
import { type Feature, featureEligibility } from '../../policy/platform-facts.ts';
import type { Fact } from '../../prompt.ts';
import { sliceOf } from '../../span.ts';
import type { RuleContext } from '../rule.ts';

export interface UsedFeature {
  readonly fact: Fact<string>;
  readonly feature: Feature;
  /** The tool definition or argument object that it stands in, as written. */
  readonly written: string;
}

/**
 * The platform features of a call, each with its facts. The spelling in code goes before the parser's id, because the
 * version of a tool decides (`web_search_20260209` runs code); `allowed_callers: ["direct"]` makes it the plain tool.
 */
export function usedFeatures({ resolved, policy, document }: RuleContext): UsedFeature[] {
  const seen = new Set<string>();
  return resolved.prompt.request.features.flatMap((fact): UsedFeature[] => {
    const spelled = sliceOf(document.text, fact.span).replace(/^["'`]|["'`]$/g, '');
    const known =
      featureEligibility(spelled, policy.platformFacts) ?? featureEligibility(fact.value, policy.platformFacts);
    const object = objectAround(document.text, fact.span);
    const written = object ? sliceOf(document.text, object).slice(0, 2_000) : '';
    const feature =
      known?.direct && directOnly.test(written) ? featureEligibility(known.direct, policy.platformFacts) : known;
    const key = `${fact.span.start} ${feature?.id}`;
    if (!feature || seen.has(key)) return [];
    seen.add(key);
    return [{ fact, feature, written }];
  });
}

const directOnly = /allowed_?callers["']?\s*[:=]\s*[[{(]\s*["']direct["']\s*[\]})]/i;
