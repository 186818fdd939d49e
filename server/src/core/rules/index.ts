import type { Fix } from '../fixes/fix.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [];

/** Findings of one prompt: every rule that is on, severities and precedence applied. */
export function checkPrompt(_context: RuleContext, _promptIndex: number): Finding[] {
  return [];
}

/** Fixes of a finding, preferred first. */
export function fixesFor(_finding: Finding, _context: RuleContext): Fix[] {
  return [];
}
