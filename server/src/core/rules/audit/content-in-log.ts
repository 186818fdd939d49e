import { logFixes } from '../../fixes/index.ts';
import type { CarriedContent, ContentUse } from '../../prompt.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { auditCalls } from './uses.ts';

const words: Readonly<Record<CarriedContent['content'], string>> = {
  prompt: 'Prompt',
  answer: 'Completion',
  vault: 'Token vault',
};

/** Functions after which nothing of a text is left: its length, a count. */
const harmless = /(?:^|\.)(?:length|len|size|count|scrub|redact|tokenize|Object\.keys|typeof)$/i;

/** Prompt or answer text in a log; the vault has `vault-exposed`. */
const contentOf = (use: ContentUse): CarriedContent[] =>
  use.carries.filter(({ content, through }) => content !== 'vault' && !through.some((name) => harmless.test(name)));

/** Log calls that carry content, the audit event apart. */
export function leaks({ resolved: { prompt }, policy }: RuleContext): ContentUse[] {
  const events = new Set(auditCalls(prompt, policy));
  return (prompt.uses ?? []).filter((use) => use.kind === 'log' && !events.has(use) && contentOf(use).length > 0);
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
      const what = [...new Set(contentOf(use).map(({ content }) => words[content]))].join(' and ').toLowerCase();
      return {
        span: use.calleeSpan,
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)} is written to ${use.callee}. Log ids and counts instead.`,
        level: context.resolved.level.before,
        related: contentOf(use).map(({ span, content }) => ({ span, message: `${words[content]} text` })),
      };
    }),
  fixes: (finding, context) => logFixes(finding, context, leaks(context)),
};
