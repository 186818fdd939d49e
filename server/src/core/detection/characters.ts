/** Classes of characters, as numbers: the scanner and the lexicon share them. */

export const other = 0;
export const lower = 1;
export const upper = 2;
export const digit = 3;
export const underscore = 4;

/** Latin, Greek, Cyrillic and Armenian have case; everything above is a letter unless it is punctuation (`isLetter`). */
export const tableSize = 0x590;

/** Class of each character below `tableSize`. */
export const classOf = new Uint8Array(tableSize);
/** Folded form for hashing: lower case, without diacritics for Latin letters. */
export const folded = new Uint16Array(tableSize);
for (let code = 0; code < tableSize; code++) {
  const char = String.fromCharCode(code);
  const low = char.toLowerCase();
  if (code >= 48 && code <= 57) classOf[code] = digit;
  else if (code === 95) classOf[code] = underscore;
  else if (/\p{L}/u.test(char) && code !== 0xaa && code !== 0xba) classOf[code] = low === char ? lower : upper;
  folded[code] = low.normalize('NFD').charCodeAt(0);
}
for (const [from, to] of [
  'ßs',
  'øo',
  'Øo',
  'łl',
  'Łl',
  'đd',
  'Đd',
  'æa',
  'Æa',
  'œo',
  'Œo',
  'ıi',
  'þt',
  'ðd',
] as const) {
  folded[from!.charCodeAt(0)] = to!.charCodeAt(0);
}

/** Letters beyond Latin: Greek, Cyrillic, Arabic, CJK and so on. General punctuation, symbols and U+FFFC are none. */
export const isLetter = (code: number): boolean =>
  (code >= 0x370 && code < 0x2000) ||
  (code >= 0x2c00 && code < 0x2e00) ||
  (code >= 0x3040 && code < 0xd800) ||
  (code >= 0xf900 && code < 0xfdd0);

/** Class of any UTF-16 unit. */
export const classAt = (code: number): number => (code < tableSize ? classOf[code]! : isLetter(code) ? lower : other);

/** A letter, a digit or an underscore: two of them side by side belong to one word. */
export const isWordAt = (text: string, offset: number): boolean =>
  offset >= 0 && offset < text.length && classAt(text.charCodeAt(offset)) !== other;

export const isDigitAt = (text: string, offset: number): boolean => {
  const code = text.charCodeAt(offset);
  return code >= 48 && code <= 57;
};
