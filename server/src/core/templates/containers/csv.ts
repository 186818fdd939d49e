import type { Span } from '../../span.ts';
import { assemble } from '../assemble.ts';
import { dialects } from '../dialects.ts';
import type { Reader } from '../reader.ts';
import type { View } from '../view.ts';
import { type Built, promptsOf } from './build.ts';

/**
 * promptfoo reads prompts from a table: a column `prompt` in Nunjucks, and perhaps a `label` (promptfoo documentation,
 * prompts, "CSV prompts"). RFC 4180: a cell in quotes may hold commas and line breaks, and two quotes for one.
 */
export const readPromptTable: Reader = ({ text }, reading) => {
  const tree = { file: text, base: 0, root: null, comments: [], problems: [] };
  const [head, ...rows] = rowsOf(text);
  const names = (head ?? []).map(({ text: name }) => name.trim().toLowerCase());
  const column = names.indexOf('prompt');
  const label = names.indexOf('label');
  const built = rows.flatMap((cells): Built[] => {
    const cell = cells[column];
    if (!cell || cell.text.trim() === '') return [];
    const body = dialects['nunjucks']!.parse(cell.text, []);
    const piece = assemble(cell, body, body.tokens, { role: 'user', kind: 'text', syntax: 'nunjucks' });
    const anchor: Span = { start: cell.span.start, end: Math.min(cell.span.end, cell.span.start + 40) };
    const name = cells[label]?.text.trim();
    return [{ ...(name ? { name } : {}), span: cell.span, anchor, pieces: [piece] }];
  });
  return promptsOf(tree, built, reading);
};

/** Rows of cells, each as its text with the way back to the file. Linear; an open quote ends with the file. */
function rowsOf(text: string): View[][] {
  const rows: View[][] = [];
  let row: View[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quoted(text, at) : bare(text, at);
    row.push(cell.view);
    at = cell.end;
    if (text[at] === ',') {
      at += 1;
      if (at < text.length) continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

const separator = /[,\r\n]/g;

function bare(text: string, start: number): { view: View; end: number } {
  separator.lastIndex = start;
  const end = separator.exec(text)?.index ?? text.length;
  return { view: { kind: 'text', span: { start, end }, text: text.slice(start, end) }, end };
}

function quoted(text: string, start: number): { view: View; end: number } {
  const runs: [number, number, number][] = [];
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    const end = quote < 0 ? text.length : quote;
    if (end > from) {
      runs.push([value.length, from, end]);
      value += text.slice(from, end);
    }
    if (quote < 0 || text[quote + 1] !== '"') {
      const view: View = {
        kind: 'text',
        span: { start: start + 1, end },
        text: value,
        ...(runs.length > 1 ? { runs } : {}),
      };
      // What stands between the quote and the next comma is no part of the cell.
      return { view, end: quote < 0 ? text.length : bare(text, quote + 1).end };
    }
    runs.push([value.length, quote, quote + 2]);
    value += '"';
    from = quote + 2;
  }
}
