import { policyFixes } from '../../fixes/index.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import {
  agreementsInForce,
  disclosed,
  isDetermined,
  isGdprPlace,
  jurisdictionsOf,
  listOf,
  sourceOf,
  underGdpr,
} from '../scope.ts';
import { deploymentLine } from '../values.ts';
import { isProcessor } from './processors.ts';

/** Values that reach Claude in some form, from a source that is under the GDPR. */
export const gdprValues = (context: RuleContext): ResolvedValue[] =>
  isDetermined(context.resolved)
    ? []
    : disclosed(context.resolved).filter((value) => sourceOf(value) && underGdpr(value, context));

const lacking = (context: RuleContext) =>
  context.resolved.deployments.filter(
    (one) => !agreementsInForce(one, ['DPA'], context).some(({ party }) => isProcessor(party, one.platform)),
  );

export const noDpa: Rule = {
  meta: {
    id: 'no-dpa',
    group: 'agreements',
    summary: 'Personal data goes to a processor without a data processing agreement.',
    severity: 'error',
    fixed: true,
    references: ['GDPR Art. 28(3)'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const values = gdprValues(context);
    const without = values.length > 0 ? lacking(context) : [];
    if (without.length === 0) return [];
    const places = listOf(jurisdictionsOf(values, isGdprPlace)) || 'the EU';
    const names = listOf(without.map(({ id }) => `'${id}'`));
    return [
      {
        span: context.resolved.prompt.anchor,
        message: `Personal data of ${places} goes to ${names} without a DPA with its processor. Record the agreement or switch.`,
        related: without.flatMap((one) => deploymentLine(context.policy, one)),
      },
    ];
  },
  fixes: (_finding, context) => [
    ...lacking(context).flatMap((one) => policyFixes.agreement(one, 'DPA', context)),
    ...policyFixes.otherDeployment(context, noDpa.check),
  ],
};
