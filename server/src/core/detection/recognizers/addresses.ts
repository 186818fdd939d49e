import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { capitals, isDigitAt, isWordAt, letters, oneOf } from '../characters.ts';
import { role } from '../roles.ts';
import { gapAfter, isBlankAfter } from '../scan.ts';
import { stateCodes } from '../word-lists.ts';
import { endings } from '../word-sets.ts';
import { continuesNumber } from './pattern.ts';

/** Alternatives in lower case, with a capital and in capitals. */
const anyCase = (words: string): string =>
  `(?:${words
    .split('|')
    .flatMap((word) => [...new Set([word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()])])
    .join('|')})`;

const suffixEn = anyCase(
  'street|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|plaza|square|sq|terrace|ter|trail|trl|parkway|pkwy|highway|hwy|way|alley|crescent|cres|close|mews|grove|gardens|row|walk|quay|hill|loop|crossing|expressway|turnpike|bend|cove|glen|hollow|landing|manor|ridge|run|pike|esplanade|parade',
);
const leadStreet = anyCase(
  'rue|avenue|av|boulevard|bd|blvd|chemin|allée|allee|place|quai|impasse|cours|route|via|viale|vicolo|piazza|corso|largo|calle|c/|carrer|avenida|avda|plaza|paseo|camino|carretera|ctra|ronda|rua|alameda|travessa|estrada|praça|ul|ulica|aleja|al|plac|strada|str|bulevardul|trg|ulice|náměstí|utca|jalan|jl|am|an der|auf der|im|zum|zur|unter den|gamla|stora|r',
);
const gluedStreet = anyCase(
  'straße|strasse|str|gasse|weg|allee|platz|ring|damm|ufer|chaussee|steig|berg|hof|straat|laan|plein|steenweg|kade|gracht|dijk|singel|dreef|gatan|gata|vägen|väg|gränd|stigen|torget|vej|gade|allé|stien|veien|vegen|gaten|katu|tie|kuja|polku|tanu|maantie|utca|tér|stræde|haugen|bakken|gatu',
);
const unitWord = anyCase(
  'apt|apartment|suite|ste|unit|flat|floor|bldg|building|room|rm|wohnung|piso|apto|ap|bloco|sala|appartement|interno|lot|box',
);
const unit = `(?:,?[ \\t]{0,3}(?:${unitWord}\\.?\\s?#?\\s?|#\\s?)(?:[A-Za-z]?\\d{1,5}[A-Za-z]?|[A-Z])|,? ?\\d{1,2}[ºª°]\\.? ?[A-Z]?\\b)`;

/** The expressions for text with capitals, or, where a line has none, for words of any case. */
function shapes(cased: boolean) {
  const word = cased ? `[${capitals}\\d][${letters}\\d'’.-]{0,24}` : `[${letters}\\d][${letters}\\d'’.-]{0,24}`;
  const small = cased
    ? `(?:(?:de|del|della|delle|dello|degli|dei|la|le|du|des|di|da|dos|das|do|van|von|der|den|of|the|y|e|el|las|los|zu|te|ter|op) |[ld]['’])`
    : '(?:)';
  const lead = cased ? `[${capitals}][${letters}'’.-]{0,24}` : `[${letters}][${letters}'’.-]{0,24}`;
  const compass = '(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )';
  return {
    /** `123 N Maple Street, Apt 4B`, `3503 Bicetown Road`. */
    english: new RegExp(
      `\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,4}[A-Za-z]?)?(?: \\d{1,6}[A-Za-z]?)?,? ${compass}?(?:${small}?${word} ){1,4}${suffixEn}\\b\\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\\b)?${unit}?`,
      'y',
    ),
    /** `Rue de la Paix 12`, `Via Garibaldi 7`, `Calle Mayor, 12`: the word for a street comes first. */
    leading: new RegExp(
      `(?:\\d{1,5}[A-Za-z]?,? )?${leadStreet}\\.? ${small}{0,3}${lead}(?: ${small}{0,3}${lead}){0,4},? (?:n[°º.]? ?|nr\\.? ?)?\\d{1,5}[A-Za-z]?\\b(?:\\/\\d{1,4}\\b)?${unit}?`,
      'y',
    ),
    /** `12 rue de la Paix`. */
    numbered: new RegExp(
      `\\d{1,5}(?: ?bis| ?ter|[A-Za-z])?,? (?:\\d{1,5} )?${leadStreet}\\.? ${small}{0,3}${word}(?: ${small}{0,3}${word}){0,3}${unit}?`,
      'y',
    ),
    /** `Hauptstraße 12a`, `Kalevankatu 5`, `machelsesteenweg 197`: the word for a street is glued to its name. */
    glued: new RegExp(
      `(?:\\d{1,5} )?(?:${word} ){0,2}[${letters}-]{2,30}${gluedStreet}\\.? \\d{1,5}[A-Za-z]?\\b(?:[ -]\\d{1,4}\\b)?${unit}?`,
      'y',
    ),
  };
}
const cased = shapes(true);
const uncased = shapes(false);

