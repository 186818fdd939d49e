import { before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { buildLexicon, hashOf, listed, noWord } from '../lexicon.ts';
import { inDictionary, role } from '../roles.ts';
import { gapAfter, isBlankAfter, type Tokens } from '../scan.ts';
import { isClinical } from '../surroundings.ts';
import { wordSet } from '../word-sets.ts';
import { addCities, addTowns, capital, cityEnd, fold, wordOf } from './cities.ts';

/** Verbs and nouns of care on the left of `at`, `to`, `in`, `from`: what follows is a care site. */
const care =
  /(?:seen|treated|admitted|evaluated|followed|visited|visit|hospitali[sz]ed|present(?:ed|ing|s)?|receiving|received|care|diagnosed|underwent|undergoing|surgery|operated|consult(?:ed|ation)?|transferred|referred|discharged|assessed|examined|patient|pt|appointment|scheduled|fell|found|brought|sent|managed|monitored|cared|performed|done|delivered|born|assessment|procedure|therapy|treatment|biopsy|scan|mri|ct|notes|records?|documented|enrolled|prescribed|exam|checkup|f\/u|follow(?:ed)?[- ]?up|results?|labs?|imaging|report)\b(?:[^.;:\n]|\b(?:St|Mt|Dr)\.){0,50}$/i;
const institutions = new Set(
  `johns hopkins|john hopkins|john s hopkins|mayo|mount sinai|mt sinai|cedars sinai|cedar sinai|kaiser|kaiser permanente|mass general|massachusetts general|nyu langone|md anderson|ucla|ucsf|ucsd|uclh
|stanford|duke|emory|memorial sloan kettering|sloan kettering|newyork presbyterian|new york presbyterian|ny presbyterian|brigham|brigham and women s|dana farber|beth israel|mount auburn|tufts
|cleveland clinic|mayo clinic|upmc|geisinger|intermountain|sutter|sutter health|scripps|dignity|providence|ascension|hca|tenet|banner|baylor|methodist|presbyterian|bellevue|montefiore|northwell
|lenox hill|st jude|barnes jewish|vanderbilt|yale new haven|rush|northwestern memorial|cook county|jackson memorial|tampa general|grady|houston methodist|ben taub|parkland|charite|guy s|st thomas
|great ormond street|addenbrooke s|va|walter reed|cedar crest|hopkins|mgh|bidmc|nyp|csmc|childrens`
    .replace(/\n/g, '')
    .split('|'),
);

/** Named care sites, and cities that a person lives in, comes from or is seen in. Bare place names are none. */
export const recognizePlaces: Recognize = (scene) => {
  const found: Candidate[] = [];
  addFacilities(scene, found);
  addSlots(scene, found);
  addCities(scene, found);
  addTowns(scene, found);
  return found;
};

const gapOf = gapAfter;

/** `Springfield General Hospital`, `St. Mary’s Clinic`, `Dallas facility`: capitalized words that end in a word for a care site. */
function addFacilities({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.facility) || index === 0) continue;
    const next = index + 1 < tokens.count ? tokens.roles[index + 1]! : 0;
    if (next & role.facility && gapOf(tokens, index) === ' ' && capital(tokens, index + 1)) continue;
    if (gapOf(tokens, index) === ' ' && /^(?:Study|Trial|Survey|Act)$/.test(wordOf(tokens, index + 1))) continue;
    const word = wordOf(tokens, index).toLowerCase();
    const strong =
      /^(?:hospital|hospitals|clinic|hosp|infirmary|hospice|sanatorium|krankenhaus|klinikum|klinik|hopital|clinique|ospedale|policlinico)$/.test(
        word,
      );
    if (
      !capital(tokens, index) &&
      !/^(?:hospital|clinic|facility|hospice|rehab|pharmacy|practice|office|hosp)$/.test(word)
    )
      continue;
    const first = walkBack(tokens, index);
    if (first === index || isCode(tokens.start[first]!)) continue;
    const name = text.slice(tokens.start[first]!, tokens.end[index]!);
    const medical =
      strong ||
      (word === 'care'
        ? /(?:urgent|primary|family|health|nursing|memory|home|eye|skilled|palliative|hospice|women['’]?s|wound) care$/i
        : /(?:medical|health|cancer|heart|children|surgery|surgical|memorial|care|rehab|neuro|cardi|ortho|oncolog|psychiatr|wellness|pain|eye|dental|women|nursing|veterans|va|[a-z]{4}olog(?:y|ists?)\b|pediatric|urgent|dialysis|birth|sleep|skin|kidney|spine|family practice)/i
      ).test(name);
    if (!medical && !care.test(before(text, tokens.start[first]!, 70))) continue;
    let last = index;
    if (
      gapOf(tokens, index) === ' ' &&
      /^(?:of|at)$/.test(wordOf(tokens, index + 1) ?? '') &&
      index + 2 < tokens.count &&
      capital(tokens, index + 2)
    )
      last = index + 2;
    else if (
      strong &&
      index + 1 < tokens.count &&
      gapOf(tokens, index) === ' ' &&
      capital(tokens, index + 1) &&
      next & (role.city | role.cityStart)
    )
      last = cityEnd(tokens, index + 1);
    found.push({
      type: 'FACILITY_LOCATION',
      start: tokens.start[first]!,
      end: tokens.end[last]!,
      score: 0.8,
      evidence: ['name that ends in a word for a care site'],
    });
  }
}

/** First token of the capitalized words before `index`: with `of`, `and`, `for`, `'s`, hyphens and abbreviated saints inside. */
function walkBack(tokens: Tokens, index: number): number {
  let first = index;
  for (let at = index - 1; at >= 0 && index - at < 9; at--) {
    const gap = gapOf(tokens, at);
    if (!/^(?: |-|['’]|['’] |\. | & )$/.test(gap)) break;
    const word = wordOf(tokens, at);
    const isAbbreviation = /^(?:St|Mt|Ft|Dr|Sr)$/.test(word);
    if (gap === '. ' && !isAbbreviation) break;
    if (capital(tokens, at)) {
      if (
        gap === ' ' &&
        /^(?:Which|What|Whose|Any|Each|Every|This|That|No|Some|All|Other|Another|Your|Their|Is|Does|When|Where)$/.test(
          word,
        )
      )
        break;
      if (
        at > 0 &&
        tokens.roles[at]! & role.function &&
        !(tokens.roles[at]! & role.family) &&
        gap === ' ' &&
        /^(?:The|At|In|From|To|Our|A|My)$/.test(word)
      )
        break;
      if (gap === ' ' && /^(?:Study|Trial|Score|Survey)$/.test(word)) break;
      if (tokens.roles[at]! & role.title && !isAbbreviation) break;
      first = at;
    } else if (
      !(
        (word === 's' && /['’]$/.test(gapOf(tokens, at - 1) ?? '')) ||
        /^(?:of|and|for|the|de|la|du|des|di)$/.test(word)
      )
    )
      break;
  }
  while (first < index && /^(?:of|and|for|the|s)$/.test(wordOf(tokens, first))) first++;
  return first;
}

const institutionStarts = buildLexicon([[listed([...institutions].map((name) => name.split(' ')[0]!)), 1]]);

function isInstitution({ text, start, end }: Tokens, first: number, last: number): boolean {
  const from = start[first]!;
  if (institutionStarts.find(text, from, end[first]!, hashOf(text, from, end[first]!)) === noWord) return false;
  const name = fold(text.slice(from, end[last]!));
  return (
    institutions.has(name) ||
    institutions.has(name.replace(/ (?:hospital|clinic|med|medical center|medical|health|center)$/, ''))
  );
}

/** Abbreviations of departments and professions: `at ED`, `in ICU` name no site. */
const notPlaces =
  /^(?:ED|ER|ICU|NICU|PICU|CCU|OR|PACU|PCP|OB|GYN|ENT|GP|OPD|IP|OP|HOME|US|USA|UK|EU|[A-Z]{1,2}|.{7,})$/;

const prepositions = wordSet('at to in from by with near outside of');
const articles = wordSet('the our a an their his her');
const isBefore = (tokens: Tokens, index: number, words: ReadonlySet<string>): boolean =>
  index >= 0 &&
  (tokens.roles[index]! & role.function) !== 0 &&
  isBlankAfter(tokens, index) &&
  words.has(wordOf(tokens, index).toLowerCase());

/** The preposition before a place, with or without an article between them. */
function prepositionBefore(tokens: Tokens, first: number): number | undefined {
  if (isBefore(tokens, first - 1, prepositions)) return isBefore(tokens, first, articles) ? undefined : first - 1;
  return isBefore(tokens, first - 1, articles) && isBefore(tokens, first - 2, prepositions) ? first - 2 : undefined;
}

/** `admitted to Cedars-Sinai`, `seen at NYU Langone`: capitalized words in the place where a care site is named. */
function addSlots({ tokens, text, isCode }: Scene, found: Candidate[]): void {
  for (const first of tokens.capitals) {
    const index = prepositionBefore(tokens, first);
    if (index === undefined || !capital(tokens, first)) continue;
    const preposition = wordOf(tokens, index).toLowerCase();
    const last = walkForward(tokens, first);
    const isKnown = isInstitution(tokens, first, last);
    const bits = tokens.roles[first]!;
    if (!isKnown) {
      if (preposition === 'by' || preposition === 'with') continue;
      if (
        preposition === 'of' &&
        !/(?:patient|resident|client|native|citizen) $/i.test(before(text, tokens.start[index]!, 10))
      )
        continue;
      if (
        bits & (role.month | role.weekday | role.nationality | role.title) ||
        (bits & role.eponym && last === first) ||
        (wordOf(tokens, first).length < 3 && !/^(?:St|Mt)$/.test(wordOf(tokens, first))) ||
        (wordOf(tokens, first) === wordOf(tokens, first).toUpperCase() &&
          (preposition !== 'at' || last > first || notPlaces.test(wordOf(tokens, first))))
      )
        continue;
      if (
        preposition !== 'at' &&
        !(bits & (role.city | role.cityStart | role.state)) &&
        last === first &&
        bits & inDictionary
      )
        continue;
      const isOrigin = origin.test(before(text, tokens.start[index]!, 30));
      if (preposition !== 'at' && last === first && !isOrigin && !(bits & (role.city | role.cityStart))) continue;
      if (
        isCode(tokens.start[first]!) ||
        !(isOrigin || care.test(before(text, tokens.start[index]!, 70))) ||
        !isClinical(text, tokens.start[first]!)
      )
        continue;
      if (bits & (role.state | role.country) && last === first && !(bits & role.city)) continue;
    }
    const isCity = !isKnown && (cityEnd(tokens, first) === last || (bits & role.city && last === first));
    found.push({
      type: isCity ? 'CITY' : 'FACILITY_LOCATION',
      start: tokens.start[first]!,
      end: tokens.end[last]!,
      score: isKnown ? 0.75 : 0.7,
      evidence: [isKnown ? 'name of a care site' : 'place after a word of care'],
    });
  }
}

/** Directly before `from`, `in`, `to`: somebody lives there or comes from there. */
const origin =
  /(?:\b(?:moved|relocated|lives?|lived|living|resid(?:es|ed|ing)|born|raised|native|resident|fisherman|farmer|retired|visiting|originally|grew up|works?|worked|working|based|travel(?:s|ed|led|ing)|flew|emigrated|immigrated|returned|came|comes|patient|pt|man|woman|male|female|yo|y\/o|old|lady|gentleman)|\d{2} ?[MF]) $/i;

function walkForward(tokens: Tokens, first: number): number {
  let last = first;
  for (let at = first + 1; at < tokens.count && at - first < 7; at++) {
    const gap = gapOf(tokens, at - 1);
    if (!/^(?: |-|['’]|\. )$/.test(gap)) break;
    const word = wordOf(tokens, at);
    if (gap === '. ' && !/^(?:St|Mt|Ft|Dr|NY|U|S)$/.test(wordOf(tokens, at - 1))) break;
    if (capital(tokens, at)) {
      if (tokens.roles[at]! & (role.month | role.title) && !(tokens.roles[at]! & role.given)) break;
      last = at;
    } else if (/^(?:clinic|hospital|facility|office|practice|center|campus|branch|location)$/.test(word)) return at;
    else if (!(word === 's' || /^(?:of|and|for)$/.test(word))) break;
  }
  if (last + 1 < tokens.count && wordOf(tokens, last + 1) === 's' && /^['’]$/.test(gapOf(tokens, last))) last++;
  return last;
}
