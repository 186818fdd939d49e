import { isDigitAt, isWordAt } from '../../characters.ts';
import { role } from '../../roles.ts';
import { gapAfter, isBlankAfter, kind, type Tokens } from '../../scan.ts';
import { endings, openings, wordClasses, wordSet } from '../../word-sets.ts';

/** Evidence around a possible name. Positive numbers speak for a person, negative ones against. */
export interface Cue {
  readonly weight: number;
  readonly evidence?: string;
  /** The name stands in a place that only a name takes: after a title, `name is`, `named`. */
  readonly certain?: boolean;
}

const none: Cue = { weight: 0 };

/** A label that says `name` in any of the languages, or announces the parties of a letter: what follows is a name whatever its words. */
const nameLabel =
  /(?:nam(?:e|es|en)|nom|pr[eé]nom|nombres?|apellidos?|nome|cognome|attn|attention)["'*_]{0,3}\s{0,2}[:=][\s"'*_]{0,6}$/i;
const label =
  /(?:^|[\n\t>|;,(*"'\-•.]|\s\s)\s*["'*_]{0,2}(?:(?:full|patient|client|customer|employee|member|contact|first|last|given|family|legal|maiden|account ?holder|card ?holder|insured|applicant|candidate|student|guardian|spouse|mother|father|emergency|next of kin|provider|physician|doctor|nurse|attending|author|sender|recipient|user|your|my|his|her|their|display|billing|shipping|vor|nach|kunden|patienten|sur|fore|nick)[ _-]?){0,3}(?:name|names|namen?|nom|pr[eé]nom|nombres?|apellidos?|nome|cognome|patient|client|customer|employee|member|contact|applicant|candidate|student|guardian|spouse|next of kin|kin|provider|physician|doctor|attending|author|signed(?: by)?|from|to|cc|attn|attention|recipient|sender|caller|agent|reviewer|interviewer|manager|supervisor|nurse|surgeon|cardholder|insured|subscriber|beneficiary|paciente|paziente|kunde|mitarbeiter|ansprechpartner|pt|pcp|resident|mentor|mentee|interpreter|tenant|landlord|payee|witness|inhaber|organizer|assignee|dictated by|transcribed by|prepared by|referred by|referring|interviewee|claimant|plaintiff|defendant|deponent|initials)["'*_]{0,3}\s{0,2}[:=]\s{0,3}["'*_]{0,3}$/i;
const phrase =
  /(?:\bname(?:'s|’s| is| was|d)?|\b(?:call(?:ed|s)?(?: me| him| her| them)?|named|known as|i am|i['’]?m|this is|it['’]?s|ich bin|ich hei(?:ß|ss)e|mein name ist|je suis|je m['’]appelle|me llamo|mi chiamo|sono|speaking with|spoke (?:with|to)|talk(?:ed|ing)? (?:with|to)|under|patient|signed|sincerely|regards|cheers|thanks|love|best|yours|gr[uü]ße|gr[uü]ssen|cordialement|saludos|saluti),?)\s{1,3}$/i;

/** Last words of `label`. */
const endsLikeLabel = endings(
  wordSet(
    `name names namen nom nombre nombres apellido apellidos nome cognome patient client customer employee member contact applicant candidate student
   guardian spouse kin provider physician doctor attending author signed by from to cc attn attention recipient sender caller agent reviewer interviewer
   manager supervisor nurse surgeon cardholder insured subscriber beneficiary paciente paziente kunde mitarbeiter ansprechpartner
   pt pcp resident mentor mentee interpreter tenant landlord payee witness inhaber organizer assignee referring interviewee claimant plaintiff defendant deponent initials`,
  ),
);

/** What the word before a name may be. */
const words = wordClasses({
  /** Last words of `phrase`: the expression is tried after one of these only. */
  introducer: `s name names was named called call calls me him her them as am im m is bin heiße heisse ist suis appelle llamo chiamo sono with to under patient signed
   sincerely regards cheers thanks love best yours grüße grüsse gruße grusse grüßen grüssen grussen cordialement saludos saluti`,
  speech: 'says said replied wrote explains explained added recalls recalled',
  giving: 'gave given give gives told asked showed sent handed lent taught offered',
  /** What is done by persons or to them: `directed by`, `married`. */
  deed: 'directed written starring authored sung performed hosted coached married founded invented discovered painted composed produced taught mentored hired led',
  geographic: 'lake mount cape fort port river saint st island mt',
  message: 'email mail letter note message reply text memo card gift invitation apology forwarded emailed texted',
  assigned: 'assigned delegated escalated reported signed approved reviewed prepared',
  greeting: 'hey hi hello dear hallo hola ciao bonjour',
  article: 'the a an',
  the: 'the',
  place: 'in at near into using install',
  byOrTo: 'by to',
  to: 'to',
  beside: 'by with starring and',
  ex: 'ex',
  according: 'according',
  /** Titles that are no words of their own: a name follows, whatever its words. */
  formal:
    'mr mrs ms dr prof mx herr frau monsieur madame mme mlle senor senora señor señora sra srta signor signora dott',
  /** Prepositions and conjunctions, which stand before things as often. */
  joint: 'by to from for and or via with under',
});

const receiver = /^ (?:his|her|their|my|your|our|an?|the|that|some)(?!\p{L})/u;
const work =
  /^ (?:novel|film|movie|song|album|painting|play|poem|biography|estate|family|case|interview|trial)(?!\p{L})/u;

/** Everything on the left of a name. */
export function cueBefore(tokens: Tokens, first: number): Cue {
  const certain = certainCue(tokens, first);
  if (certain) return certain;
  if (first === 0 || tokens.start[first]! - tokens.end[first - 1]! > 6) return none;
  const gap = isBlankAfter(tokens, first - 1) ? ' ' : gapAfter(tokens, first - 1);
  if (gap !== ' ' && !/^[,:]?\s{1,3}["'(“‘]?$/.test(gap) && !/^[\s,]{0,2}\n{1,4}\s{0,4}$/.test(gap)) return none;
  return cueWord(tokens, first, gap);
}

/** A label, a title or a phrase before a name, which may make it certain. */
export function certainCue(tokens: Tokens, first: number): Cue | undefined {
  const { text, start, end, roles } = tokens;
  const at = start[first]!;
  if (followsLabel(text, at) && label.test(text.slice(Math.max(0, at - 60), at)))
    return {
      weight: 0.5,
      evidence: 'label before the name',
      certain: nameLabel.test(text.slice(Math.max(0, at - 24), at)),
    };
  if (first === 0 || at - end[first - 1]! > 6) return undefined;
  if (roles[first - 1]! & role.title && /^\.?\s{1,2}$/.test(gapAfter(tokens, first - 1)))
    return { weight: 0.5, evidence: 'title', certain: (words.at(tokens, first - 1) & words.bit.formal) !== 0 };
  if (!(words.at(tokens, first - 1) & words.bit.introducer)) return undefined;
  const left = text.slice(Math.max(0, at - 40), at);
  if (!phrase.test(left)) return undefined;
  const certain = /name|call|named|llam|appelle|hei/i.test(left.slice(-18));
  return { weight: 0.45, evidence: 'phrase that introduces a name', certain };
}

/** The last character that is no blank, quote or mark of emphasis is `:` or `=`, after a word that ends like a label. */
function followsLabel(text: string, at: number): boolean {
  const sign = skipBack(text, at, onLine);
  const code = text.charCodeAt(sign);
  if (code !== 58 && code !== 61) return false;
  const last = skipBack(text, sign, blanks);
  return last > 0 && endsLikeLabel(text, last + 1);
}

/** Offset of the last character among the ten before `at` that is none of `skipped`. */
function skipBack(text: string, at: number, skipped: string): number {
  let i = at - 1;
  while (i >= 0 && at - i < 10 && skipped.includes(text[i]!)) i--;
  return i;
}

const onLine = ' \t"\'*_`(';
const blanks = `${onLine}\r\n\v\f\u00a0\ufeff\u2028\u2029`;
const following = ({ text, end }: Tokens, index: number): string => text.slice(end[index]!, end[index]! + 12);

/** What the word before a name says. */
function cueWord(tokens: Tokens, first: number, gap: string): Cue {
  const { text, start, roles, kinds } = tokens;
  const bits = roles[first - 1]!;
  const word = words.at(tokens, first - 1);
  const isUpper = (kinds[first - 1]! & kind.upperStart) !== 0;
  if (word & words.bit.deed || (word & words.bit.byOrTo && words.at(tokens, first - 2) & words.bit.deed))
    return { weight: 0.4, evidence: 'word before the name' };
  if (first > 1 && text[start[first - 1]! - 1] === '-' && words.at(tokens, first - 2) & words.bit.ex)
    return { weight: 0.35, evidence: 'person before the name' };
  if (word & words.bit.speech || (word & words.bit.to && words.at(tokens, first - 2) & words.bit.according))
    return { weight: 0.45, evidence: 'verb of speech before the name' };
  if (word & words.bit.giving && receiver.test(following(tokens, first)))
    return { weight: 0.45, evidence: 'verb of giving before the name' };
  if (isUpper && word & words.bit.geographic) return { weight: -0.6 };
  if (bits & role.kin) return { weight: 0.4, evidence: 'relative before the name' };
  if (bits & role.personNoun) return { weight: isUpper ? 0.2 : 0.35, evidence: 'person before the name' };
  if (word & words.bit.greeting) return { weight: 0.35, evidence: 'greeting before the name' };
  if (word & words.bit.to && words.at(tokens, first - 2) & words.bit.message)
    return { weight: 0.35, evidence: 'message to the name' };
  if (word & words.bit.byOrTo && words.at(tokens, first - 2) & words.bit.assigned)
    return { weight: 0.3, evidence: 'work of the name' };
  if (bits & role.nameCue && !gap.includes('\n'))
    return { weight: word & words.bit.joint ? 0.18 : 0.22, evidence: 'word before the name' };
  if (isUpper && gap.length === 1 && words.at(tokens, first - 2) & words.bit.beside)
    return { weight: 0.2, evidence: 'word before the name' };
  if (bits & role.organization && !(bits & role.function)) return { weight: -0.1 };
  if (word & words.bit.the && work.test(following(tokens, first)))
    return { weight: 0.2, evidence: 'author or family of' };
  if (word & words.bit.article) return { weight: -0.4 };
  return word & words.bit.place ? { weight: -0.25 } : none;
}

/** What persons have: `…'s address`, `…'s chart`. */
const owned =
  /^['’]s (?:\p{L}+ )?(?:address|phone|number|email|e-mail|birthday|account|card|house|home|apartment|car|wife|husband|mother|father|mom|dad|son|daughter|sister|brother|kids?|children|family|parents?|boss|friends?|diagnosis|chart|appointment|medication|insurance|salary|manager|doctor|resume|passport|license|blood|symptoms?|treatment|surgery|case|file|birth|death|job|office|team|desk|calendar|name|age|voice|face|death|wedding|party)(?!\p{L})/iu;

const description =
  /^,? ?\(?(?:MRN|SSN|DOB|NHS|DOD|aged?|age|a \d\d|\d{1,3}[- ]?(?:yo|y\/o|years?)|who|whose|M\.?D\.?|Ph\.?D|R\.?N|Esq|born|geb)/i;

/** `<j.doe@…`, `(j.doe@…`: RFC 5322's name of a mailbox. */
const mailbox = /^ [<(][\w.+-]{1,40}@/;

/** `("Tenant")`, `(the “Buyer”)`. */
const definedTerm =
  /^ \((?:the |hereinafter )?["“](?:tenant|landlord|seller|buyer|purchaser|borrower|lender|employee|consultant|contractor|client|patient|lessee|lessor|guarantor|plaintiff|defendant|licensee|licensor|owner|renter|agent|executive|donor|grantor|grantee|trustee|witness|claimant|respondent|petitioner)["”]\)/i;

/** `, a teacher at`, `, our head nurse`: an article or a possessive and a word for a person. */
function isApposition(tokens: Tokens, last: number): boolean {
  if (last + 2 >= tokens.count || gapAfter(tokens, last) !== ', ') return false;
  const { text, start, end, roles } = tokens;
  if (!/^(?:an?|the|our|my|his|her|their|one)$/.test(text.slice(start[last + 1]!, end[last + 1]!))) return false;
  for (let at = last + 2; at < tokens.count && at < last + 6 && isBlankAfter(tokens, at - 1); at++)
    if (roles[at]! & (role.personNoun | role.kin)) return true;
  return false;
}

const opensDescription = openings('mr|ss|do|nh|ag|a |wh|md|m.|ph|rn|r.|es|bo|ge'.split('|'));

/** A comma, a blank or a bracket, and then what `description` may begin with. */
function mayDescribe(text: string, end: number): boolean {
  let at = end;
  while (at - end < 3 && (text[at] === ',' || text[at] === ' ' || text[at] === '(')) at++;
  return at > end && (isDigitAt(text, at) || opensDescription(text, at));
}

/** Everything on the right of a name. */
export function cueAfter(tokens: Tokens, last: number): Cue {
  const { text, end, start, roles, kinds } = tokens;
  const at = end[last]!;
  const next = text[at];
  const possessive = (next === "'" || next === '’') && text[at + 1] === 's' && !isWordAt(text, at + 2);
  const nextIndex = possessive ? last + 2 : last + 1;
  if (nextIndex < tokens.count && start[nextIndex]! - at <= (possessive ? 3 : 1)) {
    const bits = roles[nextIndex]!;
    if (bits & role.eponym && !(bits & role.function)) {
      if (next === ' ' && work.test(text.slice(at, at + 14))) return none;
      return { weight: -0.6 };
    }
    const capital = (kinds[nextIndex]! & kind.upperStart) !== 0;
    if (capital && bits & (role.street | role.facility | role.organization)) return { weight: -0.6 };
    if (possessive) return { weight: owned.test(text.slice(at, at + 40)) ? 0.4 : 0.15, evidence: 'possessive' };
    if (bits & role.humanVerb) return { weight: 0.22, evidence: 'verb after the name' };
    if (bits & role.personVerb) return { weight: 0.15, evidence: 'verb after the name' };
  }
  if (next === ' ' && (text[at + 1] === '<' || text[at + 1] === '(') && mailbox.test(text.slice(at, at + 48)))
    return { weight: 0.4, evidence: 'mail address after the name' };
  if (next === ' ' && text[at + 1] === '(' && definedTerm.test(text.slice(at, at + 28)))
    return { weight: 0.45, evidence: 'party of a contract' };
  if (next === ',' && isApposition(tokens, last)) return { weight: 0.3, evidence: 'description after the name' };
  if (next === ',' && /^, \d\d[,)]/.test(text.slice(at, at + 6)))
    return { weight: 0.25, evidence: 'age after the name' };
  if (mayDescribe(text, at) && description.test(text.slice(at, at + 16))) {
    return { weight: 0.25, evidence: 'description after the name' };
  }
  return none;
}
