import { kind, wordUnit } from './characters.ts';
import { hashNext, hashStart, type Lexicon, noWord } from './lexicon.ts';
import { trigger } from './roles.ts';

export { kind } from './characters.ts';

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
  /** Indexes of the tokens that begin with a capital. */
  readonly capitals: readonly number[];
  /** Indexes of the words with a role at which a recognizer begins (`trigger`): most words of a text have none. */
  readonly known: readonly number[];
  /** Offsets of `@`. */
  readonly ats: readonly number[];
  /** Offsets of `://`. */
  readonly schemes: readonly number[];
  /** Offsets of the first of two colons near hexadecimal digits: candidates for IPv6 and MAC addresses. */
  readonly colons: readonly number[];
}

/** Arrays for a text of up to `length` characters: between two tokens stands at least one character. */
const arraysFor = (length: number) => {
  const size = (length >> 1) + 1;
  return {
    start: new Int32Array(size),
    end: new Int32Array(size),
    kinds: new Uint8Array(size),
    roles: new Int32Array(size),
  };
};

/** Texts up to this length share one set of arrays: for a short text, new ones cost more than reading it. */
const sharedLength = 0x8000;

/**
 * Makes a scanner, which splits a text into tokens and looks each word up: one pass, linear. Its result holds until the
 * scanner is called again.
 */
export function createScanner(lexicon: Lexicon): (text: string) => Tokens {
  const shared = arraysFor(sharedLength);
  return (text) => {
    const { length } = text;
    const { start, end, kinds, roles } = length > sharedLength ? arraysFor(length) : shared;
    const numbers: number[] = [];
    const mixed: number[] = [];
    const capitals: number[] = [];
    const known: number[] = [];
    const ats: number[] = [];
    const schemes: number[] = [];
    const colons: number[] = [];
    let count = 0;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      let unit = wordUnit(code);
      if (unit === 0) {
        if (code === 64) ats.push(i);
        else if (code === 58) {
          if (text.charCodeAt(i + 1) === 47 && text.charCodeAt(i + 2) === 47) schemes.push(i);
          else colons.push(i);
        }
        continue;
      }
      const from = i;
      const isCapital = (unit & kind.upper) !== 0;
      const isNumber = (unit & kind.digit) !== 0;
      const first = unit;
      let rest = 0;
      let hash = hashStart;
      do {
        hash = hashNext(hash, unit >>> 8);
        i++;
        unit = i < length ? wordUnit(text.charCodeAt(i)) : 0;
        rest |= unit;
      } while (unit !== 0);
      const bits = first | rest | (isCapital ? kind.upperStart : 0) | (rest & kind.upper ? kind.upperInside : 0);
      let role = noWord;
      if (isCapital) capitals.push(count);
      if (isNumber) numbers.push(count);
      else if (bits & (kind.digit | kind.underscore)) mixed.push(count);
      else {
        role = lexicon.find(text, from, i, hash);
        if (role & trigger) known.push(count);
      }
      start[count] = from;
      end[count] = i;
      kinds[count] = bits;
      roles[count++] = role;
      i--;
    }
    return { text, count, start, end, kinds, roles, numbers, mixed, capitals, known, ats, schemes, colons };
  };
}

/** A single blank between a token and the next. */
export const isBlankAfter = ({ text, count, start, end }: Tokens, index: number): boolean =>
  index + 1 < count && start[index + 1]! - end[index]! === 1 && text.charCodeAt(end[index]!) === 32;

/** Longer gaps between two tokens than this join nothing. */
const widestGap = 12;

/** The text between a token and the next; `…` for a wide one, so that no expression ever reads a long run of blanks. */
export function gapAfter({ text, count, start, end }: Tokens, index: number): string {
  if (index < 0 || index + 1 >= count) return '';
  const from = end[index]!;
  const to = start[index + 1]!;
  return to - from > widestGap ? '…' : text.slice(from, to);
}
