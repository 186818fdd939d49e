import { type CountryCode, isValidPhoneNumber } from 'libphonenumber-js';
import { after, before, type Candidate, type Recognize } from '../candidate.ts';
import { isDigitAt, isWordAt } from '../characters.ts';
import { continuesNumber, numberContinues } from './pattern.ts';

/** ITU-T E.123 notation: groups of digits with single separators, an optional `+`, area code in parentheses, extension. */
const shape =
  /(?:\+|00)?\(?\d{1,5}\)?(?:(?: \(0\) ?|[ .\u00a0-]{1,2}|\/| - )?\(?\d{1,5}\)?){1,6}(?:,? ?(?:x|ext\.?|extension) ?\d{1,6})?/y;
const nanp = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:,? ?(?:x|ext\.?|extension) ?\d{1,6})?$/;
const reservedNanp = /^1?\d{3}55501\d\d$/;
/** Ofcom's and ACMA's numbers for drama. */
const reservedElsewhere = /^(?:44)?0?(?:20 ?7946 ?0\d{3}|7700 ?900\d{3}|1632 ?960\d{3})$|^(?:61)?0?[2378]5550\d{4}$/;

const words =
  /(?:^|[^a-z])(?:phone|telephone|tel|mobile|cell|cellphone|call|calls|called|calling|ring|text|sms|whatsapp|contact|reach|dial|number is|handy|telefon|telefono|tel[eé]phone|t[eé]l|portable|m[oó]vil|celular|cellulare|rufnummer|hotline|fon|ph|callback|answer|answering|answered|voicemail|reached|pager|extension|landline)(?:$|[^a-z])/i;
