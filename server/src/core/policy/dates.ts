/** Days as `YYYY-MM-DD` texts, which compare as texts. The clock is never read. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0));

const read = (day: string): [year: number, month: number, day: number] | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
};

const write = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** In the calendar: no 31 June, 29 February in leap years only. */
export function isDate(value: string): boolean {
  const parts = read(value);
  return parts !== undefined && parts[2] >= 1 && parts[2] <= daysIn(parts[0], parts[1]);
}

/** The same day some months later; the last of the month where that day does not exist. */
export function addMonths(day: string, months: number): string {
  const parts = read(day);
  if (!parts) return day;
  const total = parts[0] * 12 + (parts[1] - 1) + months;
  const [year, month] = [Math.floor(total / 12), (total % 12) + 1];
  return write(year, month, Math.min(parts[2], daysIn(year, month)));
}

export function addDays(day: string, days: number): string {
  const parts = read(day);
  if (!parts) return day;
  const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2] + days));
  return write(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const [a, b] = [read(from), read(to)];
  if (!a || !b) return 0;
  return Math.round((Date.UTC(b[0], b[1] - 1, b[2]) - Date.UTC(a[0], a[1] - 1, a[2])) / 86_400_000);
}

interface Duration {
  readonly months: number;
  readonly days: number;
}

/** An ISO 8601 duration in months and days, the time of day left out; undefined for anything else, `none` included. */
function readDuration(text: string): Duration | undefined {
  const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T[0-9HMS]+)?$/.exec(text);
  if (!match || text === 'P') return undefined;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0));
  return { months: years! * 12 + months!, days: weeks! * 7 + days! };
}

/** The day after a duration; undefined where either is none. */
export function addDuration(day: string, duration: string): string | undefined {
  const parts = read(day) && readDuration(duration);
  return parts && addDays(addMonths(day, parts.months), parts.days);
}

/** A duration in days, months counted as 30 and years as 365: good enough to compare retention periods. */
export function durationDays(text: string): number | undefined {
  if (text === 'none') return 0;
  const parts = readDuration(text);
  return parts && Math.floor(parts.months / 12) * 365 + (parts.months % 12) * 30 + parts.days;
}
