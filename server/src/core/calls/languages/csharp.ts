import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Argument, type Entry, type Expr, type Language, type Parameter, spanOf } from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { bindings, csharpBinding } from './csharp-bindings.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf, typeText } from './shared.ts';

export const csharp: Language = {
  id: 'csharp',
  implicitSelf: true,
  nodes: bindings.nodes,
  lower,
  binding: csharpBinding,
  record,
  construction,
};

const constants =
  /^(?:integer_literal|real_literal|boolean_literal|null_literal|character_literal|default_expression|typeof_expression|prefix_unary_expression)$/;

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null | undefined): Expr => (child ? lower(child, text) : opaque);
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
    case 'this':
    case 'this_expression':
    case 'predefined_type':
    case 'implicit_parameter':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'generic_name':
      return inner(node.firstNamedChild);
    case 'parenthesized_expression':
    case 'await_expression':
    case 'arrow_expression_clause':
    case 'expression_statement':
    case 'checked_expression':
    case 'postfix_unary_expression':
      return inner(node.firstNamedChild);
    case 'argument':
      return inner(node.namedChildren.at(-1));
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'interpolated_string_expression':
      return string(node, text);
    case 'member_access_expression': {
      const object = field('expression') ?? node.child(0);
      const name = field('name');
      return object && name
        ? {
            kind: 'member',
            span,
            object: object.isNamed ? object : { kind: 'name', span: spanOf(object), name: object.text },
            name: name.text.replace(/<.*$/, ''),
            nameSpan: spanOf(name),
          }
        : opaque;
    }
    case 'qualified_name': {
      const object = field('qualifier');
      const name = field('name');
      return memberOf(span, object, name);
    }
    case 'conditional_access_expression': {
      const object = field('condition');
      const name = node.lastNamedChild?.childForFieldName('name');
      return memberOf(span, object, name);
    }
    case 'element_access_expression': {
      const object = field('expression');
      const key = field('subscript')?.firstNamedChild?.firstNamedChild;
      if (!object || !key) return opaque;
      return key.type === 'string_literal'
        ? { kind: 'member', span, object, name: key.text.slice(1, -1), nameSpan: spanOf(key) }
        : { kind: 'index', span, object, key };
    }
    case 'invocation_expression': {
      const callee = field('function');
      return callee ? { kind: 'call', span, callee, args: argumentsOf(field('arguments')) } : opaque;
    }
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
    case 'anonymous_object_creation_expression':
      return creation(node, text);
    case 'initializer_expression':
      return initializer(node, span);
    case 'tuple_expression':
      return { kind: 'list', span, items: node.namedChildren.map((value) => ({ value })) };
    case 'collection_expression':
    case 'element_binding_expression':
      return {
        kind: 'list',
        span,
        items: node.namedChildren.map((one) => {
          // The grammar reads `[.. list]` as a range without a beginning.
          const range = one.firstNamedChild?.type === 'range_expression' ? one.firstNamedChild : undefined;
          const spread = one.type === 'spread_element' ? one : range;
          return spread ? { value: spread.lastNamedChild ?? one, spread: true } : { value: one };
        }),
      };
    case 'implicit_array_creation_expression':
    case 'array_creation_expression': {
      const list = node.namedChildren.find((one) => one.type === 'initializer_expression');
      return { kind: 'list', span, items: (list?.namedChildren ?? []).map((value) => ({ value })) };
    }
    case 'binary_expression': {
      const operands = [field('left'), field('right')].filter((one) => one !== null);
      const operator = field('operator')?.type ?? node.child(1)?.type;
      if (operator === '+') return { kind: 'join', span, operands };
      return operator === '??' ? { kind: 'choice', span, branches: operands, fallback: true } : opaque;
    }
    case 'conditional_expression':
      return {
        kind: 'choice',
        span,
        branches: [field('consequence'), field('alternative')].filter((one) => one !== null),
      };
    case 'switch_expression':
      return {
        kind: 'choice',
        span,
        branches: node.descendantsOfType('switch_expression_arm').flatMap((one) => one.lastNamedChild ?? []),
      };
    case 'cast_expression':
    case 'as_expression': {
      const value = field('value') ?? field('left');
      const typeName = typeText(field('type') ?? field('right'), text);
      return !value ? opaque : typeName ? { kind: 'typed', span, value, typeName } : lower(value, text);
    }
    case 'assignment_expression':
      return inner(field('right'));
  }
  return bindings.nodes.functions.has(type) ? lambda(node, text) : opaque;
}

