import { type Document, parseDocument } from 'yaml';
import type { Span } from '../../span.ts';
import { fromYaml, shifted, type YamlMap, type YamlNode, type YamlPair } from './nodes.ts';

/**
 * Reads a policy section by section and entry by entry. Parsing YAML is nine tenths of the work of reading a policy, and
 * an edit changes one entry: the others come from a cache that is keyed by their text. A mistake also stays within its
 * entry instead of swallowing what follows. Files that are not laid out so plainly are read whole.
 */
export interface Assembled {
  readonly root: YamlMap;
  readonly errors: readonly YamlError[];
}

export interface YamlError extends Span {
  readonly code: string;
  readonly message: string;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  /** `section`: a key with what is below it, or only its header when entries follow. `entry`: one item of its list. */
  readonly kind: 'section' | 'entry';
}

interface Parsed {
  readonly base: number;
  readonly node: YamlNode | null;
  readonly errors: readonly YamlError[];
}

/** Characters of pieces that are kept before the oldest half is dropped. */
const CACHE_SIZE = 4_000_000;
let recent = new Map<string, Parsed>();
let older = new Map<string, Parsed>();
let held = 0;

/** Undefined when the file has document markers, anchors, or text at the margin that is no key. */
export function readInPieces(text: string): Assembled | undefined {
  const pieces = split(text);
  if (!pieces) return undefined;
  const pairs: { key: YamlNode; value: YamlNode | null; entries: YamlNode[] }[] = [];
  const errors: YamlError[] = [];
  for (const piece of pieces) {
    const { node, errors: found } = parsed(text.slice(piece.start, piece.end), piece.start);
    errors.push(...found);
    if (piece.kind === 'section') {
      const pair: YamlPair | undefined = node?.kind === 'map' && node.items.length === 1 ? node.items[0] : undefined;
      if (!pair?.key) return undefined;
      pairs.push({ key: pair.key, value: pair.value, entries: [] });
    } else {
      const entry = node?.kind === 'seq' && node.items.length === 1 ? node.items[0] : undefined;
      if (entry === undefined) return undefined;
      pairs.at(-1)!.entries.push(entry ?? { kind: 'scalar', value: null, start: node!.start, end: node!.end });
    }
  }
  const items = pairs.map(
    ({ key, value, entries }): YamlPair => (entries.length === 0 ? { key, value } : { key, value: listOf(entries) }),
  );
  const start = items[0]?.key?.start ?? 0;
  const last = items.at(-1);
  return { root: { kind: 'map', items, flow: false, start, end: last?.value?.end ?? last?.key?.end ?? start }, errors };
}

const listOf = (items: readonly YamlNode[]): YamlNode => ({
  kind: 'seq',
  items,
  flow: false,
  start: items[0]!.start,
  end: items.at(-1)!.end,
});

/** Anchors, aliases and document markers reach across pieces. */
const crossing = /^(?:---|\.\.\.|%|\uFEFF)|(?:^|[\s,[{])[&*]\w/m;

function split(text: string): Piece[] | undefined {
  if (crossing.test(text)) return undefined;
  const lines = linesOf(text);
  const starts = lines.filter(({ indent, mark }) => indent === 0 && mark !== '#' && mark !== '' && mark !== '-');
  if (starts.length === 0 || starts.some(({ mark }) => !/[\w"']/.test(mark))) return undefined;
  const first = lines.findIndex(({ mark }) => mark !== '#' && mark !== '');
  if (lines[first] !== starts[0]) return undefined;
  const pieces: Piece[] = [];
  let line = first;
  for (const [index, { start }] of starts.entries()) {
    const end = starts[index + 1]?.start ?? text.length;
    const from = line;
    while (line < lines.length && lines[line]!.start < end) line++;
    pieces.push(...entriesOf(lines.slice(from, line), text, start, end));
  }
  return pieces;
}

interface Line {
  readonly start: number;
  readonly indent: number;
  /** First character that is no blank; empty for a blank line. */
  readonly mark: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    let at = start;
    while (text[at] === ' ') at++;
    const mark = text[at] ?? '';
    lines.push({ start, indent: at - start, mark: mark === '\r' || mark === '\n' ? '' : mark });
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

/** A section as one piece, or its header and one piece for each entry of its list. */
function entriesOf(lines: readonly Line[], text: string, start: number, end: number): Piece[] {
  const whole: Piece[] = [{ kind: 'section', start, end }];
  const header = text.slice(start, lines[1]?.start ?? end);
  if (!/:\s*(#.*)?$/.test(header.trimEnd())) return whole;
  const body = lines.slice(1).filter(({ mark }) => mark !== '' && mark !== '#');
  const indent = body[0]?.mark === '-' ? body[0].indent : undefined;
  if (indent === undefined || body.some((line) => line.indent < indent)) return whole;
  const items = body.filter((line) => line.indent === indent);
  if (items.some(({ mark, start: at }) => mark !== '-' || /[^\s]/.test(text[at + indent + 1] ?? ''))) return whole;
  const bounds = [...items.map((item) => item.start), end];
  return [
    { kind: 'section', start, end: bounds[0]! },
    ...items.map((item, index): Piece => ({ kind: 'entry', start: item.start, end: bounds[index + 1]! })),
  ];
}

function parsed(text: string, base: number): Parsed {
  const known = recent.get(text) ?? older.get(text);
  const found = known ? rebased(known, base) : parse(text, base);
  if (found !== known || !recent.has(text)) {
    if (!recent.has(text)) held += text.length;
    recent.set(text, found);
  }
  if (held > CACHE_SIZE) {
    older = recent;
    recent = new Map();
    held = 0;
  }
  return found;
}

function rebased(known: Parsed, base: number): Parsed {
  const by = base - known.base;
  if (by === 0) return known;
  const errors = known.errors.map((error) => ({ ...error, start: error.start + by, end: error.end + by }));
  return { base, node: known.node && shifted(known.node, by), errors };
}

function parse(text: string, base: number): Parsed {
  const document: Document.Parsed = parseDocument(text, yamlOptions);
  return {
    base,
    node: fromYaml(document.contents, base),
    errors: document.errors.map((error) => errorOf(error, base)),
  };
}

/** The library compares each key with all before it: keys that stand twice are found by the reader instead, in linear time. */
export const yamlOptions = {
  prettyErrors: false,
  logLevel: 'silent',
  keepSourceTokens: false,
  uniqueKeys: false,
} as const;

export const errorOf = (error: Document.Parsed['errors'][number], base: number): YamlError => {
  const [start, end] = error.pos;
  return { start: start + base, end: Math.max(end, start + 1) + base, code: error.code, message: error.message };
};
