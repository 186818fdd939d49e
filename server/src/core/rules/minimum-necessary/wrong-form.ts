import { formFixes } from '../../fixes/index.ts';
import { satisfies } from '../../policy/forms.ts';
import type { ResolvedPlaceholder } from '../../policy/resolve-model.ts';
import type { Rule } from '../rule.ts';
import { isPersonal, placeholderAt, placeholdersOf, relatedFlow } from '../values.ts';

/** Needed, but sent in a form that tells more. Free text has `unscrubbed-free-text`, what is blocked `category-prohibited`. */
const isWrong = (value: ResolvedPlaceholder): boolean =>
  !value.record &&
  isPersonal(value) &&
  value.part.kind !== 'metadata' &&
  value.required !== 'scrub' &&
  value.required !== 'block' &&
  value.requiredBy === 'needs' &&
  !satisfies(value.sent, value.required);

export const wrongForm: Rule = {
  meta: {
    id: 'wrong-form',
    group: 'minimum-necessary',
    summary: 'Needed data is sent in a form that identifies more than the use case asks for.',
    severity: 'warning',
    references: ['45 CFR 164.514(b)', 'GDPR Art. 25(2)'],
    cwe: [212],
    starter: false,
  },
  check: ({ resolved: { useCase }, resolved }) =>
    placeholdersOf(resolved)
      .filter(isWrong)
      .map((value) => ({
        span: value.span,
        message: `'${useCase?.id}' needs ${value.category} as ${value.required}, not ${value.sent === 'keep' ? 'raw' : value.sent}.`,
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
