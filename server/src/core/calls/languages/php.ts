import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import type { NodeTypes } from '../code.ts';
import {
  type Argument,
  type Binding,
  type Entry,
  type Expr,
  type Language,
  type Operand,
  type Parameter,
  spanOf,
} from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { ancestor, returnsOf, scopeSpan, typeText } from './shared.ts';

const nodes: NodeTypes = {
  functions: new Set([
    'function_definition',
    'method_declaration',
    'anonymous_function',
    'arrow_function',
    'anonymous_function_creation_expression',
  ]),
  classes: new Set(['class_declaration', 'trait_declaration', 'interface_declaration', 'enum_declaration']),
  blocks: new Set([]),
  calls: new Set([
    'member_call_expression',
    'function_call_expression',
    'scoped_call_expression',
    'object_creation_expression',
    'nullsafe_member_call_expression',
  ]),
  comments: new Set(['comment']),
  returns: new Set(['return_statement']),
  assignments: new Set(['assignment_expression', 'augmented_assignment_expression']),
};

export const php: Language = { id: 'php', nodes, lower, binding, record };

const blocks = new Set(['compound_statement', 'else_clause', 'case_statement']);
const same = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;

/** A `name` node: inside a variable (`$prompt`), or of a function, class, constant or property. */
function binding(inner: Node, text: string): Binding | undefined {
  if (inner.type !== 'name') return undefined;
  const node = inner.parent?.type === 'variable_name' ? inner.parent : inner;
  const owner = node.parent;
  if (!owner) return undefined;
  const base = { name: text.slice(inner.startIndex, inner.endIndex), span: spanOf(inner) };
  const scope = (kind: 'any' | 'class' = 'any') => scopeSpan(owner, nodes, kind);
  const block = ancestor(owner, blocks);
  const within = block && !nodes.functions.has(block.parent?.type ?? '') ? { block: spanOf(block) } : {};
  const right = owner.childForFieldName('right');
  switch (owner.type) {
    case 'assignment_expression':
      return same(owner.childForFieldName('left'), node) && right
        ? { ...base, kind: 'variable', scope: scope(), ...within, value: right }
        : undefined;
    case 'augmented_assignment_expression':
      return same(owner.childForFieldName('left'), node) && right
        ? { ...base, kind: 'addition', scope: scope(), additions: [{ how: 'join', value: right, span: spanOf(owner) }] }
        : undefined;
    case 'simple_parameter':
    case 'variadic_parameter':
    case 'property_promotion_parameter': {
      const fn = owner.parent?.parent;
      if (!fn || !same(owner.childForFieldName('name'), node)) return undefined;
      const typeName = typeText(owner.childForFieldName('type'), text);
      const index = owner.parent!.namedChildren.findIndex(({ id }) => id === owner.id);
      return {
        ...base,
        kind: 'parameter',
        scope: spanOf(fn),
        owner: spanOf(fn),
        index,
        ...(typeName ? { typeName } : {}),
        ...(owner.type === 'property_promotion_parameter' ? { field: true } : {}),
      };
    }
    case 'property_element': {
      const value = owner.childForFieldName('default_value');
      const typeName = typeText(owner.parent?.childForFieldName('type'), text);
      return {
        ...base,
        kind: 'variable',
        field: true,
        scope: scope('class'),
        ...(value ? { value } : {}),
        ...(typeName ? { typeName } : {}),
      };
    }
    case 'const_element': {
      const value = owner.namedChildren.at(-1);
      return same(owner.firstNamedChild, node) && value
        ? {
            ...base,
            kind: 'variable',
            field: nodes.classes.has(owner.parent?.parent?.parent?.type ?? ''),
            scope: scope(),
            value,
          }
        : undefined;
    }
    case 'function_definition':
    case 'method_declaration':
      return same(owner.childForFieldName('name'), node)
        ? { ...base, kind: 'function', field: owner.type === 'method_declaration', scope: scope(), value: owner }
        : undefined;
    case 'class_declaration':
    case 'interface_declaration':
      return same(owner.childForFieldName('name'), node)
        ? { ...base, kind: 'class', scope: scope(), value: owner }
        : undefined;
    case 'foreach_statement':
    case 'pair':
      return loop(node, owner, base);
    case 'subscript_expression':
      return element(node, owner, base, text);
    case 'member_access_expression':
      return property(node, owner, base, text);
    case 'qualified_name':
    case 'namespace_use_clause':
      return imported(node, owner, base);
  }
  return undefined;
}

