import { before, type Candidate, type Scene } from '../candidate.ts';
import { capitals, letters } from '../characters.ts';
import { buildLexicon, hashOf, type Lexicon, listed, noWord } from '../lexicon.ts';
import { inDictionary, role } from '../roles.ts';
import { gapAfter, isBlankAfter, kind, type Tokens } from '../scan.ts';
import { isClinical } from '../surroundings.ts';
import { stateCodes, states } from '../word-lists.ts';
import { cityNames } from '../words.ts';

/** A person lives, works or comes from here. */
const residence =
  /(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing|ent)|born|grew up|rais(?:ed|ing)|moved|moving|from|based|located|home|address|born|native|reside|staying|stays|stay|travel(?:s|ed|ing|led)?|visited|relocated|city|town|county|wohn(?:t|haft)|aus|habite|vive|nacid[oa]|abita|seen|treated|admitted|patient|clinic|office|practice|facility)\b[^.;:\n]{0,40}$/i;

export const capital = (tokens: Tokens, index: number): boolean =>
  (tokens.kinds[index]! & kind.upperStart) !== 0 && !(tokens.kinds[index]! & kind.underscore);
export const wordOf = ({ text, start, end }: Tokens, index: number): string => text.slice(start[index]!, end[index]!);
let cityContinuations: Lexicon | undefined;

/** A second word of a city of several. */
function mayContinueCity({ text, count, start, end }: Tokens, index: number): boolean {
  if (index >= count) return false;
  cityContinuations ??= buildLexicon([[listed([...cityNames()].map((phrase) => phrase.split(' ')[1]!)), 1]]);
  return cityContinuations.find(text, start[index]!, end[index]!, hashOf(text, start[index]!, end[index]!)) !== noWord;
}

/** Last token of the city that begins at `index`; `index` itself when it is one word or none. */
export function cityEnd(tokens: Tokens, index: number): number {
  if (!(tokens.roles[index]! & role.cityStart)) return index;
  if (!mayContinueCity(tokens, index + 1)) return index;
  let phrase = fold(wordOf(tokens, index));
  for (let at = index + 1; at < tokens.count && at - index < 4; at++) {
    if (!isBlankAfter(tokens, at - 1) && !/^-$|^\. $/.test(gapAfter(tokens, at - 1))) break;
    phrase += ` ${fold(wordOf(tokens, at))}`;
    if (cityNames().has(phrase)) return at;
  }
  return index;
}

export const fold = (text: string): string =>
  /^[A-Za-z\d]+(?: [A-Za-z\d]+)*$/.test(text)
    ? text.toLowerCase()
    : text
        .toLowerCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[^\p{L}\d]+/gu, ' ')
        .trim();

/** `Yreka, CA`, `Lafayette, Louisiana`: a town of no list before its state, after a preposition. */
const townAndState = new RegExp(
  `(?:[${capitals}][${letters}'’-]{1,24} ){0,2}[${capitals}][${letters}'’-]{2,24}, (?:(?:${stateCodes.split(' ').join('|')})\\b(?! [${capitals}])|(?:${states
    .split(/\s+/)
    .map((name) => name[0]!.toUpperCase() + name.slice(1))
    .join('|')})\\b)`,
  'y',
);
const inFrom = /(?:^|[^\p{L}])(?:in|from|to|near|of|at|outside) $/u;

export function addTowns({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const index of tokens.capitals) {
    const start = tokens.start[index]!;
    const bits = tokens.roles[index]!;
    if (text[start - 1] !== ' ' || bits & (role.month | role.weekday | role.title)) continue;
    // The preposition is a small word just before.
    if (index === 0 || !(tokens.roles[index - 1]! & role.function) || !inFrom.test(text.slice(start - 9, start)))
      continue;
    townAndState.lastIndex = start;
    const value = townAndState.exec(text)?.[0];
    if (!value || isCode(start)) continue;
    const evidence = ['town before a state'];
    found.push({ type: 'CITY', start, end: start + value.length, score: 0.66, evidence });
  }
}

/** `a Houston resident`, `55-year-old Chicago woman`. */
const inhabitant = /^ (?:resident|native|woman|man|male|female|lady|patient|mother|father)\b/i;
const described = /(?:\b(?:an?|the|old|yo|y\/o|this|our|my)|\d[MF]) $/i;
/** A city after the name of a care site. */
const siteBefore = /(?:Cent(?:er|re)|Hospital|Clinic|Health|Institute|Medical|Practice)(?: \p{Lu}[\p{L}]{1,14})?, $/u;

/** Cities with a person beside them: `lives in Dallas`, `Denver, CO`. */
export function addCities({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const index of tokens.capitals) {
    const bits = tokens.roles[index]!;
    if (!(bits & (role.city | role.cityStart)) || !capital(tokens, index)) continue;
    const last = cityEnd(tokens, index);
    if (last === index && (!(bits & role.city) || bits & (role.country | role.month | role.title))) continue;
    const start = tokens.start[index]!;
    const ambiguous = last === index && (bits & (inDictionary | role.given | role.family)) !== 0;
    const left = before(text, start, 60);
    const preposition =
      /(?:^|[^\p{L}])(?:in|from|to|near|of|at|outside|around|our|the|aus|nach|bei|de|à|en|da|di|a)\s$/iu.test(left);
    const state =
      /^,? (?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])\b/.exec(
        text.slice(tokens.end[last]!, tokens.end[last]! + 5),
      );
    const right = text.slice(tokens.end[last]!, tokens.end[last]! + 12);
    const lived =
      (inhabitant.test(right) && described.test(left)) || (siteBefore.test(left) && isClinical(text, start));
    if (!state && !lived && !(preposition && residence.test(left))) continue;
    if (ambiguous && !preposition && !state && !lived) continue;
    if (isCode(start)) continue;
    const end = tokens.end[last]! + (state ? state[0].length : 0);
    found.push({ type: 'CITY', start, end, score: 0.65, evidence: ['city beside a word for a person or a state'] });
  }
}