/** Plain, verbatim, raw and interpolated strings. */
function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const open = /^[$@]*"+/.exec(text.slice(span.start, span.start + 40))?.[0] ?? '"';
  const quotes = open.replace(/[$@]/g, '').length;
  const verbatim = open.includes('@');
  const raw = quotes >= 3;
  const width = raw ? quotes : 1;
  const content = {
    start: span.start + open.replace(/"+$/, '').length + width,
    end: Math.max(span.start + 1, span.end - width),
  };
  const interpolated = open.includes('$');
  const atoms: Atom[] = node.namedChildren.flatMap((child): Atom[] => {
    if (child.type === 'escape_sequence') return [{ kind: 'escape', span: spanOf(child), text: unescaped(child.text) }];
    if (child.type !== 'interpolation') return [];
    const value = child.namedChildren.find(({ type }) => type !== 'interpolation_brace');
    return value ? [{ kind: 'hole', span: spanOf(child), value }] : [];
  });
  if (verbatim || (interpolated && !raw)) {
    const doubled = verbatim && interpolated ? /""|\{\{|\}\}/g : verbatim ? /""/g : /\{\{|\}\}/g;
    for (const match of text.slice(content.start, content.end).matchAll(doubled)) {
      const start = content.start + match.index;
      if (!atoms.some((one) => one.span.start < start + 2 && start < one.span.end))
        atoms.push({ kind: 'escape', span: { start, end: start + 2 }, text: match[0][0]! });
    }
  }
  return {
    kind: 'text',
    span,
    pieces: pieces(
      text,
      content,
      atoms.sort((a, b) => a.span.start - b.span.start),
    ),
  };
}

const argumentsOf = (list: Node | null): Argument[] =>
  (list?.namedChildren ?? []).flatMap((one): Argument[] => {
    const value = one.namedChildren.at(-1);
    if (one.type !== 'argument' || !value) return [];
    const name = one.childForFieldName('name');
    return name && name.id !== value.id ? [{ name: name.text, value }] : [{ value }];
  });

/** `new T(args) { Key = value }`: the object when it has an initializer, else the call of the constructor. */
function creation(node: Node, text: string): Expr {
  const span = spanOf(node);
  const typeNode = node.childForFieldName('type');
  const list = node.namedChildren.find(({ type }) => type === 'initializer_expression');
  const args = argumentsOf(
    node.childForFieldName('arguments') ?? node.namedChildren.find(({ type }) => type === 'argument_list') ?? null,
  );
  if (node.type === 'anonymous_object_creation_expression') {
    const children = node.children;
    const entries = children.flatMap((one, index): Entry[] =>
      one.isNamed && children[index + 1]?.type === '=' && children[index + 2]
        ? [{ key: one.text, value: children[index + 2]!, span: spanOf(one) }]
        : one.isNamed && children[index - 1]?.type !== '='
          ? [{ key: one.text.split('.').pop()!, value: one, span: spanOf(one) }]
          : [],
    );
    return { kind: 'record', span, entries };
  }
  if (list && list.namedChildCount > 0 && !/Client|^HttpRequestMessage$/.test(typeNode?.text ?? 'Client')) {
    const made = initializer(list, span);
    const typeName = typeText(typeNode, text);
    return made.kind === 'record' && typeName ? { ...made, typeName } : made;
  }
  const bare = list && initializer(list, span);
  if (bare && !typeNode && bare.kind !== 'opaque') return bare;
  const callee: Node | Expr = typeNode ?? { kind: 'opaque', span };
  return { kind: 'call', span, callee, args: bare ? [...args, { value: bare }] : args, construct: true };
}

