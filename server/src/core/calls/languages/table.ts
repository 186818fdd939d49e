import type { Node } from 'web-tree-sitter';
import { type Binding, type NodeTypes, type Operand, spanOf } from '../code.ts';
import { mutation } from './mutations.ts';
import { ancestor, scopeSpan, typeNameIn } from './shared.ts';

/** How one node type binds names. Fields are those of the grammar; a number is an index among the named children. */
export interface Row {
  readonly kind: Binding['kind'];
  /** The bound identifier or pattern. */
  readonly target: string | number;
  readonly value?: string | number;
  readonly type?: string | number;
  /** The node itself is the value: functions and classes. */
  readonly itself?: boolean;
  /** Binds an element of the value: loops. */
  readonly element?: boolean;
  /** Operator text by which an assignment adds instead: `+=`. */
  readonly adds?: RegExp;
  /** The binding is a member of the class when no function is nearer. */
  readonly member?: boolean;
  /** Parameters: a field of the class as well (`val` in Kotlin, promotion in PHP). */
  readonly fieldIf?: RegExp;
}

/** What a language says about its bindings. */
export interface Bindings {
  readonly nodes: NodeTypes;
  readonly identifiers: ReadonlySet<string>;
  /** Wrappers between an identifier and the node of its row; those that hold several names give an index. */
  readonly patterns: ReadonlySet<string>;
  readonly rows: Readonly<Record<string, Row>>;
  /** Member accesses, with the fields of object and name. */
  readonly members: Readonly<Record<string, readonly [object: string | number, name: string | number]>>;
  /** Calls as methods: node type to the field of receiver and of name, or of the callee. */
  readonly methods: Readonly<
    Record<
      string,
      {
        readonly callee?: string | number;
        readonly receiver?: string;
        readonly name?: string | number;
        readonly args: string | number;
      }
    >
  >;
  /** Names of the object whose members are fields, where they are not the usual ones. */
  readonly selves?: RegExp;
  readonly append?: RegExp;
  readonly join?: RegExp;
  /** Builder methods called as statements: `builder.system(x);`. Any, or those of these names. */
  readonly builders?: boolean | RegExp;
  /** Methods that set a key, by its name as the first argument. */
  readonly keyed?: RegExp;
  /** Function-scoped languages: nearest block of a statement. */
  readonly blocks?: ReadonlySet<string>;
  readonly clean?: (name: string) => string;
}

export function child(node: Node, at: string | number | undefined): Node | null {
  if (at === undefined) return null;
  if (typeof at === 'string') return node.childForFieldName(at);
  return at < 0 ? (node.namedChildren.at(at) ?? null) : node.namedChild(at);
}

export const same = (a: Node | null, b: Node): boolean => a?.id === b.id;

/** What an occurrence of an identifier binds, by the rows of its language. */
export function tableBinding(language: Bindings, node: Node, text: string): Binding | undefined {
  if (!language.identifiers.has(node.type)) return undefined;
  let top = node;
  let index: number | undefined;
  for (let parent = top.parent; parent && language.patterns.has(parent.type); parent = top.parent) {
    const inner = top;
    if (parent.namedChildCount > 1) index = parent.namedChildren.findIndex((one) => same(one, inner));
    top = parent;
  }
  const owner = top.parent;
  if (!owner) return undefined;
  const raw = text.slice(node.startIndex, node.endIndex);
  const base = { name: language.clean?.(raw) ?? raw, span: spanOf(node) };
  const row = language.rows[owner.type];
  if (row && same(child(owner, row.target), top)) return byRow(language, row, owner, base, index, text);
  const members = language.members[owner.type];
  if (members) return throughMember(language, owner, members, top, base, text);
  return throughMethod(language, owner, top, base, text);
}

type Base = Pick<Binding, 'name' | 'span'>;

function byRow(
  language: Bindings,
  row: Row,
  owner: Node,
  base: Base,
  index: number | undefined,
  text: string,
): Binding | undefined {
  const { nodes } = language;
  let value: Operand | null = row.itself ? owner : child(owner, row.value);
  const target = child(owner, row.target);
  if (value && target && same(value as Node, target)) value = null;
  const typeNode = child(owner, row.type);
  const typeName =
    typeNode && !same(typeNode, target ?? owner)
      ? typeNameIn(text.slice(typeNode.startIndex, typeNode.endIndex))
      : undefined;
  if (row.kind === 'parameter') return parameter(language, row, owner, base, typeName, text);
  const scope = scopeSpan(row.element ? (owner.firstNamedChild ?? owner) : owner, nodes);
  const around = ancestor(owner, new Set([...nodes.functions, ...nodes.classes]));
  const field = row.member && around && nodes.classes.has(around.type) ? { field: true } : {};
  if (row.adds && value && isAdding(row.adds, owner)) {
    return { ...base, kind: 'addition', scope, ...field, additions: [{ how: 'join', value, span: spanOf(owner) }] };
  }
  const select = [...(row.element ? ['[]'] : []), ...(index === undefined || row.itself ? [] : [`[${index}]`])];
  const block = language.blocks ? ancestor(owner, language.blocks) : undefined;
  return {
    ...base,
    kind: row.kind,
    scope,
    ...field,
    ...(block ? { block: spanOf(block) } : {}),
    ...(value ? { value } : {}),
    ...(typeName ? { typeName } : {}),
    ...(select.length > 0 ? { select } : {}),
  };
}

