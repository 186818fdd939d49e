import { nameLikeness } from '../../name-likeness.ts';
import { role } from '../../roles.ts';
import { gapAfter, kind, type Tokens } from '../../scan.ts';
import { nameClass } from './lexical.ts';

/** Mean of what the letters of words say above which they look like a name. */
const threshold = 0.2;

/** Weight of words of no list that look like names: only where something around them speaks for a person. */
export function likeness(tokens: Tokens, first: number, last: number, context: number): number {
  if (context < 0.2) return 0;
  let sum = 0;
  let count = 0;
  for (let at = first; at <= last; at++) {
    const { start, end, kinds, roles } = tokens;
    const length = end[at]! - start[at]!;
    if (length === 1 || roles[at]! & (role.particle | role.suffix)) continue;
    if (roles[at]! & (role.frequent | role.city | role.country | role.state) || !(kinds[at]! & kind.lower)) return 0;
    if (length < 4 || roles[at]! & (role.rare | role.given | role.family)) continue;
    sum += nameLikeness(tokens.text, start[at]!, end[at]!);
    count++;
  }
  if (count === 0 || sum / count < threshold) return 0;
  return last > first ? 0.25 : 0.2;
}

/** `Xavier "Zee" Domingues`: last token of the family name behind a nickname in quotes, or `last`. */
export function withNickname(tokens: Tokens, last: number): number {
  const opening = gapAfter(tokens, last);
  if (opening.length !== 2 || last + 2 >= tokens.count || !/^ ["“‘'(]$/.test(opening)) return last;
  if (!/^["”’')] $/.test(gapAfter(tokens, last + 1))) return last;
  const isName = (at: number) =>
    (tokens.kinds[at]! & kind.upperStart) !== 0 && !/^(?:stop|word|initial)$/.test(nameClass(tokens, at));
  return (tokens.kinds[last + 1]! & kind.upperStart) !== 0 && isName(last + 2) ? last + 2 : last;
}
