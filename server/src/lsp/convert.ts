import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../core/span.ts';

/** Offsets to positions and back for one text. Both count UTF-16 code units, so only lines are looked up. */
export interface Lines {
  range(span: Span): Range;
  position(offset: number): Position;
  offset(position: Position): number;
}

const known = new WeakMap<object, Lines>();

/** Lines of a document object; computed once for each. */
export function linesOf(document: { readonly text: string }): Lines {
  const lines = known.get(document) ?? createLines(document.text);
  known.set(document, lines);
  return lines;
}

function createLines(text: string): Lines {
  const document = TextDocument.create('', '', 0, text);
  return {
    range: ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
    position: (offset) => document.positionAt(offset),
    offset: (position) => document.offsetAt(position),
  };
}
