import type { BodyToken, RoleToken } from './body.ts';
import { roleOf } from './families/jinja-statements.ts';

/**
 * Role markers on lines of their own. Prompty: `system:`, `# user:`, `user[name="x"]:`
 * (microsoft/prompty, runtime parser); old Console text: `Human:`, `Assistant:` at the start of a line.
 */
const roleLine = /^[ \t]*#?[ \t]*(system|developer|user|assistant|tool)(?:\[[^\]\n]{0,200}\])?[ \t]*:[ \t]*\r?$/gim;
const consoleTurn = /^[ \t]*(Human|Assistant):/gm;

/** Semantic Kernel, after rendering: `<message role="system">`. */
const message = /<message[ \t]+role="(\w{1,20})"[^>\n]{0,200}>/g;

export type RoleMarkers = 'lines' | 'turns' | 'messages' | 'none';

/** Adds role tokens where the literal text between `tokens` has markers. */
export function withRoles(text: string, tokens: readonly BodyToken[], markers: RoleMarkers): BodyToken[] {
  if (markers === 'none') return [...tokens];
  const patterns = { lines: [roleLine], turns: [roleLine, consoleTurn], messages: [message] }[markers];
  const found = patterns.flatMap((pattern) => roleTokens(text, pattern));
  if (found.length === 0) return [...tokens];
  found.sort((a, b) => a.start - b.start);
  const merged: BodyToken[] = [];
  let next = 0;
  let end = 0;
  for (const token of tokens) {
    while (next < found.length && found[next]!.start < token.start) {
      const role = found[next]!;
      if (role.start >= end && role.end <= token.start) merged.push(role);
      next += 1;
    }
    merged.push(token);
    end = token.end;
  }
  for (; next < found.length; next += 1) if (found[next]!.start >= end) merged.push(found[next]!);
  return merged;
}

function roleTokens(text: string, pattern: RegExp): RoleToken[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const role = roleOf(match[1]!);
    const end = match.index + match[0].trimEnd().length;
    return role ? [{ kind: 'role' as const, start: match.index, end, role }] : [];
  });
}

/** True when the text has lines that only a prompt has. */
export const hasRoleLines = (text: string): boolean => new RegExp(roleLine.source, 'im').test(text);
