import { policyFixes, valueFixes } from '../../fixes/index.ts';
import type { Rule } from '../rule.ts';
import { typeName, valueAt } from '../values.ts';
import { articleOf, specialValues } from './special-category.ts';

export const specialCategoryInPrompt: Rule = {
  meta: {
    id: 'special-category-in-prompt',
    group: 'prompt-text',
    summary: 'Special category data (GDPR Art. 9 or 10) that is linked to a person.',
    severity: 'error',
    references: ['GDPR Art. 9', 'GDPR Art. 10'],
    cwe: [359],
    starter: false,
  },
  check(context) {
    const { useCase } = context.resolved;
    if (useCase?.legalBasis?.special) return [];
    return specialValues(context).map((value) => ({
      span: value.span,
      message: `Special category data (${typeName(value)}, GDPR ${articleOf(value)}) linked to a person. Remove it, or record the condition that allows it.`,
      level: value.level,
      type: value.type,
      category: value.category,
    }));
  },
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    if (!value) return [];
    return [...valueFixes(value, context), ...policyFixes.specialCondition(context)];
  },
};
