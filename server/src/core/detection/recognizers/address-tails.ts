import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { isWordAt } from '../characters.ts';
import { inDictionary, role } from '../roles.ts';
import { gapAfter, kind, type Tokens } from '../scan.ts';
import { stateCodes } from '../word-lists.ts';
import { wordSet } from '../word-sets.ts';

/** Royal Mail PAF and Canada Post: postal codes with a shape of their own. */
const ukPostcode = /[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}/y;
const canadianPostcode = /[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d/y;
const states = wordSet(stateCodes);

/**
 * Addresses read backwards from their postal code: `Vesterbrogade 41B, 3. tv, 1620 København V`, `The Old Forge, Church Lane, Buxton SK17 8LD`,
 * `House 14, Road 7, Dhaka 1205`. Whatever the language, the code stands beside a city, and a house number or a street before it.
 */
export const recognizeAddressTails: Recognize = (scene) => {
  const { tokens, text } = scene;
  const found: Candidate[] = [];
  for (const index of tokens.numbers) {
    const length = tokens.end[index]! - tokens.start[index]!;
    if (length < 3 || length > 6 || index < 2 || !mayEndAddress(tokens, index)) continue;
    const end = endAfterNumber(tokens, index);
    if (end !== undefined) add(scene, index, end, found);
  }
  for (const index of tokens.mixed) {
    if (index < 2 || !(tokens.kinds[index]! & kind.upperStart)) continue;
    for (const expression of [ukPostcode, canadianPostcode]) {
      expression.lastIndex = tokens.start[index]!;
      const code = expression.exec(text)?.[0];
      const end = tokens.start[index]! + (code?.length ?? 0);
      if (code && !isWordAt(text, end)) add(scene, index, end, found);
    }
  }
  return found;
};

/** A comma, a capital or a dash of a country code stands before the code. */
function mayEndAddress({ text, start, kinds, roles }: Tokens, index: number): boolean {
  if (/\D/.test(text.slice(start[index]!, start[index]! + 3))) return false;
  const sign = text[start[index]! - 2];
  return sign === ',' || ((kinds[index - 1]! & kind.upperStart) !== 0 && !(roles[index - 1]! & role.month));
}

/** End of the address after a number that may be its postal code: of the city that follows, or of the number behind a city or state. */
function endAfterNumber(tokens: Tokens, index: number): number | undefined {
  const { text, start, end } = tokens;
  const code = /^\d{3,6}(?:[- ]\d{2,4}(?!\d))?(?: [A-Z]{2}(?= [A-Z]))?/.exec(
    text.slice(start[index]!, end[index]! + 10),
  )![0];
  const stop = start[index]! + code.length;
  if (isYear(code) && text[start[index]! - 2] !== ',') return undefined;
  const city = /^ \p{Lu}[\p{L}'’-]{1,24}(?:[ -]\p{Lu}[\p{L}'’-]{0,24}){0,2}/u.exec(text.slice(stop, stop + 70))?.[0];
  if (city && text[start[index]! - 2] === ',') {
    let at = index + 1;
    while (at < tokens.count && start[at]! < stop) at++;
    return tokens.roles[at]! & (role.frequent | role.month | role.function) && !(tokens.roles[at]! & role.city)
      ? undefined
      : stop + city.length;
  }
  if (code.length < 4 || isWordAt(text, stop) || !/^(?:\s|[.,;)"'?!]|$)/.test(text.slice(stop, stop + 1)))
    return undefined;
  const before = tokens.roles[index - 1]!;
  const isState = states.has(text.slice(start[index - 1]!, end[index - 1]!));
  return isState ||
    before & (role.city | role.state | role.country) ||
    !(before & (inDictionary | role.given | role.family | role.title))
    ? stop
    : undefined;
}

const isYear = (code: string): boolean => /^(?:1[89]|20)\d\d$/.test(code);

/** Small words inside an address, in the languages of the shapes above. */
const inner = wordSet(
  'de del la le les du des di da dos das do of the van von der den am an auf im zum zur y e el op te ter bis app apt ap appt tv th mf st et etg piso izq dcha dto int scala m nr no near',
);

function add(scene: Scene, index: number, end: number, found: Candidate[]): void {
  const { tokens, text } = scene;
  let first = index;
  let streetAt = -1;
  for (let at = index - 1; at >= 0 && index - at < 18; at--) {
    const gap = gapAfter(tokens, at);
    if (!/^(?: |, |,|-|\. |\.|\/|['’]| #|, #|[º°ª] ?|\., )$/.test(gap)) break;
    const bits = tokens.roles[at]!;
    const starts = (tokens.kinds[at]! & kind.upperStart) !== 0 || /\d/.test(text[tokens.start[at]!]!);
    const word = text.slice(tokens.start[at]!, tokens.end[at]!);
    if (!starts && !inner.has(word) && !(bits & (role.street | role.addressStart)) && word.length > 1) break;
    if (
      bits & (role.title | role.month | role.address) ||
      (starts && bits & role.function && !inner.has(word.toLowerCase()))
    )
      break;
    if (gap === '. ' && word.length > 5) break;
    first = at;
    if (isStreetSign(tokens, at)) streetAt = at;
  }
  if (streetAt < 0 || scene.isCode(tokens.start[index]!)) return;
  const from = segmentStart(tokens, first, streetAt);
  const start = tokens.start[from]!;
  if (end - start < 12 || /^\d{1,2}\/\d|:/.test(text.slice(start, end)) || documents.test(before(text, start, 24)))
    return;
  found.push({ type: 'STREET_ADDRESS', start, end, score: 0.88, evidence: ['street and city before a postal code'] });
}

const documents = /(?:figure|fig\.|table|section|page|chapter|version|rfc|iso|port|line)s? $/i;
const units = wordSet('house flat plot unit apt apartment block tower room suite floor door lot building no villa');

/** A word for a street, a unit, or a house number beside a word that is no usual word. */
function isStreetSign(tokens: Tokens, at: number): boolean {
  const { text, start, end, roles, kinds } = tokens;
  const word = text.slice(start[at]!, end[at]!);
  if (!/^\d/.test(word))
    return (roles[at]! & (role.street | role.addressStart)) !== 0 && (kinds[at]! & kind.upperStart) !== 0;
  if (word.length > 5 || isYear(word) || at === 0) return false;
  const left = text.slice(start[at - 1]!, end[at - 1]!).toLowerCase();
  if (units.has(left)) return true;
  const isName = (index: number) =>
    index >= 0 &&
    (kinds[index]! & kind.upperStart) !== 0 &&
    (kinds[index]! & kind.lower) !== 0 &&
    !(roles[index]! & (role.frequent | role.month));
  return (gapAfter(tokens, at - 1) === ' ' || gapAfter(tokens, at - 1) === ', ') && isName(at - 1);
}

/** The address begins with the comma's segment that holds the first sign of a street, or with the name of a house before it. */
function segmentStart(tokens: Tokens, first: number, streetAt: number): number {
  let from = streetAt;
  while (from > first && !gapAfter(tokens, from - 1).includes(',')) from--;
  if (from > first + 1 && /^\d/.test(tokens.text.slice(tokens.start[from]!, tokens.start[from]! + 1))) return from;
  const previous = from - 1;
  if (previous <= first) return from;
  let house = previous;
  while (house > first && !gapAfter(tokens, house - 1).includes(',')) house--;
  return /^The /.test(tokens.text.slice(tokens.start[house]!, tokens.start[house]! + 4)) ? house : from;
}