/** `55 Koidu 31`: a street without a word for one. */
const doubleNumber = new RegExp(
  `\\d{1,4} (?:[${capitals}][${letters}'’.-]{1,24} ){1,3}\\d{1,5}[A-Za-z]?\\b${unit}?`,
  'y',
);

const poBox =
  /(?:p\.? ?o\.? ?box|post office box|postfach|apartado(?: postal)?|casilla|bo[iî]te postale|psc|unit|cmr) ?#?\d{1,6}(?:,? box \d{1,6})?(?:[,\s]{1,3}(?:APO|FPO|DPO),? [A-Z]{2} \d{5}(?:-\d{4})?)?/iy;
const unitAlone = /(?:apt|apartment|suite|ste|unit|flat)\.? ?#?\d{1,5}[A-Za-z]?/iy;
const stateCode = `(?:${stateCodes.split(' ').join('|')})`;
const usTail = new RegExp(
  `^,?\\s{1,3}(?:[${letters}][${letters}'’.-]{0,24}(?: [${letters}][${letters}'’.-]{0,24}){0,3},? )?${stateCode}\\.?,? \\d{5}(?:-\\d{4})?|^,?\\s{1,3}[${capitals}][${letters}'’.-]{0,24}(?: [${capitals}][${letters}'’.-]{0,24}){0,2}, ${stateCode}\\b`,
);
/** `, São Paulo - SP, 01304-001`: Correios. */
const brazilianTail = new RegExp(
  `^(?:,? ?(?:apto|ap|bloco|sala|casa|loja)\\.? ?\\d{1,4}[A-Z]?)?(?:(?:, | - )[${capitals}][${letters}'’.-]{0,24}(?: (?:d[aeo]s? )?[${capitals}][${letters}'’.-]{0,24}){0,3}){1,3}(?:(?: - |, |\\/)[A-Z]{2}\\b(?:,? (?:CEP:? )?\\d{5}-?\\d{3})?|,? (?:CEP:? )?\\d{5}-\\d{3})`,
);
const plainTail = new RegExp(
  `^,?\\s{1,3}(?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{2}-\\d{3}|\\d{3} \\d{2}) [${capitals}][${letters}'’-]{0,24}(?:[ -][${capitals}][${letters}'’-]{0,24}){0,3}|^, [${capitals}][${letters}'’-]{0,24}(?: [${capitals}][${letters}'’-]{0,24}){0,2}(?:,? \\d{4,6}(?:-\\d{3,4})?)?`,
);

const cue =
  /(?:address|addr|anschrift|adresse|direcci[oó]n|indirizzo|liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing)|moved?|taxi|located|mail(?:ed|ing)?|ship(?:ped|ping)?|deliver(?:ed|y)?|home|house|office|wohn(?:t|haft)|habite|vive|abita|domicil|corner|meet|billing|shipping)\b[^\n]{0,40}\n?\s*$/i;

const street = (start: number, end: number, score: number, why: string): Candidate => ({
  type: 'STREET_ADDRESS',
  start,
  end,
  score,
  evidence: [why],
});

const isSeparator = oneOf(' ,-\t\n\v\f\r');

