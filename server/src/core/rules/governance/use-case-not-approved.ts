import { policyFixes } from '../../fixes/index.ts';
import { matchesAny } from '../../policy/glob.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { useCaseLine } from '../values.ts';

/** Approval is asked for once somebody has recorded one: a policy that never speaks of status has no such process. */
const hasProcess = ({ policy }: RuleContext): boolean => policy.useCases.some(({ status }) => status !== undefined);

export const useCaseNotApproved: Rule = {
  meta: {
    id: 'use-case-not-approved',
    group: 'governance',
    summary: 'The use case has not been approved for production.',
    severity: 'warning',
    references: ['GDPR Art. 24', 'GDPR Art. 35'],
    cwe: [],
    starter: false,
  },
  check(context) {
    const { useCase, prompt } = context.resolved;
    if (!useCase || useCase.status === 'approved' || !hasProcess(context)) return [];
    if (context.path !== undefined && matchesAny(context.policy.files.experiments, context.path)) return [];
    return [
      {
        span: prompt.anchor,
        message: `Use case '${useCase.id}' is ${useCase.status ?? 'not reviewed'}: not approved for production. Ask for its review.`,
        related: useCaseLine(context.policy, useCase),
      },
    ];
  },
  fixes: (_finding, context) => policyFixes.approve(context),
};
