import { formFixes } from '../../fixes/index.ts';
import type { Rule } from '../rule.ts';
import { capitalized, knownBy, placeholderAt, quotedName, relatedFlow } from '../values.ts';
import { isTraced, rawIdentifiers } from './carries-raw.ts';

export const untokenizedValue: Rule = {
  meta: {
    id: 'untokenized-value',
    group: 'minimum-necessary',
    summary: 'A value that identifies a person reaches a Claude call without tokenization.',
    severity: 'error',
    references: ['GDPR Art. 32', '45 CFR 164.502(b)'],
    cwe: [201, 359],
    starter: true,
  },
  check: ({ resolved }) =>
    rawIdentifiers(resolved)
      .filter((value) => isTraced(value, resolved))
      .map((value) => ({
        span: value.span,
        message: `${capitalized(quotedName(value))} (${value.category}, ${knownBy(value)}) reaches Claude without tokenization.`,
        level: value.level,
        type: value.type,
        category: value.category,
        related: relatedFlow(value),
      })),
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    return value ? formFixes(value, context) : [];
  },
};
