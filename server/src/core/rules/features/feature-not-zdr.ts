import { featureFixes } from '../../fixes/index.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { usedFeatures } from './feature.ts';
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
    const asking = noRetention(context);
    if (!asking) return [];
    return usedFeatures(context)
      .filter(({ feature }) => feature.zdr === 'no')
      .map(({ fact, feature }) => ({
        span: fact.span,
        message: `${feature.name} keeps data (${feature.keeps ?? 'longer than the request'}); ${asking} requires no retention. Use a feature that keeps nothing.`,
        evidence: [`${feature.source}, ${feature.asOf}`],
        subject: { feature: feature.id },
      }));
  },
  fixes: (finding, context) => featureFixes(finding, context),
};
