import { restoreText, type StreamRestorer, streamRestorer } from '../core/scrub/restore.ts';
import { restoreAnswer } from './answer-json.ts';
import { eventRestorer } from './answer-stream.ts';
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
 * An answer with values in place of their tokens, also where Claude changed a token a little (case, spaces, Markdown,
 * plural, a number dropped where only one value can be meant). What is not certain is left as it is. Takes a text; a
 * message, content block or tool input (a copy is returned; thinking stays as it is, because it is signed); a promise
 * of one; or a stream of message events.
 */
export function restore(answer: string, options: RestoreOptions): string;
export function restore<T>(answer: PromiseLike<T>, options: RestoreOptions): Promise<T>;
export function restore<Event extends object>(
  answer: AsyncIterable<Event>,
  options: RestoreOptions,
): AsyncIterable<Event>;
export function restore<T>(answer: T, options: RestoreOptions): T;
export function restore(answer: unknown, options: RestoreOptions): unknown {
  const vault = dataOf(options.vault);
  if (typeof answer === 'string') return restoreText(answer, vault, options).text;
  if (typeof answer !== 'object' || answer === null) return answer;
  if ('then' in answer && typeof answer.then === 'function')
    return Promise.resolve(answer).then((value: unknown) => restore(value, options));
  if (Symbol.asyncIterator in answer) return restoreEvents(answer as AsyncIterable<object>, options);
  return restoreAnswer(answer, vault, options, { restored: 0, left: 0 });
}

async function* restoreEvents(events: AsyncIterable<object>, { vault, json }: RestoreOptions): AsyncIterable<object> {
  const restorer = eventRestorer(dataOf(vault), json ?? false, { restored: 0, left: 0 });
  for await (const event of events) yield* restorer.next(event as Parameters<typeof restorer.next>[0]);
}

/** As `restore` of a text, with the count of restored tokens and what was left. */
export function restoreWithReport(text: string, { vault, json }: RestoreOptions): RestoreReport {
  return restoreText(text, dataOf(vault), { json });
}

/** For a streamed text: `push` each delta, `end` once. Holds back only what may be the start of a token. */
export function restoreStream({ vault, json }: RestoreOptions): StreamRestorer {
  return streamRestorer(dataOf(vault), { json });
}
