import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Entry, type Expr, type Language, type Parameter, spanOf } from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

const bindings: Bindings = {
  nodes: {
    functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
    classes: new Set(['type_declaration']),
    blocks: new Set(['block', 'for_statement', 'if_statement', 'expression_case', 'communication_case']),
    calls: new Set(['call_expression']),
    comments: new Set(['comment']),
    returns: new Set(['return_statement']),
    assignments: new Set(['assignment_statement']),
  },
  identifiers: new Set(['identifier', 'field_identifier', 'type_identifier', 'package_identifier']),
  patterns: new Set(['expression_list']),
  rows: {
    short_var_declaration: { kind: 'variable', target: 'left', value: 'right' },
    assignment_statement: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
    var_spec: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    const_spec: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    range_clause: { kind: 'variable', target: 'left', value: 'right', element: true },
    parameter_declaration: { kind: 'parameter', target: 'name', type: 'type' },
    variadic_parameter_declaration: { kind: 'parameter', target: 'name', type: 'type' },
    function_declaration: { kind: 'function', target: 'name', itself: true },
    method_declaration: { kind: 'function', target: 'name', itself: true },
    type_spec: { kind: 'class', target: 'name', itself: true },
  },
  members: { selector_expression: ['operand', 'field'] },
  methods: { call_expression: { callee: 'function', args: 'arguments' } },
  join: /^(?:WriteString|WriteByte|WriteRune)$/,
};

export const go: Language = { id: 'go', nodes: bindings.nodes, lower, binding, record };

function binding(node: Node, text: string) {
  const { parent } = node;
  const name = text.slice(node.startIndex, node.endIndex);
  const wide = { start: 0, end: Number.MAX_SAFE_INTEGER };
  if (parent?.type === 'import_spec') {
    const path = parent.childForFieldName('path');
    if (path)
      return {
        kind: 'import',
        name,
        span: spanOf(node),
        scope: wide,
        import: { module: path.text.slice(1, -1), name: '*' },
      } as const;
  }
  if (node.type === 'interpreted_string_literal_content' && parent?.parent?.type === 'import_spec')
    return importedPackage(node, text);
  if (parent?.type === 'field_declaration' && parent.childForFieldName('name')?.id === node.id) {
    const typeName = typeText(parent.childForFieldName('type'), text);
    return {
      kind: 'variable',
      field: true,
      name,
      span: spanOf(node),
      scope: wide,
      ...(typeName ? { typeName } : {}),
    } as const;
  }
  const found = tableBinding(bindings, node, text);
  if (!found) return keyedField(node, text);
  if (found.kind === 'function' && parent?.type === 'method_declaration') return { ...found, field: true, scope: wide };
  // In Go the methods of a type stand anywhere in the package, and fields are set through any receiver name.
  if (found.field) return { ...found, scope: wide };
  // `for i, note := range notes`: the first name is the index.
  if (found.select?.[0] === '[]')
    return found.select[1] === '[0]' ? { ...found, value: undefined } : { ...found, select: ['[]'] };
  return single(found);
}

/** `x, err := f()` gives the first name what `f` returns; `a, b := 1, 2` is taken by position in the list. */
function single<T extends { readonly select?: readonly string[]; readonly value?: unknown }>(found: T): T {
  const value = found.value as Node | undefined;
  if (value?.type !== 'expression_list') return found;
  if (value.namedChildCount !== 1) return found;
  return { ...found, value: value.firstNamedChild!, ...(found.select?.[0] === '[0]' ? { select: [] } : {}) };
}

/** An import without a name is called by the last part of its path; `anthropic-sdk-go` declares package `anthropic`. */
function importedPackage(node: Node, text: string) {
  const module = text.slice(node.startIndex, node.endIndex);
  const last = module
    .replace(/\/v\d+$/, '')
    .split('/')
    .pop()!;
  const name = last.replace(/^go-|-(?:sdk-)?go$|\.go$/g, '');
  return {
    kind: 'import',
    name,
    span: spanOf(node),
    scope: { start: 0, end: Number.MAX_SAFE_INTEGER },
    import: { module, name: '*' },
  } as const;
}

/** `&Service{client: anthropic.NewClient()}` sets a field. */
function keyedField(node: Node, text: string) {
  const element = node.parent?.type === 'literal_element' ? node.parent.parent : node.parent;
  if (element?.type !== 'keyed_element') return undefined;
  const key = element.childForFieldName('key');
  const value = element.childForFieldName('value');
  if (!key || !value || key.startIndex !== node.startIndex || key.endIndex !== node.endIndex) return undefined;
  return {
    kind: 'assignment',
    field: true,
    name: text.slice(node.startIndex, node.endIndex),
    span: spanOf(node),
    scope: { start: 0, end: Number.MAX_SAFE_INTEGER },
    value,
  } as const;
}

