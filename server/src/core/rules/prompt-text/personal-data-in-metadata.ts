import { literalFixes, opaqueIdFixes } from '../../fixes/index.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import {
  capitalized,
  identifies,
  isSent,
  literalsOf,
  placeholdersOf,
  quotedName,
  typeName,
  valueAt,
} from '../values.ts';

/** Opaque by nature: an internal id says nothing to anyone outside. */
const opaque = new Set(['USER_ID', 'PSEUDONYMOUS_ID', 'STUDY_SUBJECT_ID']);

const isMetadata = ({ part }: ResolvedValue): boolean =>
  part.kind === 'metadata' ||
  part.kind === 'file-name' ||
  /(?:^|\.)(?:title|context|filename|custom_id)$/.test(part.argument ?? '');

export const isNamingMetadata = (value: ResolvedValue): boolean =>
  isMetadata(value) &&
  identifies(value) &&
  isSent(value) &&
  !opaque.has(value.type ?? '') &&
  value.category !== 'user.unique_id.pseudonymous';

export const personalDataInMetadata: Rule = {
  meta: {
    id: 'personal-data-in-metadata',
    group: 'prompt-text',
    summary: 'Metadata, a file name or a document title names a person.',
    severity: 'error',
    fixed: true,
    references: ['Messages API reference, metadata.user_id', 'Claude API, HIPAA readiness: handling PHI'],
    cwe: [201],
    starter: true,
  },
  check: ({ resolved }) =>
    [...placeholdersOf(resolved), ...literalsOf(resolved)].filter(isNamingMetadata).map((value): FindingDraft => {
      const argument = value.part.argument ?? 'metadata';
      const rule = argument.endsWith('user_id')
        ? 'metadata.user_id must be an opaque id'
        : `${argument} must not name a person`;
      return {
        span: value.span,
        message: `${rule}. ${value.kind === 'literal' ? 'The value' : capitalized(quotedName(value))} is ${typeName(value)}.`,
        type: value.type,
        category: value.category,
      };
    }),
  fixes(finding, context) {
    const value = valueAt(context.resolved, finding);
    if (!value) return [];
    return value.kind === 'literal' ? literalFixes(value, context, isNamingMetadata) : opaqueIdFixes(value, context);
  },
};
