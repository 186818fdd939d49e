import type { Node } from 'web-tree-sitter';
import { type Binding, type Operand, spanOf } from '../code.ts';
import { parametersOf, python } from './python.ts';
import { throughAttribute, throughSubscript } from './python-additions.ts';
import { throughKey } from './python-state.ts';
import { ancestor, scopeSpan, typeText } from './shared.ts';

const patterns = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'as_pattern_target',
  'list_splat_pattern',
  'dictionary_splat_pattern',
]);
const blocks = new Set(['block', 'module']);
const sameNode = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;

/** What an occurrence of an identifier binds in Python. */
export function pythonBinding(node: Node, text: string): Binding | undefined {
  if (node.type === 'string_content') return throughKey(node, text);
  if (node.type !== 'identifier') return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  let top = node;
  let index: number | undefined;
  for (let parent = top.parent; parent && patterns.has(parent.type); parent = top.parent) {
    const child = top;
    if (parent.type !== 'as_pattern_target') index = parent.namedChildren.findIndex((one) => sameNode(one, child));
    top = parent;
  }
  const owner = top.parent;
  if (!owner) return undefined;
  switch (owner.type) {
    case 'assignment':
    case 'named_expression':
      return assignment(top, owner, base, index, text);
    case 'augmented_assignment': {
      const right = owner.childForFieldName('right');
      if (!sameNode(owner.childForFieldName('left'), top) || !right) return undefined;
      return {
        ...base,
        kind: 'addition',
        scope: scopeOf(owner),
        additions: [{ how: 'join', value: right, span: spanOf(owner) }],
      };
    }
    case 'for_statement':
    case 'for_in_clause':
      return loop(top, owner, base, index, text);
    case 'as_pattern': {
      const value = owner.firstNamedChild;
      return { ...base, kind: 'variable', scope: scopeOf(owner), ...(value ? { value } : {}) };
    }
    case 'function_definition':
    case 'class_definition':
      return definition(node, owner, base, text);
    case 'parameters':
    case 'lambda_parameters':
    case 'typed_parameter':
    case 'default_parameter':
    case 'typed_default_parameter':
      return parameter(top, owner, base, text);
    case 'aliased_import':
    case 'dotted_name':
      return imported(node, owner, base);
    case 'attribute':
      return throughAttribute(node, owner, base, text);
    case 'subscript':
      return throughSubscript(node, owner, base);
  }
  return undefined;
}

export type Base = Pick<Binding, 'name' | 'span'>;
const scopeOf = (node: Node) => scopeSpan(node, python.nodes);
const blockOf = (node: Node) => {
  const block = ancestor(node, blocks);
  return block && block.type !== 'module' ? { block: spanOf(block) } : {};
};
const inClass = (node: Node): boolean => {
  const around = ancestor(node, new Set([...python.nodes.functions, ...python.nodes.classes]));
  return around !== undefined && python.nodes.classes.has(around.type);
};

function assignment(top: Node, owner: Node, base: Base, index: number | undefined, text: string): Binding | undefined {
  if (!sameNode(owner.childForFieldName('left') ?? owner.childForFieldName('name'), top)) return undefined;
  let value = owner.childForFieldName('right') ?? owner.childForFieldName('value');
  // `a = b = value`
  while (value?.type === 'assignment') value = value.childForFieldName('right');
  const typeName = typeText(owner.childForFieldName('type'), text);
  return {
    ...base,
    kind: 'variable',
    scope: scopeOf(owner),
    ...blockOf(owner),
    ...(inClass(owner) ? { field: true } : {}),
    ...(value ? { value } : {}),
    ...(typeName ? { typeName } : {}),
    ...(index === undefined ? {} : { select: [`[${index}]`] }),
  };
}

