import { knownLabels, singular } from './labels.ts';
import type { TokenFormat } from './token-format.ts';

/**
 * Something in a text that is a token, or a token as Claude may have rewritten it: other case, spaces, hyphens,
 * Markdown marks and backslashes inside, a plural or possessive, leading zeros, a dropped number. Which spellings
 * count depends on the text alone, never on a vault: so scrubbing can escape exactly what restoring would touch.
 */
export interface TokenLike {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Undefined: the number was dropped. */
  readonly number?: number;
  /** Written exactly as the library writes it. */
  readonly exact: boolean;
  /** `s` or `'s` that stood inside the brackets. */
  readonly suffix: string;
}

/** Longest token-like thing between its brackets, in UTF-16 code units: label (40), number (9), decoration. */
export const maxInner = 72;

/** Most backslashes before a bracket that are taken as its escape: Markdown in JSON in JSON has four. */
export const maxEscapes = 4;

/** What a token-like thing that starts at `open` needs to be known: it is one, it is none, or the text ends too early. */
export type Reading = TokenLike | 'none' | 'incomplete';

/** Reads at the opening character. `from` is where earlier backslashes may start to count (end of the previous token). */
export function readTokenAt(text: string, open: number, from: number, format: TokenFormat): Reading {
  const close = format.close.charCodeAt(0);
  const limit = Math.min(text.length, open + 1 + maxInner);
  let end = open + 1;
  while (end < limit && text.charCodeAt(end) !== close) {
    if (!isInner(text.charCodeAt(end))) return 'none';
    end += 1;
  }
  if (end === limit) {
    const short = end === text.length && end - open <= maxInner;
    return short && mayBecomeToken(text.slice(open + 1, end), format) ? 'incomplete' : 'none';
  }
  const inner = text.slice(open + 1, end);
  const read = readInner(inner, format);
  if (!read) return 'none';
  // `\[PERSON\_1\]`: as many backslashes before the opening bracket as before the closing one belong to it.
  const escapes = Math.min(countBack(text, end, open + 1), maxEscapes);
  const start = escapes > 0 && countBack(text, open, from) >= escapes ? open - escapes : open;
  return { start, end: end + 1, ...read };
}

function countBack(text: string, end: number, floor: number): number {
  let position = end;
  while (position > floor && text.charCodeAt(position - 1) === 92) position -= 1;
  return end - position;
}

function isInner(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 || // _
    code === 32 ||
    code === 45 || // -
    code === 35 || // #
    code === 58 || // :
    code === 92 || // backslash
    code === 42 || // *
    code === 96 || // `
    code === 39 || // '
    code === 0x2019
  );
}

const numbered = /^([A-Z](?:[A-Z0-9_]*[A-Z0-9])?)_([1-9][0-9]{0,8})$/;
const loose = /^([A-Z][A-Z_]*?(?:_90_PLUS)?S?)_?([0-9]{1,9})(['’]?S)?$/;

function readInner(inner: string, { separator }: TokenFormat): Omit<TokenLike, 'start' | 'end'> | undefined {
  const canonical = separator === '_' ? inner : swapLast(inner, separator);
  const exact = numbered.exec(canonical);
  if (exact) {
    const label = singular(exact[1]!) ?? exact[1]!;
    return { label, number: Number(exact[2]), exact: label === exact[1], suffix: '' };
  }
  if (knownLabels.has(inner)) return { label: inner, exact: true, suffix: '' };
  const bare = inner.replace(/[\\*`]+/g, '').trim();
  const key = keyOf(bare);
  const match = loose.exec(key);
  if (!match) return bare === key && knownLabels.has(key) ? { label: key, exact: false, suffix: '' } : undefined;
  const label = singular(match[1]!);
  if (label === undefined) return undefined;
  return { label, number: Number(match[2]), exact: false, suffix: match[3] ? bare.slice(-match[3].length) : '' };
}

const keyOf = (bare: string): string =>
  bare
    .toUpperCase()
    .replace(/[\s_\-#:]+/g, '_')
    .replace(/^_|_$/g, '');

/** False only when no continuation of `inner` is a token: in a stream, `[see the` need not wait for its bracket. */
function mayBecomeToken(inner: string, { separator }: TokenFormat): boolean {
  if (/^[A-Z][A-Z0-9_]*$/.test(inner)) return true;
  if (separator !== '_' && /^[A-Z][A-Z0-9_]*[-:#][0-9]*$/.test(inner)) return true;
  const key = keyOf(inner.replace(/[\\*`]+/g, '').trim());
  if (key === '') return true;
  for (const label of knownLabels) if (label.startsWith(key) || key.startsWith(label)) return true;
  return false;
}

/** `PERSON:1` as `PERSON_1` for the separator `:`; anything else is not canonical. */
function swapLast(inner: string, separator: string): string {
  const at = inner.lastIndexOf(separator);
  return at < 0 || inner.lastIndexOf('_') > at ? '' : `${inner.slice(0, at)}_${inner.slice(at + 1)}`;
}

/** Every token-like thing in `text`, in order. Linear: a text without the opening character costs one `indexOf`. */
export function* readTokens(text: string, format: TokenFormat): Generator<TokenLike> {
  let from = 0;
  let open = text.indexOf(format.open);
  while (open >= 0) {
    const reading = readTokenAt(text, open, from, format);
    if (typeof reading !== 'string') {
      yield reading;
      from = reading.end;
    }
    open = text.indexOf(format.open, Math.max(open + 1, from));
  }
}
