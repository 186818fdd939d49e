import { needFixes } from '../../fixes/index.ts';
import type { ResolvedPlaceholder } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import { lower } from '../../taxonomy/levels.ts';
import type { Rule } from '../rule.ts';
import { capitalized, isPersonal, placeholderAt, placeholdersOf, quotedName, relatedFlow } from '../values.ts';

/** A tokenized value still counts, because a token links records; a replaced or redacted one does not. */
const counts = (value: ResolvedPlaceholder): boolean =>
  !value.record &&
  value.part.kind !== 'metadata' &&
  isPersonal(value) &&
  value.sent !== 'replace' &&
  value.sent !== 'redact';

export const notMinimumNecessary: Rule = {
  meta: {
    id: 'not-minimum-necessary',
    group: 'minimum-necessary',
    summary: 'A category of data is in the prompt that its use case does not need.',
    severity: 'error',
    references: ['45 CFR 164.502(b)', '45 CFR 164.514(d)', 'GDPR Art. 5(1)(c)'],
    cwe: [201],
    starter: false,
  },
  check({ resolved }) {
    const { useCase } = resolved;
    if (!useCase) return [];
    const needs = Object.keys(useCase.needs);
    // Treatment is outside minimum necessary in law (164.502(b)(2)(i)): there it is a house rule.
    const treatment = useCase.legalBasis?.hipaa === 'treatment';
    return placeholdersOf(resolved)
      .filter((value) => counts(value) && !longestCovering(needs, value.category!))
      .map((value) => ({
        span: value.span,
        message: `${capitalized(quotedName(value))} (${value.category}) is not needed for '${useCase.id}'. ${needed(needs)}`,
        level: value.sent === 'tokenize' ? lower(value.level) : value.level,
        ...(treatment ? { severity: 'warning' as const } : {}),
        type: value.type,
        category: value.category,
        related: relatedFlow(value),
      }));
  },
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    return value ? needFixes(value, context) : [];
  },
};

const needed = (needs: readonly string[]): string =>
  needs.length === 0
    ? 'It needs no personal data.'
    : `Needed: ${needs.slice(0, 6).join(', ')}${needs.length > 6 ? ' …' : ''}.`;
