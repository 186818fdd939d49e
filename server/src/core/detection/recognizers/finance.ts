import type { Scene, Verdict } from '../candidate.ts';
import { luhn, mod97 } from '../checksums.ts';
import type { PatternRecognizer } from './pattern.ts';

/** Ranges of issuers, ISO/IEC 7812: Visa, Mastercard, American Express, Discover, Diners, JCB, Maestro, UnionPay. */
const issuer =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}|62\d{14,17})$/;

/** Numbers that card networks and payment providers publish for tests. */
const testCards = new Set(
  `4111111111111111 4242424242424242 4012888888881881 4000056655665556 5555555555554444 5105105105105100 2223003122003222 5200828282828210
   378282246310005 371449635398431 6011111111111117 6011000990139424 3056930009020004 30569309025904 38520000023237 3566002020360505 3530111333300000
   4222222222222 4000000000000002 4000000000009995 4917610000000000 6200000000000005`.split(/\s+/),
);

function card(digits: string): Verdict {
  if (!issuer.test(digits) || !luhn(digits)) return 'invalid';
  return testCards.has(digits) ? 'reserved' : 'valid';
}

/** Lengths of the IBAN registry (SWIFT, release 99). */
const ibanLength: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** Example numbers of the registry and of national payment councils. */
const exampleIbans = new Set([
  'GB29NWBK60161331926819',
  'GB82WEST12345698765432',
  'DE89370400440532013000',
  'FR1420041010050500013M02606',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'NL91ABNA0417164300',
  'BE68539007547034',
  'CH9300762011623852957',
  'AT611904300234573201',
  'PL61109010140000071219812874',
]);

function iban(compact: string): Verdict {
  if (ibanLength[compact.slice(0, 2)] !== compact.length || mod97(compact.slice(4) + compact.slice(0, 4)) !== 1)
    return 'invalid';
  return exampleIbans.has(compact) ? 'reserved' : 'valid';
}

const cardWords =
  'card|credit|debit|visa|mastercard|amex|american express|discover|pan|cc|payment|carte|karte|kreditkarte|tarjeta|carta';

export const finance: readonly PatternRecognizer[] = [
  {
    type: 'CREDIT_CARD',
    digits: [13, 14, 15, 16, 17, 18, 19],
    pattern: '\\d{13,19}',
    check: card,
    checkName: 'Luhn check digit and issuer range',
    context: cardWords,
    alone: 0.85,
    near: 0.98,
    source: 'ISO/IEC 7812-1',
  },
  {
    type: 'CREDIT_CARD',
    digits: [4],
    pattern: '\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}',
    check: card,
    checkName: 'Luhn check digit and issuer range',
    context: cardWords,
    alone: 0.9,
    near: 0.98,
    source: 'ISO/IEC 7812-1',
  },
  {
    type: 'CREDIT_CARD',
    digits: [4],
    pattern: '\\d{4}[ -]\\d{6}[ -]\\d{4,5}',
    check: card,
    checkName: 'Luhn check digit and issuer range',
    context: cardWords,
    alone: 0.9,
    near: 0.98,
    source: 'ISO/IEC 7812-1 (American Express, Diners)',
  },
  {
    type: 'IBAN',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVXY',
    pattern: '[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?',
    check: (compact: string, _scene: Scene) => iban(compact),
    checkName: 'IBAN length and MOD 97-10',
    alone: 0.95,
    near: 0.99,
    context: 'iban|account|konto|compte|cuenta|conto',
    source: 'ISO 13616; SWIFT IBAN registry',
  },
];
