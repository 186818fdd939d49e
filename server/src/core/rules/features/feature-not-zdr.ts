import { featureFixes } from '../../fixes/index.ts';
import { featureEligibility } from '../../policy/platform-facts.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { noRetention } from './retention.ts';

export const featureNotZdr: Rule = {
  meta: {
    id: 'feature-not-zdr',
    group: 'features',
    summary: 'A feature keeps data although the use case or deployment asks for no retention.',
    severity: 'error',
    references: ['Claude docs: API and data retention'],
    cwe: [212],
    starter: false,
  },
  check(context): FindingDraft[] {
    const { resolved, policy } = context;
    const asking = noRetention(context);
    if (!asking) return [];
    return resolved.prompt.request.features.flatMap((feature): FindingDraft[] => {
      const fact = featureEligibility(feature.value, policy.platformFacts);
      if (fact?.zdr !== 'no') return [];
      return [
        {
          span: feature.span,
          message: `${fact.name} keeps data (${fact.keeps ?? 'longer than the request'}); ${asking} requires no retention. Use a feature that keeps nothing.`,
          evidence: [`${fact.source}, ${fact.asOf}`],
          subject: { feature: fact.id },
        },
      ];
    });
  },
  fixes: (finding, context) => featureFixes(finding, context),
};
