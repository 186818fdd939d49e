import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Binding, type Expr, isNode, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { elementKeys, jvmCall, methodReference } from './jvm.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

const bindings: Bindings = {
  nodes: {
    functions: new Set([
      'method_declaration',
      'constructor_declaration',
      'lambda_expression',
      'compact_constructor_declaration',
    ]),
    classes: new Set(['class_declaration', 'record_declaration', 'interface_declaration', 'enum_declaration']),
    blocks: new Set([
      'block',
      'enhanced_for_statement',
      'for_statement',
      'catch_clause',
      'try_with_resources_statement',
      'switch_block_statement_group',
    ]),
    calls: new Set(['method_invocation', 'object_creation_expression']),
    comments: new Set(['line_comment', 'block_comment']),
    returns: new Set(['return_statement']),
    assignments: new Set(['assignment_expression']),
  },
  identifiers: new Set(['identifier', 'type_identifier']),
  patterns: new Set([]),
  rows: {
    variable_declarator: { kind: 'variable', target: 'name', value: 'value', member: true },
    enhanced_for_statement: { kind: 'variable', target: 'name', value: 'value', type: 'type', element: true },
    instanceof_expression: { kind: 'variable', target: 'name', value: 'left', type: 'right' },
    resource: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    formal_parameter: { kind: 'parameter', target: 'name', type: 'type' },
    lambda_expression: { kind: 'parameter', target: 'parameters' },
    inferred_parameters: { kind: 'parameter', target: 0 },
    method_declaration: { kind: 'function', target: 'name', itself: true, member: true },
    class_declaration: { kind: 'class', target: 'name', itself: true },
    record_declaration: { kind: 'class', target: 'name', itself: true },
    interface_declaration: { kind: 'class', target: 'name', itself: true },
    enum_declaration: { kind: 'class', target: 'name', itself: true },
    assignment_expression: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
  },
  members: { field_access: ['object', 'field'] },
  methods: { method_invocation: { receiver: 'object', name: 'name', args: 'arguments' } },
  append: /^(?:add|addFirst|addLast|push)$/,
  join: /^(?:append|insert|addAll)$/,
  builders: true,
  keyed: /^(?:put|addProperty|add|set|putPOJO|putAdditionalBodyProperty)$/,
};

export const java: Language = {
  id: 'java',
  implicitSelf: true,
  nodes: bindings.nodes,
  lower,
  binding(node, text) {
    const { parent } = node;
    if (parent?.type === 'scoped_identifier') return imported(node, parent, text);
    if (parent?.type === 'inferred_parameters') return inferred(node, parent, text);
    const found = tableBinding(bindings, node, text);
    if (found?.kind === 'parameter' && parent?.type === 'lambda_expression')
      return { ...found, ...elementGiven(parent, found.index ?? 0) };
    if (!found || parent?.type !== 'variable_declarator') return found;
    const typeName = typeText(parent.parent?.childForFieldName('type'), text);
    return typeName ? { ...found, typeName } : found;
  },
  record,
  construction,
};

function imported(node: Node, parent: Node, text: string) {
  const statement = parent.parent;
  if (statement?.type !== 'import_declaration' || parent.childForFieldName('name')?.id !== node.id) return undefined;
  if (statement.namedChildren.some(({ type }) => type === 'asterisk')) return undefined;
  const name = text.slice(node.startIndex, node.endIndex);
  const module = text.slice(parent.startIndex, parent.endIndex);
  return {
    kind: 'import',
    name,
    span: spanOf(node),
    scope: { start: 0, end: Number.MAX_SAFE_INTEGER },
    import: { module, name },
  } as const;
}

function inferred(node: Node, list: Node, text: string) {
  const fn = list.parent;
  if (!fn) return undefined;
  const index = list.namedChildren.findIndex(({ id }) => id === node.id);
  return {
    kind: 'parameter',
    name: text.slice(node.startIndex, node.endIndex),
    span: spanOf(node),
    scope: spanOf(fn),
    owner: spanOf(fn),
    index,
    ...elementGiven(fn, index),
  } as const;
}

