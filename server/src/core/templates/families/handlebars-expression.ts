import type { Span } from '../../span.ts';
import { skipString, unquote } from '../expression/lexer.ts';
import { find } from '../tags.ts';

/** The inside of a mustache: `helper a.b (sub x) key=value as |item index|`. */
export interface Call extends Span {
  readonly head: Operand | undefined;
  readonly params: readonly Operand[];
  readonly hash: readonly { readonly name: string; readonly value: Operand }[];
  readonly blockParams: readonly string[];
}

export type Operand = Span &
  (
    | {
        readonly kind: 'path';
        readonly up: number;
        readonly data: boolean;
        readonly names: readonly string[];
        readonly self: boolean;
      }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'constant' }
    | { readonly kind: 'call'; readonly call: Call }
  );

const maxDepth = 64;
const constants = new Set(['true', 'false', 'null', 'undefined']);

/** Total: what cannot be read is stepped over. */
export function parseCall(text: string, start: number, end: number): Call {
  return readCall({ text, end, at: start, depth: 0 }, start);
}

interface Reader {
  readonly text: string;
  readonly end: number;
  at: number;
  depth: number;
}

function readCall(reader: Reader, start: number): Call {
  const operands: Operand[] = [];
  const hash: { name: string; value: Operand }[] = [];
  const blockParams: string[] = [];
  for (skipBlank(reader); reader.at < reader.end; skipBlank(reader)) {
    const char = reader.text[reader.at]!;
    if (char === ')') {
      reader.at += 1;
      if (reader.depth > 0) break;
      continue;
    }
    if (char === '|') {
      readBlockParams(reader, blockParams);
      if (operands[operands.length - 1]?.kind === 'path' && isAs(operands[operands.length - 1]!)) operands.pop();
      continue;
    }
    const name = hashName(reader);
    if (name !== undefined) {
      skipBlank(reader);
      const value = readOperand(reader);
      if (value) hash.push({ name, value });
      continue;
    }
    const operand = readOperand(reader);
    if (operand) operands.push(operand);
  }
  const [head, ...params] = operands;
  return { start, end: Math.min(reader.at, reader.end), head, params, hash, blockParams };
}

const isAs = (operand: Operand) => operand.kind === 'path' && operand.names.length === 1 && operand.names[0] === 'as';

function readOperand(reader: Reader): Operand | undefined {
  const { text, at: start } = reader;
  const char = text[start]!;
  if (char === '"' || char === "'") {
    reader.at = skipString(text, start, reader.end);
    return { kind: 'string', value: unquote(text.slice(start, reader.at)), start, end: reader.at };
  }
  if (char === '(') {
    reader.at += 1;
    if (reader.depth >= maxDepth) {
      reader.at = reader.end;
      return undefined;
    }
    reader.depth += 1;
    const call = readCall(reader, start + 1);
    reader.depth -= 1;
    return { kind: 'call', call, start, end: reader.at };
  }
  return readPath(reader);
}

/** `../a.[odd key].b`, `this`, `@index`, `a/b`; a literal where it is one. */
function readPath(reader: Reader): Operand | undefined {
  const { text, at: start } = reader;
  const names: string[] = [];
  let up = 0;
  let self = false;
  let data = false;
  if (text[reader.at] === '@') {
    data = true;
    reader.at += 1;
  }
  while (reader.at < reader.end) {
    const char = text[reader.at]!;
    if (text.startsWith('../', reader.at)) {
      up += 1;
      reader.at += 3;
    } else if (text.startsWith('..', reader.at)) {
      up += 1;
      reader.at += 2;
    } else if (char === '.' || char === '/') {
      self ||= char === '.' && names.length === 0;
      reader.at += 1;
    } else if (char === '[') {
      const close = find(text, ']', reader.at);
      const to = close < 0 || close >= reader.end ? reader.end : close;
      names.push(text.slice(reader.at + 1, to));
      reader.at = Math.min(to + 1, reader.end);
    } else if (isNameChar(char)) {
      const from = reader.at;
      while (reader.at < reader.end && isNameChar(text[reader.at]!)) reader.at += 1;
      names.push(text.slice(from, reader.at));
    } else break;
  }
  if (reader.at === start) {
    reader.at += 1;
    return undefined;
  }
  const span = { start, end: reader.at };
  if (names[0] === 'this' && !data) {
    self = true;
    names.shift();
  }
  if (
    up === 0 &&
    !data &&
    ((names.length === 1 && constants.has(names[0]!)) || /^-?\d+(?:\.\d+)?$/.test(text.slice(start, reader.at)))
  )
    return { kind: 'constant', ...span };
  return { kind: 'path', up, data, names, self, ...span };
}

/** Everything but the characters that Handlebars reserves. */
const isNameChar = (char: string) => !/[\s!"#%&'()*+,./;<=>@[\\\]^`{|}~]/.test(char);

function hashName(reader: Reader): string | undefined {
  let index = reader.at;
  while (index < reader.end && isNameChar(reader.text[index]!)) index += 1;
  if (index === reader.at || reader.text[index] !== '=' || index >= reader.end) return undefined;
  const name = reader.text.slice(reader.at, index);
  reader.at = index + 1;
  return name;
}

function readBlockParams(reader: Reader, into: string[]): void {
  const close = find(reader.text, '|', reader.at + 1);
  const to = close < 0 || close > reader.end ? reader.end : close;
  into.push(
    ...reader.text
      .slice(reader.at + 1, to)
      .split(/\s+/)
      .filter(Boolean),
  );
  reader.at = Math.min(to + 1, reader.end);
}

function skipBlank(reader: Reader): void {
  while (reader.at < reader.end && /\s/.test(reader.text[reader.at]!)) reader.at += 1;
}
