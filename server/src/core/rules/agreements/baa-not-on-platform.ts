import { policyFixes } from '../../fixes/index.ts';
import type { Deployment } from '../../policy/model.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { agreementsInForce, healthInformation, isDetermined } from '../scope.ts';
import { deploymentLine } from '../values.ts';
import { noIdentifierLeft, recordDetermination } from './no-baa.ts';
import { baaCovers, platformName } from './processors.ts';

/** What is wrong with the BAA of a deployment for the platform that is called; undefined: nothing. */
function mismatch(deployment: Deployment, context: RuleContext): string | undefined {
  const agreements = agreementsInForce(deployment, ['BAA'], context);
  if (agreements.length === 0) return undefined;
  const { prompt, platformMismatch } = context.resolved;
  const platform = (platformMismatch && prompt.request.platform?.value) || deployment.platform;
  if (deployment.hipaaReady === false) return `'${deployment.id}' is marked as not HIPAA ready`;
  if (agreements.some(({ party }) => baaCovers(party, platform))) return undefined;
  return `The ${agreements[0]!.party ?? 'recorded'} BAA does not cover ${platformName(platform)} ('${deployment.id}')`;
}

export const baaNotOnPlatform: Rule = {
  meta: {
    id: 'baa-not-on-platform',
    group: 'agreements',
    summary: 'The business associate agreement is with a party that does not run this platform.',
    severity: 'error',
    fixed: true,
    references: ['45 CFR 164.502(e)', 'Claude docs: HIPAA readiness'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { resolved, policy } = context;
    const found = isDetermined(resolved) ? undefined : healthInformation(context);
    if (!found) return [];
    const clean = noIdentifierLeft(found);
    const advice = clean
      ? `: ${recordDetermination}`
      : '. Call the platform that it covers, or name the right agreement.';
    return resolved.deployments.flatMap((deployment): FindingDraft[] => {
      const problem = mismatch(deployment, context);
      if (!problem) return [];
      return [
        {
          span: resolved.prompt.anchor,
          message: `${problem}${advice}`,
          severity: clean ? 'warning' : 'error',
          related: deploymentLine(policy, deployment),
        },
      ];
    });
  },
  fixes: (_finding, context) => [
    ...policyFixes.otherDeployment(context, baaNotOnPlatform.check),
    ...context.resolved.deployments
      .filter((one) => mismatch(one, context))
      .flatMap((one) => policyFixes.agreement(one, 'BAA', context)),
    ...policyFixes.determination(context),
  ],
};
