import { auditFieldFixes } from '../../fixes/index.ts';
import type { CarriedContent, ContentUse } from '../../prompt.ts';
import { sliceOf } from '../../span.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { healthInformation, listOf } from '../scope.ts';
import { policyLine } from '../values.ts';
import { contentNames, fieldName, missingFields } from './event-fields.ts';
import { auditCalls } from './uses.ts';

/** Content in an event. The response object is none: the audit function takes id, model and usage from it; its text is. */
export const contentIn = (use: ContentUse, { resolved, document }: RuleContext): CarriedContent[] =>
  use.carries.filter(({ content, span }) => {
    const name = resolved.prompt.request.answer?.name;
    const written = sliceOf(document.text, span);
    return content !== 'answer' || !name || !written.includes(name) || textOfAnswer.test(written);
  });

/** `message.content`, `response["content"]`, `result.text`, `getText()`. */
const textOfAnswer = /(?:\.|->|\[["'])(?:content|text|completion|output|finalText|final_text|get_?text)\b/i;

/** Six years: 45 CFR 164.316(b)(2)(i). Undefined for a duration that is not in years, months, weeks or days. */
function years(duration: string): number | undefined {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration);
  if (!match) return undefined;
  const [y, m, w, d] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
  return y + m / 12 + (w * 7 + d) / 365;
}

function problemsOf(use: ContentUse, context: RuleContext): string[] {
  if (contentIn(use, context).length > 0 || (use.keys ?? []).some((key) => contentNames.has(fieldName(key))))
    return ['Audit event contains prompt content. Record kinds and counts, never the text.'];
  if (!use.keys || use.keys.includes('...')) return [];
  const missing = missingFields(use.keys).map(({ field }) => field);
  return missing.length > 0 ? [`Audit event lacks ${listOf(missing)}. Add them.`] : [];
}

const isShort = ({ policy, resolved }: RuleContext, health: boolean): boolean =>
  health &&
  resolved.prompt.origin === 'call' &&
  policy.audit.retention !== undefined &&
  (years(policy.audit.retention) ?? 6) < 6;

export const auditEventIncomplete: Rule = {
  meta: {
    id: 'audit-event-incomplete',
    group: 'audit',
    summary: 'An audit event lacks a field, holds content, or is not kept long enough.',
    severity: 'warning',
    references: ['45 CFR 164.312(b)', '45 CFR 164.316(b)(2)(i)'],
    cwe: [778, 532],
    starter: false,
    ofCall: true,
  },
  check(context): FindingDraft[] {
    const { resolved, policy } = context;
    const calls = auditCalls(resolved.prompt, policy);
    const found = calls.flatMap((use) =>
      problemsOf(use, context).map((message): FindingDraft => ({ span: use.calleeSpan, message })),
    );
    if (calls.length > 0 && isShort(context, healthInformation(context) !== undefined)) {
      found.push({
        span: calls[0]!.calleeSpan,
        message: `Audit events about health information are kept for ${policy.audit.retention}; the law asks for six years. Set audit.retention to P6Y.`,
        related: policyLine(policy, 'audit.retention', 'Retention of audit events'),
        subject: { retention: true },
      });
    }
    return found;
  },
  fixes: (finding, context) => auditFieldFixes(finding, context),
};