/** Directly before a number without separators. */
const adjacent =
  /(?:phone|telephone|tel|mobile|cell|cellphone|handy|telefon|telefono|tel[eé]phone|t[eé]l|portable|m[oó]vil|celular|cellulare|rufnummer|whatsapp|hotline|call(?:ing)?|dial|text|reach(?:ed)?|at|fax|number is)(?:[ _-]?(?:number|no|nr|num|#|me|us|him|her|them))?['"]?\.?(?: is| at| on)?\s?[:=#]?\s{0,2}['"(]?\+?$/i;
const faxWords = /(?:^|[^a-z])(?:fax|facsimile|telefax)(?:$|[^a-z])/i;
const otherWords =
  /(?:^|[^a-z])(?:ssn|mrn|account|invoice|order|isbn|issn|doi|serial|version|policy|member|claim|tracking|ticket|case|ref|reference|id|card|iban|lot|sku|part|zip|po box|license|licence|passport|npi|dea)(?: ?(?:number|no\.?|#))?[\s:#=]*$/i;

/** Telephone and fax numbers. Country plans by libphonenumber; a national number without separators needs a word for it. */
export const recognizePhone: Recognize = ({ tokens, text, region, isCode }) => {
  const found: Candidate[] = [];
  let done = 0;
  for (const index of tokens.numbers) {
    let start = tokens.start[index]!;
    if (start < done) continue;
    if (text[start - 1] === '(') start--;
    if (text[start - 1] === '+') start--;
    if (isWordAt(text, start - 1) || continuesNumber(text, start) || text[start - 1] === '#') continue;
    if (!hasSixDigits(text, start)) continue;
    shape.lastIndex = start;
    let value = shape.exec(text)?.[0].trimEnd();
    if (!value) continue;
    // A parenthesis that encloses more than an area code is the sentence's.
    if (value.endsWith(')') && !value.slice(1).includes('(') && value[0] !== '(') value = value.slice(0, -1);
    if (value[0] === '(' && !value.includes(')')) {
      value = value.slice(1);
      start++;
    }
    const end = start + value.length;
    if (text[end] === '-' && isWordAt(text, end + 1)) continue;
    if (value.length < 6 || isWordAt(text, end) || numberContinues(text, end)) continue;
    const digits = digitsOf(value);
    if (digits.length < 6 || digits.length > 15) continue;
    const left = before(text, start, 40);
    const grouped = /[ .()/-]/.test(value);
    const near = grouped
      ? words.test(left) || words.test(after(text, end, 16))
      : adjacent.test(left) && digits.length > 6;
    const fax = faxWords.test(left);
    const score = scorePhone(value, digits, near || fax, otherWords.test(left), isCode(start) ? undefined : region);
    if (score === 0) continue;
    done = end;
    const reserved = reservedNanp.test(digits) || reservedElsewhere.test(digits);
    found.push({
      type: fax ? 'FAX_NUMBER' : 'PHONE_NUMBER',
      start,
      end,
      score,
      evidence: near || fax ? ['shape of a telephone number', 'context word'] : ['shape of a telephone number'],
      ...(reserved ? { reserved } : {}),
    });
  }
  return found;
};

/** Its figures, without those of an extension. */
function digitsOf(value: string): string {
  let digits = '';
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 65 && code <= 122) break;
    if (code >= 48 && code <= 57) digits += value[i];
  }
  return digits;
}

/**
 * Groupings that a national numbering plan uses and hardly anything else does; libphonenumber must accept the number as well.
 * From its metadata of number formats (Apache-2.0), for the plans of our five languages.
 */
const nationalShapes: readonly (readonly [CountryCode, RegExp])[] = [
  ['FR', /^0[1-9](?:[ .]\d\d){4}$/],
  ['GB', /^0\d{4} \d{6}$|^0\d{3} \d{3} \d{4}$|^020 \d{4} \d{4}$|^07\d{3} \d{3} ?\d{3}$/],
  ['AU', /^04\d\d \d{3} \d{3}$|^\(0[2378]\) \d{4} \d{4}$/],
  ['ES', /^[679]\d\d \d\d \d\d \d\d$/],
  ['IT', /^3\d\d \d{3} \d{4}$/],
  ['IE', /^08\d \d{3} \d{4}$/],
  ['DE', /^0\d{2,4}(?:\/| \/ )\d{2,4}(?: ?\d{2,4}){1,3}$/],
  ['BR', /^\(\d\d\) 9?\d{4}-\d{4}$/],
];
const isNational = (value: string): boolean =>
  nationalShapes.some(([country, form]) => form.test(value) && isValidPhoneNumber(value, country));

/** At least six figures, with at most five other characters between two of them: less is no number. */
function hasSixDigits(text: string, start: number): boolean {
  let count = 0;
  for (let i = start, gap = 0; i < text.length && gap < 6; i++) {
    gap = isDigitAt(text, i) ? 0 : gap + 1;
    if (gap === 0 && ++count === 6) return true;
  }
  return false;
}

function scorePhone(value: string, digits: string, near: boolean, other: boolean, region?: string): number {
  if (/^\+/.test(value))
    return isValidPhoneNumber(value.replace(/\(0\)/, '')) ? 0.95 : near && digits.length > 8 ? 0.7 : 0;
  if (other && !near) return 0;
  if (
    /^\d{4}-\d{2}-\d{2}$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{3}-\d{2}-\d{4}$|^(?:19|20)\d{2}[ -](?:19|20)\d{2}$/.test(
      value,
    )
  )
    return 0;
  if (/(?:19|20)\d\d-\d\d-\d\d/.test(value)) return 0;
  if (nanp.test(value)) return near ? 0.95 : 0.8;
  if (/^\d+\.\d+\.\d+\.\d+$|^\d{1,4}\.\d+(?: |$)|\d \d{1,4}\.\d+$/.test(value)) return 0;
  const grouped = /[ .()/-]/.test(value);
  if (near)
    return isValidPhoneNumber(value, (region ?? 'US') as CountryCode) ? 0.9 : grouped || digits.length > 8 ? 0.7 : 0.55;
  return region !== undefined && isNational(value) ? 0.62 : 0;
}
