import { literalFixes } from '../../fixes/index.ts';
import { isBuiltIn } from '../../policy/index.ts';
import type { ResolvedLiteral } from '../../policy/resolve-model.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { identifies, isSecret, literalAt, literalsOf, typeName } from '../values.ts';
import { isInExample } from './example.ts';
import { linksOf } from './linked-literals.ts';

/** Kinds of part that have a rule of their own for literals. */
const elsewhere = new Set(['metadata', 'file-name', 'schema']);

export const isLiteralIdentifier = (value: ResolvedLiteral, context: Pick<RuleContext, 'document'>): boolean =>
  identifies(value) &&
  !isSecret(value) &&
  value.type !== 'CARD_CVV' &&
  !elsewhere.has(value.part.kind) &&
  !isInExample(value, context);

/** Found in every technical text; only a policy asks for them. */
const everywhere = new Set(['URL', 'USERNAME']);

export const literalIdentifier: Rule = {
  meta: {
    id: 'literal-identifier',
    group: 'prompt-text',
    summary: 'An identifier of a person is written in the text of a prompt.',
    severity: 'error',
    references: ['45 CFR 164.514(b)(2)(i)', 'GDPR Art. 5(1)(c)'],
    cwe: [359, 201],
    starter: true,
  },
  check(context) {
    const links = linksOf(context.resolved);
    // A full name with nothing beside it may be anybody's, an author's or a hero's: only a policy asks for those.
    const shown = isBuiltIn(context.policy) ? ['somebody'] : ['somebody', 'full-name'];
    return literalsOf(context.resolved)
      .filter((value) => isLiteralIdentifier(value, context) && shown.includes(links.get(value) ?? 'none'))
      .filter(({ type }) => !isBuiltIn(context.policy) || !everywhere.has(type ?? ''))
      .map((value) => ({
        span: value.span,
        message: `${typeName(value)} in prompt text. Replace it before the prompt goes to Claude.`,
        level: value.level,
        ...(value.entity.score < 0.5 || links.get(value) === 'full-name' ? { severity: 'hint' as const } : {}),
        type: value.type,
        category: value.category,
        evidence: value.entity.evidence,
      }));
  },
  fixes(finding, context) {
    const value = literalAt(context.resolved, finding);
    return value ? literalFixes(value, context, (other) => isLiteralIdentifier(other, context)) : [];
  },
};
