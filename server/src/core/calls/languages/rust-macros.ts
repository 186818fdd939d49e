import type { Node } from 'web-tree-sitter';
import type { Span } from '../../span.ts';
import {
  type Argument,
  type CallExpr,
  type Entry,
  type Expr,
  isNode,
  type Operand,
  type Piece,
  spanOf,
  type TextExpr,
} from '../code.ts';
import { cut } from '../format.ts';
import { readJson } from '../json-text.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { simplified } from './rust-simple.ts';

/** `format!`, `println!`, `vec!`, `json!`: the grammar gives their tokens only, so the arguments are read from the text. */
export function macro(node: Node, text: string): Expr {
  const span = spanOf(node);
  const name = node.childForFieldName('macro');
  const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
  if (!name || !tokens) return { kind: 'opaque', span };
  const content = { start: tokens.startIndex + 1, end: Math.max(tokens.startIndex + 1, tokens.endIndex - 1) };
  return macroOf({ kind: 'name', span: spanOf(name), name: name.text }, content, span, text, 0);
}

const maxDepth = 24;

function macroOf(
  name: { kind: 'name'; span: Span; name: string },
  content: Span,
  span: Span,
  text: string,
  depth: number,
): Expr {
  if (depth > maxDepth) return { kind: 'opaque', span };
  const called = name.name.split('::').pop()!;
  if (called === 'json') {
    // A comment is as many blanks, so that positions stay.
    const raw = text
      .slice(content.start, content.end)
      .replace(/"(?:[^"\\]|\\[\s\S])*"|\/\/[^\n]*/g, (found) => (found[0] === '"' ? found : ' '.repeat(found.length)));
    const source: TextExpr = { kind: 'text', span: content, pieces: [{ kind: 'text', span: content, text: raw }] };
    const object = readJson(source, (token, start) =>
      expression(text, { start, end: start + token.length }, depth + 1),
    );
    if (object) return object;
  }
  const args = split(text, content).map((part): Argument => {
    const named = /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(text.slice(part.start, part.end));
    const value = expression(text, { start: part.start + (named?.[0].length ?? 0), end: part.end }, depth + 1);
    return { value, ...(named ? { name: named[1]! } : {}) };
  });
  if (called === 'format' || called === 'format_args' || called === 'concat') {
    const format = args[0] && 'kind' in args[0].value && args[0].value.kind === 'text' ? args[0].value : undefined;
    if (called === 'concat') return { kind: 'join', span, operands: args.map(({ value }) => value) };
    if (format) return { kind: 'text', span, pieces: filled(format, args.slice(1)) };
  }
  if (called === 'json' && args.length === 1) return operandOf(args[0]!.value, span);
  if (called === 'vec') return { kind: 'list', span, items: args.map(({ value }) => ({ value })) };
  return { kind: 'call', span, callee: { ...name, name: `${name.name}!` }, args };
}

/** What is read from a macro's tokens is lowered already. */
const operandOf = (operand: Operand, span: Span): Expr => (isNode(operand) ? { kind: 'opaque', span } : operand);

const sliceOf = (text: string, operand: Operand): string =>
  isNode(operand) ? operand.text : text.slice(operand.span.start, operand.span.end);

/** What `write!(out, "…", x)` writes: everything after the first argument, as `format!` has it. */
export function writtenBy(node: Node, text: string): Expr | undefined {
  const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
  if (!tokens) return undefined;
  const content = { start: tokens.startIndex + 1, end: Math.max(tokens.startIndex + 1, tokens.endIndex - 1) };
  const [, first] = split(text, content);
  const name = { kind: 'name', span: spanOf(node), name: 'format' } as const;
  return first && macroOf(name, { start: first.start, end: content.end }, spanOf(node), text, 0);
}

