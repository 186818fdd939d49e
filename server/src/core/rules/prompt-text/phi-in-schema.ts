import { labelFixes, removalFixes } from '../../fixes/index.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { identifies, isHealthValue, isPersonal, isSent, literalsOf, placeholdersOf, valueAt } from '../values.ts';

/** Built from people's data: an identifier, or any value that flows from a source of records. */
const isData = (value: ResolvedValue): boolean =>
  value.part.kind === 'schema' &&
  isSent(value) &&
  (identifies(value) ||
    (value.kind === 'placeholder' && isPersonal(value) && (value.by === 'flow' || isHealthValue(value))));

export const phiInSchema: Rule = {
  meta: {
    id: 'phi-in-schema',
    group: 'prompt-text',
    summary: 'A JSON schema holds personal data: schemas are cached apart from messages.',
    severity: 'error',
    fixed: true,
    references: ['Claude API, HIPAA readiness: no PHI in JSON schemas'],
    cwe: [212],
    starter: false,
  },
  check: ({ resolved }) =>
    [...placeholdersOf(resolved), ...literalsOf(resolved)].filter(isData).map(
      (value): FindingDraft => ({
        span: value.span,
        message: `Personal data in a JSON schema (${value.part.argument ?? 'schema'}). Schemas are cached apart from messages: put it in the message.`,
        type: value.type,
        category: value.category,
      }),
    ),
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    if (!value) return [];
    return value.kind === 'literal' ? labelFixes(value, context, isData) : removalFixes(value, context);
  },
};
