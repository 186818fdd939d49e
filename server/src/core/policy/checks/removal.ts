import type { Span } from '../../span.ts';

/**
 * What to delete so that an entry is gone: its lines where it stands alone on them, else the entry and one comma beside
 * it. `entry` is a pair from its key to the end of its value, or an item of a list.
 */
export function removalOf(text: string, entry: Span): Span {
  const lineStart = entry.start === 0 ? 0 : text.lastIndexOf('\n', entry.start - 1) + 1;
  const rest = text.indexOf('\n', entry.end);
  const lineEnd = rest < 0 ? text.length : rest + 1;
  const alone = /^[ \t]*(?:- +)?$/.test(text.slice(lineStart, entry.start));
  if (alone && /^[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(entry.end, lineEnd))) return { start: lineStart, end: lineEnd };
  const after = /^\s*,\s*/.exec(text.slice(entry.end, entry.end + 200));
  if (after) return { start: entry.start, end: entry.end + after[0].length };
  const from = Math.max(0, entry.start - 200);
  const before = /,\s*$/.exec(text.slice(from, entry.start));
  return before ? { start: from + before.index, end: entry.end } : entry;
}