/** What an expression matches at `start`, without blanks and commas at the end, unless it ends inside a word. */
function matchAt(text: string, expression: RegExp, start: number): string | undefined {
  expression.lastIndex = start;
  const match = expression.exec(text);
  if (!match) return undefined;
  const value = match[0].replace(/[\s,]+$/, '');
  return isWordAt(text, start + value.length) ? undefined : value;
}

/** Street addresses: shapes of English, German, Dutch, Nordic, French, Italian, Spanish, Portuguese and Slavic ones. */
export const recognizeAddresses: Recognize = (scene) => {
  const found: Candidate[] = [];
  addNumbered(scene, found);
  addNamed(scene, found);
  return found;
};

/** Addresses that begin with a number. */
function addNumbered(scene: Scene, found: Candidate[]): void {
  const { tokens, text } = scene;
  let done = 0;
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    if (start < done || tokens.end[index]! - start > 7 || continuesNumber(text, start) || isWordAt(text, start - 1))
      continue;
    const after = text.charCodeAt(tokens.end[index]!);
    const isHalf = after === 47 && isDigitAt(text, tokens.end[index]! + 1);
    if (!isHalf && !isSeparator(after) && !(after > 127 && /\s/.test(text[tokens.end[index]!]!))) continue;
    if (!looksLikeStreet(scene, index)) {
      const double = nameMayFollow(text, tokens.end[index]!) ? matchAt(text, doubleNumber, start) : undefined;
      if (double && cue.test(before(text, start, 80)) && !scene.isCode(start)) {
        done = extend(text, start + double.length);
        found.push(street(start, done, 0.7, 'number, name and number after a word for a place'));
      }
      continue;
    }
    const { numbered, english, glued, leading } = hasCapital(text, start) ? cased : uncased;
    const value =
      matchAt(text, numbered, start) ??
      matchAt(text, english, start) ??
      matchAt(text, glued, start) ??
      matchAt(text, leading, start);
    if (
      !value ||
      !isStreet(value) ||
      isSeries.test(value) ||
      scene.isCode(start) ||
      heading.test(before(text, start, 10))
    )
      continue;
    done = extend(text, start + value.length);
    // A house number before a street that has its own number stands apart: `42 Trg revolucije 12`.
    const house =
      /^\d{1,4} (?=\d{1,5} |.*\d$)/.exec(value.split(/,? (?:apt|suite|unit|ste|flat|floor|room|#)/i)[0]!)?.[0].length ??
      0;
    if (house > 0) found.push(street(start, start + house - 1, 0.86, 'house number'));
    found.push(street(start + house, done, 0.85, 'number and street'));
  }
}

/** A blank and no small letter of ASCII. */
const nameMayFollow = (text: string, end: number): boolean =>
  text[end] === ' ' && !(text.charCodeAt(end + 1) >= 97 && text.charCodeAt(end + 1) <= 122);

/** Addresses that begin with a word: boxes, units, and streets whose word comes first. */
function addNamed(scene: Scene, found: Candidate[]): void {
  const { tokens, text } = scene;
  let done = 0;
  for (const { index, at } of starts(scene)) {
    const start = tokens.start[index]!;
    if (start < done) continue;
    const expression =
      at === 'box' ? poBox : at === 'unit' ? unitAlone : (hasCapital(text, start) ? cased : uncased)[at];
    const value = matchAt(text, expression, start);
    if (!value || !/\d/.test(value) || scene.isCode(start)) continue;
    if (
      at === 'unit' &&
      !cue.test(before(text, start, 60)) &&
      !/\d[^\n]{0,40}\n\s{0,60}$|,\s{0,60}$|\d[^\n]{0,40}\n[^\p{L}\d\n]{0,6}$/u.test(before(text, start, 60))
    )
      continue;
    if (at === 'leading' && !/\p{Lu}/u.test(value) && !cue.test(before(text, start, 60))) continue;
    done = at === 'unit' ? start + value.length : extend(text, start + value.length);
    const isWhole = done > start + value.length + 12;
    found.push(street(start, done, isWhole ? 0.88 : at === 'leading' ? 0.7 : 0.75, 'street and number'));
  }
}

function hasCapital(text: string, start: number): boolean {
  const stop = Math.min(text.length, start + 60);
  let isAscii = true;
  for (let i = start; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) return true;
    if (code > 127) isAscii = false;
  }
  return !isAscii && /\p{Lu}/u.test(text.slice(start, stop));
}

/** One of the next six words is a word for a street, or is glued to one: otherwise the expressions are not tried. */
function looksLikeStreet({ tokens, text }: Scene, index: number): boolean {
  for (let at = index + 1; at < tokens.count && at - index < 7; at++) {
    if (!isBlankAfter(tokens, at - 1) && endsSentence(gapAfter(tokens, at - 1))) return false;
    if (tokens.roles[at]! & (role.street | role.addressStart)) return true;
    if (tokens.end[at]! - tokens.start[at]! > 4 && isGlued(text, tokens.start[at]!, tokens.end[at]!)) return true;
  }
  return false;
}

function endsSentence(gap: string): boolean {
  for (let i = 0; i < gap.length; i++) if ('\n;!?…'.includes(gap[i]!)) return true;
  return false;
}

const gluedEnd = new RegExp(`${gluedStreet}$`, 'u');
const endsLikeGlued = endings(gluedStreet.slice(3, -1).split('|'));
const isGlued = (text: string, start: number, end: number): boolean =>
  endsLikeGlued(text, end) && gluedEnd.test(text.slice(start, end));

type Start = { readonly index: number; readonly at: 'box' | 'unit' | 'leading' | 'glued' };

/** Where an address may begin with a word: `PO Box 12`, `Suite 5`, `Via Roma 7`, `Hauptstraße 12`. In order of position. */
function starts({ tokens, text }: Scene): Start[] {
  const found: Start[] = [];
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.addressStart)) continue;
    const token = text.slice(tokens.start[index]!, tokens.end[index]!).toLowerCase();
    const isBox =
      boxWords.has(token) ||
      (token === 'unit' && /^ \d+,? box/i.test(text.slice(tokens.end[index]!, tokens.end[index]! + 14)));
    found.push({ index, at: isBox ? 'box' : unitWords.has(token) ? 'unit' : 'leading' });
  }
  for (const index of tokens.numbers) {
    if (index === 0 || tokens.end[index]! - tokens.start[index]! > 6) continue;
    const end = tokens.end[index - 1]!;
    if (end - tokens.start[index - 1]! < 5 || tokens.roles[index - 1]! & role.frequent || !endsLikeGlued(text, end))
      continue;
    if (/^\.? $/.test(text.slice(end, tokens.start[index]!)) && isGlued(text, tokens.start[index - 1]!, end))
      found.push({ index: index - 1, at: 'glued' });
  }
  return found.sort((a, b) => a.index - b.index);
}