type Base = Pick<Binding, 'name' | 'span'>;

function loop(node: Node, owner: Node, base: Base): Binding | undefined {
  const statement = owner.type === 'pair' ? owner.parent : owner;
  if (statement?.type !== 'foreach_statement') return undefined;
  const list = statement.firstNamedChild;
  const isValue = owner.type === 'pair' ? same(owner.lastNamedChild, node) : same(statement.namedChildren[1], node);
  return isValue && list
    ? { ...base, kind: 'variable', scope: scopeSpan(statement, nodes), value: list, select: ['[]'] }
    : undefined;
}

/** `$messages[] = …` and `$params['system'] = …`. */
function element(node: Node, subscript: Node, base: Base, text: string): Binding | undefined {
  const outer = subscript.parent;
  if (
    outer?.type !== 'assignment_expression' ||
    !same(outer.childForFieldName('left'), subscript) ||
    !same(subscript.firstNamedChild, node)
  )
    return undefined;
  const value = outer.childForFieldName('right');
  if (!value) return undefined;
  const key = subscript.namedChildren[1];
  const span = spanOf(outer);
  const scope = scopeSpan(outer, nodes);
  if (!key) return { ...base, kind: 'addition', scope, additions: [{ how: 'item', value, span }] };
  const name = text.slice(key.startIndex, key.endIndex).replace(/^["']|["']$/g, '');
  return { ...base, kind: 'addition', scope, additions: [{ how: 'entry', key: name, value, span }] };
}

/** `$this->client = …`. */
function property(node: Node, access: Node, base: Base, text: string): Binding | undefined {
  const outer = access.parent;
  if (
    !same(access.childForFieldName('name'), node) ||
    !outer ||
    !nodes.assignments.has(outer.type) ||
    !same(outer.childForFieldName('left'), access)
  )
    return undefined;
  const value = outer.childForFieldName('right');
  if (!value || text.slice(access.startIndex, node.startIndex).replace(/\?|->/g, '') !== '$this') return undefined;
  return { ...base, kind: 'assignment', field: true, scope: scopeSpan(outer, nodes, 'class'), value };
}

function imported(node: Node, owner: Node, base: Base): Binding | undefined {
  const clause = owner.type === 'namespace_use_clause' ? owner : owner.parent;
  if (clause?.type !== 'namespace_use_clause') return undefined;
  const alias = clause.childForFieldName('alias');
  const path = clause.firstNamedChild;
  if (!path || !(alias ? same(alias, node) : same(path.lastNamedChild ?? path, node) || same(path, node)))
    return undefined;
  const module = path.text.replace(/^\\/, '');
  return {
    ...base,
    kind: 'import',
    scope: { start: 0, end: Number.MAX_SAFE_INTEGER },
    import: { module, name: module.split('\\').pop()! },
  };
}

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
      return object && name ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) } : opaque;
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
      if (operator === '.') return { kind: 'join', span, operands: sum(operands) };
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

function sum(operands: readonly Node[]): Node[] {
  const result = operands.slice(1);
  let left = operands[0];
  while (left?.type === 'binary_expression' && left.childForFieldName('operator')?.type === '.') {
    const right = left.childForFieldName('right');
    if (right) result.unshift(right);
    left = left.childForFieldName('left') ?? undefined;
  }
  return left ? [left, ...result] : result;
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
    return [{ key: isLiteral ? text.slice(key.startIndex + 1, key.endIndex - 1) : null, value, span: spanOf(one) }];
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
  const name = node.childForFieldName('name');
  const results = !body
    ? []
    : body.type === 'compound_statement'
      ? returnsOf(body, node, 'return_statement', nodes)
      : [body];
  const parameters = (node.childForFieldName('parameters')?.namedChildren ?? []).map((one): Parameter => {
    const typeName = typeText(one.childForFieldName('type'), text);
    return {
      span: spanOf(one),
      name: (one.childForFieldName('name') ?? one).text.replace(/^\$/, ''),
      ...(typeName ? { typeName } : {}),
    };
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

/** Properties of a class, promoted ones included. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (!nodes.classes.has(node.type)) return undefined;
  return node.descendantsOfType(['property_element', 'property_promotion_parameter']).flatMap((one): RecordField[] => {
    const name = one.childForFieldName('name');
    const typeNode = one.childForFieldName('type') ?? one.parent?.childForFieldName('type');
    const type = typeText(typeNode, text);
    return name ? [{ name: name.text.replace(/^\$/, ''), ...(type ? { type } : {}) }] : [];
  });
}
