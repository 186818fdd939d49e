import type { Span } from '../../span.ts';
import type { PolicyProblem } from '../model.ts';

/** Mistakes that a policy can hold. `docs/policy.md` lists them. */
export type ProblemCode =
  | 'syntax'
  | 'too-large'
  | 'aliases'
  | 'extends'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'unknown-value'
  | 'unknown-category'
  | 'unknown-id'
  | 'duplicate'
  | 'date'
  | 'duration'
  | 'pattern'
  | 'contradiction'
  | 'expired'
  | 'overdue'
  | 'unused';

/** The diagnostic rule that a mistake counts as, for severities set in `rules:` and for its page. */
const ruleOf: Partial<Record<ProblemCode, string>> = {
  'unknown-key': 'policy-contradiction',
  'unknown-category': 'policy-contradiction',
  'unknown-id': 'policy-contradiction',
  'unknown-value': 'policy-contradiction',
  contradiction: 'policy-contradiction',
  expired: 'review-overdue',
  overdue: 'review-overdue',
};

export function problem(
  code: ProblemCode,
  span: Span,
  message: string,
  options: { readonly severity?: PolicyProblem['severity']; readonly fix?: PolicyProblem['fix'] } = {},
): PolicyProblem {
  const rule = ruleOf[code];
  return {
    span,
    severity: options.severity ?? 'error',
    code,
    message,
    ...(rule ? { rule } : {}),
    ...(options.fix ? { fix: options.fix } : {}),
  };
}

/** `'x'`, shortened: a policy's own words may stand in messages, whole documents may not. */
export const quote = (word: string): string => `'${word.length > 60 ? `${word.slice(0, 57)}...` : word}'`;

/** `a, b or c`. */
export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
