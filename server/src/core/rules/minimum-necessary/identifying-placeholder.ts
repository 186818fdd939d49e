import { formFixes } from '../../fixes/index.ts';
import type { Rule } from '../rule.ts';
import { knownBy, placeholderAt, quotedName } from '../values.ts';
import { isTraced, rawIdentifiers } from './carries-raw.ts';

export const identifyingPlaceholder: Rule = {
  meta: {
    id: 'identifying-placeholder',
    group: 'minimum-necessary',
    summary: 'A placeholder that carries an identifier is put into a prompt as it is.',
    severity: 'warning',
    references: ['45 CFR 164.502(b)', 'GDPR Art. 25'],
    cwe: [359, 201],
    starter: true,
  },
  check: ({ resolved }) =>
    rawIdentifiers(resolved)
      .filter((value) => !isTraced(value, resolved))
      .map((value) => ({
        span: value.span,
        message: `Placeholder ${quotedName(value)} carries ${value.category} (${knownBy(value)}) and is not tokenized.`,
        level: value.level,
        type: value.type,
        category: value.category,
      })),
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    return value ? formFixes(value, context) : [];
  },
};
