import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Prompt, Segment, TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';

/** The code of a notebook as one program, with a map from its offsets to those of the file. */
export interface Notebook {
  readonly text: string;
  /** The same with nothing but the lines for a shell, at the same offsets: `!curl …`, cells under `%%bash`. */
  readonly shell: string;
  /** Ascending: a chunk of the program and where it stands; verbatim when the lengths agree, else an escape. */
  readonly chunks: readonly (readonly [start: number, fileStart: number, fileEnd: number])[];
}

const maxSize = 5_000_000;

/** Code cells of a Jupyter notebook, joined; magics and shell lines become comments. */
export function readNotebook(source: string): Notebook | undefined {
  if (source.length > maxSize) return undefined;
  const root = parseTree(source);
  const cells = property(root, 'cells')?.children ?? [];
  let text = '';
  let shell = '';
  const chunks: [number, number, number][] = [];
  for (const cell of cells) {
    if (property(cell, 'cell_type')?.value !== 'code') continue;
    const content = property(cell, 'source');
    const lines = content?.type === 'array' ? (content.children ?? []) : content ? [content] : [];
    const start = text.length;
    let code = '';
    for (const line of lines) if (line.type === 'string') code += decode(source, line, start + code.length, chunks);
    const taken = byLanguage(code);
    text += `${taken.python}\n`;
    shell += `${taken.shell}\n`;
  }
  return chunks.length > 0 ? { text, shell, chunks } : undefined;
}

const blank = (line: string): string => line.replace(/[^\r\n]/g, ' ');

/** A cell's lines for Python and for a shell: `%pip install x` is neither, `!curl … \` goes on in the next line. */
function byLanguage(code: string): { readonly python: string; readonly shell: string } {
  let python = '';
  let shell = '';
  let isShell = /^\s*%%(?:bash|sh|script\s+(?:bash|sh)|zsh)\b/.test(code) ? 'cell' : undefined;
  for (const [index, line] of code.split(/(?<=\n)/).entries()) {
    const command = /^(\s*)!/.exec(line);
    if (isShell === 'cell' && index === 0) isShell = 'cell';
    else if (isShell === undefined && command) isShell = 'line';
    const isMagic = /^\s*%/.test(line);
    python += isShell || isMagic ? blank(line) : line;
    shell += isShell && !isMagic ? line.replace(/^(\s*)!/, '$1 ') : blank(line);
    if (isShell === 'line' && !/\\\s*$/.test(line)) isShell = undefined;
  }
  return { python, shell };
}

const property = (node: JsonNode | undefined, key: string): JsonNode | undefined =>
  node?.children?.find((child) => child.type === 'property' && child.children?.[0]?.value === key)?.children?.[1];

function decode(source: string, line: JsonNode, start: number, chunks: [number, number, number][]): string {
  const from = line.offset + 1;
  const to = line.offset + line.length - 1;
  let decoded = '';
  let at = from;
  for (const match of source.slice(from, to).matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/g)) {
    const sequence = from + match.index;
    if (sequence > at) chunks.push([start + decoded.length, at, sequence]);
    decoded += source.slice(at, sequence);
    at = sequence + match[0].length;
    chunks.push([start + decoded.length, sequence, at]);
    decoded += (JSON.parse(`"${/^\\(?:u|["\\/bfnrt])/.test(match[0]) ? match[0] : ''}"`) as string) || ' ';
  }
  if (to > at) chunks.push([start + decoded.length, at, to]);
  return decoded + source.slice(at, to);
}

/** Prompts of the joined program with all positions in the notebook's file. */
export function inNotebook(prompts: readonly Prompt[], notebook: Notebook): Prompt[] {
  return prompts.map((prompt) => {
    const mapped = mapSpans(prompt, notebook) as Prompt;
    const parts = prompt.parts.map((part, index) => ({
      ...mapped.parts[index]!,
      segments: part.segments.map((segment, at) => mapSegment(segment, mapped.parts[index]!.segments[at]!, notebook)),
    }));
    return { ...mapped, parts };
  });
}

function mapSegment(segment: Segment, mapped: Segment, notebook: Notebook): Segment {
  if (segment.kind !== 'text' || mapped.kind !== 'text') return mapped;
  return { ...mapped, runs: mapRuns(segment, notebook) };
}

function mapRuns(segment: TextSegment, notebook: Notebook): NonNullable<TextSegment['runs']> {
  const runs = segment.runs ?? [[0, segment.span.start, segment.span.end] as const];
  return runs.flatMap(([textStart, fileStart, fileEnd], index): [number, number, number][] => {
    const length = (runs[index + 1]?.[0] ?? segment.text.length) - textStart;
    if (length !== fileEnd - fileStart) {
      const span = locate({ start: fileStart, end: fileEnd }, notebook);
      return [[textStart, span.start, span.end]];
    }
    return within(fileStart, fileEnd, notebook).map(([at, from, to]) => [textStart + at - fileStart, from, to]);
  });
}

/** The chunks of the program between two of its offsets, cut to them. */
function within(start: number, end: number, { text, chunks }: Notebook): [number, number, number][] {
  const found: [number, number, number][] = [];
  for (let index = chunkAt(start, chunks); index < chunks.length && chunks[index]![0] < end; index++) {
    const [at, from, to] = chunks[index]!;
    const length = (chunks[index + 1]?.[0] ?? text.length) - at;
    const verbatim = to - from <= length;
    const cutStart = Math.max(at, start);
    if (verbatim) found.push([cutStart, from + cutStart - at, Math.min(to, from + end - at)]);
    else if (at >= start) found.push([at, from, to]);
  }
  return found;
}

function chunkAt(offset: number, chunks: Notebook['chunks']): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function locate(span: Span, notebook: Notebook): Span {
  const at = (offset: number, edge: 'start' | 'end'): number => {
    const index = chunkAt(edge === 'end' ? Math.max(0, offset - 1) : offset, notebook.chunks);
    const [start, from, to] = notebook.chunks[index]!;
    const length = (notebook.chunks[index + 1]?.[0] ?? notebook.text.length) - start;
    if (to - from > length) return edge === 'start' ? from : to;
    return Math.min(to, from + Math.max(0, offset - start));
  };
  const start = at(span.start, 'start');
  return { start, end: span.end <= span.start ? start : Math.max(start, at(span.end, 'end')) };
}

/** A copy with every span moved; spans in other files stay. */
function mapSpans(value: unknown, notebook: Notebook): unknown {
  if (Array.isArray(value)) return value.map((one) => mapSpans(one, notebook));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record['start'] === 'number' && typeof record['end'] === 'number')
    return locate(record as unknown as Span, notebook);
  if (typeof record['uri'] === 'string') return value;
  return Object.fromEntries(Object.entries(record).map(([key, one]) => [key, mapSpans(one, notebook)]));
}
