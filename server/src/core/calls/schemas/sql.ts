import type { RecordField } from '../../prompt.ts';
import { maxColumns, type Table } from './table.ts';

interface Token {
  readonly kind: 'name' | 'mark';
  readonly text: string;
}

const lexeme =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$)|"([^"\n]*)"|`([^`\n]*)`|\[([^\]\n]*)\]|([A-Za-z_]\w*)|\d[\w.]*|(\S)/g;

/** Words and marks; comments, texts and numbers are left out. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [, double, back, bracket, word, mark] of text.matchAll(lexeme)) {
    const name = double ?? back ?? bracket ?? word;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

/** First words of what stands among the columns and is none. */
const constraints = /^(?:constraint|primary|foreign|unique|check|index|key|exclude|like|period|fulltext|spatial)$/i;

/** goose and sql-migrate write both ways into one file. */
const takenBack = /^--\s*\+(?:goose|migrate)\s+Down\b[\s\S]*?(?=^--\s*\+(?:goose|migrate)\s+Up\b|(?![\s\S]))/gim;

/** The tables of SQL DDL, `alter table` applied in order; any dialect that writes `create table name (column type …)`. */
export function sqlTables(text: string): Table[] {
  if (!/\b(?:create|alter)\b/i.test(text)) return [];
  const tables = new Map<string, { name: string; columns: RecordField[] }>();
  const tokens = tokensOf(text.replace(takenBack, ''));
  for (let at = 0; at < tokens.length; at++) {
    if (is(tokens[at], 'create')) {
      const start = afterWords(tokens, at + 1, createWords);
      if (!is(tokens[start - 1], 'table') && !is(tokens[start - 1], 'exists')) continue;
      const { name, next } = qualified(tokens, start);
      if (name === undefined || tokens[next]?.text !== '(') continue;
      tables.set(name.toLowerCase(), { name, columns: columnsFrom(tokens, next + 1) });
    } else if (is(tokens[at], 'alter') && is(tokens[at + 1], 'table')) {
      const { name, next } = qualified(tokens, afterWords(tokens, at + 2, alterWords));
      const table = name === undefined ? undefined : tables.get(name.toLowerCase());
      if (table) table.columns = altered(tokens, next, table.columns);
    }
  }
  return [...tables.values()].map((table) => ({ ...table, relations: [] }));
}

const createWords = /^(?:or|replace|global|local|temp|temporary|unlogged|external|table|if|not|exists)$/i;
const alterWords = /^(?:if|exists|only)$/i;
const is = (token: Token | undefined, word: string): boolean => token?.text.toLowerCase() === word;

function afterWords(tokens: readonly Token[], start: number, words: RegExp): number {
  let at = start;
  while (tokens[at]?.kind === 'name' && words.test(tokens[at]!.text)) at++;
  return at;
}

/** `public.patients` gives its last part. */
function qualified(tokens: readonly Token[], start: number): { name: string | undefined; next: number } {
  let at = start;
  while (tokens[at]?.kind === 'name' && tokens[at + 1]?.text === '.') at += 2;
  return tokens[at]?.kind === 'name' ? { name: tokens[at]!.text, next: at + 1 } : { name: undefined, next: at };
}

/** First names of the comma-separated entries up to the closing parenthesis. */
function columnsFrom(tokens: readonly Token[], start: number): RecordField[] {
  const columns: RecordField[] = [];
  let depth = 0;
  let isFirst = true;
  for (let at = start; at < tokens.length && columns.length < maxColumns; at++) {
    const { kind, text } = tokens[at]!;
    if (text === ')' && depth-- === 0) break;
    if (text === '(') depth++;
    else if (depth === 0 && text === ',') isFirst = true;
    else if (isFirst) {
      if (kind === 'name' && !constraints.test(text)) columns.push({ name: text });
      isFirst = false;
    }
  }
  return columns;
}

/** `add [column] x type`, `drop [column] x`, `rename [column] x to y`, up to the end of the statement. */
function altered(tokens: readonly Token[], start: number, before: readonly RecordField[]): RecordField[] {
  let columns = [...before];
  for (let at = start; at < tokens.length && tokens[at]!.text !== ';' && !is(tokens[at], 'alter'); at++) {
    const verb = tokens[at]!.text.toLowerCase();
    if (!/^(?:add|drop|rename)$/.test(verb)) continue;
    const place = afterWords(tokens, at + 1, /^(?:column|if|not|exists)$/i);
    const name = tokens[place]?.kind === 'name' ? tokens[place]!.text : undefined;
    if (name === undefined || constraints.test(name)) continue;
    const to = is(tokens[place + 1], 'to') ? tokens[place + 2]?.text : undefined;
    if (verb === 'add' && columns.length < maxColumns) columns.push({ name });
    if (verb === 'drop') columns = columns.filter((column) => column.name !== name);
    if (verb === 'rename' && to !== undefined)
      columns = columns.map((column) => (column.name === name ? { ...column, name: to } : column));
    at = place;
  }
  return columns;
}
