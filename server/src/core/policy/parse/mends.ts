import { isDate } from '../dates.ts';
import { isJurisdiction, jurisdictionCodes } from '../geography.ts';

/** What someone meant who wrote a value in another way than the file takes. */

/** `2026-02-30` is the last of February, `2026-2-3` and `2026/02/03` lack only form. */
export function mendDate(value: string): string | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value.trim());
  if (!match) return undefined;
  const [year, month] = [match[1]!, match[2]!.padStart(2, '0')];
  for (let day = Math.min(31, Number(match[3])); day > 0; day--) {
    const written = `${year}-${month}-${String(day).padStart(2, '0')}`;
    if (isDate(written)) return written;
  }
  return undefined;
}

const units: Readonly<Record<string, string>> = { day: 'D', week: 'W', month: 'M', year: 'Y' };
const rhythms: Readonly<Record<string, string>> = {
  daily: 'P1D',
  weekly: 'P1W',
  monthly: 'P1M',
  quarterly: 'P3M',
  'half-yearly': 'P6M',
  yearly: 'P1Y',
  annually: 'P1Y',
};

/** `30 days` and `quarterly` as ISO 8601. */
export function mendDuration(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  if (Object.hasOwn(rhythms, word)) return rhythms[word];
  const match = /^(\d{1,4})\s*(day|week|month|year)s?$/.exec(word);
  return match ? `P${Number(match[1])}${units[match[2]!]}` : undefined;
}

/** Blanks and other characters as hyphens. */
export function mendId(value: string): string | undefined {
  const id = value
    .trim()
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-._]+|-+$/g, '');
  return id === '' ? undefined : id;
}

let byName: Map<string, string> | undefined;

/** `Germany` and `germany` as `DE`; `de` as `DE`. */
export function mendJurisdiction(value: string): string | undefined {
  const code = value.trim().toUpperCase();
  if (isJurisdiction(code)) return code;
  byName ??= countryNames();
  return byName.get(value.trim().toLowerCase());
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  for (const code of jurisdictionCodes) {
    if (/^[A-Z]{2}$/.test(code) && code !== 'UK') names.set((english.of(code) ?? code).toLowerCase(), code);
  }
  return names;
}

/** `user_name` in capitals. */
export const mendType = (value: string): string | undefined => {
  const type = value
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return /^[A-Z][A-Z0-9_]*$/.test(type) ? type : undefined;
};
