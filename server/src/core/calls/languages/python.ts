import type { Node } from 'web-tree-sitter';
import { type Argument, type Entry, type Expr, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { pythonBinding } from './python-bindings.ts';
import { chosenFrom, itemsChosenFrom } from './python-comprehensions.ts';
import { pythonRecord } from './python-records.ts';
import { returnsOf, typeText } from './shared.ts';

export const python: Language = {
  id: 'python',
  lower,
  binding: pythonBinding,
  record: pythonRecord,
  docstring,
  nodes: {
    functions: new Set(['function_definition', 'lambda']),
    classes: new Set(['class_definition']),
    blocks: new Set(['list_comprehension', 'generator_expression', 'dictionary_comprehension', 'set_comprehension']),
    calls: new Set(['call']),
    comments: new Set(['comment']),
    returns: new Set(['return_statement', 'yield']),
    assignments: new Set(['assignment', 'augmented_assignment']),
  },
};

function docstring(node: Node): Node | undefined {
  const first = node.type === 'class_definition' ? node.childForFieldName('body')?.firstNamedChild : null;
  const text = first?.type === 'expression_statement' ? first.firstNamedChild : first;
  return text?.type === 'string' ? text : undefined;
}

const constants = new Set([
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'not_operator',
  'comparison_operator',
  'unary_operator',
]);
const comprehensions = new Set(['list_comprehension', 'generator_expression', 'set_comprehension']);

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const opaque: Expr = { kind: 'opaque', span };
  const child = (name: string) => node.childForFieldName(name);
  if (constants.has(type)) return { kind: 'opaque', span, constant: true, literal: text.slice(span.start, span.end) };
  if (comprehensions.has(type)) {
    const body = child('body');
    const chosen = body && chosenFrom(node, body);
    if (chosen) {
      const callee: Operand = { kind: 'name', span, name: 'filter' };
      return { kind: 'call', span, callee, args: [{ value: opaque }, { value: chosen }] };
    }
    return body ? { kind: 'list', span, items: [{ value: body }] } : opaque;
  }
  switch (type) {
    case 'identifier':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'parenthesized_expression':
    case 'await':
    case 'expression_statement':
    case 'decorated_definition': {
      const inner = child('definition') ?? node.namedChildren.find((one) => one.type !== 'comment');
      return inner ? lower(inner, text) : opaque;
    }
    case 'named_expression':
    case 'as_pattern': {
      const value = child('value') ?? node.firstNamedChild;
      return value ? lower(value, text) : opaque;
    }
    case 'string':
      return string(node, text);
    case 'concatenated_string':
      return { kind: 'join', span, operands: node.namedChildren.filter((one) => one.type === 'string') };
    case 'attribute': {
      const object = child('object');
      const name = child('attribute');
      return object && name ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) } : opaque;
    }
    case 'subscript':
      return subscript(node, text);
    case 'call':
      return call(node, text);
    case 'dictionary':
      return { kind: 'record', span, entries: node.namedChildren.flatMap((one) => entry(one, text)) };
    case 'dictionary_comprehension': {
      const whole = itemsChosenFrom(node);
      if (whole) return lower(whole, text);
      const value = child('body')?.childForFieldName('value');
      return value ? { kind: 'record', span, entries: [{ key: null, value, span: spanOf(value) }] } : opaque;
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return {
        kind: 'list',
        span,
        items: node.namedChildren
          .filter((one) => one.type !== 'comment')
          .map((one) =>
            one.type === 'list_splat' ? { value: one.firstNamedChild ?? one, spread: true } : { value: one },
          ),
      };
    case 'binary_operator':
      return binary(node, text);
    case 'boolean_operator': {
      const branches = [child('left'), child('right')].filter((one) => one !== null);
      const isOr = child('operator')?.type === 'or';
      return { kind: 'choice', span, branches: isOr ? branches : branches.slice(1), fallback: isOr };
    }
    case 'conditional_expression': {
      const [whenTrue, , whenFalse] = node.namedChildren;
      return { kind: 'choice', span, branches: [whenTrue, whenFalse].filter((one) => one !== undefined) };
    }
    case 'function_definition':
    case 'lambda':
      return lambda(node, text);
  }
  return opaque;
}

