import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import {
  type CallExpr,
  type Entry,
  type Expr,
  isNode,
  type Language,
  type Operand,
  type Parameter,
  spanOf,
} from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { rustBinding, rustNodes, rustType } from './rust-bindings.ts';
import { macro } from './rust-macros.ts';
import { plainName } from './rust-patterns.ts';
import { simplified } from './rust-simple.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf } from './shared.ts';

export const rust: Language = { id: 'rust', nodes: rustNodes, lower, binding: rustBinding, record };

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
    case 'unsafe_block':
    case 'async_block':
      return inner(node.namedChildren.findLast((one) => !rustNodes.comments.has(one.type)));
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
      return memberOf(span, object, name);
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
      if (!callee) return opaque;
      const args = (field('arguments')?.namedChildren ?? [])
        .filter((one) => !rustNodes.comments.has(one.type))
        .map((value) => ({ value }));
      const call: CallExpr = { kind: 'call', span, callee, args };
      const simple = simplified(call, callee.text, methodOf(callee), (one) => textOf(one, text));
      return simple ? (isNode(simple) ? lower(simple, text) : simple) : call;
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

function methodOf(callee: Node): { readonly name: string; readonly object: Operand } | undefined {
  if (callee.type === 'generic_function')
    return methodOf(callee.childForFieldName('function') ?? callee.firstNamedChild!);
  const object = callee.type === 'field_expression' ? callee.childForFieldName('value') : null;
  const name = callee.childForFieldName('field')?.text;
  return object && name !== undefined ? { name, object } : undefined;
}

const textOf = (operand: Operand, text: string): string => {
  const { start, end } = isNode(operand) ? spanOf(operand) : operand.span;
  return text.slice(start, end);
};

function structure(node: Node, span: Span): Expr {
  const entries = (node.childForFieldName('body')?.namedChildren ?? []).flatMap((one): Entry[] => {
    if (one.type === 'base_field_initializer')
      return one.firstNamedChild ? [{ key: null, value: one.firstNamedChild, spread: true, span: spanOf(one) }] : [];
    const name = one.childForFieldName('field') ?? one.firstNamedChild;
    const value = one.childForFieldName('value') ?? one.firstNamedChild;
    return name && value ? [{ key: name.text, value, span: spanOf(one) }] : [];
  });
  const typeName = node
    .childForFieldName('name')
    ?.text.replace(/<[\s\S]*$/, '')
    .split('::')
    .pop();
  return { kind: 'record', span, entries, ...(typeName ? { typeName } : {}) };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const last =
    body?.type === 'block' ? body.namedChildren.filter(({ type }) => !rustNodes.comments.has(type)).at(-1) : body;
  // A `match` or `if` at the end is a statement to the grammar, and the value to the language.
  const isTail =
    last && last.type !== 'let_declaration' && !(last.type === 'expression_statement' && last.text.endsWith(';'));
  const results = [...(body ? returnsOf(body, node, 'return_expression', rustNodes) : []), ...(isTail ? [last] : [])];
  const parameters = (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((one): Parameter[] => {
    if (one.type === 'self_parameter') return [];
    const typeName = rustType(one.childForFieldName('type'), text);
    return [parameterOf(one, plainName(one.childForFieldName('pattern') ?? one), typeName)];
  });
  const returnType = rustType(node.childForFieldName('return_type'), text);
  return lambdaOf(node, parameters, results, returnType);
}

/** Fields of a struct. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (node.type !== 'struct_item') return undefined;
  return (node.childForFieldName('body')?.namedChildren ?? []).flatMap((one): RecordField[] => {
    const name = one.childForFieldName('name');
    const type = rustType(one.childForFieldName('type'), text);
    return name ? [{ name: name.text, ...(type ? { type } : {}) }] : [];
  });
}
