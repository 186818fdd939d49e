import { restoreFixes } from '../../fixes/index.ts';
import type { ContentUse } from '../../prompt.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { placeholdersOf } from '../values.ts';

const restores = /(?:^|[._])(?:restore|detokenize|untokenize|unmask|deanonymize|rehydrate)\w*$/i;

const isRestored = (through: readonly string[]): boolean => through.some((name) => restores.test(name));

/** Uses of the answer where a token would be read by somebody: it is handed on, stored or given to another function. */
const readers = (uses: readonly ContentUse[]): ContentUse[] =>
  uses.filter(
    (use) =>
      !use.before &&
      use.kind !== 'log' &&
      !restores.test(use.callee) &&
      use.carries.some(({ content, through }) => content === 'answer' && !isRestored(through)),
  );

/** The first place where an answer with tokens is used as it came. */
export function unrestored({ resolved }: RuleContext): ContentUse | undefined {
  const { prompt } = resolved;
  if (prompt.request.guarded) return undefined;
  const uses = prompt.uses ?? [];
  const tokenizes =
    prompt.origin === 'call' && placeholdersOf(resolved).some(({ sent }) => sent === 'tokenize' || sent === 'scrub');
  if (
    !tokenizes ||
    uses.some((use) => restores.test(use.callee) || use.carries.some(({ through }) => isRestored(through)))
  )
    return undefined;
  return readers(uses).find(({ kind }) => kind === 'return' || kind === 'store') ?? readers(uses)[0];
}

export const tokenNotRestored: Rule = {
  meta: {
    id: 'token-not-restored',
    group: 'round-trip',
    summary: 'Tokens go out, and the answer is used without putting the values back.',
    severity: 'warning',
    references: ['GDPR Art. 5(1)(d)'],
    cwe: [],
    starter: false,
  },
  check(context): FindingDraft[] {
    const use = unrestored(context);
    if (!use) return [];
    const carried = use.carries.find(({ content }) => content === 'answer')!;
    return [
      {
        span: carried.span,
        message: 'Tokens leave here, but the answer is used without restore(). Restore it with the same vault.',
        related: [{ span: context.resolved.prompt.anchor, message: 'The call that sends tokens' }],
      },
    ];
  },
  fixes: (finding, context) => restoreFixes(finding, context),
};
