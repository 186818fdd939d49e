import { luhn, verhoeff, weighted } from '../../checksums.ts';
import { checked, type PatternRecognizer } from '../pattern.ts';
import { birthDate, id } from './shared.ts';

const brazilianCpf = (digits: string): boolean =>
  !/^(\d)\1+$/.test(digits) &&
  weightedCheck(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 9) &&
  weightedCheck(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 10);
const weightedCheck = (digits: string, weights: readonly number[], at: number): boolean =>
  ((weighted(digits, weights, 1_000_003) * 10) % 11) % 10 === Number(digits[at]);
const chinese = (code: string): boolean =>
  '10X98765432'[weighted(code, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11)] ===
    code[17]!.toUpperCase() && birthDate(code.slice(8, 10), code.slice(10, 12), code.slice(12, 14));
const korean = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)) &&
  (11 - weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], 11)) % 10 === Number(digits[12]);
const turkish = (digits: string): boolean => {
  const d = [...digits].map(Number);
  const odd = d[0]! + d[2]! + d[4]! + d[6]! + d[8]!;
  const even = d[1]! + d[3]! + d[5]! + d[7]!;
  return (
    d[0] !== 0 &&
    (((odd * 7 - even) % 10) + 10) % 10 === d[9] &&
    d.slice(0, 10).reduce((a, b) => a + b, 0) % 10 === d[10]
  );
};
const singapore = (code: string): boolean => {
  const text = code.toUpperCase();
  const sum =
    weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2], 1_000_003) +
    (text[0] === 'T' || text[0] === 'G' ? 4 : text[0] === 'M' ? 3 : 0);
  const table = text[0] === 'S' || text[0] === 'T' ? 'JZIHGFEDCBA' : text[0] === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return table[text[0] === 'M' ? 10 - (sum % 11) : sum % 11] === text[8];
};
const australianTfn = (digits: string): boolean => weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11) === 0;
const australianMedicare = (digits: string): boolean =>
  /^[2-6]/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9], 10) === Number(digits[8]);
