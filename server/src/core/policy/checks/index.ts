import type { RegexEngine } from '../../detection/regex-engine.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import type { Reference } from '../parse/read.ts';
import { checkReferences } from './references.ts';

export interface CheckOptions {
  readonly today?: string;
  readonly engine?: RegexEngine;
  /** Ids that the file's own entries refer to. */
  readonly references: readonly Reference[];
}

/** What can only be seen with the whole policy at hand: dangling ids, contradictions, dates, patterns. */
export function checkPolicy(policy: Policy, options: CheckOptions): PolicyProblem[] {
  return [...checkReferences(policy, options.references)];
}
