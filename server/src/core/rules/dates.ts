/** Arithmetic on `YYYY-MM-DD`, without a clock. A date that is none stays as it is. */

const day = 86_400_000;

const parse = (date: string): number | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
};

const format = (time: number): string => new Date(time).toISOString().slice(0, 10);

export function addDays(date: string, days: number): string {
  const time = parse(date);
  return time === undefined ? date : format(time + days * day);
}

/** Adds an ISO 8601 duration of years, months, weeks and days: `P3M`, `P1Y`. Undefined for anything else. */
export function addDuration(date: string, duration: string): string | undefined {
  const match = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/.exec(duration);
  const time = parse(date);
  if (!match || time === undefined || duration === 'P') return undefined;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const start = new Date(time);
  const moved = new Date(Date.UTC(start.getUTCFullYear() + years, start.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(format(moved.getTime() + (Math.min(start.getUTCDate(), last) - 1) * day), weeks * 7 + days);
}
