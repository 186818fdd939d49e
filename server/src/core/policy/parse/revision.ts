/** FNV-1a (Fowler, Noll, Vo) over UTF-16 code units in two lanes of 32 bits. Names a version of a policy; protects nothing. */
export function revisionOf(texts: readonly string[]): string {
  let forward = 0x811c9dc5;
  let mixed = 0x811c9dc5;
  for (const text of texts) {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      forward = Math.imul(forward ^ code, 0x01000193);
      mixed = Math.imul(mixed ^ (code + (forward >>> 16)), 0x01000193);
    }
    // The end of a text counts, so that what moves from one file to the next changes the name.
    forward = Math.imul(forward ^ 0x1ffff, 0x01000193);
  }
  const hex = (lane: number) => (lane >>> 0).toString(16).padStart(8, '0');
  return hex(forward) + hex(mixed);
}
