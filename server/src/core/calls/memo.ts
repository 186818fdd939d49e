import type { SyntaxPort } from '../ports.ts';
import type { Prompt } from '../prompt.ts';
import { contains } from '../span.ts';
import { type Chunk, chunkAt } from './chunks.ts';
import { type CodeFile, occurrences } from './code-file.ts';

/**
 * Results of the calls of a file, kept for its next version. A file is cut into chunks (top-level statements and
 * members of classes); each result knows the chunks that it read, the names that it looked up and the files that it
 * opened. It holds as long as none of these has changed and no changed chunk gives one of the names a new meaning.
 * Pure in effect: with or without it the results are the same.
 */
interface Entry {
  readonly name: string;
  readonly chunk: number;
  readonly offset: number;
  readonly prompt: Prompt | undefined;
  /** Chunks that were read. */
  readonly touched: readonly number[];
  readonly names: ReadonlySet<string>;
  readonly reads: Trail['reads'];
}

interface Remembered {
  readonly key: string;
  readonly chunks: readonly Chunk[];
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Read {
  readonly kind: 'file' | 'folder';
  readonly target: string;
  readonly from: string;
  readonly text: string | undefined;
}

/** What one call's evaluation read. */
export interface Trail {
  readonly offsets: Set<number>;
  readonly names: Set<string>;
  /** Files and folders that were asked for, with what was there: a text, or the names in a folder. */
  readonly reads: Read[];
  /** The questions among them, so that each is noted once. */
  readonly asked: Set<string>;
}

export const newTrail = (): Trail => ({ offsets: new Set(), names: new Set(), reads: [], asked: new Set() });

const maxFiles = 32;
const memory = new WeakMap<SyntaxPort, Map<string, Remembered>>();

export interface Session {
  /** The result for a call at this offset, if it still holds. */
  recall(name: string, at: number): { readonly prompt: Prompt | undefined } | undefined;
  keep(name: string, at: number, prompt: Prompt | undefined, trail: Trail): void;
  end(): void;
}

/** Opens the memory of a file for one analysis. `key`: everything beside texts that results depend on. */
export function openMemory(
  port: SyntaxPort,
  file: CodeFile,
  key: string,
  read: (asked: Omit<Read, 'text'>) => string | undefined,
): Session {
  const files = memory.get(port) ?? new Map<string, Remembered>();
  memory.set(port, files);
  const known = files.get(file.uri);
  const before = known?.key === key ? known : undefined;
  const { chunks } = file;
  const moves = before ? matched(before.chunks, chunks) : new Map<number, number>();
  for (const [from, to] of moves)
    if (before!.chunks[from]!.indent === chunks[to]!.indent) chunks[to]!.hidden = before!.chunks[from]!.hidden;
  const back = new Map([...moves].map(([from, to]) => [to, from]));
  const changed = chunks.map((_, index) => index).filter((index) => !back.has(index));
  const redefined = new Map<string, boolean>();
  const texts = new Map<string, string | undefined>();
  const entries = new Map<string, Entry>();
  const place = (at: number) => {
    const chunk = chunkAt(chunks, at);
    return { chunk, offset: at - chunks[chunk]!.start };
  };
  const isUnchanged = (asked: Read): boolean => {
    const key = `${asked.kind} ${asked.from} ${asked.target}`;
    if (!texts.has(key)) texts.set(key, read(asked));
    return texts.get(key) === asked.text;
  };
  const holds = ({ touched, names, reads }: Entry): boolean =>
    touched.every((chunk) => moves.has(chunk)) &&
    reads.every(isUnchanged) &&
    ![...names].some((name) => redefines(file, chunks, changed, name, redefined));
  return {
    recall(name, at) {
      const here = place(at);
      const old = back.get(here.chunk);
      const entry = old === undefined ? undefined : before?.entries.get(`${old}:${here.offset}:${name}`);
      if (!entry || !before || !holds(entry)) return undefined;
      const deltas = entry.touched.map((chunk) => chunks[moves.get(chunk)!]!.start - before.chunks[chunk]!.start);
      const prompt =
        entry.prompt &&
        moved(
          entry.prompt,
          entry.touched.map((chunk) => before.chunks[chunk]!.start),
          deltas,
        );
      entries.set(`${here.chunk}:${here.offset}:${name}`, {
        ...entry,
        ...here,
        prompt,
        touched: entry.touched.map((chunk) => moves.get(chunk)!),
      });
      return { prompt };
    },
    keep(name, at, prompt, { offsets, names, reads }) {
      const here = place(at);
      const touched = [
        ...new Set([here.chunk, ...[...offsets].map((one) => chunkAt(chunks, one)), ...spanned(chunks, prompt)]),
      ].sort((a, b) => a - b);
      entries.set(`${here.chunk}:${here.offset}:${name}`, { name, ...here, prompt, touched, names, reads });
    },
    end() {
      files.delete(file.uri);
      files.set(file.uri, { key, chunks, entries });
      for (const oldest of files.keys()) if (files.size > maxFiles) files.delete(oldest);
    },
  };
}

/** Chunks that the function around a call reaches over: more than its own where the syntax is broken. */
function spanned(chunks: readonly Chunk[], prompt: Prompt | undefined): number[] {
  const span = prompt?.request.enclosing?.span ?? prompt?.span;
  if (!span) return [];
  const first = chunkAt(chunks, span.start);
  const last = chunkAt(chunks, Math.max(span.start, span.end - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The prompt with every span moved; `starts` are those of the chunks it was read from, ascending. */
function moved(prompt: Prompt, starts: readonly number[], deltas: readonly number[]): Prompt {
  if (deltas.every((delta) => delta === 0)) return prompt;
  const shift = (at: number): number => {
    let index = starts.length - 1;
    while (index > 0 && starts[index]! > at) index--;
    return at + deltas[index]!;
  };
  return shifted(prompt, shift) as Prompt;
}

/** Old chunk to new chunk, where their texts agree: from both ends, since an edit changes what is between. */
function matched(before: readonly Chunk[], after: readonly Chunk[]): Map<number, number> {
  const moves = new Map<number, number>();
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(before[start]!, after[start]!)) {
    moves.set(start, start);
    start++;
  }
  for (let back = 1; back <= shorter - start && same(before.at(-back)!, after.at(-back)!); back++) {
    moves.set(before.length - back, after.length - back);
  }
  return moves;
}

/** The same text, read in the same way. Where the parser had to guess, what follows may change how it guesses. */
const same = (a: Chunk, b: Chunk): boolean => a.text === b.text && a.type === b.type && !a.broken && !b.broken;

/** Whether a changed chunk binds a name in a scope that reaches beyond it. */
function redefines(
  file: CodeFile,
  chunks: readonly Chunk[],
  changed: readonly number[],
  name: string,
  known: Map<string, boolean>,
): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const result = changed.some((index) => {
    const chunk = chunks[index]!;
    return occurrences(chunk.text, name).some((at) => {
      const start = chunk.start + at;
      const node = file.root.descendantForIndex(start, start + name.length);
      const binding = node && file.language.binding(node, file.text);
      return binding ? !contains(chunk, binding.scope) : false;
    });
  });
  known.set(name, result);
  return result;
}

/** A copy with every span of this file moved. */
function shifted(value: unknown, shift: (at: number) => number): unknown {
  if (Array.isArray(value)) {
    if (value.length === 3 && typeof value[0] === 'number') {
      const [text, start, end] = value as [number, number, number];
      return [text, shift(start), end > start ? shift(end - 1) + 1 : shift(start)];
    }
    return value.map((one) => (typeof one === 'object' ? shifted(one, shift) : one));
  }
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const { start, end } = record;
  if (typeof start === 'number' && typeof end === 'number') {
    const from = shift(start);
    return { start: from, end: end > start ? shift(end - 1) + 1 : from };
  }
  if (typeof record['uri'] === 'string' && !('kind' in record)) return value;
  const copy: Record<string, unknown> = {};
  for (const key in record) {
    const one = record[key];
    // The span of a flow step in another file stays.
    copy[key] = typeof one !== 'object' || (key === 'span' && 'uri' in record) ? one : shifted(one, shift);
  }
  return copy;
}
