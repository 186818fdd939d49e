import { combined, policyFixes, regionFixes, removalOf } from '../../fixes/index.ts';
import { permitted } from '../../policy/geography.ts';
import type { Deployment } from '../../policy/model.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { listOf } from '../scope.ts';
import { policyLine } from '../values.ts';
import { type BoundRule, bindingRules, hasMechanism, isUnserved } from './bound-rules.ts';
import { regionOf, regionsOf, routeOf } from './route.ts';

interface Breach {
  readonly bound: BoundRule;
  readonly deployment?: Deployment;
  readonly region: string;
}

/** Rules whose permitted places do not hold the region of the call, for each deployment that it may use. */
export function breaches(context: RuleContext): Breach[] {
  const { resolved } = context;
  const deployments: readonly (Deployment | undefined)[] =
    resolved.deployments.length > 0 ? resolved.deployments : [undefined];
  return bindingRules(context)
    .filter(({ rule }) => rule.permit.length > 0 && !isUnserved(rule))
    .flatMap((bound) =>
      deployments.flatMap((deployment): Breach[] => {
        if (hasMechanism(bound.rule, deployment, context)) return [];
        const region = outside(bound, deployment, context);
        return region ? [{ bound, deployment, region }] : [];
      }),
    );
}

/** One region of the call that the rule does not permit; the code's own, else one that the deployment may use. */
function outside({ rule }: BoundRule, deployment: Deployment | undefined, context: RuleContext): string | undefined {
  const regions = deployment ? regionsOf(context, deployment) : [regionOf(routeOf(context)) ?? ''].filter(Boolean);
  return regions.find((region) => !permitted(region, rule.permit));
}

export const regionNotPermitted: Rule = {
  meta: {
    id: 'region-not-permitted',
    group: 'residency',
    summary: 'The call is processed in a place that a residency rule does not permit.',
    severity: 'error',
    fixed: true,
    references: ['GDPR Art. 44', 'Texas SB 1188', 'Fla. Stat. 408.051(3)'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { resolved, policy } = context;
    const route = routeOf(context);
    const seen = new Set<string>();
    return breaches(context).flatMap(({ bound, deployment, region }): FindingDraft[] => {
      if (seen.has(`${bound.rule.id} ${region}`)) return [];
      seen.add(`${bound.rule.id} ${region}`);
      const goes =
        resolved.prompt.origin === 'call' ? `this call goes to ${region}` : `'${deployment?.id}' may use ${region}`;
      return [
        {
          span: resolved.prompt.anchor,
          message: `${bound.categories} of ${bound.places} may be processed only in ${listOf(bound.rule.permit)}; ${goes} (${bound.law}).`,
          related: [
            ...(route?.span ? [{ span: route.span, message: `Region by ${route.why}` }] : []),
            ...policyLine(
              policy,
              `residency[${policy.residency.indexOf(bound.rule)}]`,
              `Residency rule '${bound.rule.id}'`,
            ),
          ],
        },
      ];
    });
  },
  fixes(_finding, context) {
    const found = breaches(context);
    const values = [...new Set(found.flatMap(({ bound }) => bound.values))];
    const removed = combined(
      'Remove the data from the prompt',
      values.map((value) => removalOf(value, context)),
    );
    return [
      ...regionFixes(
        context,
        found.flatMap(({ bound }) => bound.rule.permit),
      ),
      ...policyFixes.otherDeployment(context, regionNotPermitted.check),
      ...(removed ? [removed] : []),
    ];
  },
};
