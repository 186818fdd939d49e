import { applyForm, removalFixes } from '../../fixes/index.ts';
import { satisfies } from '../../policy/forms.ts';
import type { ResolvedPlaceholder } from '../../policy/resolve-model.ts';
import type { Rule } from '../rule.ts';
import { isSecret, placeholderAt, placeholdersOf, quotedName, relatedFlow, typeOf } from '../values.ts';

/** Text that somebody wrote, or a tool answered: any identifier may stand in it. */
function isFreeText(value: ResolvedPlaceholder): boolean {
  if (value.record || value.category === 'none' || isSecret(value) || value.part.kind === 'metadata') return false;
  if (value.required === 'scrub' || typeOf(value)?.form === 'scrub') return true;
  return (
    value.category === undefined &&
    (value.part.kind === 'tool-result' || value.part.kind === 'document' || value.part.kind === 'media')
  );
}

export const unscrubbedFreeText: Rule = {
  meta: {
    id: 'unscrubbed-free-text',
    group: 'minimum-necessary',
    summary: 'Free text is put into a prompt without scrubbing.',
    severity: 'warning',
    references: ['GDPR Art. 25', '45 CFR 164.514(b)'],
    cwe: [212],
    starter: false,
  },
  check: ({ resolved }) =>
    placeholdersOf(resolved)
      .filter((value) => isFreeText(value) && !satisfies(value.sent, 'scrub'))
      .map((value) => {
        const from = value.source ? value.source.id : quotedName(value);
        const media = value.part.kind === 'media';
        return {
          span: value.span,
          message: media
            ? `An image or file from ${from} goes in as it is; it can hold any identifier, and cannot be scrubbed as text.`
            : `Free text from ${from} goes in unscrubbed; it can hold any identifier.`,
          level: value.level,
          type: value.type,
          category: value.category,
          related: relatedFlow(value),
        };
      }),
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    if (!value) return [];
    const scrubbed = value.part.kind === 'media' ? undefined : applyForm(value, 'scrub', context);
    return [...(scrubbed ? [scrubbed] : []), ...removalFixes(value, context)];
  },
};
