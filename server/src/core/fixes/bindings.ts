import type { ResolvedPlaceholder } from '../policy/resolve-model.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Fix } from './fix.ts';

/** Ways to tell the policy what a placeholder carries. Edits of the policy file, so there must be one. */
export function bindingFixes(_value: ResolvedPlaceholder, _context: RuleContext): Fix[] {
  return [];
}
