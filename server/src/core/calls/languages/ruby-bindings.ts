import type { Node } from 'web-tree-sitter';
import { type Binding, spanOf } from '../code.ts';
import { scopeSpan } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

export const bindings: Bindings = {
  nodes: {
    functions: new Set(['method', 'singleton_method', 'block', 'do_block', 'lambda']),
    classes: new Set(['class', 'module', 'singleton_class']),
    blocks: new Set([]),
    calls: new Set(['call']),
    comments: new Set(['comment']),
    returns: new Set(['return']),
    assignments: new Set(['assignment', 'operator_assignment']),
  },
  identifiers: new Set(['identifier', 'constant', 'instance_variable', 'class_variable', 'global_variable']),
  patterns: new Set(['left_assignment_list']),
  rows: {
    assignment: { kind: 'variable', target: 'left', value: 'right' },
    operator_assignment: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
    method_parameters: { kind: 'parameter', target: -1 },
    class: { kind: 'class', target: 'name', itself: true },
    module: { kind: 'class', target: 'name', itself: true },
  },
  members: {},
  methods: { call: { receiver: 'receiver', name: 'method', args: 'arguments' } },
  append: /^(?:push|append|unshift)$/,
  join: /^(?:concat)$/,
  builders: /^(?:with_\w+|instructions=)$/,
  blocks: new Set(['then', 'else', 'when', 'do', 'begin']),
  clean: (name) => name.replace(/^[@$]+/, ''),
};

const parameterTypes = new Set([
  'method_parameters',
  'block_parameters',
  'lambda_parameters',
  'keyword_parameter',
  'optional_parameter',
  'splat_parameter',
  'hash_splat_parameter',
]);

export function rubyBinding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const raw = text.slice(node.startIndex, node.endIndex);
  const base = { name: raw.replace(/^[@$]+/, ''), span: spanOf(node) };
  if (
    (parent.type === 'method' || parent.type === 'singleton_method') &&
    parent.childForFieldName('name')?.id === node.id
  ) {
    return { ...base, kind: 'function', field: true, scope: scopeSpan(parent, bindings.nodes), value: parent };
  }
  if (parameterTypes.has(parent.type)) return parameter(node, parent, base);
  if (
    parent.type === 'binary' &&
    parent.childForFieldName('operator')?.type === '<<' &&
    parent.childForFieldName('left')?.id === node.id
  ) {
    const value = parent.childForFieldName('right');
    if (value)
      return {
        ...base,
        kind: 'addition',
        scope: scopeSpan(parent, bindings.nodes),
        additions: [{ how: isRecordLike(value) ? 'item' : 'join', value, span: spanOf(parent) }],
        // `@messages << …` in any method of the class.
        ...(raw.startsWith('@') ? { field: true, scope: scopeSpan(parent, bindings.nodes, 'class') } : {}),
      };
  }
  if (
    parent.type === 'element_reference' &&
    parent.parent?.type === 'assignment' &&
    parent.childForFieldName('object')?.id === node.id
  ) {
    const value = parent.parent.childForFieldName('right');
    const key = parent.namedChildren[1]?.text.replace(/^:|^["']|["']$/g, '');
    if (value && key)
      return {
        ...base,
        kind: 'addition',
        scope: scopeSpan(parent.parent, bindings.nodes),
        additions: [{ how: 'entry', key, value, span: spanOf(parent.parent) }],
      };
  }
  if (parent.type === 'call' && /^each/.test(parent.childForFieldName('method')?.text ?? '')) return undefined;
  const found = tableBinding(bindings, node, text);
  if (!found) return undefined;
  return raw.startsWith('@')
    ? {
        ...found,
        field: true,
        kind: found.kind === 'variable' ? 'assignment' : found.kind,
        scope: scopeSpan(parent, bindings.nodes, 'class'),
      }
    : found;
}

const isRecordLike = (node: Node): boolean => node.type === 'hash';

/** A block's parameter stands for an element of what the block is called on: `notes.each { |note| … }`. */
function parameter(node: Node, parent: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  let list = parent;
  if (!/parameters$/.test(list.type)) {
    if (parent.childForFieldName('name')?.id !== node.id) return undefined;
    list = parent.parent ?? parent;
  }
  const fn = list.parent;
  if (!fn) return undefined;
  const item = list === parent ? node : parent;
  const index = list.namedChildren.findIndex(({ id }) => id === item.id);
  const call = fn.parent;
  const iterated = list.type === 'block_parameters' && call?.type === 'call' ? iteratedBy(call) : null;
  if (iterated && index === 0) return { ...base, kind: 'variable', scope: spanOf(fn), value: iterated, select: ['[]'] };
  const stated = item === node ? null : item.childForFieldName('value');
  return {
    ...base,
    kind: 'parameter',
    scope: spanOf(fn),
    owner: spanOf(fn),
    index,
    ...(stated ? { default: stated } : {}),
  };
}

const iterators =
  /^(?:each|map|flat_map|select|reject|collect|each_with_index|filter|filter_map|sort_by|group_by|find_each|each_with_object|each_entry|sum|any\?|all\?|each_slice|index_by)$/;

/** What a block is called on, element by element; `list.map.with_index` and `list.each_with_index.map` go through the list. */
function iteratedBy(call: Node): Node | null {
  const receiver = call.childForFieldName('receiver');
  const method = call.childForFieldName('method')?.text ?? '';
  if (method === 'with_index') return receiver?.type === 'call' ? iteratedBy(receiver) : null;
  return iterators.test(method) ? receiver : null;
}
