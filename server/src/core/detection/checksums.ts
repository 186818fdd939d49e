/** Check digits. Arguments are strings of digits (or upper-case letters where said); anything else is false. Each cites its standard. */

/** ISO/IEC 7812-1 annex B (Luhn, mod 10): payment cards, NPI, Canadian SIN, IMEI. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    let value = digits.charCodeAt(i) - 48;
    if (value < 0 || value > 9) return false;
    if (double) value *= 2;
    sum += value > 9 ? value - 9 : value;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** ISO 7064 MOD 97-10 over letters (A is 10) and digits; the remainder of a whole IBAN, rotated by four, is 1. */
export function mod97(text: string): number {
  let remainder = 0;
  for (let i = 0; i < text.length; i++) {
    const value = Number.parseInt(text[i]!, 36);
    if (Number.isNaN(value)) return -1;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** ISO 7064 MOD 11,10: German tax id, Croatian OIB. */
export function mod11_10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    let sum = (Number(digits[i]) + product) % 10;
    if (sum === 0) sum = 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Sum of digits times weights, modulo `modulus`. Extra digits are ignored. */
export function weighted(digits: string, weights: readonly number[], modulus: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * weights[i]!;
  return ((sum % modulus) + modulus) % modulus;
}

const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const permutation = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Verhoeff's dihedral check (1969): Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = Number(permutation[i % 8]![Number(digits[digits.length - 1 - i])]);
    check = Number(dihedral[check]![value]);
  }
  return check === 0;
}

const vinValues: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** 49 CFR 565.15: the ninth character of a vehicle identification number (North America and China). */
export function vin(text: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const char = text[i] ?? '';
    const value = char >= '0' && char <= '9' ? Number(char) : vinValues[char];
    if (value === undefined) return false;
    sum += value * vinWeights[i]!;
  }
  return text[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

/** ABA routing number: weights 3 7 1, modulo 10, and a Federal Reserve prefix. */
export const aba = (digits: string): boolean =>
  digits.length === 9 &&
  /^(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(digits) &&
  weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1], 10) === 0 &&
  digits !== '000000000';
