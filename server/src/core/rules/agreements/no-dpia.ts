import { policyFixes } from '../../fixes/index.ts';
import { covers } from '../../taxonomy/categories.ts';
import { isSpecial } from '../prompt-text/special-category.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { disclosed, listOf, sourceOf, underGdpr } from '../scope.ts';
import { useCaseLine } from '../values.ts';

/** People who cannot easily refuse: WP248 rev.01, criterion 7. */
const vulnerable = new Set(['patient', 'employee', 'job_applicant', 'child', 'next_of_kin', 'trainee']);

/** Criteria of WP248 rev.01 that a prompt meets beside new technology, which every prompt meets. Two usually mean a DPIA. */
function criteria(context: RuleContext): string[] {
  const { useCase } = context.resolved;
  const values = disclosed(context.resolved).filter((value) => underGdpr(value, context));
  if (!useCase || values.length === 0) return [];
  const subjects = [...useCase.subjects, ...values.flatMap((value) => sourceOf(value)?.subjects ?? [])];
  const evaluates =
    covers('employment', useCase.dataUse ?? '') ||
    values.some(({ category }) => category && covers('user.workplace', category));
  return [
    ...(values.some(isSpecial) ? ['special category data'] : []),
    ...(evaluates ? ['evaluation of people at work'] : []),
    ...(subjects.some((subject) => vulnerable.has(subject)) ? ['vulnerable subjects'] : []),
  ];
}

export const noDpia: Rule = {
  meta: {
    id: 'no-dpia',
    group: 'agreements',
    summary: 'The use case likely needs a data protection impact assessment and records none.',
    severity: 'warning',
    references: ['GDPR Art. 35', 'WP248 rev.01'],
    cwe: [359],
    starter: false,
  },
  check(context) {
    const { useCase, prompt } = context.resolved;
    const met = useCase && !useCase.dpia ? criteria(context) : [];
    if (!useCase || met.length === 0) return [];
    return [
      {
        span: prompt.anchor,
        message: `'${useCase.id}' likely needs a DPIA (${listOf([...met, 'new technology'])}). Record its reference under 'dpia'.`,
        related: useCaseLine(context.policy, useCase),
      },
    ];
  },
  fixes: (_finding, context) => policyFixes.dpia(context),
};
