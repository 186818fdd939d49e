import { after, before, type Candidate, type Recognize, type Scene } from '../candidate.ts';
import { isWordAt, oneOf } from '../characters.ts';
import { role } from '../roles.ts';
import { isClinical } from '../surroundings.ts';
import { continuesNumber, numberContinues } from './pattern.ts';

/** Months in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish, with their usual short forms. */
const monthWords =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[eé]vr(?:ier)?|mar(?:ch|s|zo)?|m[aä]rz|apr(?:il|ile)?|avril|may|mai|maggio|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[eé]cembre|enero|febrero|abril|mayo|junio|julio|agosto|diciembre|dicembre|gennaio|febbraio|aprile|giugno|luglio|settembre|ottobre|janeiro|fevereiro|mar[cç]o|maio|jun[ih]o|jul[ih]o|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze[sś]nia|pa[zź]dziernika|listopada|grudnia)';
/** ISO 8601 with or without time, US and European orders. */
const numeric =
  /(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|['’]?\d{2}))/y;
/** `04JUL1976`, and `20240315` (ISO 8601, basic format). */
const compact =
  /\d{1,2}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:\d{4}|\d{2})|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/iy;
const short = /\d{1,2}\/\d{1,2}/y;
/** A line or sentence that begins with what was done to somebody: `Seen on 4 March 2026`. */
const visit =
  /(?:^|\n|\. )(?:seen|admitted|discharged|reviewed|examined|operated|rtc)(?: (?:on|in|at clinic on|in clinic on))? $/i;
/** `08/2019`, in clinical text. */
const monthSlashYear = /(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}/y;
/** `15 / 08 / 1969`, as forms have it. */
const spaced = /\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}/y;
const ordinals =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[- ]first)';
/** `the ninth of May` ends before the month. */
const ordinalBefore = new RegExp(`(?:the )?${ordinals}(?: day)? of $`, 'i');
/** `march fourth nineteen eighty two`, as speech recognition writes it. */
const monthOrdinal = new RegExp(
  `${monthWords}\\b (?:the )?${ordinals}\\b(?:,? (?:of )?(?:(?:nineteen|twenty|two thousand)(?: [a-z]{3,9}){1,2}\\b|\\d{4}))?`,
  'iy',
);
/** Words directly before a day without a year that make it a date rather than a fraction. */
const dayCue =
  /(?:\b(?:on|since|until|till|by|dated|from|before|after|last|next|seen|adm|admitted|d\/c|d\/c'd|dc|discharged|rtc|recheck|visit|appt|f\/u|due|fri|mon|tues?|wed|thu(?:rs)?|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\.? )$/i;
const dayFirst = new RegExp(
  `\\d{1,2}(?:st|nd|rd|th|\\.|er|º)?(?: of| de)?[ -]${monthWords}\\b\\.?(?:(?:,| de| of)?[ -]\\d{4}|[ -]\\d{2})?`,
  'iy',
);
const monthFirst = new RegExp(
  `${monthWords}\\b(?:\\.? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: ?[-–] ?\\d{1,2}\\b)?(?:(?:,|\\.| of)? ?(?:\\d{4}|['’]\\d{2}))?|-\\d{1,2}-(?:\\d{4}|\\d{2}))`,
  'iy',
);
const monthYear = new RegExp(`${monthWords}\\b\\.?(?: of|,)? (?:19|20)\\d{2}`, 'iy');

const birth =
  /(?:\bdob\b|d\.o\.b\.?|birth|\bborn\b|b-?day|geburtsdatum|\bgeb\.|geboren|\bn[eé]e? le|naissance|nacimiento|nacid[oa]|nascid[oa]|nascimento|urodz\p{L}{1,6}|\bf[öø]dd?t?\b|nascita|\bnat[oa] il)(?:[^;\n]{0,30}|[^;\n]{0,12}\?\s{1,3}(?:\p{L}{1,12}: )?)$/iu;
const death = /(?:\bdied|death|deceased|passed away|expired on|\bdod\b|verstorben|d[eé]c[eé]d)[^.;\n]{0,24}$/i;
const service =
  /(?:admi(?:t|ssion)|discharg|\bseen\b|visit|evaluat|treated|treatment|diagnos|surgery|operat|procedure|underwent|present(?:ed|ing)?\b|hospital|clinic|appointment|follow(?:ed)?[- ]?up|consult|\bexam(?:ined|ination)?\b|assess|prescribed|biops|\bscan|\bmri\b|x-?ray|\blab|vaccin|immuni|injur|event|episode|onset|symptom|stroke|infarct|transfer|referred|last check|encounter|service|\bdos\b|therapy|started on|aufnahme|entlass|consulta|ingres|ricover|hospitalis)/i;
const personal =
  /(?:\b(?:he|she|his|her|him|hers|my|mine|i|me|our|we|patient|pt|mr|mrs|ms|dr|client|customer|employee|member|husband|wife|son|daughter|mother|father|born|hired|married|joined|male|female|man|woman|boy|girl|year[- ]old|y\/?o|yo|signed|arrested|employed|enrolled|spouse|name|ssn|mrn|phone|email|since|inmate|tenant|landlord|plaintiff|defendant|appointment|ich|mein\w*|ihr\w*|sein\w*|herr|frau|praxis|arzt|mon|ma|je|il|elle|n[eé]e?|paciente|ella|su|paziente|lui|lei|suo)\b|\bwhen:)/i;
/** Dates of documents, releases and copyrights, of log lines and of law. */
export const documents =
  /(?:©|copyright|released?|version|\bv\d|updated?|published|changelog|@since|deprecated|modified|last-modified|created_at|updated_at|timestamp|commit|build|rfc|act of|since v|effective)[^\n]{0,24}$|(?:^|\n)[ \t]{0,8}(?:#{1,6}|[-*]|\[)?[ \t]{0,4}\[?v?\d{1,4}\.\d{1,4}[^\n]{0,24}$/i;

/** Full dates (and month with year) that stand in relation to a person; dates of documents and logs are none. */
export const recognizeDates: Recognize = (scene) => {
  const { tokens, text } = scene;
  const found: Candidate[] = [];
  for (const index of tokens.numbers) {
    const start = tokens.start[index]!;
    const end = tokens.end[index]!;
    if (continuesNumber(text, start)) continue;
    if (!isOrdinal(text, start, end)) {
      const whole = end - start > 5 && end - start < 10 ? dateAt(scene, start, compact, 0) : undefined;
      if (whole) found.push(whole);
      continue;
    }
    const next = text.charCodeAt(end);
    const candidate = isSeparator(next)
      ? (dateAt(scene, start, numeric, 0.62) ??
        dateAt(scene, start, dayFirst, 0.62) ??
        dateAt(scene, start, monthSlashYear, 0) ??
        dateAt(scene, start, short, 0))
      : monthMayFollow(text, end)
        ? dateAt(scene, start, dayFirst, 0.62)
        : next === 32 && isSeparator(text.charCodeAt(end + 1))
          ? dateAt(scene, start, spaced, 0.62)
          : undefined;
    if (candidate) found.push(candidate);
  }
  for (const index of tokens.known) {
    if (!(tokens.roles[index]! & role.month)) continue;
    const start = tokens.start[index]!;
    const candidate =
      dateAt(scene, start, monthFirst, 0.62) ??
      dateAt(scene, start, monthYear, 0) ??
      dateAt(scene, start, monthOrdinal, 0.62) ??
      inWords(scene, start, tokens.end[index]!);
    if (candidate) found.push(candidate);
  }
  return found;
};

/** `the ninth of May`, `the 3rd of October 2022`. */
function inWords(scene: Scene, month: number, end: number): Candidate | undefined {
  const day = ordinalBefore.exec(before(scene.text, month, 32));
  if (!day) return undefined;
  const year = /^,? (?:19|20)\d\d\b/.exec(after(scene.text, end, 8))?.[0].length ?? 0;
  const start = month - day[0].length;
  const reading = readingOf(scene, start, scene.text.slice(start, end + year), false, 0.6);
  return reading && { type: reading[0], start, end: end + year, score: reading[1], evidence: ['date', reading[2]] };
}

const isSeparator = oneOf('-/.');
/** First letters of months, of `of` and of `de`. */
const isInitial = oneOf('jfmasondeglkcpwJFMASONDEGLKCPW');
const monthMayFollow = (text: string, end: number): boolean =>
  text[end] === ' ' ? isInitial(text.charCodeAt(end + 1)) : text[end] === 'º';

const isOrdinal = (text: string, start: number, end: number): boolean =>
  end - start <= 4 || /^\d{1,2}(?:st|nd|rd|th)$/i.test(text.slice(start, end));

/** `Friday, ` before a date belongs to it. */
const weekday = /\b(?:mon|tue|tues|wed|thu|thurs?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?,? $/i;

/** `loose` is the score of a date near a word about persons; 0 when only birth, death or care around it make it one. */
function dateAt(scene: Scene, start: number, expression: RegExp, loose: number): Candidate | undefined {
  const { text } = scene;
  expression.lastIndex = start;
  const value = expression.exec(text)?.[0];
  if (!value) return undefined;
  const end = start + value.length;
  if (
    isWordAt(text, end) ||
    (numberContinues(text, end) && text[end] !== ':' && text[end] !== ',') ||
    !plausible(value)
  )
    return undefined;
  const isPart = expression === short || expression === monthSlashYear || expression === compact;
  const reading =
    readingOf(scene, start, value, isPart, loose) ??
    (expression === monthSlashYear && isClinical(text, start) && !scene.isCode(start)
      ? (['SERVICE_DATE', 0.52, 'month in a clinical text'] as const)
      : undefined);
  if (!reading) return undefined;
  const day = weekday.exec(before(text, start, 12))?.[0].length ?? 0;
  return { type: reading[0], start: start - day, end, score: reading[1], evidence: ['date', reading[2]] };
}

/** What the text around a date makes of it: type, score and why. */
function readingOf(
  { text, isCode }: Scene,
  start: number,
  value: string,
  isShort: boolean,
  loose: number,
): readonly [type: string, score: number, why: string] | undefined {
  const end = start + value.length;
  const left = before(text, start, 70);
  if (birth.test(left)) return ['DATE_OF_BIRTH', 0.92, 'word for birth'];
  if (death.test(left)) return ['DATE_OF_DEATH', 0.9, 'word for death'];
  if (documents.test(before(text, start, 40)) || isCode(start)) return undefined;
  const right = after(text, end, 50);
  if (/(?:^|\n)[[(]?$/.test(left) && /^[,T ]?\s?[\d:]/.test(right0(text, end, value))) return undefined;
  if (visit.test(left)) return ['SERVICE_DATE', 0.7, 'word for care'];
  const clinical = isClinical(text, start);
  if (clinical && service.test(left)) return ['SERVICE_DATE', isShort ? 0.55 : 0.85, 'word for care'];
  if (isShort && clinical && dayCue.test(left)) return ['SERVICE_DATE', 0.6, 'day in a clinical text'];
  if (loose === 0 && isShort) return undefined;
  if (personal.test(left) || personal.test(right))
    return [clinical && service.test(right) ? 'SERVICE_DATE' : 'EVENT_DATE', loose || 0.55, 'word for a person'];
  if (loose > 0 && isClinical(text, start, 2)) return ['SERVICE_DATE', 0.55, 'date in a clinical text'];
  return undefined;
}

/** A day without a year after a word for one, beside a person: `last day 8/30`. */
export function shortDateAt(text: string, start: number): number | undefined {
  if (
    !/(?:\b(?:on|day|since|until|till|by|due|effective|ends?|starts?|starting|beginning),? )$/i.test(
      before(text, start, 14),
    )
  )
    return undefined;
  short.lastIndex = start;
  const value = short.exec(text)?.[0];
  const end = start + (value?.length ?? 0);
  return value &&
    plausible(value) &&
    !isWordAt(text, end) &&
    !numberContinues(text, end) &&
    !continuesNumber(text, start)
    ? end
    : undefined;
}

/** End of a full date, or of a day and month in words, at `start`. */
export function dateSpanAt(text: string, start: number): number | undefined {
  for (const expression of [numeric, dayFirst, monthFirst]) {
    expression.lastIndex = start;
    const value = expression.exec(text)?.[0].replace(/\.$/, '');
    if (value && plausible(value) && !isWordAt(text, start + value.length) && !continuesNumber(text, start))
      return start + value.length;
  }
  return undefined;
}

/** Text after a date that has no time of its own yet: a time there, at the start of a line, is a log's. */
const right0 = (text: string, end: number, value: string): string =>
  /:\d/.test(value) ? '0' : text.slice(end, end + 3);

/** Month and day in range; two-figure years count as years. */
function plausible(value: string): boolean {
  if (/^\d{8}$/.test(value)) return true;
  const numbers = (value.match(/\d+/g) ?? []).map(Number);
  const [a = 0, b = 0, c = 0] = numbers;
  if (/[a-z]/i.test(value))
    return numbers.every((one) => (one >= 1 && one <= 31) || (one >= 1850 && one <= 2150) || one <= 99);
  if (numbers.length === 2 && b > 1800) return a >= 1 && a <= 12 && b <= 2150;
  if (numbers.length === 2) return a >= 1 && a <= 12 && b >= 1 && b <= 31;
  if (/^\d{4}/.test(value)) return a >= 1850 && a <= 2150 && b >= 1 && b <= 12 && c >= 1 && c <= 31;
  return (
    ((a >= 1 && a <= 12 && b >= 1 && b <= 31) || (b >= 1 && b <= 12 && a >= 1 && a <= 31)) &&
    (c < 100 || (c >= 1850 && c <= 2150))
  );
}
