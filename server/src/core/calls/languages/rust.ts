import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import {
  type Argument,
  type Binding,
  type Entry,
  type Expr,
  type Language,
  type Operand,
  type Parameter,
  type Piece,
  spanOf,
  type TextExpr,
} from '../code.ts';
import { cut } from '../format.ts';
import { readJson } from '../json-text.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { returnsOf, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

const bindings: Bindings = {
  nodes: {
    functions: new Set(['function_item', 'closure_expression']),
    classes: new Set(['impl_item', 'trait_item']),
    blocks: new Set(['block', 'for_expression', 'match_arm']),
    calls: new Set(['call_expression', 'macro_invocation']),
    comments: new Set(['line_comment', 'block_comment']),
    returns: new Set(['return_expression']),
    assignments: new Set(['assignment_expression', 'compound_assignment_expr']),
  },
  identifiers: new Set(['identifier', 'field_identifier', 'type_identifier']),
  patterns: new Set(['tuple_pattern', 'mut_pattern', 'ref_pattern', 'tuple_struct_pattern', 'captured_pattern']),
  rows: {
    let_declaration: { kind: 'variable', target: 'pattern', value: 'value', type: 'type' },
    let_condition: { kind: 'variable', target: 'pattern', value: 'value' },
    const_item: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    static_item: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    for_expression: { kind: 'variable', target: 'pattern', value: 'value', element: true },
    parameter: { kind: 'parameter', target: 'pattern', type: 'type' },
    closure_parameters: { kind: 'parameter', target: 0 },
    function_item: { kind: 'function', target: 'name', itself: true, member: true },
    struct_item: { kind: 'class', target: 'name', itself: true },
    assignment_expression: { kind: 'assignment', target: 'left', value: 'right' },
    compound_assignment_expr: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
  },
  members: { field_expression: ['value', 'field'] },
  methods: { call_expression: { callee: 'function', args: 'arguments' } },
  append: /^push$/,
  join: /^(?:push_str|extend|extend_from_slice)$/,
};

const wide = { start: 0, end: Number.MAX_SAFE_INTEGER };

export const rust: Language = { id: 'rust', nodes: bindings.nodes, lower, binding, record };

function binding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  if (parent.type === 'field_declaration' && parent.childForFieldName('name')?.id === node.id) {
    const typeName = typeText(parent.childForFieldName('type'), text);
    return { ...base, kind: 'variable', field: true, scope: wide, ...(typeName ? { typeName } : {}) };
  }
  if (
    parent.type === 'field_initializer' &&
    (parent.childForFieldName('field') ?? parent.firstNamedChild)?.id === node.id
  ) {
    const value = parent.childForFieldName('value');
    return value ? { ...base, kind: 'assignment', field: true, scope: wide, value } : undefined;
  }
  if (/^(?:scoped_identifier|use_list|use_declaration|use_as_clause)$/.test(parent.type))
    return imported(node, parent, base);
  const found = tableBinding(bindings, node, text);
  // `Some(x)` and `Ok(x)` hold the value itself.
  if (found?.select && parent.type === 'tuple_struct_pattern') return { ...found, select: found.select.slice(0, -1) };
  return found?.field ? { ...found, scope: wide } : found;
}

