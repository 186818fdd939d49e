import type { Node } from 'web-tree-sitter';
import type { SyntaxPort } from '../ports.ts';
import type { Prompt } from '../prompt.ts';
import { contains, type Span } from '../span.ts';
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
  readonly trail: Trail;
}

interface Remembered {
  readonly key: string;
  readonly chunks: readonly Chunk[];
  readonly entries: ReadonlyMap<string, Entry>;
}

interface Chunk extends Span {
  readonly text: string;
}

/** What one call's evaluation read. */
export interface Trail {
  readonly offsets: Set<number>;
  readonly names: Set<string>;
  readonly reads: { readonly target: string; readonly from: string; readonly text: string | undefined }[];
}

export const newTrail = (): Trail => ({ offsets: new Set(), names: new Set(), reads: [] });

const maxFiles = 32;
const memory = new WeakMap<SyntaxPort, Map<string, Remembered>>();

/** Chunks of a file, in order; what lies between the members of a class belongs to the chunk before it. */
function chunksOf(file: CodeFile): Chunk[] {
  const starts: number[] = [0];
  const visit = (node: Node, depth: number): void => {
    for (const child of node.namedChildren) {
      if (child.startIndex > starts.at(-1)!) starts.push(child.startIndex);
      const body = depth < 4 && opens(file, child) ? bodyOf(file, child) : undefined;
      if (body) visit(body, depth + 1);
    }
  };
  visit(file.root, 0);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? file.text.length;
    return { start, end, text: file.text.slice(start, end) };
  });
}

const containers =
  /^(?:export_statement|namespace|namespace_declaration|file_scoped_namespace_declaration|decorated_definition|module|program)$/;
const opens = ({ language }: CodeFile, { type }: Node): boolean =>
  language.nodes.classes.has(type) || containers.test(type);

function bodyOf(file: CodeFile, node: Node): Node | undefined {
  const inner =
    node.childForFieldName('body') ??
    node.childForFieldName('declaration') ??
    node.childForFieldName('definition') ??
    node.lastNamedChild;
  if (!inner) return undefined;
  return opens(file, inner) ? bodyOf(file, inner) : /body|block|list/.test(inner.type) ? inner : undefined;
}

function chunkAt(chunks: readonly Chunk[], offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface Session {
  /** The result for a call at this offset, if it still holds. */
  recall(
    name: string,
    offset: number,
    read: (target: string, from: string) => string | undefined,
  ): { readonly prompt: Prompt | undefined } | undefined;
  keep(name: string, offset: number, prompt: Prompt | undefined, trail: Trail): void;
  end(): void;
}

/** Opens the memory of a file for one analysis. `key`: everything beside texts that results depend on. */
export function openMemory(port: SyntaxPort, file: CodeFile, key: string): Session {
  const files = memory.get(port) ?? new Map<string, Remembered>();
  memory.set(port, files);
  const known = files.get(file.uri);
  const before = known?.key === key ? known : undefined;
  const chunks = chunksOf(file);
  const moves = before ? matched(before.chunks, chunks) : new Map<number, number>();
  const changed = chunks.map((_, index) => index).filter((index) => ![...moves.values()].includes(index));
  const redefined = new Map<string, boolean>();
  const entries = new Map<string, Entry>();
  const place = (offset: number) => {
    const chunk = chunkAt(chunks, offset);
    return { chunk, offset: offset - chunks[chunk]!.start };
  };
  const back = new Map([...moves].map(([from, to]) => [to, from]));
  const holds = ({ trail }: Entry, read: (target: string, from: string) => string | undefined): boolean =>
    [...trail.offsets].every((at) => moves.has(chunkAt(before!.chunks, at))) &&
    ![...trail.names].some((name) => redefines(file, chunks, changed, name, redefined)) &&
    trail.reads.every(({ target, from, text }) => read(target, from) === text);
  return {
    recall(name, offset, read) {
      const here = place(offset);
      const old = back.get(here.chunk);
      const entry = old === undefined ? undefined : before?.entries.get(`${old}:${here.offset}:${name}`);
      if (!entry || !before || !holds(entry, read)) return undefined;
      const shift = (at: number): number => {
        const from = chunkAt(before.chunks, at);
        return at - before.chunks[from]!.start + chunks[moves.get(from) ?? from]!.start;
      };
      const prompt = entry.prompt && (shifted(entry.prompt, shift) as Prompt);
      const trail = { ...entry.trail, offsets: new Set([...entry.trail.offsets].map(shift)) };
      entries.set(`${here.chunk}:${here.offset}:${name}`, { ...entry, ...here, prompt, trail });
      return { prompt };
    },
    keep(name, offset, prompt, trail) {
      const here = place(offset);
      entries.set(`${here.chunk}:${here.offset}:${name}`, { name, ...here, prompt, trail });
    },
    end() {
      files.delete(file.uri);
      files.set(file.uri, { key, chunks, entries });
      for (const oldest of files.keys()) if (files.size > maxFiles) files.delete(oldest);
    },
  };
}

/** Old chunk to new chunk, where their texts agree: from both ends, since an edit changes what is between. */
function matched(before: readonly Chunk[], after: readonly Chunk[]): Map<number, number> {
  const moves = new Map<number, number>();
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start]!.text === after[start]!.text) {
    moves.set(start, start);
    start++;
  }
  for (let back = 1; back <= shorter - start && before.at(-back)!.text === after.at(-back)!.text; back++) {
    moves.set(before.length - back, after.length - back);
  }
  return moves;
}

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
    if (value.length === 3 && value.every((one) => typeof one === 'number'))
      return [
        value[0],
        shift(value[1] as number),
        shift(Math.max(value[1] as number, (value[2] as number) - 1)) +
          Math.min(1, (value[2] as number) - (value[1] as number)),
      ];
    return value.map((one) => shifted(one, shift));
  }
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record['start'] === 'number' && typeof record['end'] === 'number') {
    const start = shift(record['start']);
    const length = record['end'] - record['start'];
    return { start, end: length === 0 ? start : shift(record['end'] - 1) + 1 };
  }
  if (typeof record['uri'] === 'string') return value;
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, shifted(one, shift)]));
}
