import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { type Binding, type Entry, type Expr, type Language, type Parameter, spanOf } from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { macro } from './rust-macros.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';
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

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
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
    return [parameterOf(one, (one.childForFieldName('pattern') ?? one).text.replace(/^mut /, ''), typeName)];
  });
  const returnType = typeText(node.childForFieldName('return_type'), text);
  return lambdaOf(node, parameters, results, returnType);
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
