import { luhn, mod11_10, weighted } from '../../checksums.ts';
import { checked, type PatternRecognizer } from '../pattern.ts';
import { birthDate, id } from './shared.ts';

const nhs = (digits: string): boolean => {
  const check = (11 - weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 11;
  return check !== 10 && check === Number(digits[9]) && !/^(\d)\1+$/.test(digits);
};
const nif = (code: string): boolean => {
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
const fiscalCode = (code: string): boolean => {
  const text = code.toUpperCase();
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const value = Number.parseInt(text[i]!, 36);
    sum += i % 2 === 0 ? fiscalOdd[text[i]!]! : value > 9 ? value - 10 : value;
  }
  return text[15] === String.fromCharCode(65 + (sum % 26));
};
const nir = (code: string): boolean => {
  const number = code.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return /^\d{15}$/.test(number + code.slice(13)) && 97 - (Number(number) % 97) === Number(code.slice(13));
};
const germanTax = (digits: string): boolean => {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return digits[0] !== '0' && (most === 2 || most === 3) && mod11_10(digits);
};
const belgian = (digits: string): boolean => {
  const base = Number(digits.slice(0, 9));
  const check = Number(digits.slice(9));
  return 97 - (base % 97) === check || 97 - ((2_000_000_000 + base) % 97) === check;
};
const dutchBsn = (digits: string): boolean =>
  weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1], 11) === 0 && digits !== '000000000';
const pesel = (digits: string): boolean =>
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) === 0 &&
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6));
const swedish = (digits: string): boolean => {
  const ten = digits.slice(-10);
  return luhn(ten) && birthDate(ten.slice(0, 2), ten.slice(2, 4), String(Number(ten.slice(4, 6)) % 60));
};
const norwegian = (digits: string): boolean =>
  birthDate(digits.slice(4, 6), digits.slice(2, 4), String(Number(digits.slice(0, 2)) % 40)) &&
  weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], 11) === 0 &&
  weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11) === 0;
const danish = (digits: string): boolean => birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
const finnish = (code: string): boolean => {
  const text = code.toUpperCase();
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(-4, -1)) % 31] === text.at(-1);
};
const czech = (digits: string): boolean =>
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 50), digits.slice(4, 6)) &&
  (digits.length === 9 || Number(digits) % 11 === 0 || (Number(digits.slice(0, 9)) % 11 === 10 && digits[9] === '0'));
const austrian = (digits: string): boolean =>
  weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6], 11) === Number(digits[3]) &&
  birthDate(digits.slice(8), digits.slice(6, 8), digits.slice(4, 6));
const swissAhv = (digits: string): boolean =>
  (10 - weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], 10)) % 10 === Number(digits[12]);
const portuguese = (digits: string): boolean => {
  const check = 11 - weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2], 11);
  return (check > 9 ? 0 : check) === Number(digits[8]);
};
const greekAmka = (digits: string): boolean =>
  luhn(digits) && birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));
const irish = (code: string): boolean => {
  const text = code.toUpperCase();
  const extra = text.length === 9 ? (text.charCodeAt(8) - 64) * 9 : 0;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(text, [8, 7, 6, 5, 4, 3, 2], 1_000_003) + extra) % 23] === text[7];
};
const romanian = (digits: string): boolean => {
  const check = weighted(digits, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 11);
  return (
    (check === 10 ? 1 : check) === Number(digits[12]) &&
    birthDate(digits.slice(1, 3), digits.slice(3, 5), digits.slice(5, 7))
  );
};
const bulgarian = (digits: string): boolean =>
  weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6], 11) % 10 === Number(digits[9]) &&
  birthDate(digits.slice(0, 2), String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6));
const baltic = (digits: string): boolean => {
  let check = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1], 11);
  if (check === 10) check = weighted(digits, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3], 11) % 10;
  return check === Number(digits[10]) && birthDate(digits.slice(1, 3), digits.slice(3, 5), digits.slice(5, 7));
};
const hungarianTaj = (digits: string): boolean => weighted(digits, [3, 7, 3, 7, 3, 7, 3, 7], 10) === Number(digits[8]);
const jmbg = (digits: string): boolean => {
  const check = 11 - weighted(digits, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11);
  return (
    (check > 9 ? 0 : check) === Number(digits[12]) &&
    birthDate(digits.slice(5, 7), digits.slice(2, 4), digits.slice(0, 2))
  );
};
const icelandic = (digits: string): boolean =>
  (11 - weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2], 11)) % 11 === Number(digits[8]) &&
  birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2));