const israeli = (digits: string): boolean => luhn(digits.padStart(9, '0'));
const taiwanese = (code: string): boolean => {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(code[0]!) + 10;
  return (
    (Math.floor(letter / 10) + (letter % 10) * 9 + weighted(code.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1], 10)) % 10 === 0
  );
};
const thai = (digits: string): boolean =>
  (11 - weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 10 === Number(digits[12]);
const southAfrican = (digits: string): boolean =>
  luhn(digits) && birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
const japanese = (digits: string): boolean => {
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11);
  return (rest < 2 ? 0 : 11 - rest) === Number(digits[11]);
};
const chilean = (code: string): boolean => {
  const body = code.slice(0, -1).padStart(8, '0');
  return '0123456789K'[(11 - weighted(body, [3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11] === code.at(-1)!.toUpperCase();
};
const argentine = (digits: string): boolean =>
  (11 - weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(digits[10]);
const mexicanCurp = (code: string): boolean => birthDate(code.slice(4, 6), code.slice(6, 8), code.slice(8, 10));
const hongKong = (code: string): boolean => {
  const text = code.toUpperCase().replace(/[()]/g, '');
  const values = [...text].map((char) => Number.parseInt(char, 36));
  const padded = text.length === 8 ? [36, ...values] : values;
  const check = text.at(-1) === 'A' ? 10 : values.at(-1)!;
  return (padded.slice(0, 8).reduce((sum, value, index) => sum + value * (9 - index), 0) + check) % 11 === 0;
};
const kazakh = (digits: string): boolean => birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
const malaysian = (digits: string): boolean => birthDate(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6));
const indonesian = (digits: string): boolean =>
  birthDate(digits.slice(10, 12), digits.slice(8, 10), String(Number(digits.slice(6, 8)) % 40));

/** National identifiers of the Americas, Asia, Africa and Oceania. */
export const world: readonly PatternRecognizer[] = [
  id({
    type: 'CA_SIN',
    digits: [3, 9],
    pattern: '\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
    passes: luhn,
    checkName: 'Luhn check digit',
    context: 'sin|social insurance|nas',
    source: 'Canada: Employment Insurance Act s. 138',
  }),
  {
    type: 'CA_HEALTH_NUMBER',
    digits: [4, 10],
    pattern: '\\d{4}[ -]?\\d{3}[ -]?\\d{3}(?:[ -]?[A-Z]{2})?',
    check: checked((code) => luhn(code.slice(0, 10))),
    checkName: 'Luhn check digit',
    context: 'ohip|health card|health number|carte sant[eé]|phn',
    alone: 0,
    near: 0.9,
    source: 'Ontario health card; British Columbia PHN',
  },
  id({
    type: 'BR_CPF',
    digits: [3],
    pattern: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}',
    passes: brazilianCpf,
    checkName: 'CPF check digits',
    context: 'cpf',
    alone: 0.95,
    source: 'Brazil: Receita Federal',
  }),
  id({
    type: 'BR_CPF',
    digits: [11],
    pattern: '\\d{11}',
    passes: brazilianCpf,
    checkName: 'CPF check digits',
    context: 'cpf',
    source: 'Brazil: Receita Federal',
  }),
  id({
    type: 'IN_AADHAAR',
    digits: [4, 12],
    pattern: '[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}',
    passes: verhoeff,
    checkName: 'Verhoeff check digit',
    context: 'aadhaa?r|uidai|uid',
    source: 'India: UIDAI',
  }),
  {
    type: 'IN_PAN',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    pattern: '[A-Z]{3}[ABCFGHLJPT][A-Z]\\d{4}[A-Z]',
    context: 'pan|permanent account|income tax',
    alone: 0.55,
    near: 0.95,
    source: 'India: Income-tax Rules, rule 114',
  },
  id({
    type: 'CN_RESIDENT_ID',
    digits: [17, 18],
    pattern: '[1-8]\\d{16}[\\dXx]',
    passes: chinese,
    checkName: 'GB 11643 check character and date of birth',
    context: '身份证|resident id|id card|shenfenzheng',
    alone: 0.85,
    source: 'China: GB 11643-1999',
  }),
  id({
    type: 'KR_RRN',
    digits: [6],
    pattern: '\\d{6}-[1-8]\\d{6}',
    passes: korean,
    checkName: 'check digit and date of birth',
    context: '주민등록번호|rrn|resident registration',
    alone: 0.9,
    source: 'Korea: 주민등록법',
  }),
  id({
    type: 'TR_NATIONAL_ID',
    digits: [11],
    pattern: '[1-9]\\d{10}',
    passes: turkish,
    checkName: 'two check digits',
    context: 'tckn|t\\.?c\\.? ?kimlik(?: no)?|kimlik',
    source: 'Turkey: Nüfus Hizmetleri Kanunu',
  }),
  id({
    type: 'SG_NRIC',
    letters: 'STFGM',
    pattern: '[STFGM]\\d{7}[A-Z]',
    passes: singapore,
    checkName: 'NRIC check letter',
    context: 'nric|fin|ic number',
    alone: 0.9,
    source: 'Singapore: ICA',
  }),
  id({
    type: 'AU_TFN',
    digits: [3, 9],
    pattern: '\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
    passes: australianTfn,
    checkName: 'TFN weights',
    context: 'tfn|tax file',
    source: 'Australia: ATO',
  }),
  id({
    type: 'AU_MEDICARE',
    digits: [4, 10],
    pattern: '[2-6]\\d{3}[ -]?\\d{5}[ -]?\\d(?:[ -/]?\\d)?',
    passes: australianMedicare,
    checkName: 'Medicare weights',
    context: 'medicare',
    source: 'Australia: Services Australia',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [9],
    pattern: '\\d{9}',
    passes: israeli,
    checkName: 'Luhn check digit',
    context: 'teudat zehut|תעודת זהות|israeli id',
    source: 'Israel: Population Registry',
  }),
  id({
    type: 'NATIONAL_ID',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    pattern: '[A-Z][12]\\d{8}',
    passes: taiwanese,
    checkName: 'check digit',
    context: '身分證|national id|arc',
    alone: 0.55,
    source: 'Taiwan: 國民身分證',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [1, 13],
    pattern: '[1-8][ -]?\\d{4}[ -]?\\d{5}[ -]?\\d{2}[ -]?\\d',
    passes: thai,
    checkName: 'check digit modulo 11',
    context: 'บัตรประชาชน|thai id|national id|citizen id',
    source: 'Thailand: DOPA',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [13],
    pattern: '\\d{10}[01][89]\\d',
    passes: southAfrican,
    checkName: 'Luhn and date of birth',
    context: 'rsa id|sa id|id number|identity number',
    source: 'South Africa: Identification Act 68 of 1997',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [4, 12],
    pattern: '\\d{4}[ -]?\\d{4}[ -]?\\d{4}',
    passes: japanese,
    checkName: 'My Number check digit',
    context: 'my number|マイナンバー|個人番号',
    source: 'Japan: 番号利用法',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [1, 2, 7, 8],
    pattern: '\\d{1,2}\\.?\\d{3}\\.?\\d{3}-[\\dKk]',
    passes: chilean,
    checkName: 'RUT modulo 11',
    context: 'rut|run',
    alone: 0.7,
    source: 'Chile: Registro Civil',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [2, 11],
    pattern: '(?:20|23|24|27|30|33)-?\\d{8}-?\\d',
    passes: argentine,
    checkName: 'CUIT weights',
    context: 'cui[tl]',
    source: 'Argentina: AFIP',
  }),
  id({
    type: 'NATIONAL_ID',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    pattern: '[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX][A-Z]{5}[A-Z0-9]\\d',
    passes: mexicanCurp,
    checkName: 'date of birth',
    context: 'curp',
    alone: 0.9,
    source: 'Mexico: RENAPO',
  }),
  id({
    type: 'NATIONAL_ID',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    pattern: '[A-Z]{1,2}\\d{6}\\([\\dA]\\)',
    passes: hongKong,
    checkName: 'check digit modulo 11',
    context: 'hkid|identity card',
    alone: 0.85,
    source: 'Hong Kong: Immigration Department',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [12],
    pattern: '\\d{12}',
    passes: kazakh,
    checkName: 'date of birth',
    context: 'иин|iin',
    source: 'Kazakhstan: ИИН',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6],
    pattern: '\\d{6}-\\d{2}-\\d{4}',
    passes: malaysian,
    checkName: 'date of birth',
    context: 'mykad|nric|kad pengenalan|ic(?: no)?',
    alone: 0.7,
    source: 'Malaysia: JPN',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [16],
    pattern: '\\d{16}',
    passes: indonesian,
    checkName: 'date of birth',
    context: 'nik|ktp',
    source: 'Indonesia: Dukcapil',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [5],
    pattern: '\\d{5}-\\d{7}-\\d',
    passes: () => true,
    context: 'cnic|nadra',
    alone: 0.7,
    source: 'Pakistan: NADRA',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [3, 15],
    pattern: '784-?(?:19|20)\\d{2}-?\\d{7}-?\\d',
    passes: luhn,
    checkName: 'Luhn check digit',
    context: 'emirates id',
    alone: 0.85,
    source: 'United Arab Emirates: ICP',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [14],
    pattern: '[23]\\d{13}',
    passes: (digits) => birthDate(digits.slice(1, 3), digits.slice(3, 5), digits.slice(5, 7)),
    checkName: 'date of birth',
    context: 'الرقم القومي|egyptian id|national id',
    source: 'Egypt: الرقم القومي',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [10],
    pattern: '[12]\\d{9}',
    passes: luhn,
    checkName: 'Luhn check digit',
    context: 'iqama|الهوية|saudi id',
    source: 'Saudi Arabia: Absher',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [11],
    pattern: '\\d{11}',
    passes: () => true,
    context: 'nin|bvn',
    source: 'Nigeria: NIMC, CBN',
  }),
  id({
    type: 'NATIONAL_ID',
    letters: 'ABCDEFGHJKLMNPRSTUVWXYZ',
    pattern: '[A-HJ-NP-Z]{3}\\d{4}',
    passes: () => true,
    context: 'nhi',
    source: 'New Zealand: National Health Index',
  }),
];
