import type { Span } from '../span.ts';
import { skipString } from './expression/lexer.ts';

/** A tag cut out of text: `{{ … }}`, `{% … %}`, `{# … #}`. `inner` excludes delimiters and whitespace control. */
export interface Tag extends Span {
  readonly kind: 'print' | 'statement' | 'comment';
  readonly inner: Span;
  /** False for a half-typed tag; it then ends with its line or before the next tag. */
  readonly closed: boolean;
}

/** Delimiters of an engine that writes `{{ }}`, `{% %}` and, in some, `{# #}`. */
export interface TagStyle {
  readonly comment: boolean;
  readonly statement: boolean;
  /** Last `#}` of the text: with none ahead, a file of `{#` would be searched to its end each time. */
  readonly lastComment?: number;
}

/** No tag that a person writes is longer; the bound keeps scanning linear where quotes are left open. */
const longestTag = 20_000;

/** The next tag at or after `from`. */
export function nextTag(text: string, from: number, style: TagStyle): Tag | undefined {
  for (let start = text.indexOf('{', from); start >= 0; start = text.indexOf('{', start + 1)) {
    const second = text[start + 1];
    if (second === '{') return codeTag(text, start, 'print', '}}');
    if (second === '%' && style.statement) return codeTag(text, start, 'statement', '%}');
    if (second === '#' && style.comment) return commentTag(text, start, style.lastComment ?? text.length);
  }
  return undefined;
}

function commentTag(text: string, start: number, last: number): Tag {
  const close = last < start + 2 ? -1 : text.indexOf('#}', start + 2);
  const end = close < 0 ? lineEnd(text, start) : close + 2;
  return { kind: 'comment', start, end, inner: { start: start + 2, end: close < 0 ? end : close }, closed: close >= 0 };
}

function codeTag(text: string, start: number, kind: 'print' | 'statement', close: string): Tag {
  const innerStart =
    start + 2 + (text[start + 2] === '-' || text[start + 2] === '+' || text[start + 2] === '~' ? 1 : 0);
  const at = findClose(text, innerStart, close);
  if (at === undefined) {
    const end = brokenEnd(text, start);
    return { kind, start, end, inner: { start: Math.min(innerStart, end), end }, closed: false };
  }
  const trimmed = at > innerStart && '-+~'.includes(text[at - 1]!) ? at - 1 : at;
  return { kind, start, end: at + 2, inner: { start: innerStart, end: trimmed }, closed: true };
}

/** Offset of the closing delimiter: strings are stepped over, braces of a dictionary are balanced. */
function findClose(text: string, from: number, close: string): number | undefined {
  const limit = Math.min(text.length, from + longestTag);
  let depth = 0;
  for (let index = from; index < limit; index += 1) {
    const char = text[index]!;
    if (depth === 0 && text.startsWith(close, index)) return index;
    if (char === '"' || char === "'") {
      const after = skipString(text, index, limit);
      if (after >= limit && text[limit - 1] !== char) return plainClose(text, index, close);
      index = after - 1;
    } else if (char === '{') {
      const next = text[index + 1];
      if (next === '%' || next === '#' || next === '{') return undefined;
      depth += 1;
    } else if (char === '}') {
      if (depth === 0 && close !== '}}') return undefined;
      depth = Math.max(0, depth - 1);
    }
  }
  return undefined;
}

/** With a quote left open the tag may still end on its line: `{{ x | f(" }}`. */
function plainClose(text: string, from: number, close: string): number | undefined {
  const at = text.slice(from, lineEnd(text, from)).indexOf(close);
  return at < 0 ? undefined : from + at;
}

function brokenEnd(text: string, start: number): number {
  const end = lineEnd(text, start);
  const next = text.slice(start + 2, end).search(/\{[{%#]/);
  return next < 0 ? end : start + 2 + next;
}

/** `indexOf` that looks no further than a tag can reach: called once a tag, it must not read the whole file. */
export function find(text: string, needle: string, from: number, reach = longestTag): number {
  const at = text.slice(from, from + reach).indexOf(needle);
  return at < 0 ? -1 : from + at;
}

/** A line is looked at so far: where lines are longer, a broken tag ends there. */
const longestLine = 1_000;

/** End of the line (or of what is looked at of it). */
export function lineEnd(text: string, from: number): number {
  const newline = find(text, '\n', from, longestLine);
  const end = newline < 0 ? Math.min(text.length, from + longestLine) : newline;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}
