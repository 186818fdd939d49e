import type { Policy } from '../../policy/model.ts';
import type { ContentUse, Prompt } from '../../prompt.ts';

/** `audit.claude` names `audit.claude`, `this.audit.claude` and `audit.Claude`; not `preaudit.claude`. */
export function isCallTo(callee: string, functions: readonly string[]): boolean {
  const called = plain(callee);
  return functions.some((name) => called === plain(name) || called.endsWith(`.${plain(name)}`));
}

/** Case, `_` and the way of access do not count: `audit_claude_call`, `auditClaudeCall`, `audit?.claude`, `Audit::claude`. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\?\.|->|::/g, '.')
    .replace(/[_\s]|\(\)/g, '');

export const auditCalls = (prompt: Prompt, policy: Policy): ContentUse[] =>
  (prompt.uses ?? []).filter(
    (use) => use.kind !== 'return' && use.kind !== 'store' && isCallTo(use.callee, policy.audit.functions),
  );
