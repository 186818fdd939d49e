import { luhn, mod11_10, weighted } from '../../checksums.ts';
import { birthDate } from './shared.ts';

/** Check digits and dates of national identifiers; the tables beside say where each comes from. Arguments are compact. */

export const nhs = (digits: string): boolean => {
  const check = (11 - weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 11;
  return check !== 10 && check === Number(digits[9]) && !/^(\d)\1+$/.test(digits);
};
export const nif = (code: string): boolean => {
  const number = Number(code.slice(0, -1).replace(/^X/, '0').replace(/^Y/, '1').replace(/^Z/, '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === code.at(-1);
};
const fiscalOdd: Readonly<Record<string, number>> = Object.fromEntries(
  [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((char, index) => [
    char,
    [
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
      22, 25, 24, 23,
    ][index]!,
  ]),
);
export const fiscalCode = (code: string): boolean => {
  const text = code.toUpperCase();
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const value = Number.parseInt(text[i]!, 36);
    sum += i % 2 === 0 ? fiscalOdd[text[i]!]! : value > 9 ? value - 10 : value;
  }
  return text[15] === String.fromCharCode(65 + (sum % 26));
};
export const nir = (code: string): boolean => {
  const number = code.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return /^\d{15}$/.test(number + code.slice(13)) && 97 - (Number(number) % 97) === Number(code.slice(13));
};
export const germanTax = (digits: string): boolean => {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return digits[0] !== '0' && (most === 2 || most === 3) && mod11_10(digits);
};
export const belgian = (digits: string): boolean => {
  const base = Number(digits.slice(0, 9));
  const check = Number(digits.slice(9));
  return 97 - (base % 97) === check || 97 - ((2_000_000_000 + base) % 97) === check;
};
export const dutchBsn = (digits: string): boolean =>
  weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1], 11) === 0 && digits !== '000000000';
export const pesel = (digits: string): boolean =>
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) === 0 &&
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6));
export const swedish = (digits: string): boolean => {
  const ten = digits.slice(-10);
  return luhn(ten) && birthDate(ten.slice(0, 2), ten.slice(2, 4), String(Number(ten.slice(4, 6)) % 60));
};
export const norwegian = (digits: string): boolean =>
  birthDate(digits.slice(4, 6), digits.slice(2, 4), String(Number(digits.slice(0, 2)) % 40)) &&
  weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], 11) === 0 &&
  weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11) === 0;
export const danish = (digits: string): boolean =>
  birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
export const finnish = (code: string): boolean => {
  const text = code.toUpperCase();
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(-4, -1)) % 31] === text.at(-1);
};
export const czech = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 50), digits.slice(4, 6)) &&
  (digits.length === 9 || Number(digits) % 11 === 0 || (Number(digits.slice(0, 9)) % 11 === 10 && digits[9] === '0'));
export const austrian = (digits: string): boolean =>
  weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6], 11) === Number(digits[3]) &&
  birthDate(digits.slice(8), digits.slice(6, 8), digits.slice(4, 6));
export const swissAhv = (digits: string): boolean =>
  (10 - weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], 10)) % 10 === Number(digits[12]);
export const portuguese = (digits: string): boolean => {
  const check = 11 - weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2], 11);
  return (check > 9 ? 0 : check) === Number(digits[8]);
};
export const greekAmka = (digits: string): boolean =>
  luhn(digits) && birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
export const irish = (code: string): boolean => {
  const text = code.toUpperCase();
  const extra = text.length === 9 ? (text.charCodeAt(8) - 64) * 9 : 0;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(text, [8, 7, 6, 5, 4, 3, 2], 1_000_003) + extra) % 23] === text[7];
};
export const romanian = (digits: string): boolean => {
  const check = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11);
  return (
    (check === 10 ? 1 : check) === Number(digits[12]) &&
    birthDate(digits.slice(1, 3), digits.slice(3, 5), digits.slice(5, 7))
  );
};
export const bulgarian = (digits: string): boolean =>
  weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6], 11) % 10 === Number(digits[9]) &&
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6));
export const baltic = (digits: string): boolean => {
  let check = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1], 11);
  if (check === 10) check = weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3], 11) % 10;
  return check === Number(digits[10]) && birthDate(digits.slice(1, 3), digits.slice(3, 5), digits.slice(5, 7));
};
export const hungarianTaj = (digits: string): boolean =>
  weighted(digits, [3, 7, 3, 7, 3, 7, 3, 7], 10) === Number(digits[8]);
export const jmbg = (digits: string): boolean => {
  const check = 11 - weighted(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11);
  return (
    (check > 9 ? 0 : check) === Number(digits[12]) &&
    birthDate(digits.slice(5, 7), digits.slice(2, 4), digits.slice(0, 2))
  );
};
export const icelandic = (digits: string): boolean =>
  (11 - weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(digits[8]) &&
  birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