const boxWords = new Set('po p postfach psc apartado pobox cmr'.split(' '));
const unitWords = new Set('apt apartment suite unit'.split(' '));

/** `Chapter 12 The Long Road`. */
const heading = /(?:chapter|part|episode|book|volume|section|track) $/i;

/** `331 none 331 outset 331 ridge`: a table. */
const isSeries = /\d \S{1,24} \d{1,6} \S{1,24} \d/;

/** A street has a name beside its number: `5 minutes way` and `3 in a row` are none. */
function isStreet(value: string): boolean {
  if (
    /\b(?:minutes?|hours?|days?|weeks?|months?|years?|times?|people|percent|steps?|ways?to|of|in a|the|and|or|is|are|to|with|per|more|other|on|a)\b/i.test(
      value.replace(/\b(?:and|of the)\b/gi, ''),
    )
  ) {
    return (
      /\p{Lu}\p{Ll}+ (?:street|avenue|road|lane|drive|way|court|boulevard|place)\b/iu.test(value) &&
      /^\d+[A-Za-z]? \p{Lu}/u.test(value)
    );
  }
  return true;
}

/** Adds city, state and postal code that follow on the same or the next line. */
export function extend(text: string, end: number): number {
  const rest = text.slice(end, end + 90);
  const tail = usTail.exec(rest) ?? brazilianTail.exec(rest) ?? plainTail.exec(rest);
  return tail ? end + tail[0].replace(/[\s,]+$/, '').length : end;
}
