import { aba, luhn, mod11_10, mod97, verhoeff, vin, weighted } from './checksums.ts';

/** Check digits that a recognizer of the policy may ask for by name. Arguments are letters and digits only. */
export const namedChecksums: Readonly<Record<string, (compact: string) => boolean>> = {
  luhn: (text) => /^\d+$/.test(text) && luhn(text),
  mod97: (text) => mod97(text.toUpperCase()) === 1,
  iban: (text) => mod97((text.slice(4) + text.slice(0, 4)).toUpperCase()) === 1,
  verhoeff: (text) => /^\d+$/.test(text) && verhoeff(text),
  mod11_10: (text) => /^\d+$/.test(text) && mod11_10(text),
  aba: (text) => aba(text),
  npi: (text) => /^[12]\d{9}$/.test(text) && luhn(`80840${text}`),
  nhs: (text) =>
    /^\d{10}$/.test(text) && (11 - weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(text[9]),
  vin: (text) => vin(text.toUpperCase()),
};
