import { kind } from './characters.ts';
import { buildLexicon, hashOf, listed } from './lexicon.ts';
import type { Tokens } from './scan.ts';

/** A set of the blank-separated words of a list. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Small closed classes of words that one recognizer asks for: each class is a bit, a word may be in several. */
export interface WordClasses<Name extends string> {
  readonly bit: Readonly<Record<Name, number>>;
  /** Bits of the word at a token, in any case; 0 for a word of no class and for an index that is none. */
  at(tokens: Tokens, index: number): number;
}

/** Makes classes of lists of lower-case words. A word of ASCII is looked up without making a string. */
export function wordClasses<Name extends string>(lists: Readonly<Record<Name, string>>): WordClasses<Name> {
  const names = Object.keys(lists) as Name[];
  const bit = Object.fromEntries(names.map((name, index) => [name, 1 << index])) as Record<Name, number>;
  const all = new Map<string, number>();
  for (const name of names) for (const word of wordSet(lists[name])) all.set(word, (all.get(word) ?? 0) | bit[name]);
  const ascii = buildLexicon(
    [...all].filter(([word]) => /^\w+$/.test(word)).map(([word, bits]) => [listed([word]), bits]),
  );
  return {
    bit,
    at({ text, count, start, end, kinds }, index) {
      if (index < 0 || index >= count) return 0;
      const from = start[index]!;
      const to = end[index]!;
      return kinds[index]! & kind.nonAscii
        ? (all.get(text.slice(from, to).toLowerCase()) ?? 0)
        : ascii.find(text, from, to, hashOf(text, from, to));
    },
  };
}

/** Two characters from `at` on as a number; letters of ASCII in any case. */
const pairAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) | 32) << 16) | (text.charCodeAt(at + 1) | 32);

/** Asks whether the two characters before an offset end one of the words: most texts that end otherwise are told by it. */
export function endings(words: Iterable<string>): (text: string, end: number) => boolean {
  const known = new Set<number>();
  for (const word of words) known.add(pairAt(word, word.length - 2));
  return (text, end) => known.has(pairAt(text, end - 2));
}

/** Asks whether the two characters from an offset on begin one of the words. */
export function openings(words: Iterable<string>): (text: string, start: number) => boolean {
  const known = new Set<number>();
  for (const word of words) known.add(pairAt(word, 0));
  return (text, start) => known.has(pairAt(text, start));
}
