import { combined, policyFixes, removalOf } from '../../fixes/index.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { listOf } from '../scope.ts';
import { policyLine } from '../values.ts';
import { bindingRules, hasMechanism, isUnserved } from './bound-rules.ts';

const localised = (context: RuleContext) =>
  bindingRules(context).filter(
    ({ rule }) =>
      isUnserved(rule) && !context.resolved.deployments.some((deployment) => hasMechanism(rule, deployment, context)),
  );

export const localisedCategory: Rule = {
  meta: {
    id: 'localised-category',
    group: 'residency',
    summary: 'Data that must stay in a country where Claude does not run.',
    severity: 'error',
    fixed: true,
    references: ['152-FZ Art. 18(5)', 'RBI Storage of Payment System Data (2018)', 'My Health Records Act 2012 s. 77'],
    cwe: [359],
    starter: false,
  },
  check(context) {
    const { resolved, policy } = context;
    return localised(context).map(({ rule, categories, places, law, values }) => ({
      span: resolved.prompt.anchor,
      message: `${categories} of ${places} must stay in ${listOf(rule.permit)} (${law}). No Claude region there: take it out, or record a determination.`,
      related: [
        ...values.slice(0, 6).map((value) => ({ span: value.span, message: 'Data that the rule binds' })),
        ...policyLine(policy, `residency[${policy.residency.indexOf(rule)}]`, `Residency rule '${rule.id}'`),
      ],
    }));
  },
  fixes(_finding, context) {
    const values = [...new Set(localised(context).flatMap((bound) => bound.values))];
    const removed = combined(
      'Remove the data from the prompt',
      values.map((value) => removalOf(value, context)),
    );
    return [...(removed ? [removed] : []), ...policyFixes.determination(context)];
  },
};
