import { featureFixes } from '../../fixes/index.ts';
import { levels } from '../../taxonomy/levels.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { usedFeatures } from './feature.ts';

/** The tool may only reach domains that the code names. */
const isBounded = (written: string): boolean => /allowed_?domains["']?\s*[:=]/i.test(written);

export const egressTool: Rule = {
  meta: {
    id: 'egress-tool',
    group: 'features',
    summary: 'A tool can send what the prompt holds to third parties.',
    severity: 'warning',
    references: ['Claude docs: third-party integrations', 'ISO/IEC 27001:2022 A.8.12'],
    cwe: [201],
    starter: false,
  },
  check(context): FindingDraft[] {
    const level = context.resolved.level.after;
    if (levels.indexOf(level) < levels.indexOf('confidential')) return [];
    return usedFeatures(context)
      .filter(({ feature, written }) => feature.egress && !isBounded(written))
      .map(({ fact, feature }) => ({
        span: fact.span,
        message: `${feature.name} can send prompt data to third parties. Limit its domains, remove it, or split the call.`,
        level,
        subject: { feature: feature.id },
      }));
  },
  fixes: (finding, context) => featureFixes(finding, context),
};
