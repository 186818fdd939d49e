import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Argument, type Entry, type Expr, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { nodes, phpBinding } from './php-bindings.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';

export const php: Language = { id: 'php', nodes, lower, binding: phpBinding, record };

const constants = /^(?:integer|float|boolean|null)$/;

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null | undefined): Expr => (child ? lower(child, text) : opaque);
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'name':
    case 'variable_name':
    case 'dynamic_variable_name':
    case 'relative_scope': {
      const name = text.slice(span.start, span.end).replace(/^\$\{?|\}$/g, '');
      return { kind: 'name', span, name: name === 'static' ? 'self' : name };
    }
    case 'qualified_name':
      return { kind: 'name', span, name: text.slice(span.start, span.end).split('\\').pop()! };
    case 'parenthesized_expression':
    case 'expression_statement':
    case 'argument':
    case 'clone_expression':
      return inner(node.namedChildren.at(-1));
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
    case 'nowdoc':
      return string(node, text);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression': {
      const object = field('object');
      const name = field('name');
      return memberOf(span, object, name);
    }
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression': {
      const [object, name] = node.namedChildren;
      return object && name
        ? { kind: 'member', span, object, name: name.text.replace(/^\$/, ''), nameSpan: spanOf(name) }
        : opaque;
    }
    case 'subscript_expression': {
      const [object, key] = node.namedChildren;
      if (!object) return opaque;
      if (key?.type !== 'string' && key?.type !== 'encapsed_string')
        return { kind: 'index', span, object, ...(key ? { key } : {}) };
      return {
        kind: 'member',
        span,
        object,
        name: key.text.slice(1, -1),
        nameSpan: { start: key.startIndex + 1, end: key.endIndex - 1 },
      };
    }
    case 'array_creation_expression':
      return array(node, span, text);
    case 'binary_expression': {
      const operands = [field('left'), field('right')].filter((one) => one !== null);
      const operator = field('operator')?.type;
      if (operator === '.') return { kind: 'join', span, operands: operands };
      if (operator === '??' || operator === '||') return { kind: 'choice', span, branches: operands, fallback: true };
      return operator === '+'
        ? {
            kind: 'record',
            span,
            entries: operands.map((value) => ({ key: null, value, spread: true, span: spanOf(value) })),
          }
        : opaque;
    }
    case 'conditional_expression':
      return { kind: 'choice', span, branches: [field('body'), field('alternative')].filter((one) => one !== null) };
    case 'match_expression':
      return {
        kind: 'choice',
        span,
        branches: node
          .descendantsOfType(['match_conditional_expression', 'match_default_expression'])
          .flatMap((one) => one.childForFieldName('return_expression') ?? []),
      };
    case 'cast_expression':
      return inner(field('value'));
    case 'assignment_expression':
      return inner(field('right'));
  }
  if (nodes.calls.has(type)) return call(node);
  return nodes.functions.has(type) ? lambda(node, text) : opaque;
}

function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const isDoc = node.type === 'heredoc' || node.type === 'nowdoc';
  const body = isDoc ? node.childForFieldName('value') : node;
  if (!body) return { kind: 'text', span, pieces: [] };
  const content = isDoc ? spanOf(body) : { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) };
  const single = node.type === 'string' || node.type === 'nowdoc';
  const atoms = body.namedChildren.flatMap((child): Atom[] => {
    const at = spanOf(child);
    if (child.type === 'escape_sequence')
      return [{ kind: 'escape', span: at, text: single ? child.text.slice(1) : unescaped(child.text) }];
    if (/^(?:string_content|nowdoc_string|heredoc_content)$/.test(child.type)) return [];
    // `{$patient->name}`: the braces belong to the hole.
    const braced = text[at.start - 1] === '{' && text[at.end] === '}';
    return [{ kind: 'hole', span: braced ? { start: at.start - 1, end: at.end + 1 } : at, value: child }];
  });
  return { kind: 'text', span, pieces: pieces(text, content, atoms) };
}