function initializer(list: Node, span: Expr['span']): Expr {
  const children = list.namedChildren.filter(({ type }) => type !== 'comment');
  // `new Dictionary<string, object> { { "role", "user" }, … }`
  const pairs = children.map((one) => (one.type === 'initializer_expression' ? one.namedChildren : []));
  if (pairs.length > 0 && pairs.every(([key, value]) => key && value && /string_literal$/.test(key.type))) {
    return {
      kind: 'record',
      span,
      entries: pairs.map(([key, value]) => ({ key: key!.text.slice(1, -1), value: value!, span: spanOf(key!) })),
    };
  }
  if (!children.some(({ type }) => type === 'assignment_expression'))
    return { kind: 'list', span, items: children.map((value) => ({ value })) };
  const entries = children.flatMap((one): Entry[] => {
    const [left, right] = [one.childForFieldName('left'), one.childForFieldName('right')];
    return left && right ? [{ key: left.text.replace(/^\["?|"?\]$/g, ''), value: right, span: spanOf(one) }] : [];
  });
  return { kind: 'record', span, entries };
}

function lambda(node: Node, text: string): Expr {
  const body = node.childForFieldName('body');
  const results = !body
    ? []
    : body.type === 'block'
      ? returnsOf(body, node, 'return_statement', bindings.nodes)
      : [body];
  const list = node.childForFieldName('parameters');
  const items = list && list.type !== 'parameter_list' ? [list] : (list?.namedChildren ?? []);
  const parameters = items.map((one): Parameter => {
    const typeName = typeText(one.childForFieldName('type'), text);
    return parameterOf(one, (one.childForFieldName('name') ?? one).text, typeName);
  });
  const returnType = typeText(node.childForFieldName('returns') ?? node.childForFieldName('type'), text);
  return lambdaOf(node, parameters, results, returnType);
}

/** Properties of a class and components of a record. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (!bindings.nodes.classes.has(node.type)) return undefined;
  const components = node.namedChildren.find(({ type }) => type === 'parameter_list')?.namedChildren ?? [];
  const members = (node.childForFieldName('body')?.namedChildren ?? []).filter(
    ({ type }) => type === 'property_declaration',
  );
  return [...components, ...members].flatMap((one): RecordField[] => {
    const name = one.childForFieldName('name');
    const type = typeText(one.childForFieldName('type'), text);
    return name ? [{ name: name.text, ...(type ? { type } : {}) }] : [];
  });
}

/** Components of a record or primary constructor, else the properties that a constructor sets. */
function construction(node: Node, text: string, count: number): readonly (string | undefined)[] | undefined {
  const namesIn = (list: Node | null | undefined): string[] =>
    (list?.namedChildren ?? []).flatMap((one) => one.childForFieldName('name')?.text ?? []);
  const primary = node.namedChildren.find(({ type }) => type === 'parameter_list');
  if (primary) return namesIn(primary);
  const all = (node.childForFieldName('body')?.namedChildren ?? []).filter(
    ({ type }) => type === 'constructor_declaration',
  );
  const chosen = all.find((one) => namesIn(one.childForFieldName('parameters')).length >= count);
  if (!chosen) return undefined;
  const kept = new Map(
    chosen.descendantsOfType('assignment_expression').flatMap((one): [string, string][] => {
      const [left, right] = [one.childForFieldName('left'), one.childForFieldName('right')];
      return left && right ? [[text.slice(right.startIndex, right.endIndex), left.text.replace(/^this\./, '')]] : [];
    }),
  );
  return namesIn(chosen.childForFieldName('parameters')).map((name) => kept.get(name));
}
