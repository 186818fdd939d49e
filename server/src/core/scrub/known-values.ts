import type { VaultEntry } from './vault.ts';

/** Values by their first word. Grows with the vault. */
export type KnownValues = Map<string, KnownValue[]>;

interface KnownValue {
  readonly value: string;
  readonly type: string;
  /** Of the first word in the value. */
  readonly offset: number;
}

/** A word as people see one: so that `Sam` is found in `Sam's` and not in `Samsung`. */
const word = /[\p{L}\p{N}\p{M}]+/gu;
const firstWord = /[\p{L}\p{N}\p{M}]+/u;
const wordAtEnd = /[\p{L}\p{N}\p{M}]$/u;
const wordAtStart = /^[\p{L}\p{N}\p{M}]/u;

/** Values too short to be told from ordinary words and numbers are found by detection only. */
const isTelling = (value: string): boolean => /\p{L}{3}|\p{L}.*\p{N}.*\p{N}|(?:\p{N}\P{L}*){5}/u.test(value);

/** Labels of persons' names: a part of such a name, alone, is a name too. */
const nameLabels: ReadonlySet<string> = new Set(['PERSON', 'RELATIVE', 'PROVIDER']);

const notNames: ReadonlySet<string> = new Set(
  'Mr Mrs Ms Miss Mister Dr Doctor Prof Professor Sir Dame Rev Hon Judge Nurse Jr Sr Van Von Der Den Del Dos Las Los Saint The And'.split(
    ' ',
  ),
);

export function addKnown(known: KnownValues, entry: VaultEntry): void {
  const { value, type, label, literal } = entry;
  if (literal || value.length > 500 || !isTelling(value)) return;
  add(known, value, type);
  if (!nameLabels.has(label) || value.length > 80) return;
  const parts = value.match(word) ?? [];
  if (parts.length < 2) return;
  for (const part of parts) if (/^\p{Lu}\p{L}{2}/u.test(part) && !notNames.has(part)) add(known, part, type);
}

function add(known: KnownValues, value: string, type: string): void {
  const first = firstWord.exec(value);
  if (!first) return;
  const list = known.get(first[0]);
  const item = { value, type, offset: first.index };
  if (!list) known.set(first[0], [item]);
  else if (!list.some((one) => one.value === value)) {
    list.push(item);
    list.sort((a, b) => b.value.length - a.value.length);
  }
}

/** Occurrences of known values as whole words, leftmost and longest first, without overlaps. */
export function findKnown(text: string, known: KnownValues): { type: string; start: number; end: number }[] {
  const found: { type: string; start: number; end: number }[] = [];
  if (known.size === 0) return found;
  let done = 0;
  for (const match of text.matchAll(word)) {
    if (match.index < done) continue;
    for (const { value, type, offset } of known.get(match[0]) ?? []) {
      const start = match.index - offset;
      const end = start + value.length;
      if (start < done || !text.startsWith(value, start) || !isWhole(text, start, end)) continue;
      found.push({ type, start, end });
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
