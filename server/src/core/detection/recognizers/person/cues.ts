import { role } from '../../roles.ts';
import { gapAfter, kind, type Tokens } from '../../scan.ts';

/** Evidence around a possible name. Positive numbers speak for a person, negative ones against. */
export interface Cue {
  readonly weight: number;
  readonly evidence?: string;
  /** The name stands in a place that only a name takes: after a title, `name is`, `named`. */
  readonly certain?: boolean;
}

const none: Cue = { weight: 0 };

const label =
  /(?:^|[\n\t>|;,(*"'\-•.]|\s\s)\s*["'*_]{0,2}(?:(?:full|patient|client|customer|employee|member|contact|first|last|given|family|legal|maiden|account ?holder|card ?holder|insured|applicant|candidate|student|guardian|spouse|mother|father|emergency|next of kin|provider|physician|doctor|nurse|attending|author|sender|recipient|user|your|my|his|her|their|display|billing|shipping|vor|nach|kunden|patienten)[ _-]?){0,3}(?:name|names|namen?|nom|pr[eé]nom|nombres?|apellidos?|nome|cognome|patient|client|customer|employee|member|contact|applicant|candidate|student|guardian|spouse|next of kin|kin|provider|physician|doctor|attending|author|signed(?: by)?|from|to|cc|attn|attention|recipient|sender|caller|agent|reviewer|interviewer|manager|supervisor|nurse|surgeon|cardholder|insured|subscriber|beneficiary|paciente|paziente|kunde|mitarbeiter|ansprechpartner)["'*_]{0,3}\s{0,2}[:=]\s{0,3}["'*_]{0,3}$/i;
const phrase =
  /(?:\bname(?:'s|’s| is| was|d)?|\b(?:call(?:ed|s)?(?: me| him| her| them)?|named|known as|i am|i['’]?m|this is|it['’]?s|ich bin|ich hei(?:ß|ss)e|mein name ist|je suis|je m['’]appelle|me llamo|mi chiamo|sono|speaking with|spoke (?:with|to)|talk(?:ed|ing)? (?:with|to)|under|patient|signed|sincerely|regards|cheers|thanks|love|best|yours|gr[uü]ße|gr[uü]ssen|cordialement|saludos|saluti),?)\s{1,3}$/i;

const speech = /(?:^|[^\p{L}])(?:says|said|replied|wrote|explains|explained|added|according to|recalls|recalled)\s$/iu;
const giving = /(?:^|[^\p{L}])(?:gave|given|give|gives|told|asked|showed|sent|handed|lent|taught|offered)\s$/iu;

/** Everything on the left of a name. */
export function cueBefore(tokens: Tokens, first: number): Cue {
  const { text, start, roles, kinds } = tokens;
  const at = start[first]!;
  const gap = gapAfter(tokens, first - 1);
  const left = text.slice(Math.max(0, at - 60), at);
  if (label.test(left)) return { weight: 0.5, evidence: 'label before the name', certain: true };
  if (first === 0) return none;
  const bits = roles[first - 1]!;
  const isUpper = (kinds[first - 1]! & kind.upperStart) !== 0;
  if (bits & role.title && /^\.?\s{1,2}$/.test(gap)) return { weight: 0.5, evidence: 'title', certain: true };
  if (phrase.test(left))
    return {
      weight: 0.45,
      evidence: 'phrase that introduces a name',
      certain: /name|call|named|llam|appelle|hei/i.test(left.slice(-18)),
    };
  if (
    /(?:directed|written|starring|authored|sung|performed|hosted|coached|married|founded|invented|discovered|painted|composed|produced|taught|mentored|hired|led)(?: (?:by|to))?\s$/i.test(
      left.slice(-20),
    )
  )
    return { weight: 0.4, evidence: 'word before the name' };
  if (!/^[,:]?\s{1,3}["'(“‘]?$/.test(gap) && !/^[\s,]{0,2}\n+\s*$/.test(gap)) return none;
  if (/\bex-\p{L}+\s$/iu.test(left)) return { weight: 0.35, evidence: 'person before the name' };
  if (speech.test(left.slice(-14))) return { weight: 0.4, evidence: 'verb of speech before the name' };
  if (
    giving.test(left.slice(-10)) &&
    /^ (?:his|her|their|my|your|our|an?|the|that|some)(?!\p{L})/u.test(
      text.slice(tokens.end[first]!, tokens.end[first]! + 8),
    )
  )
    return { weight: 0.45, evidence: 'verb of giving before the name' };
  if (bits & role.kin) return { weight: 0.4, evidence: 'relative before the name' };
  if (bits & role.personNoun && !isUpper) return { weight: 0.35, evidence: 'person before the name' };
  if (bits & role.nameCue && gap.indexOf('\n') < 0) return { weight: 0.2, evidence: 'word before the name' };
  if (
    first > 1 &&
    gap.length === 1 &&
    isUpper &&
    /^(?:by|with|starring|and)$/.test(text.slice(start[first - 2]!, tokens.end[first - 2]!))
  )
    return { weight: 0.2, evidence: 'word before the name' };
  if (bits & role.organization && !(bits & role.function)) return { weight: -0.1 };
  const word = text.slice(start[first - 1]!, tokens.end[first - 1]!).toLowerCase();
  if (
    word === 'the' &&
    /^ (?:novel|film|movie|song|album|painting|play|poem|biography|estate|family|case|interview|trial)(?!\p{L})/u.test(
      text.slice(tokens.end[first]!, tokens.end[first]! + 12),
    )
  )
    return { weight: 0.2, evidence: 'author or family of' };
  if (word === 'the' || word === 'a' || word === 'an') return { weight: -0.4 };
  if (word === 'in' || word === 'at' || word === 'near' || word === 'into' || word === 'using' || word === 'install')
    return { weight: -0.25 };
  return none;
}

/** What persons have: `…'s address`, `…'s chart`. */
const owned =
  /^['’]s (?:\p{L}+ )?(?:address|phone|number|email|e-mail|birthday|account|card|house|home|apartment|car|wife|husband|mother|father|mom|dad|son|daughter|sister|brother|kids?|children|family|parents?|boss|friends?|diagnosis|chart|appointment|medication|insurance|salary|manager|doctor|resume|passport|license|blood|symptoms?|treatment|surgery|case|file|birth|death|job|office|team|desk|calendar|name|age|voice|face|death|wedding|party)(?!\p{L})/iu;

/** Everything on the right of a name. */
export function cueAfter(tokens: Tokens, last: number): Cue {
  const { text, end, start, roles, kinds } = tokens;
  const right = text.slice(end[last]!, end[last]! + 24);
  const possessive = /^['’]s(?![\p{L}\d])/u.test(right);
  const nextIndex = possessive ? last + 2 : last + 1;
  if (
    /^ (?:novel|film|movie|song|album|painting|play|poem|biography|estate|family|case|interview)(?!\p{L})/u.test(right)
  )
    return none;
  if (nextIndex < tokens.count && start[nextIndex]! - end[last]! <= (possessive ? 3 : 1)) {
    const bits = roles[nextIndex]!;
    if (bits & role.eponym && (possessive || !(bits & role.personVerb) || !(bits & role.function))) {
      if (!(bits & role.function)) return { weight: -0.6 };
    }
    const capital = (kinds[nextIndex]! & kind.upperStart) !== 0;
    if (capital && bits & (role.street | role.facility | role.organization)) return { weight: -0.6 };
    if (possessive) return { weight: owned.test(right) ? 0.4 : 0.15, evidence: 'possessive' };
    if (bits & role.personVerb) return { weight: 0.15, evidence: 'verb after the name' };
  }
  if (
    /^,? ?\(?(?:MRN|SSN|DOB|NHS|DOD|aged?|age|a \d\d|\d{1,3}[- ]?(?:yo|y\/o|years?)|who|whose|M\.?D\.?|Ph\.?D|R\.?N|Esq|born|geb)/i.test(
      right,
    )
  ) {
    return { weight: 0.25, evidence: 'description after the name' };
  }
  return none;
}