const constants = /^(?:int_literal|float_literal|true|false|nil|rune_literal|iota)$/;
const escapes = new Set(['escape_sequence']);
const none = new Set<string>();

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null): Expr => (child ? lower(child, text) : opaque);
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
    case 'package_identifier':
    case 'type_identifier':
    case 'field_identifier':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'parenthesized_expression':
    case 'expression_list':
    case 'literal_element':
    case 'expression_statement':
      return type === 'expression_list' && node.namedChildCount > 1
        ? { kind: 'list', span, items: node.namedChildren.map((value) => ({ value })) }
        : inner(node.firstNamedChild);
    case 'unary_expression':
    case 'type_assertion_expression':
      return inner(field('operand'));
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return {
        kind: 'text',
        span,
        pieces: pieces(
          text,
          { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) },
          childAtoms(node, text, { escapes, holes: none }),
        ),
      };
    case 'selector_expression': {
      const object = field('operand');
      const name = field('field');
      return memberOf(span, object, name);
    }
    case 'qualified_type': {
      const object = field('package');
      const name = field('name');
      return memberOf(span, object, name);
    }
    case 'index_expression': {
      const object = field('operand');
      const key = field('index');
      if (!object || !key) return opaque;
      if (!key.type.endsWith('string_literal')) return { kind: 'index', span, object, key };
      return {
        kind: 'member',
        span,
        object,
        name: key.text.slice(1, -1),
        nameSpan: { start: key.startIndex + 1, end: key.endIndex - 1 },
      };
    }
    case 'slice_expression':
      return inner(field('operand'));
    case 'call_expression':
    case 'type_conversion_expression': {
      const callee = field('function') ?? field('type');
      const args = field('arguments')?.namedChildren ?? [field('operand')].filter((one) => one !== null);
      return callee
        ? {
            kind: 'call',
            span,
            callee,
            args: args
              .filter((one) => one.type !== 'comment')
              .map((one) =>
                one.type === 'variadic_argument'
                  ? { value: one.firstNamedChild ?? one, spread: 'list' as const }
                  : { value: one },
              ),
          }
        : opaque;
    }
    case 'composite_literal':
      return literal(node, field('body'), field('type'), text);
    case 'literal_value':
      return literal(node, node, null, text);
    case 'binary_expression': {
      const operands = [field('left'), field('right')].filter((one) => one !== null);
      return field('operator')?.type === '+' ? { kind: 'join', span, operands } : opaque;
    }
  }
  return bindings.nodes.functions.has(type) ? lambda(node, text) : opaque;
}

/** `T{Key: value}`, `[]T{a, b}`, `map[string]any{"key": value}`. */
function literal(node: Node, body: Node | null, typeNode: Node | null, text: string): Expr {
  const span = spanOf(node);
  const children = (body?.namedChildren ?? []).filter(({ type }) => type !== 'comment');
  const isList = typeNode
    ? /^(?:slice_type|array_type|implicit_length_array_type)$/.test(typeNode.type)
    : children[0]?.type !== 'keyed_element';
  if (isList) return { kind: 'list', span, items: children.map((value) => ({ value })) };
  const entries = children.flatMap((one): Entry[] => {
    const key = one.childForFieldName('key');
    const value = one.childForFieldName('value');
    return one.type === 'keyed_element' && key && value
      ? [{ key: key.text.replace(/^["`]|["`]$/g, ''), value, span: spanOf(one) }]
      : [];
  });
  const typeName = typeText(typeNode, text);
  return { kind: 'record', span, entries, ...(typeName ? { typeName } : {}) };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const parameters = (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((one): Parameter[] => {
    const typeName = typeText(one.childForFieldName('type'), text);
    return one.childrenForFieldName('name').map((target) => parameterOf(target, target.text, typeName));
  });
  const result = node.childForFieldName('result');
  const returnType = typeText(
    result?.type === 'parameter_list' ? result.firstNamedChild?.childForFieldName('type') : result,
    text,
  );
  // Of `return value, err` the first is the value.
  const results = body
    ? returnsOf(body, node, 'return_statement', bindings.nodes).map((one) =>
        one.type === 'expression_list' ? (one.firstNamedChild ?? one) : one,
      )
    : [];
  return lambdaOf(node, parameters, [...results, ...(body ? namedResult(body, result) : [])], returnType);
}

/** `func f() (params T) { params = …; return }`: what the named result holds where the body ends in a bare `return`. */
function namedResult(body: Node, result: Node | null): Expr[] {
  const name = result?.type === 'parameter_list' ? result.firstNamedChild?.childForFieldName('name')?.text : undefined;
  const last = body.descendantsOfType('return_statement').at(-1);
  if (name === undefined || name === '_' || !last || last.namedChildCount > 0) return [];
  return [{ kind: 'name', name, span: { start: last.startIndex, end: last.endIndex } }];
}

/** Fields of a struct, by the names that the program uses. */
function record(node: Node, text: string): RecordField[] | undefined {
  const struct = node.type === 'type_spec' ? node.childForFieldName('type') : null;
  if (struct?.type !== 'struct_type') return undefined;
  return (struct.firstNamedChild?.namedChildren ?? []).flatMap((one) => {
    const type = typeText(one.childForFieldName('type'), text);
    // A field that no encoder writes is none of the record that is sent.
    if (/\bjson:"-"/.test(one.childForFieldName('tag')?.text ?? '')) return [];
    return one.childrenForFieldName('name').map((name) => ({ name: name.text, ...(type ? { type } : {}) }));
  });
}
