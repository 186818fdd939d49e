import type { VaultEntry } from './vault.ts';

/** Values by their first word, each with the offset of that word in it. Grows with the vault. */
export type KnownValues = Map<string, { readonly entry: VaultEntry; readonly offset: number }[]>;

/** A word as people see one: so that `Sam` is found in `Sam's` and not in `Samsung`. */
const word = /[\p{L}\p{N}\p{M}]+/gu;
const wordAtEnd = /[\p{L}\p{N}\p{M}]$/u;
const wordAtStart = /^[\p{L}\p{N}\p{M}]/u;

/** Values too short to be told from ordinary words and numbers are found by detection only. */
const isTelling = (value: string): boolean => /\p{L}{3}|\p{L}.*\p{N}.*\p{N}|(?:\p{N}\P{L}*){5}/u.test(value);

export function addKnown(known: KnownValues, entry: VaultEntry): void {
  if (entry.literal || entry.value.length > 500 || !isTelling(entry.value)) return;
  word.lastIndex = 0;
  const first = word.exec(entry.value);
  if (!first) return;
  const list = known.get(first[0]);
  const item = { entry, offset: first.index };
  if (!list) known.set(first[0], [item]);
  else {
    list.push(item);
    list.sort((a, b) => b.entry.value.length - a.entry.value.length);
  }
}

/** Occurrences of known values as whole words, leftmost and longest first, without overlaps. */
export function findKnown(text: string, known: KnownValues): { entry: VaultEntry; start: number; end: number }[] {
  const found: { entry: VaultEntry; start: number; end: number }[] = [];
  if (known.size === 0) return found;
  let done = 0;
  for (const match of text.matchAll(word)) {
    if (match.index < done) continue;
    for (const { entry, offset } of known.get(match[0]) ?? []) {
      const start = match.index - offset;
      const end = start + entry.value.length;
      if (start < done || !text.startsWith(entry.value, start) || !isWhole(text, start, end)) continue;
      found.push({ entry, start, end });
      done = end;
      break;
    }
  }
  return found;
}

/** No letter, digit or mark continues the value on either side. */
function isWhole(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  const value = text.slice(start, end);
  if (wordAtStart.test(value) && wordAtEnd.test(before)) return false;
  return !(wordAtEnd.test(value) && wordAtStart.test(after)) && !/^\p{M}/u.test(after);
}