/** What a lambda's parameter is where the method of a list or an optional calls it: `pets.forEach(pet -> …)`. */
function elementGiven(fn: Node, index: number): Pick<Binding, 'value' | 'select'> {
  const call = fn.parent?.type === 'argument_list' ? fn.parent.parent : undefined;
  const receiver = call?.type === 'method_invocation' ? call.childForFieldName('object') : undefined;
  const select = receiver ? elementKeys(call!.childForFieldName('name')?.text ?? '', index) : undefined;
  return receiver && select ? { value: receiver, select } : {};
}

const constants =
  /^(?:decimal_integer_literal|decimal_floating_point_literal|true|false|null_literal|character_literal|unary_expression|class_literal|hex_integer_literal)$/;
const escapes = new Set(['escape_sequence']);
const none = new Set<string>();

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
    case 'this':
    case 'type_identifier':
    case 'scoped_type_identifier':
    case 'generic_type':
      return { kind: 'name', span, name: text.slice(span.start, span.end).replace(/<[\s\S]*$/, '') };
    case 'parenthesized_expression':
    case 'expression_statement':
      return node.firstNamedChild ? lower(node.firstNamedChild, text) : opaque;
    case 'string_literal':
      return string(node, text);
    case 'field_access': {
      const object = field('object');
      const name = field('field');
      return memberOf(span, object, name);
    }
    case 'array_access': {
      const object = field('array');
      return object ? { kind: 'index', span, object, ...(field('index') ? { key: field('index')! } : {}) } : opaque;
    }
    case 'method_invocation': {
      const object = field('object');
      const name = field('name');
      if (!name) return opaque;
      const callee: Expr = object
        ? {
            kind: 'member',
            span: { start: object.startIndex, end: name.endIndex },
            object,
            name: name.text,
            nameSpan: spanOf(name),
          }
        : { kind: 'name', span: spanOf(name), name: name.text };
      const args = argumentsOf(field('arguments'));
      const on = object?.type === 'identifier' ? { on: object.text } : {};
      return jvmCall({ span, callee, name: name.text, args, isNumber, ...(object ? { receiver: object, ...on } : {}) });
    }
    case 'object_creation_expression': {
      const created = field('type');
      const args = argumentsOf(field('arguments'));
      return created
        ? jvmCall({
            span,
            callee: created,
            name: created.text.replace(/<[\s\S]*$/, ''),
            args,
            construct: true,
            isNumber,
          })
        : opaque;
    }
    case 'method_reference': {
      const owner = node.firstNamedChild;
      const called = node.namedChildCount > 1 ? node.namedChildren.at(-1)!.text : 'new';
      return owner ? methodReference(span, owner, owner.text, called, isOwnMethod(owner, called, text)) : opaque;
    }
    case 'switch_expression':
      return { kind: 'choice', span, branches: switchValues(node) };
    case 'array_creation_expression':
    case 'array_initializer': {
      const list = type === 'array_initializer' ? node : field('value');
      return { kind: 'list', span, items: (list?.namedChildren ?? []).map((value) => ({ value })) };
    }
    case 'binary_expression': {
      const operands = [field('left'), field('right')].filter((one) => one !== null);
      return field('operator')?.type === '+' ? { kind: 'join', span, operands: operands } : opaque;
    }
    case 'ternary_expression':
      return {
        kind: 'choice',
        span,
        branches: [field('consequence'), field('alternative')].filter((one) => one !== null),
      };
    case 'cast_expression': {
      const value = field('value');
      const typeName = typeText(field('type'), text);
      return !value ? opaque : typeName ? { kind: 'typed', span, value, typeName } : lower(value, text);
    }
    case 'assignment_expression':
      return field('right') ? lower(field('right')!, text) : opaque;
  }
  return bindings.nodes.functions.has(type) ? lambda(node, text) : opaque;
}