function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const start = node.firstNamedChild;
  const end = node.lastNamedChild;
  const content = {
    start: start?.type === 'string_start' ? start.endIndex : span.start,
    end: end?.type === 'string_end' ? end.startIndex : span.end,
  };
  const formatted = /f/i.test(text.slice(span.start, content.start));
  const atoms = node.namedChildren.flatMap((one): Atom[] => {
    if (one.type === 'interpolation') {
      const value = one.childForFieldName('expression') ?? one.firstNamedChild;
      return value ? [{ kind: 'hole', span: spanOf(one), value }] : [];
    }
    if (one.type !== 'string_content') return [];
    return one.namedChildren.flatMap((inner): Atom[] => {
      const raw = text.slice(inner.startIndex, inner.endIndex);
      if (inner.type === 'escape_sequence')
        return [{ kind: 'escape', span: spanOf(inner), text: raw.startsWith('\\N') ? '\ufffd' : unescaped(raw) }];
      return inner.type === 'escape_interpolation' && formatted
        ? [{ kind: 'escape', span: spanOf(inner), text: raw.slice(1) }]
        : [];
    });
  });
  return { kind: 'text', span, pieces: pieces(text, content, atoms) };
}

function subscript(node: Node, text: string): Expr {
  const span = spanOf(node);
  const object = node.childForFieldName('value');
  const key = node.childForFieldName('subscript');
  if (!object || !key) return { kind: 'opaque', span };
  if (key.type !== 'string') return key.type === 'slice' ? lower(object, text) : { kind: 'index', span, object, key };
  const quote = /^\w*("""|'''|"|')/.exec(key.text)?.[0].length ?? 1;
  const nameSpan = { start: key.startIndex + quote, end: Math.max(key.startIndex + quote, key.endIndex - 1) };
  return { kind: 'member', span, object, name: text.slice(nameSpan.start, nameSpan.end), nameSpan };
}

function call(node: Node, text: string): Expr {
  const span = spanOf(node);
  const callee = node.childForFieldName('function');
  const list = node.childForFieldName('arguments');
  if (!callee) return { kind: 'opaque', span };
  const args: Argument[] =
    list?.type === 'generator_expression'
      ? [{ value: list }]
      : (list?.namedChildren ?? []).flatMap((one): Argument[] => {
          const value = one.childForFieldName('value') ?? one.firstNamedChild ?? one;
          if (one.type === 'comment') return [];
          if (one.type === 'keyword_argument') return [{ name: one.childForFieldName('name')?.text ?? '', value }];
          if (one.type === 'list_splat') return [{ value, spread: 'list' }];
          if (one.type === 'dictionary_splat') return [{ value, spread: 'record' }];
          return [{ value: one }];
        });
  // `typing.cast(T, value)` states a type.
  if (/^(?:typing\.)?cast$/.test(callee.text) && args.length === 2) {
    const typeName = typeText(args[0]!.value as Node, text);
    return typeName ? { kind: 'typed', span, value: args[1]!.value, typeName } : lower(args[1]!.value as Node, text);
  }
  const name = callee.type === 'attribute' ? callee.childForFieldName('attribute')?.text : callee.text;
  const read = name === 'get' ? readOfKey(callee, args, span, text) : undefined;
  if (read) return read;
  return { kind: 'call', span, callee, args, construct: /^[A-Z]/.test(name ?? '') };
}

/** `record.get("key", default)` reads a key; `client.get("/path")` does not. */
function readOfKey(callee: Node, args: readonly Argument[], span: Expr['span'], text: string): Expr | undefined {
  const object = callee.childForFieldName('object');
  const key = args[0]?.value as Node | undefined;
  if (
    !object ||
    key?.type !== 'string' ||
    args.length > 2 ||
    /^(?:requests|httpx|session|client|http|app|router|api)$/.test(object.text)
  )
    return undefined;
  const quoted = /^(?:"([\w $-]+)"|'([\w $-]+)')$/.exec(text.slice(key.startIndex, key.endIndex));
  const member = quoted?.[1] ?? quoted?.[2];
  if (member === undefined) return undefined;
  const nameSpan = { start: key.startIndex + 1, end: key.endIndex - 1 };
  const found: Expr = { kind: 'member', span, object, name: member, nameSpan };
  const fallback = args[1]?.value as Node | undefined;
  return fallback && fallback.type !== 'string' && !constants.has(fallback.type)
    ? { kind: 'choice', span, branches: [found, fallback], fallback: true }
    : found;
}

function entry(one: Node, text: string): Entry[] {
  const span = spanOf(one);
  if (one.type === 'dictionary_splat')
    return one.firstNamedChild ? [{ key: null, value: one.firstNamedChild, spread: true, span }] : [];
  const key = one.childForFieldName('key');
  const value = one.childForFieldName('value');
  if (!key || !value) return [];
  if (key.type !== 'string') return [{ key: null, value, span }];
  const lowered = string(key, text);
  return [
    { key: lowered.kind === 'text' && lowered.pieces[0]?.kind === 'text' ? lowered.pieces[0].text : '', value, span },
  ];
}

function binary(node: Node, text: string): Expr {
  const span = spanOf(node);
  const operator = node.childForFieldName('operator')?.type;
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (!left || !right) return { kind: 'opaque', span };
  if (operator === '%') {
    const given: Argument[] =
      right.type === 'tuple'
        ? right.namedChildren.map((value) => ({ value }))
        : right.type === 'dictionary'
          ? right.namedChildren.flatMap((one) => entry(one, text)).map(({ key, value }) => ({ name: key ?? '', value }))
          : [{ value: right }];
    const callee: Operand = { kind: 'member', span: spanOf(left), object: left, name: '%', nameSpan: spanOf(left) };
    return { kind: 'call', span, callee, args: given };
  }
  if (operator === '|')
    return {
      kind: 'record',
      span,
      entries: [left, right].map((value) => ({ key: null, value, spread: true, span: spanOf(value) })),
    };
  if (operator !== '+') return { kind: 'opaque', span };
  const operands: Node[] = [right];
  let first = left;
  while (first.type === 'binary_operator' && first.childForFieldName('operator')?.type === '+') {
    const next = first.childForFieldName('left');
    const last = first.childForFieldName('right');
    if (!next || !last) break;
    operands.unshift(last);
    first = next;
  }
  return { kind: 'join', span, operands: [first, ...operands] };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('name');
  const results = !body
    ? []
    : node.type === 'lambda'
      ? [body]
      : [...returnsOf(body, node, 'return_statement', python.nodes), ...returnsOf(body, node, 'yield', python.nodes)];
  return {
    kind: 'lambda',
    span: spanOf(node),
    parameters: parametersOf(node, text),
    results,
    returnType: typeText(node.childForFieldName('return_type'), text),
    ...(name ? { name: name.text } : {}),
  };
}

/** Parameters without `self` and `cls`, which calls do not give. */
export function parametersOf(node: Node, text: string): Parameter[] {
  return (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((one): Parameter[] => {
    const name = one.type === 'identifier' ? one : (one.childForFieldName('name') ?? one.firstNamedChild);
    if (!name || one.type === 'comment' || one.type.endsWith('separator')) return [];
    // `*args` and `**kwargs` take what is left over: no argument stands for them alone.
    const label = /splat/.test(one.type) || /splat/.test(name.type) ? '' : name.text;
    if (label === 'self' || label === 'cls') return [];
    const typeName = typeText(one.childForFieldName('type'), text);
    const value = one.childForFieldName('value');
    const rest = one.type === 'list_splat_pattern' ? { rest: true } : {};
    return [
      {
        span: spanOf(one),
        name: label,
        ...rest,
        ...(typeName ? { typeName } : {}),
        ...(value ? { default: value } : {}),
      },
    ];
  });
}
