import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { type Entry, type Expr, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { goBinding } from './go-bindings.ts';
import { goNodes } from './go-nodes.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';

export const go: Language = { id: 'go', nodes: goNodes, lower, binding: goBinding, record };

const constants = /^(?:int_literal|float_literal|true|false|nil|rune_literal|iota)$/;
/** Conversions, and functions that only give the address of what they are given. */
const handing =
  /^(?:string|(?:aws|anthropic|param|ptr|pointer|lo|to|openai|utils?)\.(?:String|F|NewOpt|To|ToPtr|Ptr|ToString|StringValue|Of)|(?:\w+\.)?Model(?:ID)?|json\.RawMessage|template\.HTML)$/;
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
    case 'generic_type':
      return inner(field('type'));
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
      const [first] = args;
      if (callee && first && args.length === 1 && (handing.test(callee.text) || callee.type === 'slice_type'))
        return inner(first);
      const empty = callee?.type === 'identifier' && args[0] ? emptied(callee.text, args[0], span, text) : undefined;
      if (empty) return empty;
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
  return goNodes.functions.has(type) ? lambda(node, text) : opaque;
}

/** `make([]T, 0, n)`, `make(map[string]any)`, `new(bytes.Buffer)`: nothing yet, to be added to. */
function emptied(callee: string, type: Node, span: Span, text: string): Expr | undefined {
  if (callee === 'make' && type.type === 'slice_type') return { kind: 'list', span, items: [] };
  if (callee === 'make' && type.type === 'map_type') return { kind: 'record', span, entries: [] };
  const typeName = callee === 'new' ? typeText(type, text) : undefined;
  return typeName ? { kind: 'record', span, entries: [], typeName } : undefined;
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
  const returned = body ? returnsOf(body, node, 'return_statement', goNodes) : [];
  // Of `return value, err` the first is the value.
  const results = returned.map((one): Operand => (one.type === 'expression_list' ? (one.firstNamedChild ?? one) : one));
  const tuples = returned.filter((one) => one.namedChildCount > 1 && one.type === 'expression_list');
  const made = lambdaOf(node, parameters, [...results, ...(body ? namedResult(body, result) : [])], returnType);
  return tuples.length > 0 && made.kind === 'lambda' ? { ...made, tuples } : made;
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
