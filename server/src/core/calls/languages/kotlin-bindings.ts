import type { Node } from 'web-tree-sitter';
import { type Binding, spanOf } from '../code.ts';
import { elementKeys } from './jvm.ts';
import { methodOf } from './kotlin-blocks.ts';
import { scopeSpan, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

export const bindings: Bindings = {
  nodes: {
    functions: new Set(['function_declaration', 'lambda_literal', 'anonymous_function', 'secondary_constructor']),
    classes: new Set(['class_declaration', 'object_declaration', 'interface_declaration', 'companion_object']),
    blocks: new Set(['block', 'for_statement', 'when_entry', 'catch_block']),
    calls: new Set(['call_expression']),
    comments: new Set(['line_comment', 'block_comment', 'multiline_comment']),
    returns: new Set(['return_expression']),
    assignments: new Set(['assignment']),
  },
  identifiers: new Set(['identifier']),
  patterns: new Set(['multi_variable_declaration']),
  rows: {
    property_declaration: { kind: 'variable', target: 0, value: -1, member: true },
    for_statement: { kind: 'variable', target: 0, value: 1, element: true },
    parameter: { kind: 'parameter', target: 0, type: 1 },
    function_declaration: { kind: 'function', target: 'name', itself: true, member: true },
    class_declaration: { kind: 'class', target: 'name', itself: true },
    object_declaration: { kind: 'class', target: 'name', itself: true },
    assignment: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
  },
  members: { navigation_expression: [0, 1] },
  methods: { call_expression: { callee: 0, args: 1 } },
  append: /^(?:add|plusAssign)$/,
  join: /^(?:append|appendLine|addAll)$/,
  builders: true,
  keyed: /^(?:put|addProperty|add|set|putPOJO|putAdditionalBodyProperty)$/,
};

const file = { start: 0, end: Number.MAX_SAFE_INTEGER };

export function kotlinBinding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  if (parent.type === 'variable_declaration') return declared(node, parent, base, text);
  if (parent.type === 'class_parameter') {
    const owner = parent.parent?.parent?.parent;
    if (!owner || parent.namedChildren.find(({ type }) => type === 'identifier')?.id !== node.id) return undefined;
    const typeName = typeText(
      parent.namedChildren.find(({ type }) => /type$/.test(type)),
      text,
    );
    return { ...base, kind: 'variable', field: true, scope: spanOf(owner), ...(typeName ? { typeName } : {}) };
  }
  if (parent.type === 'import' || parent.parent?.type === 'import') return imported(node, parent, base);
  if (parent.type === 'index_expression') return setByKey(node, parent, base);
  return tableBinding(bindings, node, text);
}

function declared(
  node: Node,
  declaration: Node,
  base: Pick<Binding, 'name' | 'span'>,
  text: string,
): Binding | undefined {
  const multi = declaration.parent?.type === 'multi_variable_declaration' ? declaration.parent : undefined;
  const owner = (multi ?? declaration).parent;
  if (!owner || declaration.firstNamedChild?.id !== node.id) return undefined;
  const typeName = typeText(declaration.namedChildren[1], text);
  if (owner.type === 'for_statement') {
    const value = owner.namedChildren[1];
    return { ...base, kind: 'variable', scope: spanOf(owner), select: ['[]'], ...(value ? { value } : {}) };
  }
  if (owner.type === 'lambda_parameters') {
    const fn = owner.parent!;
    const position = owner.namedChildren.findIndex(({ id }) => id === declaration.id);
    return {
      ...base,
      kind: 'parameter',
      scope: spanOf(fn),
      owner: spanOf(fn),
      index: position,
      ...(typeName ? { typeName } : {}),
      ...elementGiven(fn, position),
    };
  }
  if (owner.type !== 'property_declaration') return undefined;
  const last = owner.namedChildren.at(-1);
  const getter = owner.namedChildren.find(({ type }) => type === 'getter');
  const value =
    getter?.namedChildren.at(-1)?.firstNamedChild ??
    (last && last.id !== (multi ?? declaration).id ? delegated(last) : undefined);
  const inClass = owner.parent?.type === 'class_body';
  const index = multi?.namedChildren.findIndex(({ id }) => id === declaration.id);
  return {
    ...base,
    kind: 'variable',
    scope: scopeSpan(owner, bindings.nodes),
    ...(inClass ? { field: true } : {}),
    ...(value ? { value } : {}),
    ...(typeName ? { typeName } : {}),
    ...(index === undefined ? {} : { select: [`[${index}]`] }),
  };
}

/** What a lambda's parameter is where the method of a list calls it, or `let`: `notes.forEach { note -> … }`. */
function elementGiven(fn: Node, index: number): Pick<Binding, 'value' | 'select'> {
  const call = fn.parent?.type === 'annotated_lambda' ? fn.parent.parent : undefined;
  const method = call && methodOf(call);
  const select = method?.receiver ? elementKeys(method.name, index) : undefined;
  return method?.receiver && select ? { value: method.receiver, select } : {};
}

/** `body["messages"] = list` */
function setByKey(node: Node, index: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const owner = index.parent;
  const key = /^"([\w.-]+)"$/.exec(index.namedChildren[1]?.text ?? '')?.[1];
  const value = owner?.type === 'assignment' ? owner.childForFieldName('right') : null;
  if (!owner || !value || key === undefined || index.firstNamedChild?.id !== node.id) return undefined;
  const span = spanOf(owner);
  const scope = scopeSpan(owner, bindings.nodes);
  return { ...base, kind: 'addition', scope, additions: [{ how: 'entry', key, value, span }] };
}

/** `by lazy { AnthropicOkHttpClient.fromEnv() }` holds what the block gives. */
function delegated(node: Node): Node {
  if (node.type !== 'property_delegate') return node;
  const literal = node.descendantsOfType('lambda_literal')[0];
  return literal?.namedChildren.at(-1) ?? node;
}

function imported(node: Node, parent: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const statement = parent.type === 'import' ? parent : parent.parent!;
  const path = statement.firstNamedChild;
  if (!path) return undefined;
  const alias = statement.namedChildren[1];
  const isName = alias ? alias.id === node.id : path.namedChildren.at(-1)?.id === node.id;
  if (!isName) return undefined;
  return {
    ...base,
    kind: 'import',
    scope: file,
    import: { module: path.text, name: path.namedChildren.at(-1)?.text ?? base.name },
  };
}
