import { exampleFixes } from '../../fixes/index.ts';
import type { ResolvedLiteral } from '../../policy/resolve-model.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { identifies, isSecret, literalAt, literalsOf, typeName } from '../values.ts';
import { isInExample } from './example.ts';
import { linksOf } from './linked-literals.ts';

const isRealData = (value: ResolvedLiteral, context: RuleContext): boolean =>
  identifies(value) && !isSecret(value) && isInExample(value, context);

export const realDataInExample: Rule = {
  meta: {
    id: 'real-data-in-example',
    group: 'prompt-text',
    summary: 'An example in a prompt looks like the data of a real person.',
    severity: 'warning',
    references: ['GDPR Art. 5(1)(c)', 'GDPR Art. 25'],
    cwe: [359, 201],
    starter: true,
  },
  check(context) {
    const links = linksOf(context.resolved);
    return literalsOf(context.resolved)
      .filter((value) => isRealData(value, context) && links.get(value) === 'somebody')
      .map((value) => ({
        span: value.span,
        message: `This example looks like real data (${typeName(value)}). Use synthetic values.`,
        level: value.level,
        ...(value.entity.score < 0.5 ? { severity: 'hint' as const } : {}),
        type: value.type,
        category: value.category,
        evidence: value.entity.evidence,
      }));
  },
  fixes(finding, context) {
    const value = literalAt(context.resolved, finding);
    return value ? exampleFixes(value, context, (other) => isRealData(other, context)) : [];
  },
};
