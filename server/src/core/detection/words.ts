import { frequentWords, rareWords } from './data/dictionary.ts';
import { familyNames, givenNames, usualGivenNames } from './data/person-names.ts';
import { cityPhrases, cityWords } from './data/places.ts';
import { frontCoded } from './front-coding.ts';
import * as health from './health-words.ts';
import { buildLexicon, type Lexicon, listed, type WordList } from './lexicon.ts';
import { role } from './roles.ts';
import * as lists from './word-lists.ts';

const words = (list: string): WordList => listed(list.split(/\s+/).filter(Boolean));

let built: Lexicon | undefined;
let phrases: ReadonlySet<string> | undefined;

/** The lexicon, built when first asked for (about 40 ms), then shared. */
export function lexicon(): Lexicon {
  built ??= buildLexicon([
    [frontCoded(givenNames), role.given],
    [frontCoded(usualGivenNames), role.usualGiven],
    [frontCoded(familyNames), role.family],
    [frontCoded(frequentWords), role.frequent],
    [frontCoded(rareWords), role.rare],
    [frontCoded(cityWords), role.city],
    [listed([...cityNames()].map((phrase) => phrase.slice(0, phrase.indexOf(' ')))), role.cityStart],
    [words(lists.labelWords), role.label],
    [words(lists.months), role.month],
    [words(lists.weekdays), role.weekday],
    [words(lists.titles), role.title],
    [words(lists.suffixes), role.suffix],
    [words(lists.particles), role.particle],
    [words(lists.kin), role.kin],
    [words(lists.personNouns), role.personNoun],
    [words(lists.nameCues), role.nameCue],
    [words(lists.personVerbs), role.personVerb],
    [words(lists.humanVerbs), role.humanVerb],
    [words(lists.eponyms), role.eponym],
    [words(lists.organizations), role.organization],
    [words(lists.facilities), role.facility],
    [words(lists.streets), role.street],
    [words(lists.states), role.state],
    [words(lists.countries), role.country],
    [words(lists.nationalities), role.nationality],
    [words(lists.functionWords), role.function],
    [words(lists.secretWords), role.secret],
    [words(lists.attributeWords), role.attribute],
    [words(health.allWords), role.health],
    [words(lists.noNames), role.noName],
    [words(lists.addressWords), role.address],
    [words(lists.addressStarts), role.addressStart],
  ]);
  return built;
}

/** Cities of several words, folded: `new york`, `san francisco`. */
export function cityNames(): ReadonlySet<string> {
  phrases ??= new Set(cityPhrases.split('|'));
  return phrases;
}
