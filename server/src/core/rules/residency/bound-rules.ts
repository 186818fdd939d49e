import { within } from '../../policy/geography.ts';
import type { Deployment, ResidencyRule } from '../../policy/model.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import type { RuleContext } from '../rule.ts';
import { agreementsInForce, disclosed, isDetermined, isRecord, listOf, sourceOf } from '../scope.ts';
import { isUnservedPlace } from './route.ts';

/** A residency rule that binds values of a prompt, with its words for messages. */
export interface BoundRule {
  readonly rule: ResidencyRule;
  readonly values: readonly ResolvedValue[];
  /** Categories of the values that it binds: `user.health_and_medical.diagnosis`. */
  readonly categories: string;
  /** Jurisdictions of their sources: `US-TX`. */
  readonly places: string;
  /** The law as the policy names it, or the rule's id. */
  readonly law: string;
}

/**
 * Residency rules that bind what a prompt discloses: tokens and scrubbed text included, because they stay personal
 * for whoever holds the vault. Only removing the data or a determination on the use case clears them.
 */
export function bindingRules(context: RuleContext): BoundRule[] {
  const { policy, resolved } = context;
  if (isDetermined(resolved)) return [];
  const values = disclosed(resolved).filter((value) => sourceOf(value));
  return policy.residency.flatMap((rule): BoundRule[] => {
    const bound = values.filter((value) => binds(rule, value));
    if (bound.length === 0) return [];
    const places = [
      ...new Set(bound.flatMap((value) => sourceOf(value)!.jurisdictions.filter((one) => inRule(rule, one)))),
    ];
    const categories = [...new Set(bound.map((value) => value.category!))];
    return [{ rule, values: bound, categories: listOf(categories), places: listOf(places), law: rule.rule ?? rule.id }];
  });
}

const inRule = (rule: ResidencyRule, place: string): boolean => rule.jurisdictions.some((one) => within(place, one));

function binds(rule: ResidencyRule, value: ResolvedValue): boolean {
  if (!sourceOf(value)!.jurisdictions.some((place) => inRule(rule, place))) return false;
  if (longestCovering(rule.categories, value.category!)) return true;
  return (
    isRecord(value) &&
    value.kind === 'placeholder' &&
    value.record!.fields.some(({ category }) => category && longestCovering(rule.categories, category))
  );
}

/** A transfer mechanism that the rule accepts is in force on the deployment. */
export const hasMechanism = (rule: ResidencyRule, deployment: Deployment | undefined, context: RuleContext): boolean =>
  deployment !== undefined &&
  rule.orMechanism.length > 0 &&
  agreementsInForce(
    deployment,
    rule.orMechanism.map((type) => type.toUpperCase()),
    context,
  ).length > 0;

/** True when the rule permits only places in which no platform runs Claude. */
export const isUnserved = ({ permit }: ResidencyRule): boolean => isUnservedPlace(permit);
