import { checked, type PatternRecognizer } from '../pattern.ts';

/** True for a calendar date of two-figure parts: year free, month 1 to 12, day 1 to 31. */
export const birthDate = (year: string, month: string, day: string): boolean => {
  const m = Number(month);
  const d = Number(day);
  return /^\d{2}$/.test(year) && m >= 1 && m <= 12 && d >= 1 && d <= 31;
};

interface NationalId extends Omit<PatternRecognizer, 'check' | 'alone' | 'near'> {
  readonly passes: (compact: string) => boolean;
  /** Default 0: a number whose check digit one in ten passes by chance needs its word. */
  readonly alone?: number;
}

/** A row for a national identifier. Its check decides; its word makes it sure. */
export const id = ({ passes, alone = 0, ...row }: NationalId): PatternRecognizer => ({
  ...row,
  check: checked(passes),
  alone,
  near: 0.95,
});
