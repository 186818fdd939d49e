import { logFixes } from '../../fixes/index.ts';
import { isBuiltIn } from '../../policy/index.ts';
import type { CarriedContent, ContentUse } from '../../prompt.ts';
import { sliceOf } from '../../span.ts';
import { higher } from '../../taxonomy/levels.ts';
import { rawIdentifiers } from '../minimum-necessary/carries-raw.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { auditCalls } from './uses.ts';

const words: Readonly<Record<CarriedContent['content'], string>> = {
  prompt: 'Prompt',
  answer: 'Completion',
  vault: 'Token vault',
};

/** Functions after which nothing of a text is left: its length, a count. */
const harmless = /(?:^|\.)(?:length|len|size|count|scrub|redact|tokenize|Object\.keys|typeof)$/i;

/** The last name of an access that tells about a call without its text: `prompt.length`, `message.id`, `fallback_model`. */
const aboutTheCall =
  /(?:^|[._])(?:length|len|size|count|tokens?|cost|usage|ids?|names?|model(?:_?(?:id|name|used))?|type|subtype|status|reason|error|err|exc|is_\w+|duration\w*|latency\w*|role|provider|tier|source|group|version|code)(?:\(\))?$/i;
const counted = /^(?:len|typeof|type|strlen|count|id)\b/i;

const isHarmless = (expression: string): boolean => {
  // `x if x > 0 else None` is `x`; of a call the name of the function tells.
  const bare = expression
    .trim()
    .replace(/ if [\s\S]*$/, '')
    .replace(/[:!][^:!{}()]*$/, '')
    .replace(/\([^()]*\)$/, '');
  return (
    counted.test(bare) || (/^[\w.$?[\]'"()]*$/.test(bare) && aboutTheCall.test(snake(bare.replace(/\.__name__$/, ''))))
  );
};

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2');

/** Expressions put into a text: `{x}` of an f-string, `${x}` of a template literal. */
const interpolated = /\$?\{([^{}]{1,200})\}/g;

/** Nothing of a text is in it: an access on its length or id, or a message in which every value put in is one. */
function countsOnly(written: string): boolean {
  if (!/^[a-z]{0,2}\\?["'`]/i.test(written)) return isHarmless(written);
  return [...written.matchAll(interpolated)].every((match) => isHarmless(match[1]!));
}

/** Go's `%T` prints the type, `%w` wraps an error, `%d` counts. */
const printsTypes = (call: string): boolean =>
  /^fmt\.Errorf\(\s*"/.test(call) && !/%[+#]?[vsq]/.test(call.slice(0, 300));

/** Prompt or answer text in a log; the vault has `vault-exposed`. */
const contentOf = (use: ContentUse, { document }: RuleContext): CarriedContent[] =>
  use.carries.filter(
    ({ content, through, span }) =>
      content !== 'vault' &&
      !through.some((name) => harmless.test(name)) &&
      !countsOnly(sliceOf(document.text, span)) &&
      !printsTypes(sliceOf(document.text, use.span)),
  );

/** What a program or a notebook prints for its user, as opposed to a log that others keep. */
const prints =
  /^(?:print|pprint|rich\.print|console\.(?:log|print)|puts|p|pp|echo|printf?|println!?|fmt\.Print\w*|System\.out\.\w+|Console\.Write\w*|process\.stdout\.write|sys\.stdout\.write|display|click\.echo|st\.\w+)$/;

/**
 * Without a policy printing is taken for output, unless personal data flows into the prompt: a tutorial prints every
 * answer. A notebook prints for nobody but its reader.
 */
function isOutput(use: ContentUse, { resolved, policy, document }: RuleContext): boolean {
  if (!prints.test(use.callee) || !isBuiltIn(policy)) return false;
  return document.uri.endsWith('.ipynb') || rawIdentifiers(resolved).length === 0;
}

/** Log calls that carry content, the audit event apart. */
export function leaks(context: RuleContext): ContentUse[] {
  const { prompt } = context.resolved;
  const events = new Set(auditCalls(prompt, context.policy));
  return (prompt.uses ?? []).filter(
    (use) => use.kind === 'log' && !events.has(use) && contentOf(use, context).length > 0 && !isOutput(use, context),
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
