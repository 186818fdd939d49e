import { policyFixes } from '../../fixes/index.ts';
import { permitted } from '../../policy/geography.ts';
import type { UseCase } from '../../policy/model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { listOf } from '../scope.ts';
import { policyLine } from '../values.ts';

/** Needs that are sent as they are although the lists say otherwise. */
function forbiddenNeeds({ id, needs }: UseCase, { policy }: RuleContext): { category: string; message: string }[] {
  const { permitted: allowed, prohibited } = policy.categories;
  return Object.entries(needs).flatMap(([category, form]) => {
    if (form === 'tokenize' || form === 'replace' || form === 'redact' || form === 'block') return [];
    if (longestCovering(prohibited, category))
      return [
        {
          category,
          message: `'${id}' needs ${category}, which the policy prohibits. Remove the need or change the list.`,
        },
      ];
    if (allowed && !longestCovering(allowed, category)) {
      return [
        {
          category,
          message: `'${id}' needs ${category}, which the policy does not permit. Remove the need or permit it.`,
        },
      ];
    }
    return [];
  });
}

/** Deployments of a use case whose regions lie outside what a residency rule permits for its sources, mechanism or not. */
function misplaced({ id }: UseCase, { policy, resolved }: RuleContext): string[] {
  const sources = new Set(
    resolved.values.flatMap((value) => (value.kind === 'placeholder' && value.source ? [value.source] : [])),
  );
  const places = [...sources].flatMap(({ jurisdictions }) => jurisdictions);
  return policy.residency
    .filter(
      (rule) =>
        rule.orMechanism.length === 0 &&
        rule.permit.length > 0 &&
        places.some((place) => rule.jurisdictions.includes(place)),
    )
    .flatMap((rule) =>
      resolved.deployments
        .filter(({ regions }) => regions.length > 0 && !regions.some((region) => permitted(region, rule.permit)))
        .map(
          (one) =>
            `'${id}' uses '${one.id}' (${listOf(one.regions)}), which rule '${rule.id}' does not permit. Choose another deployment.`,
        ),
    );
}

export const policyContradiction: Rule = {
  meta: {
    id: 'policy-contradiction',
    group: 'governance',
    summary: 'The policy says two things that cannot both hold.',
    severity: 'error',
    fixed: true,
    references: ['GDPR Art. 5(2)'],
    cwe: [],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { useCase, prompt } = context.resolved;
    if (!useCase) return [];
    const index = context.policy.useCases.indexOf(useCase);
    const related = policyLine(context.policy, `use_cases[${index}].needs`, `Needs of '${useCase.id}'`);
    return [
      ...forbiddenNeeds(useCase, context).map(({ category, message }) => ({
        span: prompt.anchor,
        message,
        related,
        category,
        subject: { need: category },
      })),
      ...misplaced(useCase, context).map((message) => ({ span: prompt.anchor, message, related })),
    ];
  },
  fixes: (finding, context) => policyFixes.contradiction(finding, context),
};
