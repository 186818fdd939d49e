import type { Node } from 'web-tree-sitter';
import type { Span } from '../span.ts';
import type { Operand, Piece } from './code.ts';

/** Something inside a literal that is not verbatim text. */
export type Atom =
  | { readonly kind: 'escape'; readonly span: Span; readonly text: string }
  | { readonly kind: 'hole'; readonly span: Span; readonly value: Operand };

/** The pieces of a literal whose content is `content`; atoms in order of position. Text between atoms is verbatim. */
export function pieces(text: string, content: Span, atoms: readonly Atom[]): Piece[] {
  const result: Piece[] = [];
  let decoded = '';
  let runs: [number, number, number][] = [];
  let start = content.start;
  let escaped = false;
  const verbatim = (from: number, to: number) => {
    if (to <= from) return;
    runs.push([decoded.length, from, to]);
    decoded += text.slice(from, to);
  };
  const flush = (end: number) => {
    if (end > start) {
      result.push({ kind: 'text', span: { start, end }, text: decoded, ...(escaped ? { runs } : {}) });
    }
    decoded = '';
    runs = [];
    escaped = false;
  };
  let position = content.start;
  for (const atom of atoms) {
    if (atom.span.start < position) continue;
    verbatim(position, atom.span.start);
    position = atom.span.end;
    if (atom.kind === 'escape') {
      escaped = true;
      if (atom.text.length > 0) runs.push([decoded.length, atom.span.start, atom.span.end]);
      decoded += atom.text;
      continue;
    }
    flush(atom.span.start);
    result.push({ kind: 'hole', span: atom.span, value: atom.value });
    start = position;
  }
  verbatim(position, content.end);
  flush(content.end);
  return result;
}

const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  a: '\x07',
  e: '\x1b',
  s: ' ',
};

/** What an escape sequence of the C family stands for: `\n`, `\x41`, `\u{1F600}`, `\u0041`, `\U0001F600`, a continued line. */
export function unescaped(sequence: string): string {
  const code = /^\\(?:x|u|U)\{?([0-9a-fA-F]+)\}?$/.exec(sequence)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  const rest = sequence.slice(1);
  if (/^\r?\n/.test(rest)) return '';
  return simple[rest] ?? rest;
}

/** Atoms from the children of a literal: escapes by type, holes by type with their first named child as value. */
export function childAtoms(
  node: Node,
  text: string,
  types: { readonly escapes: ReadonlySet<string>; readonly holes: ReadonlySet<string> },
  decode: (sequence: string) => string = unescaped,
): Atom[] {
  const atoms: Atom[] = [];
  for (const child of node.namedChildren) {
    const span = { start: child.startIndex, end: child.endIndex };
    if (types.escapes.has(child.type)) {
      atoms.push({ kind: 'escape', span, text: decode(text.slice(span.start, span.end)) });
    } else if (types.holes.has(child.type)) {
      const value = child.firstNamedChild;
      if (value) atoms.push({ kind: 'hole', span, value });
    }
  }
  return atoms;
}
