import { policyFixes } from '../../fixes/index.ts';
import type { Deployment } from '../../policy/model.ts';
import { type BoundRule, bindingRules } from '../residency/bound-rules.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { listOf } from '../scope.ts';
import { deploymentLine } from '../values.ts';

const normalized = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Assurances that a residency rule asks for and the deployment does not have, or no longer. */
const missing = (deployment: Deployment, { rule }: BoundRule, today: string): string[] =>
  rule.requireAssurance.filter(
    (wanted) =>
      !deployment.assurances.some(
        ({ name, expires }) => normalized(name) === normalized(wanted) && (expires === undefined || expires >= today),
      ),
  );

const gaps = (context: RuleContext) =>
  bindingRules(context).flatMap((bound) =>
    context.resolved.deployments.flatMap((deployment) => {
      const assurances = missing(deployment, bound, context.today);
      return assurances.length > 0 ? [{ bound, deployment, assurances }] : [];
    }),
  );

export const assuranceMissing: Rule = {
  meta: {
    id: 'assurance-missing',
    group: 'agreements',
    summary: 'A residency rule asks for an attestation that the deployment does not record.',
    severity: 'error',
    fixed: true,
    references: ['SGB V § 393', 'CSP L.1111-8', 'CJIS Security Policy 5.10.1', 'FedRAMP'],
    cwe: [359],
    starter: false,
  },
  check: (context) =>
    gaps(context).map(
      ({ bound, deployment, assurances }): FindingDraft => ({
        span: context.resolved.prompt.anchor,
        message: `${bound.categories} of ${bound.places} needs ${listOf(assurances)}; '${deployment.id}' records none in force (${bound.law}).`,
        related: deploymentLine(context.policy, deployment),
      }),
    ),
  fixes: (_finding, context) => [
    ...gaps(context).flatMap(({ deployment, assurances }) =>
      assurances.flatMap((name) => policyFixes.assurance(deployment, name, context)),
    ),
    ...policyFixes.otherDeployment(context, assuranceMissing.check),
  ],
};
