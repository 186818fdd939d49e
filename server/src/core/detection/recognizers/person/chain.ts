import { inDictionary, role } from '../../roles.ts';
import type { Tokens } from '../../scan.ts';
import { kind } from '../../scan.ts';

/** Tokens `first` to `last` that may be one name: `Anna-Lena van der Berg`, `J. R. O’Neil`. */
export interface Chain {
  readonly first: number;
  readonly last: number;
}

const maxWords = 6;

/** How the text between two tokens joins them. */
export type Join = 'blank' | 'hyphen' | 'apostrophe' | 'initial' | 'none';

export function joinOf({ text, count, start, end }: Tokens, left: number): Join {
  if (left + 1 >= count) return 'none';
  let from = end[left]!;
  // A combining mark belongs to the word before it.
  while (text.charCodeAt(from) >= 0x300 && text.charCodeAt(from) <= 0x36f) from++;
  const to = start[left + 1]!;
  if (to - from === 1) {
    const code = text.charCodeAt(from);
    if (code === 32 || code === 0xa0) return 'blank';
    if (code === 45 || code === 0x2010 || code === 0x2011) return 'hyphen';
    if (code === 39 || code === 0x2019 || code === 0x2bc) return 'apostrophe';
    if (code === 46 && from - start[left]! === 1) return 'initial';
    return 'none';
  }
  if (to - from === 2) {
    const gap = text.slice(from, to);
    if (gap === '. ' && from - start[left]! <= 3) return 'initial';
    if (gap === '  ' || gap === ' \ufeff') return 'blank';
  }
  return 'none';
}

/** The longest run of capitalized words from `first` on, with particles, initials, hyphens and apostrophes inside. */
export function chainFrom(tokens: Tokens, first: number): Chain {
  const { kinds, roles, start, end } = tokens;
  let last = first;
  let at = first;
  while (at + 1 < tokens.count && at - first < maxWords) {
    const join = joinOf(tokens, at);
    if (join === 'none') break;
    const next = at + 1;
    const bits = kinds[next]!;
    const isName = (bits & kind.upperStart) !== 0 && (bits & (kind.digit | kind.underscore)) === 0;
    if (join === 'apostrophe' && !(isName && end[at]! - start[at]! <= 2)) break;
    if (join === 'initial' && end[at]! - start[at]! > 1 && !(roles[at]! & (role.title | role.suffix | role.particle)))
      break;
    if (isName || (join === 'hyphen' && at === last && end[next]! - start[next]! > 2 && !(roles[next]! & inDictionary)))
      last = next;
    else if (!(roles[next]! & role.particle) || join !== 'blank') break;
    at = next;
  }
  return { first, last };
}
