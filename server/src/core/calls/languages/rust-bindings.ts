import type { Node } from 'web-tree-sitter';
import { type Binding, type NodeTypes, spanOf } from '../code.ts';
import { throughMethods } from './rust-additions.ts';
import { patternAt, variantType } from './rust-patterns.ts';
import { ancestor, scopeSpan, typeNameIn, typeText } from './shared.ts';
import { type Bindings, tableBinding } from './table.ts';

export const rustNodes: NodeTypes = {
  functions: new Set(['function_item', 'closure_expression']),
  classes: new Set(['impl_item', 'trait_item']),
  blocks: new Set(['block', 'for_expression', 'match_arm']),
  calls: new Set(['call_expression', 'macro_invocation']),
  comments: new Set(['line_comment', 'block_comment']),
  returns: new Set(['return_expression']),
  assignments: new Set(['assignment_expression', 'compound_assignment_expr']),
};

const table: Bindings = {
  nodes: rustNodes,
  identifiers: new Set(['identifier', 'field_identifier', 'type_identifier']),
  patterns: new Set(),
  rows: {
    const_item: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    static_item: { kind: 'variable', target: 'name', value: 'value', type: 'type' },
    function_item: { kind: 'function', target: 'name', itself: true, member: true },
    struct_item: { kind: 'class', target: 'name', itself: true },
    enum_item: { kind: 'class', target: 'name', itself: true },
    assignment_expression: { kind: 'assignment', target: 'left', value: 'right' },
    compound_assignment_expr: { kind: 'assignment', target: 'left', value: 'right', adds: /^\+=$/ },
  },
  members: { field_expression: ['value', 'field'] },
  methods: { call_expression: { callee: 'function', args: 'arguments' } },
  append: /^push$/,
  join: /^(?:push_str|extend|extend_from_slice|insert_str|append)$/,
};

const wide = { start: 0, end: Number.MAX_SAFE_INTEGER };

/** What an occurrence of an identifier binds in Rust: https://doc.rust-lang.org/reference/patterns.html and its items. */
export function rustBinding(node: Node, text: string): Binding | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const base = { name: text.slice(node.startIndex, node.endIndex), span: spanOf(node) };
  switch (parent.type) {
    case 'field_declaration': {
      if (parent.childForFieldName('name')?.id !== node.id) break;
      const typeName = rustType(parent.childForFieldName('type'), text);
      return {
        ...base,
        kind: 'variable',
        field: true,
        scope: wide,
        ...structAround(parent),
        ...(typeName ? { typeName } : {}),
      };
    }
    case 'field_initializer': {
      const value = parent.childForFieldName('value');
      if ((parent.childForFieldName('field') ?? parent.firstNamedChild)?.id !== node.id) break;
      return value
        ? { ...base, kind: 'assignment', field: true, scope: wide, value, ...structAround(parent) }
        : undefined;
    }
    case 'shorthand_field_initializer':
      return {
        ...base,
        kind: 'assignment',
        field: true,
        scope: wide,
        value: { kind: 'name', ...base },
        ...structAround(parent),
      };
    case 'mod_item':
      return { ...base, kind: 'import', scope: wide, import: { module: `self::${base.name}`, name: '*' } };
    case 'scoped_identifier':
    case 'use_list':
    case 'use_declaration':
    case 'use_as_clause':
      return imported(node, parent, base);
    case 'index_expression':
      return keySet(node, parent, base);
  }
  return fromPattern(node, base, text) ?? fromTable(node, text) ?? throughMethods(node, base, text);
}

/** The struct whose field is declared or set. */
function structAround(node: Node): Pick<Binding, 'of'> {
  const around = ancestor(node, structs);
  const name = around
    ?.childForFieldName('name')
    ?.text.replace(/<[\s\S]*$/, '')
    .split('::')
    .pop();
  if (name !== 'Self') return name ? { of: name } : {};
  const impl = ancestor(around!, rustNodes.classes)
    ?.childForFieldName('type')
    ?.text.replace(/<[\s\S]*$/, '');
  return impl ? { of: impl } : {};
}

const structs = new Set(['struct_item', 'struct_expression', 'enum_variant']);

function fromTable(node: Node, text: string): Binding | undefined {
  const found = tableBinding(table, node, text);
  if (found?.kind === 'function') {
    const impl = found.field ? ancestor(node, rustNodes.classes) : undefined;
    const of = impl && typeText(impl.childForFieldName('type') ?? impl.childForFieldName('name'), text);
    return { ...found, ...(found.field ? { scope: wide } : {}), ...(of ? { of } : {}) };
  }
  if (!found) return undefined;
  const type = rustType(node.parent?.childForFieldName('type'), text);
  return { ...found, ...(found.field ? { scope: wide } : {}), ...(type && found.typeName ? { typeName: type } : {}) };
}

