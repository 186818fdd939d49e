import type { Verdict } from '../candidate.ts';
import { aba, luhn } from '../checksums.ts';
import { checked, type PatternRecognizer } from './pattern.ts';

const sampleNumbers = new Set([
  '078051120',
  '219099999',
  '457555462',
  '123456789',
  '111111111',
  '333333333',
  '666666666',
  '999999999',
]);

/** SSA: areas 000, 666 and 9xx, group 00 and serial 0000 are never issued; SSA's own samples and the advertising range are documented. */
export function socialSecurity(digits: string): Verdict {
  const area = digits.slice(0, 3);
  if (digits.slice(3, 5) === '00' || digits.slice(5) === '0000') return 'invalid';
  return area === '000' || area === '666' || area[0] === '9' || sampleNumbers.has(digits) ? 'reserved' : 'valid';
}

/** IRS: 9xx with a fourth and fifth digit of 50 to 65, 70 to 88, 90 to 92 or 94 to 99. */
const taxpayer = checked((digits) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}$/.test(digits));

const dea = checked((code) => {
  const d = [...code.slice(2)].map(Number) as [number, number, number, number, number, number, number];
  return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 === d[6];
});

const ssnWords = 'ssn|ss ?#|social security|soc\\.? sec\\.?|social(?: number)?|ss number|tax ?id|taxpayer';

export const usNumbers: readonly PatternRecognizer[] = [
  {
    type: 'US_SSN',
    digits: [3],
    pattern: '\\d{3}-\\d{2}-\\d{4}',
    check: socialSecurity,
    checkName: 'issued area',
    context: ssnWords,
    alone: 0.8,
    near: 0.97,
    source: 'ssa.gov/employer/randomization.html',
  },
  {
    type: 'US_SSN',
    digits: [3],
    pattern: '\\d{3}[ .]\\d{2}[ .]\\d{4}',
    check: socialSecurity,
    checkName: 'issued area',
    context: ssnWords,
    alone: 0.4,
    near: 0.95,
    source: 'ssa.gov/employer/randomization.html',
  },
  {
    type: 'US_SSN',
    digits: [9],
    pattern: '\\d{9}',
    check: socialSecurity,
    checkName: 'issued area',
    context: ssnWords,
    alone: 0,
    near: 0.9,
    source: 'ssa.gov/employer/randomization.html',
  },
  {
    type: 'US_ITIN',
    digits: [3, 9],
    pattern: '9\\d{2}[- ]?\\d{2}[- ]?\\d{4}',
    check: taxpayer,
    checkName: 'assigned range',
    context: 'itin|taxpayer|tax id|tin',
    alone: 0,
    near: 0.95,
    source: 'IRS Internal Revenue Manual 3.21.263',
  },
  {
    type: 'US_NPI',
    digits: [10],
    pattern: '[12]\\d{9}',
    check: checked((digits) => luhn(`80840${digits}`)),
    checkName: 'Luhn check digit with prefix 80840',
    context: 'npi|national provider|provider id',
    alone: 0,
    near: 0.95,
    source: '45 CFR 162.406; CMS NPI check digit',
  },
  {
    type: 'US_DEA',
    letters: 'ABCDEFGHJKLMPRSTUX',
    pattern: '[ABCDEFGHJKLMPRSTUX][A-Z9]\\d{7}',
    check: dea,
    checkName: 'DEA check digit',
    context: 'dea',
    alone: 0.5,
    near: 0.95,
    source: '21 CFR 1301; DEA registration check digit',
  },
  {
    type: 'US_MBI',
    digits: [1],
    pattern:
      '[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}',
    context: 'mbi|medicare|beneficiary',
    alone: 0.7,
    near: 0.95,
    source: 'CMS: Understanding the MBI format',
  },
  {
    type: 'BANK_ROUTING',
    digits: [9],
    pattern: '\\d{9}',
    check: checked(aba),
    checkName: 'ABA check digit',
    context: 'routing|aba|rtn|transit',
    alone: 0,
    near: 0.95,
    source: 'ABA routing number policy',
  },
];
