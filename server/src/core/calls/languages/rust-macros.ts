import type { Node } from 'web-tree-sitter';
import type { Span } from '../../span.ts';
import { type Argument, type Expr, type Operand, type Piece, spanOf, type TextExpr } from '../code.ts';
import { cut } from '../format.ts';
import { readJson } from '../json-text.ts';

type Lower = (node: Node, text: string) => Expr;

/** `format!`, `println!`, `vec!`, `json!`: the grammar gives their tokens only, so the arguments are read from the text. */
export function macro(node: Node, text: string, lower: Lower): Expr {
  const span = spanOf(node);
  const name = node.childForFieldName('macro');
  const tokens = node.namedChildren.find(({ type }) => type === 'token_tree');
  if (!name || !tokens) return { kind: 'opaque', span };
  const content = { start: tokens.startIndex + 1, end: Math.max(tokens.startIndex + 1, tokens.endIndex - 1) };
  const called = name.text.split('::').pop()!;
  if (called === 'json') {
    const source: TextExpr = {
      kind: 'text',
      span: content,
      pieces: [{ kind: 'text', span: content, text: text.slice(content.start, content.end) }],
    };
    const object = readJson(source, (token, start) => expression(token, start));
    if (object) return object;
  }
  const args = split(text, content).map((one) => argument(tokens, one, text, lower));
  if (called === 'format' || called === 'format_args' || called === 'concat') {
    const format = args[0] && 'kind' in args[0].value && args[0].value.kind === 'text' ? args[0].value : undefined;
    if (format)
      return { kind: 'text', span, pieces: called === 'concat' ? [...format.pieces] : filled(format, args.slice(1)) };
  }
  if (called === 'vec') return { kind: 'list', span, items: args.map(({ value }) => ({ value })) };
  return { kind: 'call', span, callee: { kind: 'name', span: spanOf(name), name: `${name.text}!` }, args };
}

/** Arguments of a macro: split at commas outside brackets and strings. */
function split(text: string, content: Span): Span[] {
  const parts: Span[] = [];
  let depth = 0;
  let start = content.start;
  for (let at = content.start; at < content.end; at++) {
    const char = text[at]!;
    if (char === '"') {
      for (at++; at < content.end && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  if (/\S/.test(text.slice(start, content.end))) parts.push({ start, end: content.end });
  return parts;
}

function argument(tokens: Node, part: Span, text: string, lower: Lower): Argument {
  const raw = text.slice(part.start, part.end);
  const named = /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(raw);
  const start = part.start + (named ? named[0].length : 0) + /^\s*/.exec(raw.slice(named?.[0].length ?? 0))![0].length;
  const token = text.slice(start, part.end).trimEnd();
  if (/^r?#*"/.test(token)) {
    const node = tokens.descendantForIndex(start, start + 1);
    const literal = node && /string_literal$/.test(node.type) ? node : node?.parent;
    if (literal && /string_literal$/.test(literal.type)) return { value: lower(literal, text) };
  }
  return { value: expression(token, start), ...(named ? { name: named[1]! } : {}) };
}

/** `&patient.name`, `note.trim()`, `MessageParam::user(x)` as an expression, from its text. */
function expression(token: string, start: number): Expr {
  const lead = /^[&*\s]*(?:mut\s+)?/.exec(token)![0].length;
  const span = { start: start + lead, end: start + token.length };
  if (token === 'None') return { kind: 'opaque', span, constant: true, literal: token };
  const match = /^([A-Za-z_]\w*)((?:(?:\.|::)\w+(?:\(\))?\??)*)$/.exec(
    token.slice(lead).replace(/\.await\??|\?$/g, ''),
  );
  const called = /^([\w:.]+)\(([\s\S]*)\)$/.exec(token.slice(lead));
  if (!match) {
    if (!called)
      return {
        kind: 'opaque',
        span,
        ...(/^[\d."'-]|^(?:true|false|None)$/.test(token) ? { constant: true, literal: token } : {}),
      };
    const inside = span.start + called[1]!.length + 1;
    return {
      kind: 'call',
      span,
      callee: expression(called[1]!, span.start),
      args: called[2]!.trim() === '' ? [] : [{ value: expression(called[2]!, inside) }],
    };
  }
  let result: Expr = { kind: 'name', span: { start: span.start, end: span.start + match[1]!.length }, name: match[1]! };
  for (const step of match[2]!.matchAll(/(?:\.|::)(\w+)(\(\))?\??/g)) {
    const end = span.start + match[1]!.length + step.index + step[0].length;
    const here = { start: span.start, end };
    const member: Expr = {
      kind: 'member',
      span: here,
      object: result,
      name: step[1]!,
      nameSpan: { start: end - step[1]!.length - (step[2]?.length ?? 0), end },
    };
    result = step[2] ? { kind: 'call', span: here, callee: member, args: [] } : member;
  }
  return result;
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