/** Variables of `let`, `if let`, `for`, `match` and parameters, through the patterns that take values apart. */
function fromPattern(node: Node, base: Pick<Binding, 'name' | 'span'>, text: string): Binding | undefined {
  const found = patternAt(node);
  if (!found) return undefined;
  const { owner, top, select, variant } = found;
  const selected = select.length > 0 ? { select } : {};
  const of = (child: Node | null | undefined) => {
    const typeName = rustType(child, text);
    return typeName && select.length === 0 ? { typeName } : {};
  };
  switch (owner.type) {
    case 'let_declaration':
    case 'let_condition': {
      if (owner.childForFieldName('pattern')?.id !== top.id) return undefined;
      const value = owner.childForFieldName('value');
      const typed = variant ? {} : of(owner.childForFieldName('type'));
      return {
        ...base,
        kind: 'variable',
        scope: scopeSpan(owner, rustNodes),
        ...typed,
        ...selected,
        ...(value ? { value } : {}),
      };
    }
    case 'for_expression': {
      const value = owner.childForFieldName('value');
      if (owner.childForFieldName('pattern')?.id !== top.id || !value) return undefined;
      const keys = ['[]', ...counted(select, value)];
      const held = select[0] === '[0]' && keys.length === 1 ? {} : { value };
      return { ...base, kind: 'variable', scope: spanOf(owner), select: keys, ...held };
    }
    case 'match_pattern': {
      const arm = owner.parent;
      const value = arm?.parent?.parent?.childForFieldName('value');
      if (!arm || !value || /^[A-Z_]/.test(base.name)) return undefined;
      const inside = variant && variantType(variant, text);
      const typeName = inside && select.length === 0 ? rustTypeIn(inside, text) : undefined;
      return { ...base, kind: 'variable', scope: spanOf(arm), value, ...selected, ...(typeName ? { typeName } : {}) };
    }
    case 'parameter':
    case 'closure_parameters': {
      const fn = ancestor(owner, rustNodes.functions);
      if (!fn) return undefined;
      const list = owner.type === 'parameter' ? owner.parent : owner;
      const item = owner.type === 'parameter' ? owner : top;
      const siblings = (list?.namedChildren ?? []).filter(({ type }) => type !== 'self_parameter');
      const index = siblings.findIndex(({ id }) => id === item.id);
      const receiver = owner.type === 'closure_parameters' ? receiverOfClosure(fn) : undefined;
      const keys = receiver ? counted(select, receiver) : select;
      const common = { ...base, kind: 'parameter', scope: spanOf(fn), owner: spanOf(fn), index } as const;
      return { ...common, ...of(owner.childForFieldName('type')), ...(select.length > 0 ? { select: keys } : {}) };
    }
  }
  return undefined;
}

/** `for (i, note) in notes.iter().enumerate()`: the second of each pair is the element itself. */
function counted(select: readonly string[], list: Node): readonly string[] {
  const isCounted = list.type === 'call_expression' && /\.enumerate\(\)$/.test(list.text.slice(-20));
  return isCounted && /^\[[01]\]$/.test(select[0] ?? '') ? select.slice(1) : select;
}

/** What `map`, `for_each` and their kin are called on, of which a closure is given the elements. */
const receiverOfClosure = (closure: Node): Node | undefined =>
  closure.parent?.type === 'arguments'
    ? (closure.parent.parent?.childForFieldName('function')?.childForFieldName('value') ?? undefined)
    : undefined;

/** A type's name; of a client or agent that is written with its provider, the provider's. */
export const rustType = (node: Node | null | undefined, text: string): string | undefined =>
  node ? rustTypeIn(text.slice(node.startIndex, node.endIndex), text) : undefined;

function rustTypeIn(type: string, text: string): string | undefined {
  const provider = /\b(\w+)::(?:\w+::)*(?:Client|CompletionModel|ClientExt)\b/.exec(type)?.[1];
  if (provider && /\brig(?:_core)?::/.test(text)) return provider;
  return typeNameIn(type.replace(/^&\s*(?:'\w+\s+)?(?:mut\s+)?/, '').replace(/^(?:impl|dyn)\s+/, ''));
}

/** `body["system"] = json!(text)`. */
function keySet(node: Node, index: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const [object, key] = index.namedChildren;
  const statement = index.parent;
  if (object?.id !== node.id || key?.type !== 'string_literal') return undefined;
  if (statement?.type !== 'assignment_expression' || statement.childForFieldName('left')?.id !== index.id)
    return undefined;
  const value = statement.childForFieldName('right');
  const scope = scopeSpan(statement, rustNodes);
  const span = spanOf(statement);
  return value
    ? { ...base, kind: 'addition', scope, additions: [{ how: 'entry', key: key.text.slice(1, -1), value, span }] }
    : undefined;
}

/** `use crate::prompts::{build, SYSTEM as RULES}`: the module without the name, and the name that it has there. */
function imported(node: Node, parent: Node, base: Pick<Binding, 'name' | 'span'>): Binding | undefined {
  const statement = ancestor(node, new Set(['use_declaration']));
  if (!statement) return undefined;
  const inPath = parent.type === 'scoped_identifier';
  if (inPath && parent.childForFieldName('name')?.id !== node.id) return undefined;
  const item = inPath ? parent : node;
  const around = item.parent;
  if (around?.type === 'scoped_identifier') return undefined;
  // `use rig::providers::anthropic::{self, Client}` names the module as well.
  if (
    around?.type === 'scoped_use_list' &&
    !around.childForFieldName('list')?.namedChildren.some(({ type }) => type === 'self')
  )
    return undefined;
  let alias = around?.type === 'use_as_clause' ? around : parent.type === 'use_as_clause' ? parent : undefined;
  if (
    alias &&
    alias.childForFieldName('alias')?.id !== node.id &&
    item.id === node.id &&
    alias.childForFieldName('path')?.id !== node.id
  )
    alias = undefined;
  const named = alias?.childForFieldName('alias')?.id === node.id ? (alias.childForFieldName('path') ?? item) : item;
  const prefix: string[] = [];
  for (let at: Node | null = item; at && at.id !== statement.id; at = at.parent) {
    if (at.type === 'scoped_use_list' && at.id !== around?.id) prefix.unshift(at.childForFieldName('path')?.text ?? '');
  }
  const path = [...prefix, named.text].join('::').replace(/\s/g, '').split('::');
  const name = path.pop()!;
  return { ...base, kind: 'import', scope: wide, import: { module: path.join('::') || name, name } };
}
