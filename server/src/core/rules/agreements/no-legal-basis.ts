import { policyFixes } from '../../fixes/index.ts';
import type { UseCase } from '../../policy/model.ts';
import { specialValues } from '../prompt-text/special-category.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { disclosed, listOf, underGdpr } from '../scope.ts';
import { useCaseLine } from '../values.ts';

type Gap = Pick<FindingDraft, 'message' | 'level' | 'severity'>;

const gdprApplies = (context: RuleContext): boolean =>
  disclosed(context.resolved).some((value) => underGdpr(value, context));

function gaps({ id, legalBasis: basis }: UseCase, context: RuleContext): Gap[] {
  const level = context.resolved.level.before;
  const special = basis?.special ? [] : [...new Set(specialValues(context).map((value) => value.category!))];
  const found: (Gap | false)[] = [
    !basis?.gdpr && { message: `Use case '${id}' has no legal basis. Record one of GDPR Art. 6(1).`, level },
    special.length > 0 && {
      message: `Use case '${id}' needs an Art. 9(2) condition for ${listOf(special)}. Record it under 'special'.`,
      level,
    },
    basis?.gdpr === 'legitimate-interests' &&
      !basis.assessment && {
        message: `Use case '${id}' rests on legitimate interests without an assessment. Record its reference.`,
        severity: 'information',
      },
    basis?.gdpr === 'consent' && {
      message: `Use case '${id}' rests on consent, which is rarely right between businesses. Check the basis.`,
      severity: 'information',
    },
  ];
  return found.filter((gap) => gap !== false);
}

export const noLegalBasis: Rule = {
  meta: {
    id: 'no-legal-basis',
    group: 'agreements',
    summary: 'The use case has no legal basis for the data that it sends.',
    severity: 'error',
    references: ['GDPR Art. 6', 'GDPR Art. 9(2)'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { useCase, prompt } = context.resolved;
    if (!useCase || !gdprApplies(context)) return [];
    const at = { span: prompt.anchor, related: useCaseLine(context.policy, useCase) };
    return gaps(useCase, context).map((gap) => ({ ...at, ...gap }));
  },
  fixes(finding, context) {
    if (finding.message.includes('Art. 9(2)')) return policyFixes.specialCondition(context);
    return finding.message.includes('assessment') ? policyFixes.assessment(context) : policyFixes.legalBasis(context);
  },
};
