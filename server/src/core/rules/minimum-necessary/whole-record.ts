import { projectFixes } from '../../fixes/index.ts';
import type { UseCase } from '../../policy/model.ts';
import type { ResolvedPlaceholder } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import type { Rule } from '../rule.ts';
import { isSent, placeholderAt, placeholdersOf, relatedFlow } from '../values.ts';

const isWhole = (value: ResolvedPlaceholder): boolean =>
  value.record !== undefined && isSent(value) && value.sent !== 'project' && value.category !== 'none';

const maxNamed = 4;

/** `: user.name, user.government_id and 3 more categories`; nothing where the fields are not known. */
function held({ record }: ResolvedPlaceholder): string {
  const categories = [
    ...new Set((record?.fields ?? []).flatMap(({ category }) => (category && category !== 'none' ? [category] : []))),
  ];
  if (categories.length === 0) return '';
  const more = categories.length - maxNamed;
  const named = categories.slice(0, maxNamed).join(', ');
  return `: ${named}${more > 0 ? ` and ${more} more ${more === 1 ? 'category' : 'categories'}` : ''}`;
}

/** ` Use case 'x' needs 2 of 9 fields.`, or what to do where no use case says which. */
function advice(value: ResolvedPlaceholder, useCase: UseCase | undefined): string {
  const fields = value.record?.fields ?? [];
  if (!useCase || fields.length === 0) return 'Send only the fields that the prompt needs.';
  const needs = Object.keys(useCase.needs);
  const needed = fields.filter(({ category }) => category && (category === 'none' || longestCovering(needs, category)));
  return `Use case '${useCase.id}' needs ${needed.length} of ${fields.length} fields.`;
}

export const wholeRecord: Rule = {
  meta: {
    id: 'whole-record',
    group: 'minimum-necessary',
    summary: 'A whole record is put into a prompt where a few of its fields would do.',
    severity: 'error',
    references: ['45 CFR 164.514(d)', 'GDPR Art. 5(1)(c)'],
    cwe: [201],
    starter: true,
  },
  check: ({ resolved }) =>
    placeholdersOf(resolved)
      .filter(isWhole)
      .map((value) => ({
        span: value.span,
        message: `The whole ${value.record!.name} is put in the prompt${held(value)}. ${advice(value, resolved.useCase)}`,
        level: value.level,
        type: 'WHOLE_RECORD',
        category: value.category,
        related: relatedFlow(value),
      })),
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    return value ? projectFixes(value, context) : [];
  },
};