const opening = /[([{]/;
const closing = /[)\]}]/;
const quote = /^(?:r#*"|b?"|'(?:\\.|[^\\'])'|\/\/)/;

/** The end of a string, character or comment that begins at `at`; `at` itself where none does. */
function endOfQuoted(text: string, at: number, end: number): number {
  const open = quote.exec(text.slice(at, at + 12))?.[0];
  if (!open) return at;
  if (open === '//') return Math.min(end, text.indexOf('\n', at) + 1 || end);
  if (open[0] === "'") return at + open.length;
  if (open[0] === 'r') {
    const close = text.indexOf(`"${open.slice(1, -1)}`, at + open.length);
    return close < 0 ? end : Math.min(end, close + open.length - 1);
  }
  let next = at + open.length;
  while (next < end && text[next] !== '"') next += text[next] === '\\' ? 2 : 1;
  return Math.min(end, next + 1);
}

/** The end of the bracket that opens at `at`. */
function endOfBracket(text: string, at: number, end: number): number {
  let depth = 0;
  for (let next = at; next < end; ) {
    const quoted = endOfQuoted(text, next, end);
    if (quoted > next) {
      next = quoted;
      continue;
    }
    if (opening.test(text[next]!)) depth++;
    else if (closing.test(text[next]!) && --depth === 0) return next + 1;
    next++;
  }
  return end;
}

/** Split at commas outside brackets and strings. */
function split(text: string, content: Span): Span[] {
  const parts: Span[] = [];
  let start = content.start;
  for (let at = content.start; at < content.end; ) {
    const next = opening.test(text[at]!) ? endOfBracket(text, at, content.end) : endOfQuoted(text, at, content.end);
    if (text[at] === ',') {
      parts.push({ start, end: at });
      start = at + 1;
    }
    at = Math.max(next, at + 1);
  }
  if (/\S/.test(text.slice(start, content.end))) parts.push({ start, end: content.end });
  return parts;
}

/** `&patient.name`, `note.trim()`, `Message { role: "user", content: x }` as an expression, from its text. */
function expression(text: string, whole: Span, depth: number): Expr {
  const raw = text.slice(whole.start, whole.end);
  const lead = /^(?:\s|[&*]|mut\s|\/\/[^\n]*\n)*/.exec(raw)![0].length;
  const span = { start: whole.start + lead, end: whole.start + raw.trimEnd().length };
  const token = text.slice(span.start, span.end);
  const opaque: Expr = { kind: 'opaque', span };
  if (depth > maxDepth || token === '') return opaque;
  if (/^(?:-?\d[\w.]*|true|false|None|'.*')$/.test(token)) return { ...opaque, constant: true, literal: token };
  let at = span.start;
  let result: Expr;
  const word = /^[A-Za-z_]\w*/.exec(token)?.[0];
  const quoted = endOfQuoted(text, at, span.end);
  if (quoted > at) {
    result = literal(text, { start: at, end: quoted });
    at = quoted;
  } else if (token[0] === '[' || token[0] === '(') {
    at = endOfBracket(text, at, span.end);
    const items = split(text, { start: span.start + 1, end: at - 1 });
    const read = items.map((one) => expression(text, one, depth + 1));
    result =
      token[0] === '(' && read.length === 1
        ? read[0]!
        : { kind: 'list', span: { start: span.start, end: at }, items: read.map((value) => ({ value })) };
  } else if (word && !/^(?:if|match|move|async|unsafe|loop|return)$/.test(word)) {
    at += word.length;
    result = { kind: 'name', span: { start: span.start, end: at }, name: word };
  } else return opaque;
  while (at < span.end) {
    const rest = text.slice(at, span.end);
    const step = /^\s*(?:\.|::)\s*([A-Za-z_]\w*|\d+)/.exec(rest);
    const generic = /^::<[^<>()]*(?:<[^<>()]*>)?[^<>()]*>|^(?:\s*\.await\b)|^\?/.exec(rest)?.[0];
    if (generic) at += generic.length;
    else if (step) {
      at += step[0].length;
      const nameSpan = { start: at - step[1]!.length, end: at };
      result = { kind: 'member', span: { start: span.start, end: at }, object: result, name: step[1]!, nameSpan };
    } else if (/^!\s*[([{]/.test(rest) && (result.kind === 'name' || result.kind === 'member')) {
      const open = at + rest.search(opening);
      at = endOfBracket(text, open, span.end);
      const name = { kind: 'name', span: result.span, name: text.slice(span.start, result.span.end) } as const;
      result = macroOf(name, { start: open + 1, end: at - 1 }, { start: span.start, end: at }, text, depth + 1);
    } else if (rest[0] === '(') {
      const open = at;
      at = endOfBracket(text, open, span.end);
      const args = split(text, { start: open + 1, end: at - 1 }).map((one) => ({
        value: expression(text, one, depth + 1),
      }));
      const call: CallExpr = { kind: 'call', span: { start: span.start, end: at }, callee: result, args };
      const written = text.slice(result.span.start, result.span.end).trim();
      const method = result.kind === 'member' && !/::\s*\w+$/.test(written) ? result : undefined;
      const simple = simplified(call, written, method, (one) => sliceOf(text, one));
      result = simple ? operandOf(simple, call.span) : call;
    } else if (rest[0] === '[') {
      const open = at;
      at = endOfBracket(text, open, span.end);
      const key = expression(text, { start: open + 1, end: at - 1 }, depth + 1);
      result = { kind: 'index', span: { start: span.start, end: at }, object: result, key };
    } else if (/^\s*\{/.test(rest) && (result.kind === 'name' || result.kind === 'member')) {
      const open = at + rest.indexOf('{');
      at = endOfBracket(text, open, span.end);
      result = {
        kind: 'record',
        span: { start: span.start, end: at },
        entries: split(text, { start: open + 1, end: at - 1 }).map((one) => entry(text, one, depth + 1)),
      };
    } else return opaque;
  }
  return result;
}

/** `name: value`, `name`, `..rest` of a struct literal. */
function entry(text: string, part: Span, depth: number): Entry {
  const match = /^(?:\s|\/\/[^\n]*\n)*(?:(\.\.)|([A-Za-z_]\w*)\s*(:(?!:))?)/.exec(text.slice(part.start, part.end));
  const named = match?.[2] && match[3];
  const skipped = match && (match[1] || named) ? match[0].length : 0;
  const value = expression(text, { start: part.start + skipped, end: part.end }, depth);
  return match?.[1]
    ? { key: null, value, spread: true, span: part }
    : { key: match?.[2] ?? null, value, span: value.span };
}

function literal(text: string, span: Span): Expr {
  const raw = /^r(#*)"/.exec(text.slice(span.start, span.start + 12));
  const width = raw ? raw[0].length : text.indexOf('"', span.start) - span.start + 1;
  const content = {
    start: span.start + width,
    end: Math.max(span.start + width, span.end - 1 - (raw?.[1]?.length ?? 0)),
  };
  const escapes = raw
    ? []
    : [...text.slice(content.start, content.end).matchAll(/\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]+\}|\r?\n\s*|[\s\S])/g)];
  const atoms = escapes.map(
    (match): Atom => ({
      kind: 'escape',
      span: { start: content.start + match.index, end: content.start + match.index + match[0].length },
      text: unescaped(match[0]),
    }),
  );
  return { kind: 'text', span, pieces: pieces(text, content, atoms) };
}
/** `format!("{} {name} {0:?}", a)` as text with holes. */
function filled(format: TextExpr, args: readonly Argument[]): Piece[] {
  let next = 0;
  return format.pieces.flatMap((piece): Piece[] => {
    if (piece.kind !== 'text') return [piece];
    const result: Piece[] = [];
    let from = 0;
    for (const match of piece.text.matchAll(/\{\{|\}\}|\{(\w*)(?::[^{}]*)?\}/g)) {
      if (match[0] === '{{' || match[0] === '}}') continue;
      const key = match[1]!;
      const tag = cut(piece, match.index, match.index + match[0].length);
      const given =
        key === ''
          ? args[next++]?.value
          : /^\d+$/.test(key)
            ? args[Number(key)]?.value
            : args.find(({ name }) => name === key)?.value;
      const value: Operand | undefined =
        given ??
        (tag && /^[A-Za-z_]/.test(key)
          ? { kind: 'name', span: { start: tag.span.start + 1, end: tag.span.start + 1 + key.length }, name: key }
          : undefined);
      if (!value || !tag) continue;
      const before = cut(piece, from, match.index);
      if (before) result.push(before);
      const span = given ? ('kind' in given ? given.span : spanOf(given as Node)) : tag.span;
      result.push({ kind: 'hole', span, value });
      from = match.index + match[0].length;
    }
    const rest = cut(piece, from, piece.text.length);
    return rest ? [...result, rest] : result;
  });
}
