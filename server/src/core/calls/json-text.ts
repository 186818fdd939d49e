import type { Entry, Expr, Operand, Piece, TextExpr } from './code.ts';
import { cut } from './format.ts';
import { pieces as literalPieces, unescaped } from './pieces.ts';

/** Stands for an interpolation while the text is read. */
const hole = '\ufffc';
const maxDepth = 60;

/** A token that is no JSON: an expression of the language around it. */
export type Bare = (token: string, start: number) => Operand | undefined;

/**
 * JSON (or `json!` of Rust, or a jq program) written as text with values put into it, as an object. Positions are
 * those of the text. Undefined when it is no object or list. Tolerant: reads what it can.
 */
export function readJson(text: TextExpr, bare: Bare = () => undefined): Expr | undefined {
  const source = text.pieces.map((piece) => (piece.kind === 'text' ? piece.text : hole)).join('');
  const starts: number[] = [];
  let length = 0;
  for (const piece of text.pieces) {
    starts.push(length);
    length += piece.kind === 'text' ? piece.text.length : 1;
  }
  const first = source.search(/[{[]/);
  if (first < 0 || /[^\s=(]/.test(source.slice(0, first).replace(hole, ''))) return undefined;
  return read({ source, at: first, text, starts, bare, depth: 0 });
}

interface Reader {
  readonly source: string;
  at: number;
  readonly text: TextExpr;
  readonly starts: readonly number[];
  readonly bare: Bare;
  depth: number;
}

function read(reader: Reader): Expr | undefined {
  skip(reader);
  const open = reader.source[reader.at];
  if (reader.depth > maxDepth) return undefined;
  if (open === '{' || open === '[') {
    reader.depth++;
    const made = open === '{' ? readObject(reader) : readList(reader);
    reader.depth--;
    return made;
  }
  return open === '"' ? readString(reader) : readBare(reader);
}

const skip = (reader: Reader): void => {
  while (reader.at < reader.source.length && /[\s,]/.test(reader.source[reader.at]!)) reader.at++;
};

function readObject(reader: Reader): Expr {
  const start = reader.at++;
  const entries: Entry[] = [];
  for (;;) {
    skip(reader);
    const next = reader.source[reader.at];
    if (next === undefined || next === '}') break;
    const keyStart = reader.at;
    const key = next === '"' ? plain(readString(reader)) : bareKey(reader);
    while (/\s/.test(reader.source[reader.at] ?? '')) reader.at++;
    if (reader.source[reader.at] !== ':') {
      if (reader.at === keyStart) reader.at++;
      continue;
    }
    reader.at++;
    const value = read(reader);
    if (value) entries.push({ key, value, span: value.span });
  }
  reader.at++;
  return { kind: 'record', span: spanBetween(reader, start, reader.at), entries };
}

function readList(reader: Reader): Expr {
  const start = reader.at++;
  const items: { value: Operand }[] = [];
  for (;;) {
    skip(reader);
    const next = reader.source[reader.at];
    if (next === undefined || next === ']') break;
    const before = reader.at;
    const value = read(reader);
    if (value) items.push({ value });
    if (reader.at === before) reader.at++;
  }
  reader.at++;
  return { kind: 'list', span: spanBetween(reader, start, reader.at), items };
}

function readString(reader: Reader): TextExpr {
  const start = ++reader.at;
  while (reader.at < reader.source.length && reader.source[reader.at] !== '"')
    reader.at += reader.source[reader.at] === '\\' ? 2 : 1;
  const end = Math.min(reader.at, reader.source.length);
  reader.at = end + 1;
  return { kind: 'text', span: spanBetween(reader, start, end), pieces: between(reader, start, end).flatMap(decoded) };
}

/** JSON escapes of a piece that is verbatim so far. */
function decoded(piece: Piece): Piece[] {
  if (piece.kind !== 'text' || piece.runs || !piece.text.includes('\\')) return [piece];
  const atoms = [...piece.text.matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/g)].map((match) => ({
    kind: 'escape' as const,
    span: { start: match.index, end: match.index + match[0].length },
    text: unescaped(match[0]),
  }));
  const offset = piece.span.start;
  return literalPieces(piece.text, { start: 0, end: piece.text.length }, atoms).map((one) => ({
    ...one,
    span: { start: one.span.start + offset, end: one.span.end + offset },
    ...(one.kind === 'text' && one.runs
      ? { runs: one.runs.map(([at, from, to]) => [at, from + offset, to + offset] as const) }
      : {}),
  }));
}

const bareKey = (reader: Reader): string | null => {
  const match = /^[\w$.-]+/.exec(reader.source.slice(reader.at, reader.at + 100));
  reader.at += match?.[0].length ?? 0;
  return match?.[0] ?? null;
};

function readBare(reader: Reader): Expr | undefined {
  const start = reader.at;
  let depth = 0;
  for (; reader.at < reader.source.length; reader.at++) {
    const char = reader.source[reader.at]!;
    if (depth === 0 && /[,}\]\n]/.test(char)) break;
    if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) depth--;
  }
  const parts = between(reader, start, reader.at);
  const first = parts.find((piece) => piece.kind === 'hole');
  if (first) return { kind: 'text', span: first.span, pieces: joined(reader, start, reader.at) };
  const token = reader.source.slice(start, reader.at).trim();
  const span = spanBetween(reader, start, start + token.length);
  const made = reader.bare(token, span.start);
  if (made && 'kind' in made) return made as Expr;
  return made ? { kind: 'join', span, operands: [made] } : { kind: 'opaque', span, constant: true, literal: token };
}

/** `("Diff:\n" + $diff + "\n")` of jq: its strings and what is put between them. */
function joined(reader: Reader, from: number, to: number): Piece[] {
  const found: Piece[] = [];
  reader.at = from;
  while (reader.at < to) {
    const char = reader.source[reader.at]!;
    if (char === '"') found.push(...readString(reader).pieces);
    else found.push(...(char === hole ? between(reader, reader.at, reader.at + 1) : []));
    if (char !== '"') reader.at++;
  }
  reader.at = to;
  return found;
}

const plain = (text: TextExpr): string =>
  text.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');

/** The pieces between two offsets of the joined text. */
function between(reader: Reader, from: number, to: number): Piece[] {
  const found: Piece[] = [];
  reader.text.pieces.forEach((piece, index) => {
    const start = reader.starts[index]!;
    const length = piece.kind === 'text' ? piece.text.length : 1;
    if (start >= to || start + length <= from) return;
    if (piece.kind === 'hole') found.push(piece);
    else {
      const part = cut(piece, Math.max(from - start, 0), Math.min(to - start, length));
      if (part) found.push(part);
    }
  });
  return found;
}

function spanBetween(reader: Reader, from: number, to: number): Expr['span'] {
  const parts = between(reader, from, Math.max(to, from + 1));
  const first = parts[0];
  const last = parts.at(-1);
  return first && last
    ? { start: first.span.start, end: last.span.end }
    : { start: reader.text.span.start, end: reader.text.span.start };
}
