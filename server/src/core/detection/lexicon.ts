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

/** FNV-1a over folded UTF-16 units: the scan computes it while it reads. */
export const hashStart = 0x811c9dc5 | 0;
export const hashNext = (hash: number, folded: number): number => Math.imul(hash ^ folded, 0x01000193);

/** Builds a lexicon from lists of words, each with its role bits. Words that fold alike must not differ otherwise. */
export function buildLexicon(lists: readonly (readonly [words: Iterable<string>, role: number])[]): Lexicon {
  const merged = new Map<string, number>();
  for (const [words, role] of lists) for (const word of words) merged.set(word, (merged.get(word) ?? 0) | role);
  let size = 64;
  while (size < merged.size * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  const hashes = new Int32Array(merged.size);
  const offsets = new Int32Array(merged.size + 1);
  const bits = new Int32Array(merged.size);
  const pieces: string[] = [];
  let entry = 0;
  let offset = 0;
  for (const [word, role] of merged) {
    const hash = hashOf(word);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = entry;
    hashes[entry] = hash;
    bits[entry] = role;
    pieces.push(word);
    offset += word.length;
    offsets[++entry] = offset;
  }
  const joined = pieces.join('');
  const pool = new Uint16Array(joined.length);
  for (let i = 0; i < joined.length; i++) pool[i] = wordUnit(joined.charCodeAt(i)) >>> 8;

  function find(text: string, start: number, end: number, hash: number): number {
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
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

export function hashOf(word: string, start = 0, end = word.length): number {
  let hash = hashStart;
  for (let i = start; i < end; i++) hash = hashNext(hash, wordUnit(word.charCodeAt(i)) >>> 8);
  return hash;
}