/** National identifiers of Europe. Context words are in the language of the country and in English. */
export const europe: readonly PatternRecognizer[] = [
  id({
    type: 'UK_NHS_NUMBER',
    digits: [3, 10],
    pattern: '\\d{3}[ -]?\\d{3}[ -]?\\d{4}',
    passes: nhs,
    checkName: 'NHS modulus 11',
    context: 'nhs(?: number| no\\.?)?',
    source: 'NHS Data Dictionary: NHS NUMBER',
  }),
  {
    type: 'UK_NINO',
    letters: 'ABCEGHJKLMNOPRSTWXYZ',
    pattern: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]',
    check: checked((code) => !/^(?:BG|GB|NK|KN|TN|NT|ZZ)/.test(code)),
    checkName: 'issued prefix',
    context: 'nino?|national insurance|ni number|ni no',
    alone: 0.75,
    near: 0.95,
    source: 'HMRC NIM39110',
  },
  id({
    type: 'DE_TAX_ID',
    digits: [2, 11],
    pattern: '\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}',
    passes: germanTax,
    checkName: 'ISO 7064 MOD 11,10',
    context: 'steuer-?id(?:nr|entifikationsnummer)?|idnr|steuernummer|tin|tax id',
    source: '§ 139b AO; BZSt',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [2],
    pattern: '\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}',
    passes: () => true,
    context: 'sozialversicherungsnummer|rentenversicherungsnummer|sv-nummer|rvnr|versicherungsnummer',
    source: 'DRV: Versicherungsnummer',
  }),
  id({
    type: 'FR_NIR',
    digits: [1, 13, 15],
    pattern: '[1278] ?\\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\\d) ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}',
    passes: nir,
    checkName: 'NIR key modulo 97',
    context: 'nir|s[eé]curit[eé] sociale|secu|insee|num[eé]ro',
    alone: 0.85,
    source: 'INSEE: NIR, clé de contrôle',
  }),
  id({
    type: 'ES_NIF',
    digits: [8],
    pattern: '\\d{8}-?[A-Z]',
    passes: nif,
    checkName: 'NIF letter modulo 23',
    context: 'dni|nif|nie|identidad',
    alone: 0.8,
    source: 'Orden INT/2058/2008',
  }),
  id({
    type: 'ES_NIF',
    letters: 'XYZ',
    pattern: '[XYZ]-?\\d{7}-?[A-Z]',
    passes: nif,
    checkName: 'NIE letter modulo 23',
    context: 'nie|nif|extranjer',
    alone: 0.85,
    source: 'Orden INT/2058/2008',
  }),
  id({
    type: 'IT_FISCAL_CODE',
    letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    pattern: '[A-Z]{6}\\d{2}[A-EHLMPR-T]\\d{2}[A-Z]\\d{3}[A-Z]',
    passes: fiscalCode,
    checkName: 'fiscal code check letter',
    context: 'codice fiscale|c\\.?f\\.?|fiscal',
    alone: 0.95,
    source: 'D.M. 23/12/1976',
  }),
  id({
    type: 'PL_PESEL',
    digits: [11],
    pattern: '\\d{11}',
    passes: pesel,
    checkName: 'PESEL weights',
    context: 'pesel',
    source: 'Ustawa o ewidencji ludności, art. 15',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [2],
    pattern: '\\d{2}\\.\\d{2}\\.\\d{2}[- ]\\d{3}\\.\\d{2}',
    passes: belgian,
    checkName: 'national register modulo 97',
    context: 'rijksregister|registre national|rrn|niss|insz',
    alone: 0.85,
    source: 'Belgium: AR 3 avril 1984',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [11],
    pattern: '\\d{11}',
    passes: belgian,
    checkName: 'national register modulo 97',
    context: 'rijksregister(?:nummer)?|registre national|rrn|niss|insz',
    source: 'Belgium: AR 3 avril 1984',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [9, 4],
    pattern: '\\d{4}\\.?\\d{2}\\.?\\d{3}',
    passes: dutchBsn,
    checkName: 'eleven test',
    context: 'bsn|burgerservicenummer|sofinummer',
    source: 'Netherlands: Wabb; elfproef',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6, 8, 10, 12],
    pattern: '(?:\\d{2})?\\d{6}[-+]?\\d{4}',
    passes: swedish,
    checkName: 'Luhn and date of birth',
    context: 'personnummer|samordningsnummer|pnr',
    source: 'Sweden: Skatteverket SKV 704',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6, 11],
    pattern: '\\d{6} ?\\d{5}',
    passes: norwegian,
    checkName: 'two check digits modulo 11',
    context: 'f[oø]dselsnummer|personnummer|fnr|d-nummer',
    source: 'Norway: Skatteetaten',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6, 10],
    pattern: '\\d{6}-?\\d{4}',
    passes: danish,
    checkName: 'date of birth',
    context: 'cpr(?:-?(?:nr|nummer))?|personnummer',
    source: 'Denmark: CPR-kontoret',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6],
    pattern: '\\d{6}[-+ABCDEFUVWXY]\\d{3}[0-9A-Y]',
    passes: finnish,
    checkName: 'check character modulo 31',
    context: 'henkil[oö]tunnus|hetu|personbeteckning',
    alone: 0.8,
    source: 'Finland: DVV',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6],
    pattern: '\\d{6}/\\d{3,4}',
    passes: czech,
    checkName: 'date and modulo 11',
    context: 'rodn[eé] [cč][ií]slo|r\\.?[cč]\\.?|birth number',
    alone: 0.6,
    source: 'Czechia and Slovakia: zákon 133/2000 Sb.',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [4, 10],
    pattern: '\\d{4} ?\\d{6}',
    passes: austrian,
    checkName: 'check digit modulo 11 and date of birth',
    context: 'svnr|sozialversicherungsnummer|sv-?nummer|e-?card',
    source: 'Austria: DVSV',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [3, 13],
    pattern: '756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}',
    passes: swissAhv,
    checkName: 'EAN-13',
    context: 'ahv(?:-?n(?:ummer|r)\\.?)?|avs|oasi',
    alone: 0.9,
    source: 'Switzerland: ZAS, AHVN13',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [9, 3],
    pattern: '\\d{3} ?\\d{3} ?\\d{3}',
    passes: portuguese,
    checkName: 'NIF modulo 11',
    context: 'nif|contribuinte|nipc',
    source: 'Portugal: DL 463/79',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [11],
    pattern: '\\d{11}',
    passes: greekAmka,
    checkName: 'Luhn and date of birth',
    context: 'amka|αμκα',
    source: 'Greece: AMKA',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [7],
    pattern: '\\d{7}[A-W][A-IW]?',
    passes: irish,
    checkName: 'PPS check character',
    context: 'pps(?:n| number| no\\.?)?|personal public service',
    alone: 0.6,
    source: 'Ireland: SI 262/2002',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [13],
    pattern: '[1-9]\\d{12}',
    passes: romanian,
    checkName: 'CNP weights and date of birth',
    context: 'cnp|cod numeric',
    source: 'Romania: Legea 105/1996',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [10],
    pattern: '\\d{10}',
    passes: bulgarian,
    checkName: 'EGN weights and date of birth',
    context: 'egn|егн',
    source: 'Bulgaria: ЗГР',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [11],
    pattern: '[1-8]\\d{10}',
    passes: baltic,
    checkName: 'check digit and date of birth',
    context: 'isikukood|asmens kodas|personal code',
    source: 'Estonia: Isikukood; Lithuania: asmens kodas',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6, 11],
    pattern: '\\d{6}-?\\d{5}',
    passes: (digits) => birthDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2)),
    checkName: 'date of birth',
    context: 'personas kods|p\\.?k\\.?',
    source: 'Latvia: personas kods',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [3, 9],
    pattern: '\\d{3} ?\\d{3} ?\\d{3}',
    passes: hungarianTaj,
    checkName: 'TAJ weights',
    context: 'taj(?:-?sz[aá]m)?',
    source: 'Hungary: 1996. évi XX. törvény',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [11],
    pattern: '\\d{11}',
    passes: mod11_10,
    checkName: 'ISO 7064 MOD 11,10',
    context: 'oib',
    source: 'Croatia: Zakon o OIB-u',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [13],
    pattern: '\\d{13}',
    passes: jmbg,
    checkName: 'JMBG weights and date of birth',
    context: 'jmbg|emšo|emso|matični broj',
    source: 'Serbia, Slovenia, North Macedonia, Bosnia, Montenegro: JMBG',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [6, 10],
    pattern: '\\d{6}-?\\d{4}',
    passes: icelandic,
    checkName: 'kennitala modulo 11',
    context: 'kennitala|kt\\.?',
    source: 'Iceland: Þjóðskrá',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [3],
    pattern: '\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}',
    passes: (digits) => weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1], 101) % 100 === Number(digits.slice(9)),
    checkName: 'SNILS modulo 101',
    context: 'снилс|snils',
    alone: 0.8,
    source: 'Russia: СНИЛС',
  }),
  id({
    type: 'NATIONAL_ID',
    digits: [10],
    pattern: '\\d{10}',
    passes: (digits) => weighted(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7], 11) % 10 === Number(digits[9]),
    checkName: 'RNOKPP weights',
    context: 'рнокпп|іпн|rnokpp|ipn',
    source: 'Ukraine: РНОКПП',
  }),
];
