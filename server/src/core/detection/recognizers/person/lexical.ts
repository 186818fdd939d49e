import { inDictionary, role } from '../../roles.ts';
import { kind, type Tokens } from '../../scan.ts';
import { noNames } from '../../word-lists.ts';
import { endings, wordSet } from '../../word-sets.ts';

const noNameWords = wordSet(noNames);

/** What a word is as a name: how sure it is that a capitalized `word` names a person, before any context. */
export type NameClass =
  | 'given'
  | 'usualWord'
  | 'givenWord'
  | 'family'
  | 'familyWord'
  | 'unknown'
  | 'initial'
  | 'particle'
  | 'suffix'
  | 'word'
  | 'stop';

/** Words that are something else first: days, months, countries, states, nationalities. */
const elsewhere = role.month | role.weekday | role.country | role.nationality | role.state;

/** Endings of family names: Slavic, Nordic, Baltic, Greek, Georgian, Armenian, Turkish, Romanian, Iberian, Italian, German, Irish. */
const familyEndings = wordSet(
  `cić čić ćić vić vic ovic ović ovich ovićh evic ević evich evićh ovič ić sky skyj zky zkyj ski ska ská cki wicz czyk czak anko enko inko onko unko chuk
   ovki ovký ovky ovski ovský ovsky ov ova ev eva ová ijev ijeva sson sdóttir dottir dottír sen ström strøm gren lund quist qvist nen inen onen
   opoulos poulou akis idis iadis shvili švili dze yan ian oğlu oglu ğan escu anu enu onu quez rez nez guez ínez ález elli etti ucci acci ini
   mann stein berg bach baum meyer meier`,
);
const familyEnding = new RegExp(`^\\p{Lu}\\p{L}{1,14}(?:${[...familyEndings].join('|')})$`, 'u');
const endsLikeFamily = endings(familyEndings);

/** The lexicon folds: `Lés` is not `les`. */
const isNoName = (text: string, from: number, to: number, kinds: number): boolean =>
  !(kinds & kind.nonAscii) || noNameWords.has(text.slice(from, to).toLowerCase());

export function nameClass({ text, start, end, kinds, roles }: Tokens, index: number): NameClass {
  const from = start[index]!;
  const to = end[index]!;
  const bits = roles[index]!;
  if (kinds[index]! & (kind.digit | kind.underscore)) return 'stop';
  if (to - from === 1) return kinds[index]! & kind.upper ? 'initial' : 'stop';
  if (bits & role.suffix && to - from <= 4) return 'suffix';
  if (bits & role.title) return 'stop';
  if (bits & role.noName && isNoName(text, from, to, kinds[index]!)) return 'stop';
  if (bits & role.particle && (bits & role.function || !(kinds[index]! & kind.upperStart))) return 'particle';
  if (bits & role.function) return 'word';
  if (bits & (role.personNoun | role.kin) && !(bits & (role.given | role.family))) return 'word';
  if (bits & role.given) {
    // Two and three letters spell a name in one language and a word or a code in many.
    if (!(bits & role.usualGiven) && (bits & role.city || to - from < 4)) return 'givenWord';
    if (!(bits & elsewhere) && !(bits & (bits & role.usualGiven ? role.frequent : inDictionary))) return 'given';
    return bits & role.usualGiven ? 'usualWord' : 'givenWord';
  }
  if (bits & elsewhere) return bits & role.family ? 'familyWord' : 'stop';
  if (bits & role.particle) return 'particle';
  if (bits & role.family) return bits & inDictionary || bits & role.city ? 'familyWord' : 'family';
  if (bits & (inDictionary | role.function)) return 'word';
  return endsLikeFamily(text, to) && familyEnding.test(text.slice(from, to)) ? 'family' : 'unknown';
}
