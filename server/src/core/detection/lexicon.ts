import { wordUnit } from './characters.ts';

/** `find` of a word that is not in the lexicon. */
export const noWord = 0;

/** Words with role bits, found without making a string: an open hash table over one pool of characters. */
export interface Lexicon {
  /** Role bits of `text[start, end)`, whose folded hash (`hashStart`, `hashNext`) is `hash`; `noWord` when unknown. */
  find(text: string, start: number, end: number, hash: number): number;
  /** Role bits of a word: for tests and for code that is not on the fast path. */
  roles(word: string): number;
}

/** Gives each word of a list as its characters, in an array that holds until the next one. */
export type WordList = (add: (chars: Uint16Array, length: number) => void) => void;

/** FNV-1a over folded UTF-16 units: the scan computes it while it reads. */
export const hashStart = 0x811c9dc5 | 0;
export const hashNext = (hash: number, folded: number): number => Math.imul(hash ^ folded, 0x01000193);

/** A list of words as strings. */
export const listed =
  (words: Iterable<string>): WordList =>
  (add) => {
    let chars = new Uint16Array(64);
    for (const word of words) {
      if (word.length > chars.length) chars = new Uint16Array(word.length);
      for (let i = 0; i < word.length; i++) chars[i] = word.charCodeAt(i);
      add(chars, word.length);
    }
  };

/** Builds a lexicon from lists of words, each with its role bits; words that fold alike are one. */
export function buildLexicon(lists: readonly (readonly [words: WordList, role: number])[]): Lexicon {
  let mask = 63;
  let slots = new Int32Array(mask + 1).fill(-1);
  let hashes = new Int32Array(64);
  let bits = new Int32Array(64);
  let offsets = new Int32Array(65);
  let pool = new Uint16Array(1024);
  let count = 0;
  const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & mask;

  function grow(): void {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1).fill(-1);
    for (let entry = 0; entry < count; entry++) {
      let slot = slotOf(hashes[entry]!);
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
  }

  function add(chars: Uint16Array, length: number, role: number): void {
    const from = offsets[count]!;
    if (from + length > pool.length) pool = enlarged(pool);
    let hash = hashStart;
    for (let i = 0; i < length; i++) {
      const folded = wordUnit(chars[i]!) >>> 8;
      pool[from + i] = folded;
      hash = hashNext(hash, folded);
    }
    let slot = slotOf(hash);
    for (; slots[slot] !== -1; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (
        hashes[at] === hash &&
        offsets[at + 1]! - offsets[at]! === length &&
        isRepeated(pool, offsets[at]!, from, length)
      ) {
        bits[at]! |= role;
        return;
      }
    }
    if (count + 1 === hashes.length) {
      hashes = enlarged(hashes);
      bits = enlarged(bits);
      offsets = enlarged(offsets);
    }
    slots[slot] = count;
    hashes[count] = hash;
    bits[count] = role;
    offsets[++count] = from + length;
    if (count * 2 > mask) grow();
  }

  for (const [words, role] of lists) words((chars, length) => add(chars, length, role));

  function find(text: string, start: number, end: number, hash: number): number {
    for (let slot = slotOf(hash); ; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (at === -1) return noWord;
      if (
        hashes[at] === hash &&
        offsets[at + 1]! - offsets[at]! === end - start &&
        same(text, start, end, offsets[at]!)
      )
        return bits[at]!;
    }
  }

  function same(text: string, start: number, end: number, from: number): boolean {
    for (let i = start; i < end; i++) if (wordUnit(text.charCodeAt(i)) >>> 8 !== pool[from + i - start]) return false;
    return true;
  }

  return { find, roles: (word) => find(word, 0, word.length, hashOf(word)) };
}

function enlarged<T extends Int32Array | Uint16Array>(from: T): T {
  const to = (from instanceof Int32Array ? new Int32Array(from.length * 2) : new Uint16Array(from.length * 2)) as T;
  to.set(from);
  return to;
}

function isRepeated(pool: Uint16Array, first: number, second: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (pool[first + i] !== pool[second + i]) return false;
  return true;
}

export function hashOf(word: string, start = 0, end = word.length): number {
  let hash = hashStart;
  for (let i = start; i < end; i++) hash = hashNext(hash, wordUnit(word.charCodeAt(i)) >>> 8);
  return hash;
}
