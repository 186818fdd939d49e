import type { RegexEngine } from '../../detection/regex-engine.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import type { Reference } from '../parse/read.ts';
import { checkContradictions } from './contradictions.ts';
import { checkEntries } from './entries.ts';
import { checkPatterns } from './patterns.ts';
import { checkReferences } from './references.ts';
import { checkReviews } from './reviews.ts';

export interface CheckOptions {
  readonly today?: string;
  readonly engine?: RegexEngine;
  /** Ids that the file's own entries refer to. */
  readonly references: readonly Reference[];
  /** Text of the policy file, from which mends are computed. */
  readonly text: string;
}

/** What can only be seen with the whole policy at hand: dangling ids, contradictions, dates, patterns. */
export function checkPolicy(policy: Policy, { today, engine, references, text }: CheckOptions): PolicyProblem[] {
  return [
    ...checkReferences(policy, references),
    ...checkEntries(policy),
    ...checkContradictions(policy, text),
    ...(engine ? checkPatterns(policy, engine) : []),
    ...(today === undefined ? [] : checkReviews(policy, today, text)),
  ];
}
