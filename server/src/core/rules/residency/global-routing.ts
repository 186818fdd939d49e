import { regionFixes } from '../../fixes/index.ts';
import type { ResolvedRegion } from '../../policy/region.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { bindingRules } from './bound-rules.ts';
import { breaches } from './region-not-permitted.ts';
import { routeOf } from './route.ts';

/** The route of a call that may run anywhere, where policy or law has an opinion on places. */
function anywhere(context: RuleContext): ResolvedRegion | undefined {
  const { resolved } = context;
  const route = routeOf(context);
  if (route?.kind !== 'global') return undefined;
  const declared = resolved.deployments.some(({ regions }) => regions.length > 0 && !regions.includes('global'));
  if (!declared && bindingRules(context).length === 0) return undefined;
  return breaches(context).length > 0 ? undefined : route;
}

/** Places that the call may be pinned to: what the deployments and the rules have in common with what code can say. */
const wanted = (context: RuleContext): string[] => [
  ...bindingRules(context).flatMap(({ rule }) => rule.permit),
  ...context.resolved.deployments.flatMap(({ regions }) => regions.filter((region) => region !== 'global')),
];

export const globalRouting: Rule = {
  meta: {
    id: 'global-routing',
    group: 'residency',
    summary: 'The call may be processed in any geography.',
    severity: 'warning',
    references: ['Claude docs: data residency', 'GDPR Art. 44'],
    cwe: [359],
    starter: false,
  },
  check(context) {
    const route = anywhere(context);
    if (!route) return [];
    return [
      {
        span: context.resolved.prompt.anchor,
        message: `This call may run in any geography: ${route.why}. Pin it to one.`,
        related: route.span ? [{ span: route.span, message: `Region: ${route.why}` }] : [],
      },
    ];
  },
  fixes: (_finding, context) => regionFixes(context, wanted(context)),
};
