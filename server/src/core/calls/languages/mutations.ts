import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, type Entry, type Expr, type NameExpr, type Operand, spanOf } from '../code.ts';
import { scopeSpan } from './shared.ts';
import { type Bindings, child, same } from './table.ts';

type Base = Pick<Binding, 'name' | 'span'>;

/** One call on an object that changes it: `sb.append(x)`. */
interface Step {
  readonly call: Node;
  readonly name: string;
  readonly values: readonly Node[];
}

/** Longer chains are generated; a reader of prompts needs no more. */
const maxSteps = 200;

/** What the calls on a variable add to it: `list.add(x)`, `sb.append(a).append(b)`, `body.put("model", m).put("messages", l)`. */
export function mutation(
  language: Bindings,
  call: Node,
  name: string,
  args: Node | null,
  base: Base,
  text: string,
): Binding | undefined {
  const steps = chainFrom(language, { call, name, values: valuesOf(args) }, text);
  const last = steps.at(-1)!.call;
  const isStatement =
    /^(?!return)\w*(?:statement|block|body|statements|lambda_literal|lambda_expression|when_entry|program)$/.test(
      last.parent?.type ?? '',
    );
  const made = madeInside(language, steps, text);
  const additions = made ? [made] : steps.flatMap((step) => additionsOf(language, step, isStatement));
  if (additions.length === 0) return undefined;
  return { ...base, kind: 'addition', scope: scopeSpan(call, language.nodes), additions };
}

const valuesOf = (args: Node | null): Node[] =>
  (args?.namedChildren ?? []).map((one) =>
    /^(?:argument|value_argument)$/.test(one.type) ? (one.namedChildren.at(-1) ?? one) : one,
  );

/** The call and those that are made on its result. */
function chainFrom(language: Bindings, first: Step, text: string): Step[] {
  const steps = [first];
  for (let at = first.call; steps.length < maxSteps; ) {
    const next = stepAbove(language, at, text);
    if (!next) break;
    steps.push(next);
    at = next.call;
  }
  return steps;
}

function stepAbove(language: Bindings, call: Node, text: string): Step | undefined {
  const parent = call.parent;
  if (!parent) return undefined;
  const own = language.methods[parent.type];
  const nameOf = (node: Node | null) => (node ? text.slice(node.startIndex, node.endIndex) : '');
  if (own?.receiver) {
    if (!same(parent.childForFieldName(own.receiver), call)) return undefined;
    return { call: parent, name: nameOf(child(parent, own.name)), values: valuesOf(child(parent, own.args)) };
  }
  const member = language.members[parent.type];
  const outer = parent.parent;
  const method = outer ? language.methods[outer.type] : undefined;
  if (!member || !outer || !method || !same(child(parent, member[0]), call)) return undefined;
  if (!same(child(outer, method.callee), parent)) return undefined;
  return { call: outer, name: nameOf(child(parent, member[1])), values: valuesOf(child(outer, method.args)) };
}

const literalKey = (node: Node | undefined): string | undefined => /^["']([\w.-]+)["']$/.exec(node?.text ?? '')?.[1];

function additionsOf(language: Bindings, { call, name, values }: Step, isStatement: boolean): Addition[] {
  const [first, second] = values;
  if (!first) return [];
  const span = spanOf(call);
  if (language.join?.test(name)) {
    // `sb.insert(0, x)`, `sb.append(chars, 0, n)`: positions are no text.
    const said = values.filter((one) => !/^\d+$/.test(one.text));
    return said.map((value) => ({ how: 'join', value, span }));
  }
  const message = historyMessage(name, values, span);
  if (message) return [{ how: 'item', value: message, span }];
  // `body.put("messages", list)`, `node.addProperty("model", m)`
  const key = second && values.length === 2 ? literalKey(first) : undefined;
  if (language.keyed?.test(name) && key !== undefined) return [{ how: 'entry', key, value: second!, span }];
  // `list.add(0, item)`
  const items = values.length === 2 && /^\d+$/.test(first.text) ? values.slice(1) : values;
  const isItem = language.append?.test(name) || (name === 'put' && values.length === 1);
  if (isItem) return items.map((value) => ({ how: 'item', value, span }));
  const { builders } = language;
  const isBuilder = typeof builders === 'object' ? builders.test(name) : builders === true;
  if (!isBuilder || !isStatement || values.length > 1) return [];
  return [{ how: 'entry', key: name, value: first, span, called: true }];
}

/** Semantic Kernel's `history.AddUserMessage(text)`, `history.AddMessage(AuthorRole.User, text)`. */
function historyMessage(name: string, [first, second]: readonly Node[], span: Expr['span']): Expr | undefined {
  const role = /^Add(User|System|Assistant|Developer|)Message$/.exec(name)?.[1];
  if (role === undefined || !first || (role === '' && !second)) return undefined;
  const said: Operand = role
    ? { kind: 'text', span, pieces: [{ kind: 'text', span, text: role.toLowerCase() }] }
    : first;
  const content = role ? first : second!;
  return {
    kind: 'record',
    span,
    entries: [
      { key: 'role', value: said, span },
      { key: 'content', value: content, span },
    ],
  };
}

/** Jackson's and Kotlin's makers of a container inside another one. */
const makers = /^(?:put|add|with|insert)(?:Json)?(Array|Object)$/;

/** `root.putArray("messages").addObject().put("role", r)`, and `ObjectNode one = list.addObject()` with what `one` is given. */
function madeInside(language: Bindings, steps: readonly Step[], text: string): Addition | undefined {
  const [first, ...rest] = steps;
  const kind = makers.exec(first!.name)?.[1];
  if (!kind) return undefined;
  const span = spanOf(first!.call);
  const declared = rest.length === 0 ? declaredName(language, first!.call, text) : undefined;
  const value = declared ?? contained(kind, span, rest);
  const key = literalKey(first!.values[0]);
  return key === undefined ? { how: 'item', value, span } : { how: 'entry', key, value, span };
}

/** The variable that a call is put into, as it is at the end of its scope. */
function declaredName(language: Bindings, call: Node, text: string): NameExpr | undefined {
  const { parent } = call;
  if (!parent || language.rows[parent.type]?.kind !== 'variable') return undefined;
  let target = child(parent, language.rows[parent.type]!.target);
  while (target && !language.identifiers.has(target.type)) target = target.firstNamedChild;
  if (!target) return undefined;
  const end = Math.min(scopeSpan(parent, language.nodes).end, text.length) - 1;
  return { kind: 'name', name: text.slice(target.startIndex, target.endIndex), span: { start: end, end } };
}

/** A container as what the steps after its maker put into it. */
function contained(kind: string, span: { start: number; end: number }, steps: readonly Step[]): Expr {
  const entries: Entry[] = [];
  const items: { value: Operand }[] = [];
  for (const [index, { call, name, values }] of steps.entries()) {
    const inner = makers.exec(name)?.[1];
    const key = literalKey(values[0]);
    const at = spanOf(call);
    const value: Operand | undefined = inner
      ? contained(inner, at, steps.slice(index + 1))
      : values.at(key === undefined ? 0 : 1);
    if (value && key !== undefined) entries.push({ key, value, span: at });
    else if (value) items.push({ value });
    if (inner) break;
  }
  return kind === 'Array' ? { kind: 'list', span, items } : { kind: 'record', span, entries };
}
