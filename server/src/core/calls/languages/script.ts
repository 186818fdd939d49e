import type { Node } from 'web-tree-sitter';
import {
  type Argument,
  type Entry,
  type Expr,
  isNode,
  type Language,
  type Operand,
  type Parameter,
  spanOf,
} from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { scriptBinding } from './script-bindings.ts';
import { scriptRecord } from './script-records.ts';
import { returnsOf, typeText } from './shared.ts';

/** TypeScript, TSX, JavaScript and JSX. */
export const script: Language = {
  id: 'script',
  lower,
  binding: scriptBinding,
  record: scriptRecord,
  nodes: {
    functions: new Set([
      'function_declaration',
      'function_expression',
      'arrow_function',
      'method_definition',
      'generator_function_declaration',
      'generator_function',
    ]),
    classes: new Set(['class_declaration', 'class', 'abstract_class_declaration']),
    blocks: new Set(['statement_block', 'for_statement', 'for_in_statement', 'switch_body', 'catch_clause']),
    calls: new Set(['call_expression', 'new_expression']),
    comments: new Set(['comment']),
    returns: new Set(['return_statement']),
    assignments: new Set(['assignment_expression', 'augmented_assignment_expression']),
  },
};

const escapes = new Set(['escape_sequence']);
const holes = new Set(['template_substitution']);
const transparent = new Set([
  'parenthesized_expression',
  'await_expression',
  'non_null_expression',
  'yield_expression',
  'instantiation_expression',
]);
const constants = new Set([
  'number',
  'true',
  'false',
  'null',
  'undefined',
  'regex',
  'unary_expression',
  'update_expression',
]);

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  if (transparent.has(type)) return inner(node, text);
  if (constants.has(type)) return { kind: 'opaque', span, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'this':
    case 'super':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'string':
    case 'template_string': {
      const content = { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) };
      return { kind: 'text', span, pieces: pieces(text, content, childAtoms(node, text, { escapes, holes })) };
    }
    case 'as_expression':
    case 'satisfies_expression':
    case 'type_assertion':
      return cast(node, text);
    case 'member_expression':
      return member(node, text);
    case 'subscript_expression':
      return subscript(node, text);
    case 'call_expression':
    case 'new_expression':
      return call(node);
    case 'object':
      return { kind: 'record', span, entries: node.namedChildren.flatMap((child) => entry(child, text)) };
    case 'array':
      return {
        kind: 'list',
        span,
        items: node.namedChildren
          .filter((child) => child.type !== 'comment')
          .map((child) =>
            child.type === 'spread_element'
              ? { value: child.firstNamedChild ?? child, spread: true }
              : { value: child },
          ),
      };
    case 'binary_expression':
      return binary(node, text);
    case 'ternary_expression':
      return {
        kind: 'choice',
        span,
        branches: present(node.childForFieldName('consequence'), node.childForFieldName('alternative')),
      };
    case 'assignment_expression':
    case 'augmented_assignment_expression': {
      const right = node.childForFieldName('right');
      return right ? lower(right, text) : { kind: 'opaque', span };
    }
    case 'sequence_expression': {
      const last = node.lastNamedChild;
      return last ? lower(last, text) : { kind: 'opaque', span };
    }
  }
  if (script.nodes.functions.has(type)) return lambda(node, text);
  return { kind: 'opaque', span };
}

const present = (...nodes: (Node | null)[]): Node[] => nodes.filter((node) => node !== null);

function inner(node: Node, text: string): Expr {
  const child = node.namedChildren.find(({ type }) => type !== 'comment');
  return child ? lower(child, text) : { kind: 'opaque', span: spanOf(node) };
}

function cast(node: Node, text: string): Expr {
  const children = node.namedChildren;
  const assertion = node.type === 'type_assertion';
  const value = assertion ? children.at(-1) : children[0];
  const typeNode = assertion ? children[0] : children[1];
  if (!value) return { kind: 'opaque', span: spanOf(node) };
  const typeName = typeText(typeNode, text);
  return typeName === undefined ? lower(value, text) : { kind: 'typed', span: spanOf(node), value, typeName };
}

/** The grammar reads `x as A.B.C` as the member `C` of `x as A.B`, which would need brackets. */
function isQualifiedCast(node: Node): boolean {
  const object = node.type === 'member_expression' ? node.childForFieldName('object') : null;
  return object !== null && (/^(?:as|satisfies)_expression$/.test(object.type) || isQualifiedCast(object));
}

