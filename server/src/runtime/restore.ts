import { restoreText, type StreamRestorer, streamRestorer } from '../core/scrub/restore.ts';
import { dataOf, type Vault } from './vault.ts';

export interface RestoreOptions {
  readonly vault: Vault;
  /** The text is JSON with tokens inside its strings: values are written with JSON's escapes. */
  readonly json?: boolean;
}

export interface RestoreReport {
  readonly text: string;
  readonly restored: number;
  /** Tokens that this vault does not know, and labels without a number that several values could have. Left as they are. */
  readonly left: readonly LeftToken[];
}

export interface LeftToken {
  readonly label: string;
  readonly reason: 'unknown' | 'ambiguous';
  readonly offset: number;
}

/**
 * The text with values in place of their tokens, also where Claude changed a token a little (case, spaces, Markdown,
 * plural, a number dropped where only one value can be meant). What is not certain is left as it is.
 */
export function restore(text: string, { vault, json }: RestoreOptions): string {
  return restoreText(text, dataOf(vault), { json }).text;
}

/** As `restore`, with the count of restored tokens and what was left. */
export function restoreWithReport(text: string, { vault, json }: RestoreOptions): RestoreReport {
  return restoreText(text, dataOf(vault), { json });
}

/** For a streamed answer: `push` each delta, `end` once. Holds back only what may be the start of a token. */
export function restoreStream({ vault, json }: RestoreOptions): StreamRestorer {
  return streamRestorer(dataOf(vault), { json });
}
