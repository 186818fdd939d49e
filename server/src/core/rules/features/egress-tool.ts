import { featureFixes } from '../../fixes/index.ts';
import { featureEligibility } from '../../policy/platform-facts.ts';
import { levels } from '../../taxonomy/levels.ts';
import type { FindingDraft, Rule } from '../rule.ts';

/** Facts in parentheses that a parser adds to a feature: `web_search_20250305(allowed_domains)`. */
const isBounded = (feature: string): boolean => /allowed_domains|allowedDomains/.test(feature);

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
  check({ resolved, policy }): FindingDraft[] {
    if (levels.indexOf(resolved.level.after) < levels.indexOf('confidential')) return [];
    const seen = new Set<string>();
    return resolved.prompt.request.features.flatMap((feature): FindingDraft[] => {
      const fact = featureEligibility(feature.value, policy.platformFacts);
      const key = `${feature.span.start} ${fact?.id}`;
      if (!fact?.egress || isBounded(feature.value) || seen.has(key)) return [];
      seen.add(key);
      return [
        {
          span: feature.span,
          message: `${fact.name} can send prompt data to third parties. Limit its domains, remove it, or split the call.`,
          level: resolved.level.after,
          subject: { feature: fact.id },
        },
      ];
    });
  },
  fixes: (finding, context) => featureFixes(finding, context),
};
