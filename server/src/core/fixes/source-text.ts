import type { Span } from '../span.ts';

/** Small readings of source code around a position: enough for edits of one argument or one statement. */

/** Farther than this an argument or an object is not looked for. */
const reach = 8_000;

const openers = '([{';
const closers = ')]}';

/**
 * The argument, property or element that holds `span`, with the comma that goes when it goes. Undefined where no
 * bracket is in reach.
 */
export function argumentRange(text: string, span: Span): Span | undefined {
  const before = delimiterBefore(text, span.start);
  const after = delimiterAfter(text, span.end);
  if (before === undefined || after === undefined) return undefined;
  if (text[after] === ',') return { start: before + 1, end: after + 1 };
  if (text[before] === ',') return { start: before, end: trimEnd(text, after) };
  return { start: before + 1, end: after };
}

/** The `{ … }` that directly holds `span`, braces included. */
export function objectAround(text: string, span: Span): Span | undefined {
  const start = bracketBefore(text, span.start);
  if (start === undefined || text[start] !== '{') return undefined;
  const end = bracketAfter(text, span.end);
  return end === undefined || text[end] !== '}' ? undefined : { start, end: end + 1 };
}

/** Position of the bracket that opens around `offset`. Strings are not told apart going backwards: brackets in them pair up or nothing is found. */
function bracketBefore(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0 && offset - at < reach; at--) {
    if (closers.includes(text[at]!)) depth += 1;
    else if (openers.includes(text[at]!)) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}

function delimiterBefore(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0 && offset - at < reach; at--) {
    const char = text[at]!;
    if (closers.includes(char)) depth += 1;
    else if (openers.includes(char)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (char === ',' && depth === 0) return at;
  }
  return undefined;
}

const bracketAfter = (text: string, offset: number): number | undefined => forward(text, offset, false);
const delimiterAfter = (text: string, offset: number): number | undefined => forward(text, offset, true);

/** The next closing bracket of the surrounding level, or comma on it; strings are skipped. */
function forward(text: string, offset: number, commas: boolean): number | undefined {
  let depth = 0;
  for (let at = offset; at < text.length && at - offset < reach; at++) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === '`') at = stringEnd(text, at);
    else if (openers.includes(char)) depth += 1;
    else if (closers.includes(char)) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (commas && char === ',' && depth === 0) return at;
  }
  return undefined;
}

function stringEnd(text: string, start: number): number {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n' && quote !== '`') return at;
  }
  return text.length;
}

function trimEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && /\s/.test(text[at - 1]!)) at -= 1;
  return at;
}

export const lineStartOf = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

export const indentOf = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))?.[0] ?? '';

export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** What stands on a line before a call that begins a statement there: `const message = await `, `return `, `x, err := `. */
const leadsIn =
  /^[ \t]*(?:return |await |(?:(?:const|let|var|val|auto|final)\s+)?[\w$.,{}()[\]:<>*& ]{0,120}?(?::=|=)\s*)?(?:await |async |yield |try )*$/;

/** The line on which the statement of a call begins; undefined where the call is only a part of a line. */
export function statementLine(text: string, call: number): number | undefined {
  const start = lineStartOf(text, call);
  return leadsIn.test(text.slice(start, call)) ? start : undefined;
}

/** A whole statement that consists of one call, with its line break; undefined where more stands on its lines. */
export function statementRange(text: string, call: Span): Span | undefined {
  const start = lineStartOf(text, call.start);
  if (!/^[ \t]*(?:await )?$/.test(text.slice(start, call.start))) return undefined;
  const rest = /^[ \t]*;?[ \t]*(?:\/\/[^\n]*|#[^\n]*)?(?:\r?\n|$)/.exec(text.slice(call.end, call.end + 400));
  return rest ? { start, end: call.end + rest[0].length } : undefined;
}

/** The value of a string literal at `span`, if that is what stands there: its inner span. */
export function insideQuotes(text: string, { start, end }: Span): Span {
  const quoted = /^[a-zA-Z@$]{0,2}(["'`])/.exec(text.slice(start, end));
  if (!quoted || text[end - 1] !== quoted[1]) return { start, end };
  return { start: start + quoted[0].length, end: end - 1 };
}
