import type { Finding, RuleContext } from '../rules/rule.ts';
import type { Fix } from './fix.ts';

export function suppressionFixes(_finding: Finding, _context: RuleContext): Fix[] {
  return [];
}
