import { valueFixes } from '../../fixes/index.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { policyLine, valueAt } from '../values.ts';
import { listedValues, subjectOf } from './category-not-permitted.ts';

/** Under `categories.prohibited`, or blocked by its type where the policy does not say that it is needed. */
const isProhibited = (value: ResolvedValue, { policy }: RuleContext): boolean =>
  longestCovering(policy.categories.prohibited, value.category!) !== undefined || value.required === 'block';

export const categoryProhibited: Rule = {
  meta: {
    id: 'category-prohibited',
    group: 'classification',
    summary: 'A category of data that must not be sent to Claude is in the prompt.',
    severity: 'error',
    fixed: true,
    references: ['42 CFR Part 2', 'GDPR Art. 9', 'GDPR Art. 10'],
    cwe: [201, 359],
    starter: false,
  },
  check: (context) =>
    listedValues(context)
      .filter((value) => isProhibited(value, context))
      .map((value) => ({
        span: value.span,
        message: `${value.category} (${subjectOf(value)}) must not be sent to Claude. Take it out.`,
        type: value.type,
        category: value.category,
        related: policyLine(context.policy, 'categories.prohibited', 'The list of prohibited categories'),
      })),
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    return value ? valueFixes(value, context, { removeFirst: true }) : [];
  },
};
