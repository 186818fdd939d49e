import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { capitals, isDigitAt, isWordAt, letters } from '../characters.ts';
import { inDictionary, role } from '../roles.ts';
import { gapAfter, kind, type Tokens } from '../scan.ts';
import { stateCodes, states } from '../word-lists.ts';
import { extend } from './addresses.ts';
import { continuesNumber } from './pattern.ts';

const word = `[${capitals}][${letters}'’.-]{0,24}`;
const ordinal = '\\d{1,3}(?:st|nd|rd|th)';
const inner = '(?:(?:de|del|la|le|of|the|da|do|das|dos) )?';
const unit = `(?:,? (?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Bldg|Rm|Room|Lot)\\.? ?#?|#) ?[A-Z\\d]{1,5}|,? ${ordinal} (?:Floor|Fl)\\.?)?`;
const titled = (names: string): string =>
  names
    .split(/\s+/)
    .map((name) => name[0]!.toUpperCase() + name.slice(1))
    .join('|');
const region = [
  // USPS Publication 28, with the postal code or without.
  `(?:${stateCodes.split(' ').join('|')})\\b(?:,? \\d{5}(?:-\\d{4})?)?`,
  `(?:${titled(states)}|New (?:York|Jersey|Mexico|Hampshire)|(?:North|South) (?:Carolina|Dakota)|West Virginia|Rhode Island)\\b(?:,? \\d{5}(?:-\\d{4})?)?`,
  // Canada Post, Australia Post.
  '(?:AB|BC|MB|NB|NL|NS|ON|PE|QC|SK|YT)\\b(?:,? [A-Z]\\d[A-Z] ?\\d[A-Z]\\d)?',
  '(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \\d{4}',
].join('|');

/** A number, a name, a town and a state: the street needs no word for one. `1600 Broadway, Oakland, CA 94612`. */
const withRegion = new RegExp(
  `\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,4}[A-Za-z]?)? (?:(?:[NSEW]|NE|NW|SE|SW)\\.? )?(?:${word}|${ordinal})(?: ${inner}(?:${word}|${ordinal})){0,4}${unit}(?:,? ?\\n ?|, )${word}(?: ${word}){0,2},? (?:${region})`,
  'y',
);
/** The same without a comma before the town, where a postal code closes it. */
const withCode = new RegExp(
  `\\d{1,6}[A-Za-z]? (?:(?:[NSEW]|NE|NW|SE|SW)\\.? )?(?:${word}|${ordinal})(?: (?:${word}|${ordinal})){0,4}${unit} ${word}(?: ${word}){0,2},? (?:${stateCodes.split(' ').join('|')}) \\d{5}`,
  'y',
);
/** `64 Király u. 23., Tiszabög`: a number, a name, a number and a town. */
const twoNumbers = new RegExp(
  `\\d{1,4} (?:${word} ){1,3}(?:[a-z]{1,3}\\. )?\\d{1,4}[A-Za-z]?\\.?, ${word}(?:[ -]${word}){0,2}`,
  'y',
);
const meeting =
  /(?:pick (?:me|him|her|us|them) up|drop (?:me|him|her|us|it|them)(?: off)?|meet (?:me|us|him|her|them)|i['’]?m|i am|we['’]re|liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|come over|house is|party is) at $/i;
const numberAndName = new RegExp(`\\d{1,5} (?:(?:[NSEW]|NE|NW|SE|SW)\\.? )?${word}(?: ${word}){0,2}`, 'y');

const found = (start: number, end: number, score: number, why: string): Candidate => ({
  type: 'STREET_ADDRESS',
  start,
  end,
  score,
  evidence: [why],
});

/** Streets without a word for one, and streets without a number. */
export const recognizeAddressLines: Recognize = (scene) => {
  const { tokens, text } = scene;
  const all: Candidate[] = [];
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    const to = tokens.end[index]!;
    if (to - start > 7 || !nameFollows(text, to) || continuesNumber(text, start) || isWordAt(text, start - 1)) continue;
    if (index > 0 && tokens.roles[index - 1]! & role.month) continue;
    const candidate = numbered(scene, index, start);
    if (candidate && !scene.isCode(start)) all.push(candidate);
  }
  addUnnumbered(scene, all);
  return all;
};

