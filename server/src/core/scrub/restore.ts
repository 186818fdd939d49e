import { maxEscapes, readTokenAt, type TokenLike } from './token-reader.ts';
import { entryOf, onlyEntryOf, type VaultData, vaultFormat } from './vault.ts';

export interface RestoreOptions {
  /** The text is JSON (or a piece of it) and tokens stand inside its strings: values are written with JSON's escapes. */
  readonly json?: boolean;
}

export interface Restored {
  readonly text: string;
  /** How many tokens were replaced by their values. */
  readonly restored: number;
  /** Token-like things that were left: unknown to this vault, or a dropped number that several could have had. */
  readonly left: readonly LeftToken[];
}

export interface LeftToken {
  readonly label: string;
  readonly reason: 'unknown' | 'ambiguous';
  /** Offset in the text given (in a stream: in everything pushed so far). */
  readonly offset: number;
}

/** Puts values back in place of their tokens: one pass, left to right; what a value contains is not looked at again. */
export function restoreText(text: string, vault: VaultData, options: RestoreOptions = {}): Restored {
  const { text: done, rest, ...report } = restoreSome(text, vault, options, 0, true);
  return { text: done + rest, ...report };
}

/** Restores a text that arrives in pieces, cut anywhere. Holds back only what may be the start of a token. */
export interface StreamRestorer {
  /** What can be shown of everything pushed so far. */
  push(chunk: string): string;
  /** The rest, once nothing more comes. */
  end(): string;
  readonly restored: number;
  readonly left: readonly LeftToken[];
}

export function streamRestorer(vault: VaultData, options: RestoreOptions = {}): StreamRestorer {
  let held = '';
  let offset = 0;
  let restored = 0;
  const left: LeftToken[] = [];
  const run = (text: string, last: boolean): string => {
    const result = restoreSome(text, vault, options, offset, last);
    held = result.rest;
    offset += text.length - held.length;
    restored += result.restored;
    left.push(...result.left);
    return result.text;
  };
  return {
    push: (chunk) => run(held + chunk, false),
    end: () => {
      const text = run(held, true) + held;
      held = '';
      return text;
    },
    get restored() {
      return restored;
    },
    left,
  };
}

function restoreSome(
  text: string,
  vault: VaultData,
  options: RestoreOptions,
  offset: number,
  last: boolean,
): Restored & { readonly rest: string } {
  const format = vaultFormat(vault);
  const left: LeftToken[] = [];
  const pieces: string[] = [];
  let restored = 0;
  let done = 0;
  let open = text.indexOf(format.open);
  while (open >= 0) {
    const reading = readTokenAt(text, open, done, format);
    if (reading === 'incomplete' && !last) break;
    if (typeof reading !== 'string') {
      const value = readValue(reading, vault);
      if (typeof value === 'string') {
        pieces.push(text.slice(done, reading.start), options.json ? JSON.stringify(value).slice(1, -1) : value);
        restored += 1;
        done = reading.end;
      } else {
        if (value) left.push({ label: reading.label, reason: value.reason, offset: offset + reading.start });
        pieces.push(text.slice(done, reading.end));
        done = reading.end;
      }
    }
    open = text.indexOf(format.open, Math.max(open + 1, done));
  }
  const hold = last ? text.length : holdFrom(text, open < 0 ? text.length : open, done);
  pieces.push(text.slice(done, hold));
  return { text: pieces.length === 1 ? pieces[0]! : pieces.join(''), rest: text.slice(hold), restored, left };
}

/** Backslashes right before the held bracket (or the end) may belong to a token in Markdown's escaped spelling. */
function holdFrom(text: string, position: number, floor: number): number {
  let hold = position;
  while (hold > floor && text.charCodeAt(hold - 1) === 92 && position - hold < maxEscapes) hold -= 1;
  return hold;
}

/** Undefined: a bare label that this vault never used, so not one of our tokens. */
function readValue(token: TokenLike, vault: VaultData): string | { reason: LeftToken['reason'] } | undefined {
  if (token.number !== undefined) {
    const entry = entryOf(vault, token.label, token.number);
    return entry ? entry.value + token.suffix : { reason: 'unknown' };
  }
  const entry = onlyEntryOf(vault, token.label);
  if (entry === 'none') return undefined;
  return entry === 'many' ? { reason: 'ambiguous' } : entry.value + token.suffix;
}