const isAdding = (pattern: RegExp, owner: Node): boolean =>
  owner.children.some((one) => !one.isNamed && pattern.test(one.type)) ||
  owner.namedChildren.some((one) => /operator$/.test(one.type) && pattern.test(one.text));

function parameter(
  language: Bindings,
  row: Row,
  owner: Node,
  base: Base,
  typeName: string | undefined,
  text: string,
): Binding | undefined {
  const around = new Set([...language.nodes.functions, ...language.nodes.classes]);
  // `note -> note.text()`: the parameter is a child of the lambda itself.
  const fn = language.nodes.functions.has(owner.type) ? owner : ancestor(owner, around);
  if (!fn) return undefined;
  const list = owner.parent;
  const index = fn === owner ? 0 : (list?.namedChildren.findIndex((one) => same(one, owner)) ?? 0);
  return {
    ...base,
    kind: 'parameter',
    scope: spanOf(fn),
    owner: spanOf(fn),
    index,
    ...(typeName ? { typeName } : {}),
    ...(row.fieldIf?.test(text.slice(owner.startIndex, owner.endIndex)) ? { field: true } : {}),
  };
}

const selfNames = /^(?:this|self|\$this|@|Self|s|c|a|h|srv|svc)$/;

/** `this.client = …`, `params.system = …`, `list.add(…)` where the call holds a member access. */
function throughMember(
  language: Bindings,
  member: Node,
  [object, name]: readonly [string | number, string | number],
  node: Node,
  base: Base,
  text: string,
): Binding | undefined {
  const objectNode = child(member, object);
  const nameNode = child(member, name);
  let outer = member.parent;
  // Go and Kotlin put the target of an assignment into a list.
  while (outer && (language.patterns.has(outer.type) || outer.type === 'directly_assignable_expression'))
    outer = outer.parent;
  if (!nameNode || !outer) return undefined;
  const row = language.rows[outer.type];
  const isTarget =
    row !== undefined &&
    (row.kind === 'assignment' || row.kind === 'variable') &&
    contains(child(outer, row.target), member);
  const value = isTarget ? child(outer, row.value) : null;
  const key = text.slice(nameNode.startIndex, nameNode.endIndex);
  if (same(nameNode, node)) {
    const isSelf =
      !objectNode || (language.selves ?? selfNames).test(text.slice(objectNode.startIndex, objectNode.endIndex));
    if (!isTarget || !isSelf || !value) return undefined;
    const scope = scopeSpan(outer, language.nodes, 'class');
    return row.adds && isAdding(row.adds, outer)
      ? { ...base, kind: 'addition', field: true, scope, additions: [{ how: 'join', value, span: spanOf(outer) }] }
      : { ...base, kind: 'assignment', field: true, scope, value };
  }
  if (!same(objectNode, node)) return undefined;
  const scope = scopeSpan(member, language.nodes);
  if (value)
    return { ...base, kind: 'addition', scope, additions: [{ how: 'entry', key, value, span: spanOf(outer) }] };
  const method = language.methods[outer.type];
  if (!method?.callee === undefined || !method || !same(child(outer, method.callee), member)) return undefined;
  return mutation(language, outer, key, child(outer, method.args), base, text);
}

/** `list.add(…)` in grammars where the call itself has the receiver: Java, Ruby, PHP. */
function throughMethod(language: Bindings, call: Node, node: Node, base: Base, text: string): Binding | undefined {
  const method = language.methods[call.type];
  if (!method?.receiver || !same(call.childForFieldName(method.receiver), node)) return undefined;
  const name = child(call, method.name);
  if (!name) return undefined;
  return mutation(language, call, text.slice(name.startIndex, name.endIndex), child(call, method.args), base, text);
}

const contains = (outer: Node | null, inner: Node): boolean =>
  outer !== null && outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
