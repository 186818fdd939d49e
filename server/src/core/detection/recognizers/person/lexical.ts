import { inDictionary, role } from '../../roles.ts';
import { kind, type Tokens } from '../../scan.ts';

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

/** Not names although the lists hold them: they are mostly words of documents and of computing. */
const never = new Set(
  `kunde kundennummer lake mount cape fort port river falls island islands bay valley beach canyon county airport inc llc ltd corp gmbh plc emp sohn tochter praxis seine ihrer grussen grusse grüßen grüße sehr geehrte mon ma mes bonjour el los las il lo un una une estimado gentile cordialement saludos hana aurora les quan hari fastify pino joi oauth foo bar baz max mo tu su sa lang christ anno domini anthropic workspace api json html http https url sql css xml yaml node react angular vue java python ruby swift rust kotlin go docker linux windows mac android google
   amazon apple microsoft facebook twitter github gitlab slack zoom claude anthropic openai alexa siri cortana jira english monday sunday note notes
   date name names case file type user admin test example sample page chapter section figure table appendix yes no ok okay true false null none
   todo id ref re fw dear hi hello hey thanks thank regards sincerely best kind warm please sorry mr mrs ms dr prof sir madam covid lasix coumadin
   lantus advair plavix lipitor zoloft prozac xanax ativan norco percocet nexium viagra botox apgar foley doppler braden morse glasgow may will
   so do an in on at is it of or to the and but for not you all any can had her was one our out day get has him his how man new now old see two way who
   boy did its let put say she too use dad mom lot gp er icu ed or ot pt bp hr rr ct mr us uk eu un nan st ave rd blvd apt suite unit box po sub total`
    .split(/\s+/)
    .filter(Boolean),
);

/** Endings of family names: Slavic, Nordic, Baltic, Greek, Georgian, Armenian, Turkish, Romanian, Iberian, Italian, German, Irish. */
const familyEnding =
  /^\p{Lu}\p{L}{1,14}(?:[cčć]ić|vić|vic|[oe]vi[cć]h?|ovič|sson|sdóttir|dottir|dottír|[sz]kyj?|sk[iaá]|cki|wicz|czyk|czak|[aeiou]nko|chuk|shvili|švili|dze|yan|ian|oğlu|oglu|opoulos|poulou|akis|idis|iadis|escu|[aeo]nu|quez|rez|nez|guez|ínez|ález|sen|mann|stein|berg|bach|baum|meyer|meier|ström|strøm|gren|lund|quist|qvist|nen|inen|ovs?k[iýy]|[oe]va?|ová|ijeva?|elli|etti|ucci|acci|ini|onen|ğan|ić)$/u;

export function nameClass({ text, start, end, kinds, roles }: Tokens, index: number): NameClass {
  const from = start[index]!;
  const to = end[index]!;
  const bits = roles[index]!;
  if (kinds[index]! & (kind.digit | kind.underscore)) return 'stop';
  if (to - from === 1) return kinds[index]! & kind.upper ? 'initial' : 'stop';
  if (bits & role.suffix && to - from <= 4) return 'suffix';
  if (bits & role.title) return 'stop';
  if (to - from <= 14 && never.has(text.slice(from, to).toLowerCase())) return 'stop';
  if (bits & role.particle && (bits & role.function || !(kinds[index]! & kind.upperStart))) return 'particle';
  if (bits & role.function) return 'word';
  if (bits & role.given) {
    if (bits & role.city && !(bits & role.usualGiven)) return 'givenWord';
    if (!(bits & elsewhere) && !(bits & (bits & role.usualGiven ? role.frequent : inDictionary))) return 'given';
    return bits & role.usualGiven ? 'usualWord' : 'givenWord';
  }
  if (bits & elsewhere) return bits & role.family ? 'familyWord' : 'stop';
  if (bits & role.particle) return 'particle';
  if (bits & role.family) return bits & inDictionary || bits & role.city ? 'familyWord' : 'family';
  if (bits & (inDictionary | role.function)) return 'word';
  return familyEnding.test(text.slice(from, to)) ? 'family' : 'unknown';
}
