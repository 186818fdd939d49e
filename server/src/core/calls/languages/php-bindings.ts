import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, type NodeTypes, spanOf } from '../code.ts';
import { ancestor, scopeSpan, typeText } from './shared.ts';

export const nodes: NodeTypes = {
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

const blocks = new Set(['compound_statement', 'else_clause', 'case_statement']);
const same = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;

/** A `name` node: inside a variable (`$prompt`), or of a function, class, constant or property. */
export function phpBinding(inner: Node, text: string): Binding | undefined {
  if (inner.type !== 'name') return undefined;
  const node = inner.parent?.type === 'variable_name' ? inner.parent : inner;
  const owner = node.parent;
  if (!owner) return undefined;
  const base = { name: text.slice(inner.startIndex, inner.endIndex), span: spanOf(inner) };
  const scope = (kind: 'any' | 'class' = 'any') => scopeSpan(owner, nodes, kind);
  const right = owner.childForFieldName('right');
  switch (owner.type) {
    case 'assignment_expression':
      return same(owner.childForFieldName('left'), node) && right
        ? { ...base, kind: 'variable', scope: scope(), ...blockOf(owner), value: right }
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
        ...(owner.childForFieldName('default_value') ? { default: owner.childForFieldName('default_value')! } : {}),
        ...(owner.type === 'property_promotion_parameter' ? { field: true } : {}),
      };
    }
    case 'property_element': {
      const initial = owner.childForFieldName('default_value');
      // A property that begins empty is filled by a form or a request.
      const value = initial && /^(?:''|""|null)$/i.test(initial.text) ? null : initial;
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
    case 'argument':
      return pushed(node, owner, base);
    case 'member_call_expression':
      return told(node, owner, base);
    case 'qualified_name':
    case 'namespace_use_clause':
      return imported(node, owner, base);
  }
  return undefined;
}

/** The block that a statement stands in; none where that is the whole function. Only asked for what binds: it climbs. */
function blockOf(owner: Node): Pick<Binding, 'block'> {
  const block = ancestor(owner, blocks);
  return block && !nodes.functions.has(block.parent?.type ?? '') ? { block: spanOf(block) } : {};
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

/** `$chat->setSystemMessage($rules);`, `$agent->setInstructions($rules);`: what a chat is told after it is made. */
function told(node: Node, call: Node, base: Base): Binding | undefined {
  const key = call.childForFieldName('name')?.text ?? '';
  const value = call.childForFieldName('arguments')?.firstNamedChild?.namedChildren.at(-1);
  if (!/^(?:setSystemMessage|setInstructions|withSystemPrompt|setSystemPrompt)$/.test(key) || !value) return undefined;
  if (!same(call.childForFieldName('object'), node) || call.parent?.type !== 'expression_statement') return undefined;
  return {
    ...base,
    kind: 'addition',
    scope: scopeSpan(call, nodes),
    additions: [{ how: 'entry', key, value, span: spanOf(call) }],
  };
}

/** `array_push($messages, $one)`. */
function pushed(node: Node, argument: Node, base: Base): Binding | undefined {
  const list = argument.parent;
  const call = list?.parent;
  if (call?.type !== 'function_call_expression' || !same(list?.firstNamedChild, argument) || !node.isNamed)
    return undefined;
  if (!/^array_(?:push|unshift)$/.test(call.childForFieldName('function')?.text ?? '')) return undefined;
  const span = spanOf(call);
  const additions = list!.namedChildren.slice(1).flatMap((one): Addition[] => {
    const value = one.namedChildren.at(-1);
    return value ? [{ how: 'item', value, span }] : [];
  });
  return additions.length > 0 ? { ...base, kind: 'addition', scope: scopeSpan(call, nodes), additions } : undefined;
}

/** `$this->client = …`, `$this->prompt .= …`, `$this->messages[] = …`. */
function property(node: Node, access: Node, base: Base, text: string): Binding | undefined {
  const isOwn = text.slice(access.startIndex, node.startIndex).replace(/\?|->/g, '') === '$this';
  const around = access.parent;
  if (isOwn && around?.type === 'subscript_expression' && same(access.childForFieldName('name'), node)) {
    const found = element(access, around, base, text);
    return found && { ...found, field: true, scope: scopeSpan(access, nodes, 'class') };
  }
  const outer = access.parent;
  if (
    !same(access.childForFieldName('name'), node) ||
    !outer ||
    !nodes.assignments.has(outer.type) ||
    !same(outer.childForFieldName('left'), access)
  )
    return undefined;
  const value = outer.childForFieldName('right');
  if (!value || !isOwn) return undefined;
  if (outer.type === 'augmented_assignment_expression' && outer.childForFieldName('operator')?.type === '.=') {
    const additions: Addition[] = [{ how: 'join', value, span: spanOf(outer) }];
    return { ...base, kind: 'addition', field: true, scope: scopeSpan(outer, nodes, 'class'), additions };
  }
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
