import { policyFixes } from '../../fixes/index.ts';
import { addDays, addDuration } from '../../policy/dates.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { agreementsOf } from '../scope.ts';
import { policyLine, useCaseLine } from '../values.ts';

/** Days after which a missed review is an error, and days before the end of an agreement from which it is said. */
const grace = 90;
const notice = 60;

function overdue({
  resolved,
  policy,
  today,
}: RuleContext): Pick<FindingDraft, 'message' | 'severity' | 'related' | 'subject'>[] {
  const { useCase } = resolved;
  const next = useCase?.review?.next;
  const organization = policy.organization?.review;
  const due = organization?.last && organization.every ? addDuration(organization.last, organization.every) : undefined;
  const severity = (date: string) => (addDays(date, grace) < today ? ('error' as const) : ('warning' as const));
  return [
    ...(useCase && next && next < today
      ? [
          {
            message: `Review of '${useCase.id}' was due on ${next}. Review it and record the day.`,
            severity: severity(next),
            related: useCaseLine(policy, useCase),
            subject: { useCase: useCase.id },
          },
        ]
      : []),
    ...(useCase && due && due < today
      ? [
          {
            message: `Review of the policy was due on ${due}. Review it and record the day.`,
            severity: severity(due),
            related: policyLine(policy, 'organization.review', 'Review of the policy'),
            subject: { organization: true },
          },
        ]
      : []),
  ];
}

function expiring({
  resolved,
  policy,
  today,
}: RuleContext): Pick<FindingDraft, 'message' | 'severity' | 'related' | 'subject'>[] {
  const agreements = [
    ...new Set(resolved.useCase ? resolved.deployments.flatMap((one) => agreementsOf(one, policy)) : []),
  ];
  return agreements.flatMap(({ id, type, party, expires }) => {
    if (!expires || addDays(today, notice) < expires) return [];
    const expired = expires < today;
    return [
      {
        message: `${type}${party ? ` with ${party}` : ''} ${expired ? 'expired' : 'expires'} on ${expires}. Renew it and record the new date.`,
        severity: expired ? ('error' as const) : ('warning' as const),
        related: policyLine(
          policy,
          `agreements[${policy.agreements.findIndex((one) => one.id === id)}]`,
          `Agreement '${id}'`,
        ),
        subject: { agreement: id },
      },
    ];
  });
}

export const reviewOverdue: Rule = {
  meta: {
    id: 'review-overdue',
    group: 'governance',
    summary: 'A review is overdue, or an agreement ends soon.',
    severity: 'warning',
    references: ['45 CFR 164.316(b)(2)(iii)', 'GDPR Art. 28'],
    cwe: [],
    starter: false,
  },
  check: (context) =>
    [...overdue(context), ...expiring(context)].map(
      (found): FindingDraft => ({ span: context.resolved.prompt.anchor, ...found }),
    ),
  fixes: (finding, context) => policyFixes.reviewed(finding, context),
};
