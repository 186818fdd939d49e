/** How a language writes strings and comments: enough to walk over code and not be misled by what they contain. */
export interface Lexis {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Longest first: `"""` before `"`. */
  readonly quotes: readonly string[];
}

export const cLike: Lexis = { lineComments: ['//'], blockComments: [['/*', '*/']], quotes: ['"', "'", '`'] };

/** The offset after the string or comment that starts at `position`; `position` itself when none does. */
export function skipOpaque(text: string, position: number, lexis: Lexis): number {
  for (const mark of lexis.lineComments) {
    if (text.startsWith(mark, position)) return endOr(text, text.indexOf('\n', position));
  }
  for (const [open, close] of lexis.blockComments) {
    if (!text.startsWith(open, position)) continue;
    const end = text.indexOf(close, position + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  for (const quote of lexis.quotes) if (text.startsWith(quote, position)) return skipString(text, position, quote);
  return position;
}

function skipString(text: string, position: number, quote: string): number {
  let at = position + quote.length;
  while (at < text.length) {
    if (text.charCodeAt(at) === 92) at += 2;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else at += 1;
  }
  return text.length;
}

const endOr = (text: string, position: number): number => (position < 0 ? text.length : position);

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The offset of the bracket that closes the one at `open`, at most at `limit`; -1 when there is none. */
export function closing(text: string, open: number, limit: number, lexis: Lexis): number {
  const stack: string[] = [];
  let at = open;
  while (at < limit) {
    const next = skipOpaque(text, at, lexis);
    if (next > at) {
      at = next;
      continue;
    }
    const char = text[at]!;
    if (closers[char]) stack.push(closers[char]);
    else if (char === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) return at;
    }
    at += 1;
  }
  return -1;
}

/** Items of a bracketed list, split at its commas: spans without surrounding blanks. */
export function items(text: string, open: number, close: number, lexis: Lexis): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = open + 1;
  let at = start;
  const push = (end: number) => {
    const raw = text.slice(start, end);
    const blank = raw.length - raw.trimStart().length;
    if (raw.trim() !== '') found.push({ start: start + blank, end: start + raw.trimEnd().length });
    start = end + 1;
  };
  while (at < close) {
    const next = skipOpaque(text, at, lexis);
    if (next > at) at = next;
    else if (closers[text[at]!]) at = Math.max(at, closing(text, at, close, lexis)) + 1;
    else {
      if (text[at] === ',') push(at);
      at += 1;
    }
  }
  push(close);
  return found;
}

/** Indentation of the line that `position` stands on. */
export function indentAt(text: string, position: number): string {
  const line = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, position + 200))![0];
}

export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** One level of indentation, as the file has it. */
export function indentUnit(text: string): string {
  const first = /^([ \t]+)\S/m.exec(text)?.[1];
  if (first === undefined) return '  ';
  return first.startsWith('\t') ? '\t' : ' '.repeat(first.length >= 4 && first.length % 4 === 0 ? 4 : 2);
}

/** What the string literal around `position` begins with, walking from `from` (code, not inside a string); undefined outside of one. */
export function quoteAround(text: string, position: number, from: number, lexis: Lexis): string | undefined {
  let at = from;
  while (at < position) {
    const next = skipOpaque(text, at, lexis);
    if (next > position) return lexis.quotes.find((quote) => text.startsWith(quote, at));
    at = Math.max(next, at + 1);
  }
  return undefined;
}
