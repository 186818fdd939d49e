import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../../span.ts';
import { type Expr, type LambdaExpr, type NodeTypes, type Operand, type Parameter, spanOf } from '../code.ts';

/** A function, method or closure as an expression, named by the `name` of its node. */
export function lambdaOf(
  node: Node,
  parameters: readonly Parameter[],
  results: readonly Operand[],
  returnType: string | undefined,
): LambdaExpr {
  const name = node.childForFieldName('name');
  return {
    kind: 'lambda',
    span: spanOf(node),
    parameters,
    results,
    ...(returnType ? { returnType } : {}),
    ...(name ? { name: name.text } : {}),
  };
}

/** A parameter by its node, the node of its name, and its type where the language states one. */
export function parameterOf(node: Node, name: string, typeName: string | undefined): Parameter {
  return { span: spanOf(node), name, ...(typeName ? { typeName } : {}) };
}

/** `object.name`; opaque where one of the two is missing, in broken code. */
export const memberOf = (span: Span, object: Node | null | undefined, name: Node | null | undefined): Expr =>
  object && name ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) } : { kind: 'opaque', span };

/** What the `return` statements of `body` return; those of functions inside it left out. */
export function returnsOf(body: Node, owner: Node, type: string, nodes: NodeTypes): Node[] {
  return body.descendantsOfType(type).flatMap((statement) => {
    if (ancestor(statement, nodes.functions)?.id !== owner.id) return [];
    const value = statement.namedChildren.find((child) => !nodes.comments.has(child.type));
    return value ? [value] : [];
  });
}

/** The nearest proper ancestor of one of the types. */
export function ancestor(node: Node, types: ReadonlySet<string>): Node | undefined {
  for (let parent = node.parent; parent; parent = parent.parent) if (types.has(parent.type)) return parent;
  return undefined;
}

const everywhere: Span = { start: 0, end: Number.MAX_SAFE_INTEGER };

/**
 * Scopes that were found, by tree and kind. `Node.parent` walks down from the root each time, so that climbing a long
 * `a + b + …` from each of its operands would take the cube of their number; what one climb passed, the next knows.
 */
const scopes = new WeakMap<Tree, Map<string, Map<number, Span>>>();

/** The span of the nearest function, class or block around a node, or of the whole file. */
export function scopeSpan(node: Node, nodes: NodeTypes, kinds: 'any' | 'function' | 'class' = 'any'): Span {
  const known = knownScopes(node.tree, kinds);
  const passed: number[] = [];
  let scope = everywhere;
  for (let at: Node | null = node; at; ) {
    const found = known.get(at.id);
    if (found) {
      scope = found;
      break;
    }
    passed.push(at.id);
    at = at.parent;
    if (!at || !isScope(at.type, nodes, kinds)) continue;
    scope = spanOf(at);
    break;
  }
  for (const id of passed) known.set(id, scope);
  return scope;
}

function knownScopes(tree: Tree, kinds: string): Map<number, Span> {
  const byKind = scopes.get(tree) ?? new Map<string, Map<number, Span>>();
  const known = byKind.get(kinds) ?? new Map<number, Span>();
  scopes.set(tree, byKind);
  byKind.set(kinds, known);
  return known;
}

function isScope(type: string, nodes: NodeTypes, kinds: 'any' | 'function' | 'class'): boolean {
  if (kinds === 'class') return nodes.classes.has(type);
  return nodes.functions.has(type) || nodes.classes.has(type) || (kinds === 'any' && nodes.blocks.has(type));
}

const wrappers =
  /^(?:Mapped|Promise|Awaited|Readonly|Partial|Required|NonNullable|Optional|Final|Annotated|ClassVar|CompletableFuture|Mono|Task|ValueTask|Result|Box|Arc|Rc|Option|State|Json|Query|Path|Form|Data|Extension|Mutex|RwLock|RefCell|Cow|Pin)$/;
const lists =
  /^(?:Array|ReadonlyArray|List|list|Sequence|Iterable|AsyncIterable|Set|set|tuple|Collection|Vec|IEnumerable|IList|Flux|Stream|Page|QuerySet|IQueryable|DbSet|Model|\w*Repository)$/;
/** Types that a schema library makes of a schema: `z.infer<typeof Patient>`. */
const inferred =
  /^(?:[\w$]+\.)?(?:infer|input|output|TypeOf|Infer\w*|Static|HydratedDocument)\s*<\s*(?:typeof\s+)?([\w.$]+)[\s\S]*/;
const plain = new Set(
  (
    'any unknown void never object string number boolean undefined null const symbol bigint str int float bool bytes dict None Any ' +
    'String Integer Long Object var val double long char byte interface{} error String? dynamic decimal'
  ).split(' '),
);

/**
 * The name of a record type in a type annotation: `: Promise<Encounter>` gives `Encounter`, `Patient[]` gives
 * `Patient[]`, `x.Patient | null` gives `Patient`. Undefined for primitive and structural types.
 */
export function typeText(node: Node | null | undefined, text: string): string | undefined {
  return node ? typeNameIn(text.slice(node.startIndex, node.endIndex)) : undefined;
}

export function typeNameIn(annotation: string): string | undefined {
  let type = annotation.replace(/^(?::|->)\s*/, '').trim();
  for (let step = 0; step < 6; step++) {
    type = type
      .replace(/^["'](.*)["']$/, '$1')
      .replace(/^(?:readonly|final|const|mut|async|typeof)\s+/, '')
      .replace(/^[&*]+(?:mut\s+)?/, '')
      .replace(/\s*\|\s*(?:null|undefined|None)\b/g, '')
      .replace(/^(?:null|undefined|None)\s*\|\s*/, '')
      .replace(/[?!]$/, '')
      // `MessageCreateParams.Builder` is about what it builds.
      .replace(/^([\w.]*[A-Z]\w*)\.Builder$/, '$1')
      .replace(inferred, '$1')
      .replace(/\.(?:\$inferSelect|\$inferInsert|_type|_output|infer)$/, '')
      .trim();
    const list = /^(.*\S)\s*\[\]$/.exec(type) ?? /^\[\](.+)$/.exec(type);
    if (list?.[1]) return suffixed(typeNameIn(list[1]));
    const generic = /^([\w.$]+)\s*[<[](.+)[>\]]$/s.exec(type);
    if (!generic) break;
    const [, head, inside] = generic;
    const base = head!.split('.').pop()!;
    const first = inside!.split(',')[0]!.trim();
    if (lists.test(base)) return suffixed(typeNameIn(first));
    if (!wrappers.test(base))
      return plain.has(base) || /^(?:Record|Map|Dict|dict|HashMap|Dictionary)$/.test(base) ? undefined : base;
    type = inside!.trim().startsWith(first) && base !== 'Result' ? inside!.trim() : first;
    if (/^(?:Annotated|Result)$/.test(base)) type = first;
  }
  // One of several clients: the one that is looked for.
  const member = /^[\w.$\s]+(?:\|[\w.$\s]+)+$/.test(type)
    ? type.split('|').find((one) => /Anthropic|Claude/.test(one))
    : undefined;
  if (member) type = member.trim();
  const name = /^[\w.$\\:]+$/.test(type) ? type.split(/[.:\\]+/).pop()! : undefined;
  return name === undefined || name === '' || plain.has(name) || /^\d/.test(name) ? undefined : name;
}

const suffixed = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${name.replace(/\[\]$/, '')}[]`;
