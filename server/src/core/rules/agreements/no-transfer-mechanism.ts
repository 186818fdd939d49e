import { policyFixes, regionFixes } from '../../fixes/index.ts';
import { isAdequate, within } from '../../policy/geography.ts';
import type { Deployment } from '../../policy/model.ts';
import { regionsOf } from '../residency/route.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { agreementsInForce, isGdprPlace, jurisdictionsOf, listOf } from '../scope.ts';
import { deploymentLine } from '../values.ts';
import { gdprValues } from './no-dpa.ts';

/** GDPR Art. 45 and 46: standard clauses, binding rules, adequacy, the Data Privacy Framework for its members; the UK's IDTA. */
const mechanisms: readonly string[] = ['SCC', 'BCR', 'ADEQUACY', 'DPF', 'IDTA'];

const stays = (region: string): boolean => within(region, 'EEA') || isAdequate(region);

/** Regions outside that a deployment may process in, where no mechanism is in force. */
const leaving = (deployment: Deployment, context: RuleContext): string[] =>
  agreementsInForce(deployment, mechanisms, context).length > 0
    ? []
    : regionsOf(context, deployment).filter((region) => !stays(region));

export const noTransferMechanism: Rule = {
  meta: {
    id: 'no-transfer-mechanism',
    group: 'agreements',
    summary: 'European personal data may be processed abroad and no transfer mechanism is recorded.',
    severity: 'error',
    references: ['GDPR Art. 44', 'GDPR Art. 45', 'GDPR Art. 46'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const values = gdprValues(context);
    if (values.length === 0) return [];
    const places = listOf(jurisdictionsOf(values, isGdprPlace)) || 'EU';
    return context.resolved.deployments.flatMap((deployment): FindingDraft[] => {
      const regions = leaving(deployment, context);
      if (regions.length === 0) return [];
      return [
        {
          span: context.resolved.prompt.anchor,
          message: `${places} personal data may be processed in ${listOf(regions)} ('${deployment.id}'); no transfer mechanism is recorded. Pin it to an EU region or record one.`,
          level: context.resolved.level.before,
          related: deploymentLine(context.policy, deployment),
        },
      ];
    });
  },
  fixes: (_finding, context) => [
    ...regionFixes(context, ['eu']),
    ...context.resolved.deployments
      .filter((one) => leaving(one, context).length > 0)
      .flatMap((one) => policyFixes.agreement(one, 'SCC', context)),
  ],
};
