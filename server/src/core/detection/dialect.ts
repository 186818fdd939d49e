import { RE2JS } from 're2js';

/**
 * The common dialect: what RE2 (C++), re2js and Rust's regex all read in the same way. User patterns are checked
 * against it when the policy loads, so that a pattern means the same in the editor, on the command line and in CI.
 */

/** Instructions of the compiled program; RE2's own default budget (8 MB) allows about this many. */
const maxProgramSize = 10_000;
const maxSourceLength = 2_000;

/** Why `source` is not in the common dialect, as a sentence for people; undefined when it is. */
export function dialectProblem(source: string): string | undefined {
  if (source.length === 0) return 'The pattern is empty.';
  if (source.length > maxSourceLength) return `The pattern is longer than ${maxSourceLength} characters.`;
  if (/\(\?<?[=!]/.test(source)) return 'Lookaround is not supported: use keywords, context or a checksum instead.';
  if (/(?:^|[^\\])(?:\\\\)*\\[1-9k]/.test(source)) return 'Backreferences are not supported.';
  if (/(?:^|[^\\])(?:\\\\)*\\[CGKRXZ]/.test(source)) return 'This escape is not part of RE2 syntax.';
  if (/\[\[[^\]:]|&&|--|~~/.test(source)) return 'Set operations inside a character class are not supported.';
  try {
    const compiled = RE2JS.compile(source);
    if (compiled.programSize() > maxProgramSize) return 'The pattern is too large: lower its repeat counts.';
    if (compiled.matches('')) return 'The pattern matches the empty string: it must match at least one character.';
    return undefined;
  } catch (error) {
    return `Not RE2 syntax: ${error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unreadable'}.`;
  }
}

/**
 * The same pattern for an engine whose `\b \d \w \s` mean Unicode: RE2 reads them as ASCII.
 * Inside a class `\d` and friends become ranges; outside they become classes.
 */
export function asciiClasses(source: string): string {
  let inClass = false;
  let result = '';
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!;
    if (char === '\\') {
      const escaped = source[++i] ?? '';
      result += (inClass ? rangesOf[escaped] : classesOf[escaped]) ?? `\\${escaped}`;
    } else {
      if (char === '[' && !inClass) inClass = true;
      else if (char === ']' && inClass && !/\[\^?$/.test(source.slice(0, i))) inClass = false;
      result += char;
    }
  }
  return result;
}

const rangesOf: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const classesOf: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[0-9A-Za-z_]',
  W: '[^0-9A-Za-z_]',
  s: '[\\t\\n\\f\\r ]',
  S: '[^\\t\\n\\f\\r ]',
  b: '(?-u:\\b)',
  z: '\\z',
};
