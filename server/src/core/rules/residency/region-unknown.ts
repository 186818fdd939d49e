import { policyFixes, regionFixes, removeArgument } from '../../fixes/index.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { bindingRules } from './bound-rules.ts';
import { routeOf } from './route.ts';

/** The policy says something about places: without that the region is nobody's concern. */
const matters = (context: RuleContext): boolean =>
  context.resolved.deployments.some(({ regions }) => regions.length > 0) || bindingRules(context).length > 0;

export const regionUnknown: Rule = {
  meta: {
    id: 'region-unknown',
    group: 'residency',
    summary: 'Where the call is processed is not fixed in code.',
    severity: 'warning',
    references: ['Claude docs: data residency', 'SDK 1.12.0: AnthropicBedrock falls back to us-east-1'],
    cwe: [359],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { resolved } = context;
    if (resolved.prompt.origin !== 'call' || !matters(context)) return [];
    const route = routeOf(context)!;
    if (route.ineffective) {
      const { what, why, span } = route.ineffective;
      return [
        {
          span: resolved.prompt.anchor,
          message: `The region of this call is not fixed in code (${what}: ${why}). Remove it and set the region the platform's way.`,
          related: [{ span, message: `${what} is set here` }],
          subject: { ineffective: true },
        },
      ];
    }
    if (route.kind !== 'unknown' || declared(context)) return [];
    return [
      {
        span: resolved.prompt.anchor,
        message: `The region of this call is not fixed in code (${route.why}). Set it, or declare the deployment.`,
        related: route.span ? [{ span: route.span, message: 'Read here' }] : [],
      },
    ];
  },
  fixes(finding, context) {
    const { inferenceGeo } = context.resolved.prompt.request;
    if (finding.subject?.ineffective && inferenceGeo)
      return removeArgument(inferenceGeo.span, 'Remove inference_geo', context);
    const wanted = [
      ...bindingRules(context).flatMap(({ rule }) => rule.permit),
      ...context.resolved.deployments.flatMap(({ regions }) => regions),
    ];
    return [...regionFixes(context, wanted), ...policyFixes.declareRegion(context)];
  },
};

/** On Foundry and behind a gateway code cannot say it: a deployment with one place says it instead. */
const declared = ({ resolved: { deployments, prompt } }: RuleContext): boolean =>
  deployments.length === 1 &&
  deployments[0]!.regions.length === 1 &&
  (deployments[0]!.platform === 'foundry' ||
    (deployments[0]!.match?.baseUrl !== undefined && prompt.request.baseUrl !== undefined));