function imported(node: Node, parent: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  let statement: Node | null = parent;
  while (statement && statement.type !== 'use_declaration') statement = statement.parent;
  if (!statement) return undefined;
  if (
    parent.type === 'scoped_identifier' &&
    (parent.childForFieldName('name')?.id !== node.id ||
      parent.parent?.type === 'scoped_identifier' ||
      parent.parent?.type === 'scoped_use_list')
  )
    return undefined;
  const path = statement.firstNamedChild?.text.replace(/\s/g, '') ?? '';
  return {
    ...base,
    kind: 'import',
    scope: wide,
    import: { module: path.replace(/::\{[\s\S]*$/, '').replace(/ as .*$/, ''), name: base.name },
  };
}

const constants = /^(?:integer_literal|float_literal|boolean_literal|char_literal|unit_expression)$/;
const escapes = new Set(['escape_sequence']);
const none = new Set<string>();

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null | undefined): Expr => (child ? lower(child, text) : opaque);
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
      if (text.slice(span.start, span.end) === 'None') return { ...opaque, constant: true, literal: 'None' };
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'self':
    case 'type_identifier':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'try_expression':
    case 'expression_statement':
    case 'else_clause':
    case 'return_expression':
      return inner(node.firstNamedChild);
    case 'block':
      return inner(node.namedChildren.at(-1));
    case 'reference_expression':
    case 'type_cast_expression':
      return inner(field('value'));
    case 'unary_expression':
      return inner(node.firstNamedChild);
    case 'string_literal':
      return {
        kind: 'text',
        span,
        pieces: pieces(
          text,
          { start: text.indexOf('"', span.start) + 1, end: span.end - 1 },
          childAtoms(node, text, { escapes, holes: none }),
        ),
      };
    case 'raw_string_literal': {
      const content = node.firstNamedChild;
      return { kind: 'text', span, pieces: content ? pieces(text, spanOf(content), []) : [] };
    }
    case 'field_expression': {
      const [object, name] = [field('value'), field('field')];
      return object && name ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) } : opaque;
    }
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const [object, name] = [field('path'), field('name')];
      return object && name ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) } : inner(name);
    }
    case 'generic_function':
      return inner(field('function'));
    case 'index_expression': {
      const [object, key] = node.namedChildren;
      if (!object || !key) return opaque;
      return key.type === 'string_literal'
        ? { kind: 'member', span, object, name: key.text.slice(1, -1), nameSpan: spanOf(key) }
        : { kind: 'index', span, object, key };
    }
    case 'call_expression': {
      const callee = field('function');
      return callee
        ? {
            kind: 'call',
            span,
            callee,
            args: (field('arguments')?.namedChildren ?? [])
              .filter((one) => !bindings.nodes.comments.has(one.type))
              .map((value) => ({ value })),
          }
        : opaque;
    }
    case 'macro_invocation':
      return macro(node, text);
    case 'struct_expression':
      return structure(node, span);
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', span, items: node.namedChildren.map((value) => ({ value })) };
    case 'binary_expression': {
      const operands = [field('left'), field('right')].filter((one) => one !== null);
      return field('operator')?.type === '+' ? { kind: 'join', span, operands } : opaque;
    }
    case 'if_expression':
      return {
        kind: 'choice',
        span,
        branches: [field('consequence'), field('alternative')].filter((one) => one !== null),
      };
    case 'match_expression':
      return {
        kind: 'choice',
        span,
        branches: (field('body')?.namedChildren ?? []).flatMap((arm) => arm.childForFieldName('value') ?? []),
      };
    case 'closure_expression':
    case 'function_item':
      return lambda(node, text);
  }
  return opaque;
}

function structure(node: Node, span: Span): Expr {
  const entries = (node.childForFieldName('body')?.namedChildren ?? []).flatMap((one): Entry[] => {
    if (one.type === 'base_field_initializer')
      return one.firstNamedChild ? [{ key: null, value: one.firstNamedChild, spread: true, span: spanOf(one) }] : [];
    const name = one.childForFieldName('field') ?? one.firstNamedChild;
    const value = one.childForFieldName('value') ?? one.firstNamedChild;
    return name && value ? [{ key: name.text, value, span: spanOf(one) }] : [];
  });
  return { kind: 'record', span, entries };
}

/** `format!`, `println!`, `vec!`, `json!`: the grammar gives their tokens only, so the arguments are read from the text. */
function macro(node: Node, text: string): Expr {
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
  const args = split(text, content).map((one) => argument(tokens, one, text));
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

function argument(tokens: Node, part: Span, text: string): Argument {
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

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('name');
  const last =
    body?.type === 'block' ? body.namedChildren.filter(({ type }) => !bindings.nodes.comments.has(type)).at(-1) : body;
  const isTail = last && !/^(?:expression_statement|let_declaration)$/.test(last.type);
  const results = [
    ...(body ? returnsOf(body, node, 'return_expression', bindings.nodes) : []),
    ...(isTail ? [last] : []),
  ];
  const parameters = (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((one): Parameter[] => {
    if (one.type === 'self_parameter') return [];
    const typeName = typeText(one.childForFieldName('type'), text);
    return [
      {
        span: spanOf(one),
        name: (one.childForFieldName('pattern') ?? one).text.replace(/^mut /, ''),
        ...(typeName ? { typeName } : {}),
      },
    ];
  });
  const returnType = typeText(node.childForFieldName('return_type'), text);
  return {
    kind: 'lambda',
    span: spanOf(node),
    parameters,
    results,
    ...(returnType ? { returnType } : {}),
    ...(name ? { name: name.text } : {}),
  };
}

/** Fields of a struct. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (node.type !== 'struct_item') return undefined;
  return (node.childForFieldName('body')?.namedChildren ?? []).flatMap((one): RecordField[] => {
    const name = one.childForFieldName('name');
    const type = typeText(one.childForFieldName('type'), text);
    return name ? [{ name: name.text, ...(type ? { type } : {}) }] : [];
  });
}