function member(node: Node, text: string): Expr {
  const object = node.childForFieldName('object');
  const property = node.childForFieldName('property');
  if (!object || !property) return { kind: 'opaque', span: spanOf(node) };
  if (isQualifiedCast(node)) return lower(object, text);
  const nameSpan = spanOf(property);
  return {
    kind: 'member',
    span: spanOf(node),
    object,
    name: text.slice(nameSpan.start, nameSpan.end).replace(/^#/, ''),
    nameSpan,
  };
}

function subscript(node: Node, text: string): Expr {
  const object = node.childForFieldName('object');
  const index = node.childForFieldName('index');
  if (!object || !index) return { kind: 'opaque', span: spanOf(node) };
  if (index.type !== 'string') return { kind: 'index', span: spanOf(node), object, key: index };
  const nameSpan = { start: index.startIndex + 1, end: index.endIndex - 1 };
  return { kind: 'member', span: spanOf(node), object, name: text.slice(nameSpan.start, nameSpan.end), nameSpan };
}

function call(node: Node): Expr {
  const construct = node.type === 'new_expression';
  const callee = node.childForFieldName(construct ? 'constructor' : 'function');
  const list = node.childForFieldName('arguments');
  if (!callee) return { kind: 'opaque', span: spanOf(node) };
  const tagged = list?.type === 'template_string';
  const args: Argument[] = tagged
    ? [{ value: list }]
    : (list?.namedChildren ?? []).flatMap((child): Argument[] => {
        if (child.type === 'comment') return [];
        return child.type === 'spread_element'
          ? [{ value: child.firstNamedChild ?? child, spread: 'list' }]
          : [{ value: child }];
      });
  return { kind: 'call', span: spanOf(node), callee, args, construct, ...(tagged ? { tagged } : {}) };
}

function entry(child: Node, text: string): Entry[] {
  const span = spanOf(child);
  switch (child.type) {
    case 'shorthand_property_identifier':
      return [{ key: text.slice(span.start, span.end), value: child, span }];
    case 'spread_element':
      return child.firstNamedChild ? [{ key: null, value: child.firstNamedChild, span, spread: true }] : [];
    case 'pair': {
      const key = child.childForFieldName('key');
      const value = child.childForFieldName('value');
      return key && value ? [{ key: keyText(key, text), value, span }] : [];
    }
    case 'method_definition': {
      const name = child.childForFieldName('name');
      return name ? [{ key: keyText(name, text), value: child, span }] : [];
    }
  }
  return [];
}

function keyText(key: Node, text: string): string | null {
  if (key.type === 'computed_property_name') {
    const computed = key.firstNamedChild;
    return computed?.type === 'string' ? keyText(computed, text) : null;
  }
  const raw = text.slice(key.startIndex, key.endIndex);
  return key.type === 'string' ? raw.slice(1, -1) : raw;
}

function binary(node: Node, text: string): Expr {
  const operands = present(node.childForFieldName('left'), node.childForFieldName('right'));
  const operator = node.childForFieldName('operator')?.type;
  const span = spanOf(node);
  if ((operator === '|' || operator === '&') && operands[0] && isQualifiedCast(operands[0]))
    return lower(operands[0], text);
  if (operator === '+') return { kind: 'join', span, operands: operands };
  if (operator === '||' || operator === '??') return { kind: 'choice', span, branches: operands, fallback: true };
  if (operator === '&&') return { kind: 'choice', span, branches: operands.slice(1) };
  return { kind: 'opaque', span };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('name');
  return {
    kind: 'lambda',
    span: spanOf(node),
    parameters: parametersOf(node, text),
    results: !body
      ? []
      : isGenerator(node)
        ? [yieldsOf(body, node)]
        : body.type === 'statement_block'
          ? returnsOf(body, node, 'return_statement', script.nodes)
          : [body],
    returnType: typeText(node.childForFieldName('return_type'), text),
    name: name ? text.slice(name.startIndex, name.endIndex) : undefined,
  };
}

const isGenerator = (node: Node): boolean =>
  node.type.startsWith('generator_function') ||
  (node.type === 'method_definition' && node.children.some(({ type }) => type === '*'));

/** What a generator gives, as a list: `yield x` an element, `yield* xs` several. */
const yieldsOf = (body: Node, owner: Node): Operand => ({
  kind: 'list',
  span: spanOf(body),
  items: returnsOf(body, owner, 'yield_expression', script.nodes).map((value) => ({
    value,
    ...(value.parent?.children.some(({ type }) => type === '*') ? { spread: true } : {}),
  })),
});

/** Parameters in order; a destructured one has an empty name. */
export function parametersOf(node: Node, text: string): Parameter[] {
  const single = node.childForFieldName('parameter');
  const list = single ? [single] : (node.childForFieldName('parameters')?.namedChildren ?? []);
  return list
    .filter(({ type }) => type !== 'comment')
    .map((parameter) => {
      const pattern = parameter.childForFieldName('pattern') ?? parameter.childForFieldName('left') ?? parameter;
      const value = parameter.childForFieldName('value') ?? parameter.childForFieldName('right');
      const rest = pattern.type === 'rest_pattern';
      const named = rest ? (pattern.firstNamedChild ?? pattern) : pattern;
      return {
        span: spanOf(parameter),
        name: named.type === 'identifier' ? text.slice(named.startIndex, named.endIndex) : '',
        ...(rest ? { rest } : {}),
        typeName: typeText(parameter.childForFieldName('type'), text),
        ...(value && isNode(value) ? { default: value } : {}),
      };
    });
}
