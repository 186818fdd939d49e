import { logFixes } from '../../fixes/index.ts';
import type { CarriedContent, ContentUse } from '../../prompt.ts';
import { sliceOf } from '../../span.ts';
import { higher } from '../../taxonomy/levels.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { auditCalls } from './uses.ts';

const words: Readonly<Record<CarriedContent['content'], string>> = {
  prompt: 'Prompt',
  answer: 'Completion',
  vault: 'Token vault',
};

/** Functions after which nothing of a text is left: its length, a count. */
const harmless = /(?:^|\.)(?:length|len|size|count|scrub|redact|tokenize|Object\.keys|typeof)$/i;

/** The same as the code writes it: `prompt.length`, `len(prompt)`, `message.id`. */
const countsOnly =
  /^[\w.$?[\]]+\.(?:length|size|count|id|model|usage(?:\.\w+)*|stop_?reason)(?:\(\))?$|^(?:len|typeof|strlen|count)\b[^,]*$/i;

/** Prompt or answer text in a log; the vault has `vault-exposed`. */
const contentOf = (use: ContentUse, { document }: RuleContext): CarriedContent[] =>
  use.carries.filter(
    ({ content, through, span }) =>
      content !== 'vault' &&
      !through.some((name) => harmless.test(name)) &&
      !countsOnly.test(sliceOf(document.text, span)),
  );

/** Log calls that carry content, the audit event apart. */
export function leaks(context: RuleContext): ContentUse[] {
  const { prompt } = context.resolved;
  const events = new Set(auditCalls(prompt, context.policy));
  return (prompt.uses ?? []).filter(
    (use) => use.kind === 'log' && !events.has(use) && contentOf(use, context).length > 0,
  );
}

export const contentInLog: Rule = {
  meta: {
    id: 'content-in-log',
    group: 'audit',
    summary: 'The text of a prompt or of an answer is written to a log.',
    severity: 'error',
    references: ['GDPR Art. 5(1)(e)', '45 CFR 164.312(b)'],
    cwe: [532, 209],
    starter: true,
  },
  check: (context): FindingDraft[] =>
    leaks(context).map((use) => {
      const what = [...new Set(contentOf(use, context).map(({ content }) => words[content]))]
        .join(' and ')
        .toLowerCase();
      return {
        span: use.calleeSpan,
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)} is written to ${use.callee}. Log ids and counts instead.`,
        // What a person asked and what Claude answered is internal at least, whatever the detectors know of it.
        level: higher(context.resolved.level.before, 'internal'),
        related: contentOf(use, context).map(({ span, content }) => ({ span, message: `${words[content]} text` })),
      };
    }),
  fixes: (finding, context) => logFixes(finding, context, leaks(context)),
};