function array(node: Node, span: Expr['span'], text: string): Expr {
  const elements = node.namedChildren.filter(({ type }) => type === 'array_element_initializer');
  const isMap = elements.some((one) => one.children.some(({ type }) => type === '=>'));
  const spread = (one: Node): Node | undefined =>
    one.firstNamedChild?.type === 'variadic_unpacking' ? (one.firstNamedChild.firstNamedChild ?? undefined) : undefined;
  if (!isMap) {
    return {
      kind: 'list',
      span,
      items: elements.flatMap((one) =>
        spread(one)
          ? [{ value: spread(one)!, spread: true }]
          : one.firstNamedChild
            ? [{ value: one.firstNamedChild }]
            : [],
      ),
    };
  }
  const entries = elements.flatMap((one): Entry[] => {
    const unpacked = spread(one);
    if (unpacked) return [{ key: null, value: unpacked, spread: true, span: spanOf(one) }];
    const [key, value] = one.namedChildren;
    if (!key || !value) return [];
    const isLiteral = key.type === 'string' || key.type === 'encapsed_string';
    // `CURLOPT_URL => $url`
    const name = key.type === 'name' && /^[A-Z][A-Z\d_]+$/.test(key.text) ? key.text : null;
    return [{ key: isLiteral ? text.slice(key.startIndex + 1, key.endIndex - 1) : name, value, span: spanOf(one) }];
  });
  return { kind: 'record', span, entries };
}

function call(node: Node): Expr {
  const span = spanOf(node);
  const list = node.childForFieldName('arguments') ?? node.namedChildren.find(({ type }) => type === 'arguments');
  const args = (list?.namedChildren ?? []).flatMap((one): Argument[] => {
    const value = one.namedChildren.at(-1);
    if (one.type !== 'argument' || !value) return [];
    const name = one.childForFieldName('name');
    if (value.type === 'variadic_unpacking') return [{ value: value.firstNamedChild ?? value, spread: 'record' }];
    return name && name.id !== value.id ? [{ name: name.text, value }] : [{ value }];
  });
  if (node.type === 'object_creation_expression') {
    const created = node.namedChildren.find(({ type }) => /name$/.test(type));
    return created ? { kind: 'call', span, callee: created, args, construct: true } : { kind: 'opaque', span };
  }
  const object = node.childForFieldName('object') ?? node.childForFieldName('scope');
  const name = node.childForFieldName('name') ?? node.childForFieldName('function');
  if (!name) return { kind: 'opaque', span };
  const callee: Operand = object
    ? {
        kind: 'member',
        span: { start: object.startIndex, end: name.endIndex },
        object,
        name: name.text,
        nameSpan: spanOf(name),
      }
    : name;
  return { kind: 'call', span, callee, args };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const results = !body
    ? []
    : body.type === 'compound_statement'
      ? returnsOf(body, node, 'return_statement', nodes)
      : [body];
  const parameters = (node.childForFieldName('parameters')?.namedChildren ?? []).map((one): Parameter => {
    const typeName = typeText(one.childForFieldName('type'), text);
    return parameterOf(one, (one.childForFieldName('name') ?? one).text.replace(/^\$/, ''), typeName);
  });
  const returnType = typeText(node.childForFieldName('return_type'), text);
  return lambdaOf(node, parameters, results, returnType);
}

const modelSettings =
  /^\$(?:table|primaryKey|guarded|hidden|casts|appends|with|connection|timestamps|incrementing|keyType|perPage|dates)$/;

/** Properties of a class, promoted ones included. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (!nodes.classes.has(node.type)) return undefined;
  return node.descendantsOfType(['property_element', 'property_promotion_parameter']).flatMap((one): RecordField[] => {
    const name = one.childForFieldName('name');
    // Eloquent: https://laravel.com/docs/eloquent#mass-assignment names the columns, its other settings are none.
    if (name?.text === '$fillable')
      return [...one.text.matchAll(/['"](\w+)['"]/g)].map(([, column]) => ({ name: column! }));
    if (name && modelSettings.test(name.text)) return [];
    const typeNode = one.childForFieldName('type') ?? one.parent?.childForFieldName('type');
    const type = typeText(typeNode, text);
    return name ? [{ name: name.text.replace(/^\$/, ''), ...(type ? { type } : {}) }] : [];
  });
}
