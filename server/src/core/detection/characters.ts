/** Kinds of characters as bits: the scanner and the lexicon share one table, so that a character costs one look-up. */
export const kind = {
  upperStart: 1,
  lower: 2,
  upper: 4,
  digit: 8,
  underscore: 16,
  nonAscii: 32,
  /** A capital that is not the first character. */
  upperInside: 64,
} as const;

/** Latin, Greek, Cyrillic and Armenian have case; everything above is a letter unless it is punctuation (`isLetter`). */
const tableSize = 0x590;

/** Letters written otherwise than their first part when decomposed. */
const singly = new Map(
  ['ßs', 'øo', 'Øo', 'łl', 'Łl', 'đd', 'Đd', 'æa', 'Æa', 'œo', 'Œo', 'ıi', 'þt', 'ðd'].map((pair) => [
    pair.charCodeAt(0),
    pair.charCodeAt(1),
  ]),
);

/** Lower case, without diacritics for Latin letters. */
const folded = (code: number): number =>
  singly.get(code) ?? String.fromCharCode(code).toLowerCase().normalize('NFD').charCodeAt(0);

function kindOf(code: number): number {
  const char = String.fromCharCode(code);
  const beyond = code < 0x80 ? 0 : kind.nonAscii;
  if (code >= 48 && code <= 57) return kind.digit;
  if (code === 95) return kind.underscore;
  if (!/\p{L}/u.test(char) || code === 0xaa || code === 0xba) return 0;
  return beyond | (char.toLowerCase() === char ? kind.lower : kind.upper);
}

/** For each character below `tableSize` its kind in the low eight bits and its folded form above; 0 outside words. */
const table = Int32Array.from({ length: tableSize }, (_, code) => kindOf(code) && kindOf(code) | (folded(code) << 8));

/** Letters beyond Latin: Greek, Cyrillic, Arabic, CJK and so on. General punctuation, symbols and U+FFFC are none. */
const isLetter = (code: number): boolean =>
  (code >= 0x370 && code < 0x2000) ||
  (code >= 0x2c00 && code < 0x2e00) ||
  (code >= 0x3040 && code < 0xd800) ||
  (code >= 0xf900 && code < 0xfdd0);

/** Kind of a UTF-16 unit in the low eight bits and its folded form above; 0 when it belongs to no word. */
export const wordUnit = (code: number): number =>
  code < tableSize ? table[code]! : isLetter(code) ? kind.lower | kind.nonAscii | (code << 8) : 0;

/** A letter, a digit or an underscore: two of them side by side belong to one word. */
export const isWordAt = (text: string, offset: number): boolean =>
  offset >= 0 && offset < text.length && wordUnit(text.charCodeAt(offset)) !== 0;

/**
 * Letters and capitals inside a class of an expression without the flag `u`, which costs several times as much: the
 * letters of the scanner, the capitals of Latin, Greek and Cyrillic (Latin Extended mixes both, so all of it counts).
 */
export const letters =
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02c1\\u0370-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdcf';
export const capitals = 'A-Z\\u00c0-\\u00d6\\u00d8-\\u00de\\u0100-\\u024f\\u0386-\\u03ab\\u0400-\\u042f';

/** A test for the characters of a string, by code; false for what is beyond ASCII and beyond a text. */
export function oneOf(characters: string): (code: number) => boolean {
  const table = new Uint8Array(128);
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return (code) => table[code] === 1;
}

export const isDigitAt = (text: string, offset: number): boolean => {
  const code = text.charCodeAt(offset);
  return code >= 48 && code <= 57;
};
