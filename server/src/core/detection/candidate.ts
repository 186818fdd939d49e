import type { Tokens } from './scan.ts';

/** Type of a candidate that only keeps others away: the name of an organization, of a test, of a theorem. */
export const blocker = 'NONE';

/** A possible entity with its evidence, before overlaps are resolved. */
export interface Candidate {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** Kinds of evidence, never a part of the value. */
  readonly evidence: readonly string[];
  readonly reserved?: boolean;
  readonly recognizer?: string;
}

/** What every recognizer of running text gets. */
export interface Scene {
  readonly tokens: Tokens;
  readonly text: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Region that phone numbers without a country code are read in. */
  readonly region: string;
  /** True where the text around an offset looks like source code. */
  readonly isCode: (offset: number) => boolean;
}

/** Finds candidates in a scanned text. Pure; cost at most linear in the number of tokens. */
export type Recognize = (scene: Scene) => Candidate[];

export type Verdict = 'valid' | 'invalid' | 'reserved';

/** Lower-cased text before and after a candidate, in which context words are looked for. */
export const before = (text: string, start: number, width = 48): string =>
  text.slice(Math.max(0, start - width), start);
export const after = (text: string, end: number, width = 32): string => text.slice(end, end + width);
