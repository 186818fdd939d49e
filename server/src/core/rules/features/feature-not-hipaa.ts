import { featureFixes } from '../../fixes/index.ts';
import { platformOf } from '../residency/route.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { healthInformation } from '../scope.ts';
import { usedFeatures } from './feature.ts';

/** The use case or its deployment is about health information, or the prompt holds some. */
const isHealthUse = (context: RuleContext): boolean =>
  context.resolved.useCase?.legalBasis?.hipaa !== undefined || healthInformation(context) !== undefined;

export const featureNotHipaa: Rule = {
  meta: {
    id: 'feature-not-hipaa',
    group: 'features',
    summary: 'A feature that HIPAA readiness does not cover is used with health information.',
    severity: 'error',
    fixed: true,
    references: ['Claude docs: HIPAA readiness'],
    cwe: [212],
    starter: false,
  },
  check(context): FindingDraft[] {
    if (!isHealthUse(context)) return [];
    const platform = platformOf(context);
    const answers = platform === undefined || platform === 'claude-api' ? '; the API answers 400' : '';
    return usedFeatures(context)
      .filter(({ feature }) => feature.hipaa === 'no')
      .map(({ fact, feature }) => ({
        span: fact.span,
        message: `${feature.name} is not covered by HIPAA readiness${answers}. Remove it or use a covered feature.`,
        evidence: [`${feature.source}, ${feature.asOf}`],
        subject: { feature: feature.id },
      }));
  },
  fixes: (finding, context) => featureFixes(finding, context),
};
