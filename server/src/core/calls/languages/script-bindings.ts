import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, type NodeTypes, spanOf } from '../code.ts';
import { script } from './script.ts';
import { setsIfMissing, throughArgument, throughMember, throughSubscript } from './script-additions.ts';
import { handedTo } from './script-callbacks.ts';
import { scopeSpan, typeText } from './shared.ts';

const identifiers = new Set([
  'identifier',
  'shorthand_property_identifier_pattern',
  'property_identifier',
  'private_property_identifier',
  'type_identifier',
]);
const patterns = new Set([
  'object_pattern',
  'array_pattern',
  'pair_pattern',
  'assignment_pattern',
  'rest_pattern',
  'object_assignment_pattern',
]);

/** What an occurrence of an identifier binds in TypeScript and JavaScript. */
export function scriptBinding(node: Node, text: string): Binding | undefined {
  const parent = node.parent;
  if (!parent) return undefined;
  if (node.type === 'this') return undefined;
  if (!identifiers.has(node.type)) return undefined;
  const name = text.slice(node.startIndex, node.endIndex).replace(/^#/, '');
  const { top, select } = climb(node, text);
  const owner = top.parent;
  if (!owner) return undefined;
  const base = { name, span: spanOf(node), ...(select.length > 0 ? { select } : {}) };
  const scope = (kind: 'any' | 'function' | 'class' = 'any', at = owner) => scopeSpan(at, nodes(), kind);
  switch (owner.type) {
    case 'variable_declarator':
      if (!same(owner.childForFieldName('name'), top)) return undefined;
      return variable(owner, base, text);
    case 'required_parameter':
    case 'optional_parameter':
    case 'formal_parameters':
    case 'arrow_function':
      return parameter(top, owner, base, text);
    case 'for_in_statement': {
      if (!same(owner.childForFieldName('left'), top)) return undefined;
      const right = owner.childForFieldName('right');
      const isOf = owner.childForFieldName('operator')?.type !== 'in';
      const value = right && isOf ? { value: right } : {};
      return { ...base, kind: 'variable', scope: spanOf(owner), ...value, select: ['[]', ...select] };
    }
    case 'assignment_expression': {
      if (!same(owner.childForFieldName('left'), top)) return undefined;
      const right = owner.childForFieldName('right');
      return { ...base, kind: 'assignment', scope: scope(), ...(right ? { value: right } : {}) };
    }
    case 'augmented_assignment_expression': {
      const right = owner.childForFieldName('right');
      if (!same(owner.childForFieldName('left'), top) || !right) return undefined;
      // `x ??= y` sets where nothing is; `x += y` adds.
      if (setsIfMissing(owner))
        return { ...base, kind: 'assignment', scope: scope(), block: spanOf(owner), value: right };
      const additions: Addition[] = [{ how: 'join', value: right, span: spanOf(owner) }];
      return { ...base, kind: 'addition', scope: scope(), additions };
    }
    case 'function_declaration':
    case 'generator_function_declaration':
      return same(owner.childForFieldName('name'), node)
        ? { ...base, kind: 'function', scope: scope('any', owner), value: owner }
        : undefined;
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'interface_declaration':
    case 'type_alias_declaration':
    case 'enum_declaration':
      return same(owner.childForFieldName('name'), node)
        ? { ...base, kind: 'class', scope: scope('any', owner), value: owner }
        : undefined;
    case 'method_definition':
      return method(node, owner, base, text);
    case 'public_field_definition':
    case 'field_definition':
      return fieldDefinition(node, owner, base, text);
    case 'member_expression':
      return throughMember(node, owner, base, text);
    case 'subscript_expression':
      return throughSubscript(node, owner, base, text);
    case 'arguments':
      return throughArgument(node, owner, base, text);
    case 'import_specifier':
    case 'import_clause':
    case 'namespace_import':
      return importBinding(node, owner, base, text);
  }
  return undefined;
}

const nodes = (): NodeTypes => script.nodes;
const same = (a: Node | null, b: Node): boolean => a?.id === b.id;
type Base = Pick<Binding, 'name' | 'span' | 'select'>;

/** From an identifier in a destructuring pattern to the whole pattern, with the keys on the way. */
function climb(node: Node, text: string): { top: Node; select: string[] } {
  let top = node;
  const select: string[] = [];
  if (node.type === 'shorthand_property_identifier_pattern') select.push(text.slice(node.startIndex, node.endIndex));
  for (let parent = top.parent; parent && patterns.has(parent.type); parent = top.parent) {
    if (parent.type === 'pair_pattern') {
      if (same(parent.childForFieldName('key'), top)) break;
      const key = parent.childForFieldName('key');
      if (key) select.unshift(text.slice(key.startIndex, key.endIndex).replace(/^['"]|['"]$/g, ''));
    } else if (parent.type === 'array_pattern') {
      const at = top;
      select.unshift(`[${parent.namedChildren.findIndex((child) => child.id === at.id)}]`);
    } else if (same(parent.childForFieldName('right'), top)) break;
    top = parent;
  }
  return { top, select };
}

function variable(owner: Node, base: Base, text: string): Binding {
  const value = owner.childForFieldName('value');
  const isVar = owner.parent?.type === 'variable_declaration';
  const scope = scopeSpan(owner, nodes(), isVar ? 'function' : 'any');
  const required = value?.type === 'await_expression' ? value.firstNamedChild : value;
  if (required?.type === 'call_expression') {
    const callee = required.childForFieldName('function');
    const argument = required.childForFieldName('arguments')?.firstNamedChild;
    if ((callee?.type === 'import' || callee?.text === 'require') && argument?.type === 'string') {
      const module = text.slice(argument.startIndex + 1, argument.endIndex - 1);
      return { ...base, kind: 'import', scope, import: { module, name: base.select?.[0] ?? '*' } };
    }
  }
  const typeName = base.select ? undefined : typeText(owner.childForFieldName('type'), text);
  return { ...base, kind: 'variable', scope, ...(value ? { value } : {}), ...(typeName ? { typeName } : {}) };
}

function parameter(top: Node, owner: Node, base: Base, text: string): Binding | undefined {
  const typed = owner.type === 'required_parameter' || owner.type === 'optional_parameter';
  if (typed && !same(owner.childForFieldName('pattern'), top)) return undefined;
  if (owner.type === 'arrow_function' && !same(owner.childForFieldName('parameter'), top)) return undefined;
  const list = typed ? owner.parent : owner;
  const fn = owner.type === 'arrow_function' ? owner : list?.parent;
  if (!list || !fn || !nodes().functions.has(fn.type)) return undefined;
  const item = typed ? owner : top;
  const index = owner.type === 'arrow_function' ? 0 : list.namedChildren.findIndex((child) => child.id === item.id);
  const typeName = typed ? typeText(owner.childForFieldName('type'), text) : undefined;
  const handed = handedTo(fn, index, text);
  if (handed) {
    const select = [...(handed.select ?? []), ...(base.select ?? [])];
    const type = typeName && !base.select ? { typeName } : {};
    return {
      ...base,
      kind: 'variable',
      scope: spanOf(fn),
      ...handed,
      ...type,
      ...(select.length > 0 ? { select } : {}),
    };
  }
  return {
    ...base,
    kind: 'parameter',
    scope: spanOf(fn),
    owner: spanOf(fn),
    index,
    ...(typeName ? { typeName } : {}),
    ...(typed && /^(?:private|public|protected|readonly|override)\b/.test(text.slice(owner.startIndex, owner.endIndex))
      ? { field: true }
      : {}),
  };
}

function method(node: Node, owner: Node, base: Base, text: string): Binding | undefined {
  if (!same(owner.childForFieldName('name'), node)) return undefined;
  const getter = /^(?:(?:static|async|public|private|protected)\s+)*get\s/.test(
    text.slice(owner.startIndex, node.startIndex),
  );
  const lowered = getter ? script.lower(owner, text) : undefined;
  const value =
    lowered?.kind === 'lambda' ? ({ kind: 'choice', span: lowered.span, branches: lowered.results } as const) : owner;
  const typeName = getter && lowered?.kind === 'lambda' ? lowered.returnType : undefined;
  return {
    ...base,
    ...(typeName ? { typeName } : {}),
    kind: getter ? 'variable' : 'function',
    field: true,
    scope: scopeSpan(owner, nodes(), 'class'),
    value,
  };
}

function fieldDefinition(node: Node, owner: Node, base: Base, text: string): Binding | undefined {
  if (!same(owner.childForFieldName('name') ?? owner.childForFieldName('property'), node)) return undefined;
  const value = owner.childForFieldName('value');
  const typeName = typeText(owner.childForFieldName('type'), text);
  return {
    ...base,
    kind: 'variable',
    field: true,
    scope: scopeSpan(owner, nodes(), 'class'),
    ...(value ? { value } : {}),
    ...(typeName ? { typeName } : {}),
  };
}

function importBinding(node: Node, owner: Node, base: Base, text: string): Binding | undefined {
  const alias = owner.childForFieldName('alias');
  if (alias && !same(alias, node)) return undefined;
  let statement: Node | null = owner;
  while (statement && statement.type !== 'import_statement') statement = statement.parent;
  const source = statement?.childForFieldName('source');
  if (!source) return undefined;
  const module = text.slice(source.startIndex + 1, source.endIndex - 1);
  const imported = owner.type === 'import_specifier' ? owner.childForFieldName('name')?.text : undefined;
  const name = imported ?? (owner.type === 'namespace_import' ? '*' : 'default');
  return { ...base, kind: 'import', scope: scopeSpan(owner, nodes()), import: { module, name } };
}