/** A blank and a capital or a figure, perhaps after the second half of the number: `3/14 A`. */
function nameFollows(text: string, end: number): boolean {
  let at = end;
  if (text[at] === '-' || text[at] === '/') {
    at++;
    while (at - end < 6 && isDigitAt(text, at)) at++;
  }
  if (text[at] !== ' ') return false;
  const code = text.charCodeAt(at + 1);
  return (code >= 65 && code <= 90) || code > 127 || (code >= 48 && code <= 57);
}

function numbered({ tokens, text }: Scene, index: number, start: number): Candidate | undefined {
  for (const shape of [withRegion, withCode]) {
    const value = at(text, shape, start);
    if (!value || (isYear.test(value) && !/\d{4,5}$/.test(value.slice(4)))) continue;
    return found(start, start + value.length, /\d$/.test(value) ? 0.9 : 0.8, 'number, name, town and state');
  }
  const two = at(text, twoNumbers, start);
  if (two && !isYear.test(two) && hasUnusualWord(tokens, index + 1)) {
    const town = two.lastIndexOf(',');
    return found(start, start + town, 0.66, 'number, name, number and town');
  }
  if (!meeting.test(before(text, start, 40))) return undefined;
  const met = at(text, numberAndName, start);
  return met && !isYear.test(met) && !(tokens.roles[index + 1]! & (role.month | role.function))
    ? found(start, start + met.length, 0.6, 'number and name where somebody is')
    : undefined;
}

const isYear = /^(?:19|20)\d\d /;

function at(text: string, shape: RegExp, start: number): string | undefined {
  shape.lastIndex = start;
  const value = shape.exec(text)?.[0];
  return value && !isWordAt(text, start + value.length) ? value : undefined;
}

/** One of the next three words is in no dictionary. */
function hasUnusualWord({ count, roles, kinds }: Tokens, from: number): boolean {
  for (let index = from; index < count && index < from + 3; index++) {
    if (!(kinds[index]! & kind.upperStart)) return false;
    if (!(roles[index]! & (inDictionary | role.month | role.weekday | role.function))) return true;
  }
  return false;
}

/** Somebody lives there, directly before the street. */
const dwelling =
  /(?:\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)?|grew up|raised|born|moved|home|house|apartment|flat|condo|duplex|cottage|residence|property|arrested|neighbou?rs?|relocated|address(?: is)?|wohnt|habite)(?: (?:just|over|up|down|out|back|alone))? (?:on|at|in|off|near|along|from|to)) $/i;
const origin = /(?:^|[ (])from $/i;
const usualEnd =
  /^(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Terrace|Crescent|Way|Close|Mews|Parkway|Highway|Place|Square|Alley|Trail|Row|Grove|Circle)$/;

/** `She lives on Old Mill Road`, `from Elm Street, Denver`. */
function addUnnumbered(scene: Scene, all: Candidate[]): void {
  const { tokens, text } = scene;
  const { roles, start, end, kinds } = tokens;
  for (const index of tokens.capitals) {
    if (!(roles[index]! & role.street) || index === 0 || !(kinds[index - 1]! & kind.upperStart)) continue;
    if (!usualEnd.test(text.slice(start[index]!, end[index]!))) continue;
    let first = index;
    while (
      first > 0 &&
      index - first < 4 &&
      (kinds[first - 1]! & kind.upperStart) !== 0 &&
      gapAfter(tokens, first - 1) === ' '
    )
      first--;
    if (first === index || roles[first]! & role.function) continue;
    const left = before(text, start[first]!, 48);
    const to = extend(text, end[index]!);
    if (!(dwelling.test(left) || (origin.test(left) && to > end[index]!)) || scene.isCode(start[first]!)) continue;
    all.push(found(start[first]!, to, 0.7, 'street where somebody lives'));
  }
}
