import { policyFixes } from '../../fixes/index.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { agreementsInForce, type HealthInformation, healthInformation, isDetermined, listOf } from '../scope.ts';
import { deploymentLine } from '../values.ts';

/** With no identifier left the text may still identify: a person has to say that it does not. */
export const noIdentifierLeft = ({ identifiers }: HealthInformation): boolean =>
  identifiers.every(({ sent }) => sent !== 'keep' && sent !== 'project');

export const recordDetermination = 'no Safe Harbor identifier found by these detectors; record a determination.';

const lacking = (context: RuleContext) =>
  context.resolved.deployments.filter((one) => agreementsInForce(one, ['BAA'], context).length === 0);

export const noBaa: Rule = {
  meta: {
    id: 'no-baa',
    group: 'agreements',
    summary: 'Health information goes to a deployment without a business associate agreement.',
    severity: 'error',
    fixed: true,
    references: ['45 CFR 164.502(e)', '45 CFR 164.504(e)'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { resolved, policy } = context;
    const found = isDetermined(resolved) ? undefined : healthInformation(context);
    const without = found ? lacking(context) : [];
    if (!found || (without.length === 0 && policy.deployments.length > 0)) return [];
    const names = without.length > 0 ? listOf(without.map(({ id }) => `'${id}'`)) : 'Claude';
    const clean = noIdentifierLeft(found);
    const message = `PHI goes to ${names}, which ${without.length > 1 ? 'have' : 'has'} no BAA in force`;
    return [
      {
        span: resolved.prompt.anchor,
        message: clean
          ? `${message}: ${recordDetermination}`
          : `${message}. Send it to a deployment under a BAA, or take the data out.`,
        severity: clean ? 'warning' : 'error',
        related: without.flatMap((one) => deploymentLine(policy, one)),
      },
    ];
  },
  fixes: (_finding, context) => [
    ...policyFixes.otherDeployment(context, noBaa.check),
    ...lacking(context).flatMap((one) => policyFixes.agreement(one, 'BAA', context)),
    ...policyFixes.determination(context),
  ],
};
