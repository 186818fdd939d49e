import { luhn, weighted } from '../../checksums.ts';
import { birthDate } from './shared.ts';

/** Check digits and dates of national identifiers; the tables beside say where each comes from. Arguments are compact. */

export const brazilianCpf = (digits: string): boolean =>
  !/^(\d)\1+$/.test(digits) &&
  weightedCheck(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 9) &&
  weightedCheck(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 10);
const weightedCheck = (digits: string, weights: readonly number[], at: number): boolean =>
  ((weighted(digits, weights, 1_000_003) * 10) % 11) % 10 === Number(digits[at]);
export const chinese = (code: string): boolean =>
  '10X98765432'[weighted(code, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11)] ===
    code[17]!.toUpperCase() && birthDate(code.slice(8, 10), code.slice(10, 12), code.slice(12, 14));
export const korean = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)) &&
  (11 - weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], 11)) % 10 === Number(digits[12]);
export const turkish = (digits: string): boolean => {
  const d = [...digits].map(Number);
  const odd = d[0]! + d[2]! + d[4]! + d[6]! + d[8]!;
  const even = d[1]! + d[3]! + d[5]! + d[7]!;
  return (
    d[0] !== 0 &&
    (((odd * 7 - even) % 10) + 10) % 10 === d[9] &&
    d.slice(0, 10).reduce((a, b) => a + b, 0) % 10 === d[10]
  );
};
export const singapore = (code: string): boolean => {
  const text = code.toUpperCase();
  const sum =
    weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2], 1_000_003) +
    (text[0] === 'T' || text[0] === 'G' ? 4 : text[0] === 'M' ? 3 : 0);
  const table = text[0] === 'S' || text[0] === 'T' ? 'JZIHGFEDCBA' : text[0] === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return table[text[0] === 'M' ? 10 - (sum % 11) : sum % 11] === text[8];
};
export const australianTfn = (digits: string): boolean => weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11) === 0;
export const australianMedicare = (digits: string): boolean =>
  /^[2-6]/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9], 10) === Number(digits[8]);
export const israeli = (digits: string): boolean => luhn(digits.padStart(9, '0'));
export const taiwanese = (code: string): boolean => {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(code[0]!) + 10;
  return (
    (Math.floor(letter / 10) + (letter % 10) * 9 + weighted(code.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1], 10)) % 10 === 0
  );
};
export const thai = (digits: string): boolean =>
  (11 - weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 10 === Number(digits[12]);
export const southAfrican = (digits: string): boolean =>
  luhn(digits) && birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
export const japanese = (digits: string): boolean => {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11);
  return (rest < 2 ? 0 : 11 - rest) === Number(digits[11]);
};
export const chilean = (code: string): boolean => {
  const body = code.slice(0, -1).padStart(8, '0');
  return '0123456789K'[(11 - weighted(body, [3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11] === code.at(-1)!.toUpperCase();
};
export const argentine = (digits: string): boolean =>
  (11 - weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(digits[10]);
export const mexicanCurp = (code: string): boolean => birthDate(code.slice(4, 6), code.slice(6, 8), code.slice(8, 10));
export const hongKong = (code: string): boolean => {
  const text = code.toUpperCase().replace(/[()]/g, '');
  const values = [...text].map((char) => Number.parseInt(char, 36));
  const padded = text.length === 8 ? [36, ...values] : values;
  const check = text.at(-1) === 'A' ? 10 : values.at(-1)!;
  return (padded.slice(0, 8).reduce((sum, value, index) => sum + value * (9 - index), 0) + check) % 11 === 0;
};
export const kazakh = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
export const malaysian = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
export const indonesian = (digits: string): boolean =>
  birthDate(digits.slice(10, 12), digits.slice(8, 10), String(Number(digits.slice(6, 8)) % 40));
