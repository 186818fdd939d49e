import { policyFixes, valueFixes } from '../../fixes/index.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import { somebodysLiterals } from '../prompt-text/linked-literals.ts';
import { isLinked } from '../prompt-text/special-category.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { isRecord } from '../scope.ts';
import {
  identifies,
  isPersonal,
  isSent,
  placeholdersOf,
  policyLine,
  quotedName,
  typeName,
  valueAt,
} from '../values.ts';

/** Values that a list of categories speaks about: everything that is sent, and of written text what is somebody's. */
export function listedValues({ resolved }: Pick<RuleContext, 'resolved'>): ResolvedValue[] {
  const literals = somebodysLiterals(resolved);
  return [
    ...placeholdersOf(resolved).filter((value) => !isRecord(value)),
    ...literals.filter((value) => identifies(value) || isLinked(value, literals)),
  ].filter(
    (value) =>
      value.category !== undefined && value.category !== 'none' && isSent(value) && value.part.kind !== 'metadata',
  );
}

export const subjectOf = (value: ResolvedValue): string =>
  value.kind === 'literal' ? typeName(value) : quotedName(value);

export const categoryNotPermitted: Rule = {
  meta: {
    id: 'category-not-permitted',
    group: 'classification',
    summary: 'A category of data is not on the list of what may be sent.',
    severity: 'error',
    references: ['GDPR Art. 5(1)(c)', 'ISO/IEC 27001:2022 A.8.12'],
    cwe: [201],
    starter: false,
  },
  check(context) {
    const { permitted, prohibited } = context.policy.categories;
    if (!permitted) return [];
    return listedValues(context)
      .filter(
        (value) =>
          isPersonal(value) &&
          !longestCovering(permitted, value.category!) &&
          !longestCovering(prohibited, value.category!),
      )
      .map((value) => ({
        span: value.span,
        message: `${value.category} (${subjectOf(value)}) is not on the list of permitted data. Take it out or tokenize it.`,
        level: value.level,
        type: value.type,
        category: value.category,
        related: policyLine(context.policy, 'categories.permitted', 'The list of permitted categories'),
      }));
  },
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    return value ? [...valueFixes(value, context), ...policyFixes.permit(value, context)] : [];
  },
};