function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const quotes = text.startsWith('"""', span.start) ? 3 : 1;
  let start = span.start + quotes;
  // A text block begins on the line after its quotes.
  if (quotes === 3) start += /^[ \t]*\r?\n/.exec(text.slice(start, start + 200))?.[0].length ?? 0;
  const content = { start, end: Math.max(start, span.end - quotes) };
  return { kind: 'text', span, pieces: pieces(text, content, childAtoms(node, text, { escapes, holes: none })) };
}

const isNumber = (operand: Operand): boolean => isNode(operand) && /^decimal_integer_literal$/.test(operand.type);

/** `this::render`, or a static method that the file itself declares. */
const isOwnMethod = (owner: Node, name: string, text: string): boolean =>
  /^(?:this|super)$/.test(owner.type) || new RegExp(`\\bstatic\\b[^;{}=()\\n]*\\s${name}\\s*\\(`).test(text);

/** What the branches of a `switch` give: expressions, and what is yielded in blocks. */
function switchValues(node: Node): Node[] {
  const groups = node.childForFieldName('body')?.namedChildren ?? [];
  return groups.flatMap((group) => {
    const result = group.namedChildren.at(-1);
    if (group.type === 'switch_rule' && result?.type === 'expression_statement') return [result];
    return group.descendantsOfType('yield_statement').flatMap((one) => one.firstNamedChild ?? []);
  });
}

const argumentsOf = (list: Node | null) =>
  (list?.namedChildren ?? []).filter(({ type }) => !bindings.nodes.comments.has(type)).map((value) => ({ value }));

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const results = !body
    ? []
    : /block|body/.test(body.type)
      ? returnsOf(body, node, 'return_statement', bindings.nodes)
      : [body];
  const list = node.childForFieldName('parameters');
  const items = list?.type === 'identifier' ? [list] : (list?.namedChildren ?? []);
  const parameters = items.map((one): Parameter => {
    const target = one.childForFieldName('name') ?? one;
    const typeName = typeText(one.childForFieldName('type'), text);
    return parameterOf(one, target.text, typeName);
  });
  const returnType = typeText(node.childForFieldName('type'), text);
  return lambdaOf(node, parameters, results, returnType);
}

/** Where a class keeps what it is given: the components of a record, what a constructor assigns, the fields of Lombok's constructors. */
function construction(node: Node, text: string, count: number): readonly (string | undefined)[] | undefined {
  if (!bindings.nodes.classes.has(node.type)) return undefined;
  const names = (list: Node | null) =>
    (list?.namedChildren ?? []).flatMap((one) => one.childForFieldName('name')?.text ?? []);
  const components = names(node.childForFieldName('parameters'));
  if (components.length === count && count > 0) return components;
  const members = node.childForFieldName('body')?.namedChildren ?? [];
  const written = members.filter(({ type }) => type === 'constructor_declaration');
  for (const one of written) {
    const parameters = names(one.childForFieldName('parameters'));
    if (parameters.length !== count) continue;
    const body = one.childForFieldName('body')?.text ?? '';
    return parameters.map((name) => new RegExp(`\\bthis\\.(\\w+)\\s*=\\s*${name}\\b`).exec(body)?.[1] ?? name);
  }
  const fields = written.length > 0 ? [] : (record(node, text) ?? []).map(({ name }) => name);
  return fields.length === count ? fields : undefined;
}

/** Components of a record, fields of a class, getters of an interface. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (!bindings.nodes.classes.has(node.type)) return undefined;
  const one = (name: Node | null | undefined, typeNode: Node | null): RecordField[] => {
    const type = typeText(typeNode, text);
    return name ? [{ name: name.text, ...(type ? { type } : {}) }] : [];
  };
  const components = node
    .childForFieldName('parameters')
    ?.namedChildren.flatMap((parameter) =>
      one(parameter.childForFieldName('name'), parameter.childForFieldName('type')),
    );
  const fields = (node.childForFieldName('body')?.namedChildren ?? []).flatMap((member) =>
    member.type === 'field_declaration' && !/\bstatic\b/.test(member.firstNamedChild?.text ?? '')
      ? one(member.childForFieldName('declarator')?.childForFieldName('name'), member.childForFieldName('type'))
      : [],
  );
  return [...(components ?? []), ...fields];
}
