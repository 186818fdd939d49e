/** Letters that a pattern begins with for certain: `med` of `med(?:ical)?`, `s` of `ss?n`. Up to three. */
const firstLetters = (pattern: string): string => /^(?:[a-z](?![?*{])){0,3}/.exec(pattern)![0];

/** The alternatives of a pattern outside of groups. */
function alternatives(pattern: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, pattern.slice(from)];
}

/** Offset behind the group that a pattern begins with. */
function groupEnd(pattern: string): number {
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '(') depth++;
    else if (pattern[i] === ')' && --depth === 0) return i + 1;
  }
  return pattern.length;
}

/** What a pattern (lower case, `(?:…)` groups, classes of accented letters) may begin with: up to three letters each. */
export function beginnings(pattern: string): string[] {
  return alternatives(pattern.replace(/\[(.)[^\]]{0,20}\]/g, '$1')).flatMap((one) => {
    if (!one.startsWith('(?:')) return [firstLetters(one)];
    const end = groupEnd(one);
    const inner = beginnings(one.slice(3, end - 1));
    const optional = /^(?:\?|\{0,\d\})/.exec(one.slice(end));
    return optional ? [...inner, ...beginnings(one.slice(end + optional[0].length))] : inner;
  });
}

/** True when a word whose first letters are `head` (three, or the whole of a shorter word) may begin one of them. */
export const mayBegin = (known: readonly string[], head: string): boolean =>
  known.some((one) => one.startsWith(head) || head.startsWith(one));