/** `for i, note in enumerate(notes)` and `for key, value in record.items()` give the element itself. */
function loop(top: Node, owner: Node, base: Base, index: number | undefined, text: string): Binding | undefined {
  if (!sameNode(owner.childForFieldName('left'), top)) return undefined;
  const right = owner.childForFieldName('right');
  const scope = owner.type === 'for_in_clause' ? spanOf(owner.parent ?? owner) : scopeOf(owner);
  const binding = (value: Operand | null, select: string[]): Binding => ({
    ...base,
    kind: 'variable',
    scope,
    ...(value ? { value } : {}),
    select,
  });
  if (right?.type === 'call' && index !== undefined) {
    const callee = right.childForFieldName('function');
    const args = right.childForFieldName('arguments')?.namedChildren ?? [];
    const name = callee ? text.slice(callee.startIndex, callee.endIndex) : '';
    if (name === 'enumerate') return index === 0 ? binding(counter(right), []) : binding(args[0] ?? null, ['[]']);
    if (name === 'zip') return binding(args[index] ?? null, ['[]']);
    if (name.endsWith('.items'))
      return index === 0 ? binding(null, []) : binding(callee?.childForFieldName('object') ?? null, ['[]']);
  }
  if (right?.type === 'call' && index === undefined && right.childForFieldName('function')?.text === 'range')
    return binding(counter(right), []);
  return binding(right, index === undefined ? ['[]'] : ['[]', `[${index}]`]);
}

/** The number of a round carries nothing. */
const counter = (node: Node): Operand => ({ kind: 'opaque', span: spanOf(node), constant: true });

function definition(node: Node, owner: Node, base: Base, text: string): Binding | undefined {
  if (!sameNode(owner.childForFieldName('name'), node)) return undefined;
  const scope = scopeOf(owner);
  if (owner.type === 'class_definition') return { ...base, kind: 'class', scope, value: owner };
  const field = inClass(owner) ? { field: true } : {};
  const decorators =
    owner.parent?.type === 'decorated_definition'
      ? owner.parent.namedChildren.filter(({ type }) => type === 'decorator')
      : [];
  if (decorators.some((one) => /^@(?:\w+\.)?(?:cached_)?property\b/.test(one.text))) {
    const lowered = python.lower(owner, text);
    if (lowered.kind === 'lambda')
      return {
        ...base,
        kind: 'variable',
        scope,
        ...field,
        value: { kind: 'choice', span: spanOf(owner), branches: lowered.results },
        ...(lowered.returnType ? { typeName: lowered.returnType } : {}),
      };
  }
  return { ...base, kind: 'function', scope, ...field, value: owner };
}

function parameter(node: Node, owner: Node, base: Base, text: string): Binding | undefined {
  const isList = owner.type === 'parameters' || owner.type === 'lambda_parameters';
  const item = isList ? node : owner;
  const list = isList ? owner : owner.parent;
  const fn = list?.parent;
  if (!fn || !python.nodes.functions.has(fn.type)) return undefined;
  if (!isList && !sameNode(item.childForFieldName('name') ?? item.firstNamedChild, node)) return undefined;
  const typeName = isList ? undefined : typeText(item.childForFieldName('type'), text);
  return {
    ...base,
    kind: 'parameter',
    scope: spanOf(fn),
    owner: spanOf(fn),
    index: parametersOf(fn, text).findIndex(({ name }) => name === base.name),
    ...(typeName ? { typeName } : {}),
  };
}

function imported(node: Node, owner: Node, base: Base): Binding | undefined {
  const aliased = owner.type === 'aliased_import';
  if (aliased && !sameNode(owner.childForFieldName('alias'), node)) return undefined;
  const item = aliased ? owner : owner.parent?.type === 'aliased_import' ? undefined : owner;
  const statement = item?.parent;
  if (!item || !statement) return undefined;
  const scope = scopeOf(statement);
  if (statement.type === 'import_from_statement') {
    const module = statement.childForFieldName('module_name');
    if (!module || sameNode(module, owner)) return undefined;
    const name = aliased ? (owner.childForFieldName('name')?.text ?? base.name) : base.name;
    return { ...base, kind: 'import', scope, import: { module: module.text, name } };
  }
  if (statement.type !== 'import_statement') return undefined;
  const path = aliased ? (owner.childForFieldName('name')?.text ?? base.name) : owner.text;
  // `import a.b` binds `a`; only the first name of it.
  if (!aliased && owner.firstNamedChild && !sameNode(owner.firstNamedChild, node)) return undefined;
  return { ...base, kind: 'import', scope, import: { module: aliased ? path : path, name: '*' } };
}
