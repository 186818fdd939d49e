import { classOf, digit, folded, isLetter, lower, other, tableSize, upper } from './characters.ts';
import { type Lexicon, noWord } from './lexicon.ts';

/** What a token is made of. */
export const kind = { upperStart: 1, lower: 2, upper: 4, digit: 8, underscore: 16, nonAscii: 32 } as const;

/** Words and numbers of a text, as parallel arrays: no object a token, so that a scan costs a few nanoseconds a character. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** `kind` bits. */
  readonly kinds: Uint8Array;
  /** Role bits of the lexicon for the word; 0 for an unknown one. */
  readonly roles: Int32Array;
  /** Indexes of the tokens that begin with a digit. */
  readonly numbers: readonly number[];
  /** Indexes of the tokens with a letter first and a digit or underscore later. */
  readonly mixed: readonly number[];
  /** Indexes of the words that have roles. */
  readonly known: readonly number[];
  /** Offsets of `@`. */
  readonly ats: readonly number[];
  /** Offsets of `://`. */
  readonly schemes: readonly number[];
  /** Offsets of the first of two colons near hexadecimal digits: candidates for IPv6 and MAC addresses. */
  readonly colons: readonly number[];
}

/** Splits a text into tokens and looks each word up. One pass, linear. */
export function scan(text: string, lexicon: Lexicon): Tokens {
  let capacity = Math.max(64, text.length >> 2);
  let start = new Int32Array(capacity);
  let end = new Int32Array(capacity);
  let kinds = new Uint8Array(capacity);
  let roles = new Int32Array(capacity);
  const numbers: number[] = [];
  const mixed: number[] = [];
  const known: number[] = [];
  const ats: number[] = [];
  const schemes: number[] = [];
  const colons: number[] = [];
  let count = 0;
  const length = text.length;
  for (let i = 0; i < length; ) {
    const code = text.charCodeAt(i);
    const first = code < tableSize ? classOf[code]! : isLetter(code) ? lower : other;
    if (first === other) {
      if (code === 64) ats.push(i);
      else if (code === 58) {
        if (text.charCodeAt(i + 1) === 47 && text.charCodeAt(i + 2) === 47) schemes.push(i);
        else colons.push(i);
      }
      i++;
      continue;
    }
    const from = i;
    let bits = first === upper ? kind.upperStart : 0;
    let hash = 0x811c9dc5;
    let c = code;
    let cls = first;
    do {
      if (cls === lower) bits |= kind.lower;
      else if (cls === upper) bits |= kind.upper;
      else if (cls === digit) bits |= kind.digit;
      else bits |= kind.underscore;
      if (c >= 0x80) bits |= kind.nonAscii;
      hash = Math.imul(hash ^ (c < tableSize ? folded[c]! : c), 0x01000193);
      if (++i >= length) break;
      c = text.charCodeAt(i);
      cls = c < tableSize ? classOf[c]! : isLetter(c) ? lower : other;
    } while (cls !== other);
    if (count === capacity) {
      capacity *= 2;
      start = grow(start, new Int32Array(capacity));
      end = grow(end, new Int32Array(capacity));
      kinds = grow(kinds, new Uint8Array(capacity));
      roles = grow(roles, new Int32Array(capacity));
    }
    start[count] = from;
    end[count] = i;
    kinds[count] = bits;
    if (first === digit) numbers.push(count);
    else if (bits & (kind.digit | kind.underscore)) mixed.push(count);
    else {
      const role = lexicon.find(text, from, i, hash);
      if (role !== noWord) {
        roles[count] = role;
        known.push(count);
      }
    }
    count++;
  }
  return { text, count, start, end, kinds, roles, numbers, mixed, known, ats, schemes, colons };
}

function grow<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Longer gaps between two tokens than this join nothing. */
const widestGap = 12;

/** The text between a token and the next; `…` for a wide one, so that no expression ever reads a long run of blanks. */
export function gapAfter({ text, start, end }: Tokens, index: number): string {
  const from = end[index];
  const to = start[index + 1];
  if (from === undefined || to === undefined || index < 0) return '';
  return to - from > widestGap ? '…' : text.slice(from, to);
}
