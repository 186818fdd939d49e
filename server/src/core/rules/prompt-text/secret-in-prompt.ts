import { labelFixes, removalFixes } from '../../fixes/index.ts';
import type { ResolvedLiteral, ResolvedValue } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { isSecret, isSent, literalsOf, placeholdersOf, quotedName, typeName, valueAt } from '../values.ts';

const isKey = (value: ResolvedValue): boolean => isSecret(value) || value.type === 'CARD_CVV';

/** A name that merely sounds like a secret is not enough: the placeholder has to be one that holds nothing else. */
const isTelling = (value: ResolvedValue): boolean =>
  value.kind === 'literal' || value.by !== 'name' || value.name?.evidence !== 'weak-name';

/** Arguments that are there to hold a key: what a connected server asks for does not reach the model. */
const isCredential = ({ part, ...value }: ResolvedValue): boolean =>
  (value.kind === 'placeholder' && /^(?:secrets|env)\./.test(value.segment.path ?? '')) ||
  /authorization_?token|api_?key|headers|oauth/i.test(part.argument ?? '');

export const secretInPrompt: Rule = {
  meta: {
    id: 'secret-in-prompt',
    group: 'prompt-text',
    summary: 'A key, password, connection string or card code reaches a prompt.',
    severity: 'error',
    fixed: true,
    references: ['OWASP LLM02:2025', 'OWASP LLM07:2025'],
    cwe: [798, 201],
    starter: true,
  },
  check: ({ resolved }) =>
    [...literalsOf(resolved), ...placeholdersOf(resolved).filter(isSent)]
      .filter((value) => isKey(value) && isTelling(value) && !isCredential(value))
      .map((value): FindingDraft => {
        const where = value.kind === 'literal' ? 'in prompt text' : `reaches Claude in ${quotedName(value)}`;
        return {
          span: value.span,
          message: `${typeName(value)} ${where}. Take it out; rotate it if the prompt was ever sent.`,
          type: value.type,
          category: value.category,
          ...(value.kind === 'literal' ? { evidence: value.entity.evidence } : {}),
        };
      }),
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    if (!value) return [];
    return value.kind === 'literal'
      ? labelFixes(value, context, (other: ResolvedLiteral) => isKey(other))
      : removalFixes(value, context);
  },
};
