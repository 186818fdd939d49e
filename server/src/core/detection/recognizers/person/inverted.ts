import { kind, type Tokens } from '../../scan.ts';
import { chainFrom } from './chain.ts';
import type { Cue } from './cues.ts';
import { type NameClass, nameClass } from './lexical.ts';

/**
 * Last token of a name written family name first: `Pt: Calloway, Imani R.`, `ESPOSITO, GIANLUCA`, `Chen, Yi-Ting;`. A comma joins two words
 * of a list as well, so a label must stand before, or capitals or an initial show that it is one name.
 */
export function invertedName(tokens: Tokens, first: number, firstClass: NameClass, cue: Cue): number | undefined {
  if (firstClass !== 'family' && firstClass !== 'familyWord' && firstClass !== 'unknown' && firstClass !== 'given')
    return undefined;
  const { text, end, start } = tokens;
  let last = first;
  while (last + 1 < tokens.count && text[end[last]!] === '-' && start[last + 1]! === end[last]! + 1) last++;
  const at = end[last]!;
  const next = last + 1;
  if (next >= tokens.count || text[at] !== ',' || start[next]! - at > 2) return undefined;
  const nextClass = nameClass(tokens, next);
  if (nextClass === 'stop' || nextClass === 'word' || nextClass === 'suffix' || nextClass === 'particle')
    return undefined;
  const given = chainFrom(tokens, next).last;
  const shouts = isShouted(tokens, first, last);
  const isDotted = end[given]! - start[given]! === 1 && text[end[given]!] === '.';
  const hasInitial = isDotted && (nextClass === 'initial' || given > next);
  const named = nextClass === 'given' || nextClass === 'usualWord';
  const labelled = cue.weight >= 0.45;
  if (labelled ? named || hasInitial || firstClass === 'family' : hasInitial || (shouts && named)) return given;
  return undefined;
}

function isShouted({ kinds, start, end }: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (kinds[at]! & kind.lower) return false;
  return end[last]! - start[first]! > 3;
}
