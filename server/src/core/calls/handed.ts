import type { Node } from 'web-tree-sitter';
import { calleeText } from './callee.ts';
import type { Argument, CallExpr, Operand } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { resolveName } from './resolve.ts';
import { exprOf, frameOf, type Value } from './value.ts';

/**
 * Calls that are not written as calls. Python hands a method on with its arguments (`asyncio.to_thread(client.messages.create,
 * model=m, messages=list)`, `pool.submit(…)`, `retry(…)`), binds some of them (`functools.partial(…)`) or gives it another
 * name (`create = client.messages.create`).
 */
export interface Handed {
  readonly node: Node;
  /** The method's own name. */
  readonly name: string;
  readonly call: CallExpr;
}

const maxHanded = 60;

/** The calls of a file that name one of the methods without calling it, found in the text. */
export function handedCalls(file: CodeFile, names: ReadonlySet<string>): Handed[] {
  if (file.language.id !== 'python' || names.size === 0) return [];
  const words = [...names].map((name) => name.replace(/\W/g, '\\$&')).join('|');
  const found = new Map<number, Handed>();
  const add = (one: Handed | undefined): void => {
    if (one && !found.has(one.node.id)) found.set(one.node.id, one);
  };
  const given = new RegExp(`(?<=[\\s(.])(?:${words})(?=\\s*,)`, 'g');
  for (const { 0: name, index } of [...file.text.matchAll(given)].slice(0, maxHanded)) add(handedAt(file, index, name));
  for (const alias of aliases(file.text, words))
    for (const node of callsOf(file, alias)) add(renamed(file, node, names));
  return [...found.values()];
}

/** The call that a call through another name makes: itself, where it is written as one. */
export function seenThrough(file: CodeFile, node: Node, names: ReadonlySet<string>): Handed | undefined {
  const call = lower(file, node);
  if (file.language.id !== 'python' || call.kind !== 'call') return undefined;
  const index = call.args.findIndex((one) => {
    const expr = one.name === undefined ? lower(file, one.value) : undefined;
    return (expr?.kind === 'member' || expr?.kind === 'name') && names.has(expr.name);
  });
  return index < 0 ? renamed(file, node, names) : withArguments(file, node, call, index);
}

/** `f(client.messages.create, model=m, messages=list)`: the arguments behind the method are the method's. */
function handedAt(file: CodeFile, at: number, name: string): Handed | undefined {
  let node = file.root.descendantForIndex(at, at + name.length);
  while (node?.parent?.type === 'attribute' && node.parent.endIndex === at + name.length) node = node.parent;
  const list = node?.parent;
  const outer = list?.type === 'argument_list' ? list.parent : null;
  const call = outer && lower(file, outer);
  if (!node || !outer || call?.kind !== 'call') return undefined;
  const start = node.startIndex;
  const index = call.args.findIndex(({ value }) => 'startIndex' in value && value.startIndex === start);
  return index < 0 ? undefined : withArguments(file, outer, call, index);
}

function withArguments(file: CodeFile, node: Node, call: CallExpr, index: number): Handed | undefined {
  const callee = call.args[index]!.value;
  const args = call.args.slice(index + 1);
  // What only binds some arguments is no call yet.
  if (!args.some(({ name, spread }) => spread !== undefined || (name !== undefined && carries.test(name))))
    return undefined;
  const name = lastName(calleeText(file, callee));
  return { node, name, call: { kind: 'call', span: call.span, callee, args } };
}

const carries = /^(?:messages|prompt|requests|input|contents|body|json|modelId)$/;

/** Names that a file gives to a method, or to one with some of its arguments. */
function aliases(text: string, words: string): string[] {
  const bound = new RegExp(
    `(?<![\\w])(\\w+)(?:\\s*:[^=\\n]{1,80})?\\s*=\\s*(?:\\(\\s*)?(?:(?:functools\\.)?partial\\(|(?:\\w+\\.){1,6}(?:${words})\\s*(?:$|#|\\)|if\\b))`,
    'gm',
  );
  return [...new Set([...text.matchAll(bound)].map(([, name]) => name!))].slice(0, 12);
}

function callsOf(file: CodeFile, name: string): Node[] {
  const found: Node[] = [];
  for (const { index } of file.text.matchAll(new RegExp(`(?<!\\w)${name}(?=\\()`, 'g'))) {
    let node = file.root.descendantForIndex(index, index + name.length);
    for (let step = 0; node && step < 3 && node.type !== 'call'; step++) node = node.parent;
    if (node?.type === 'call' && found.length < maxHanded) found.push(node);
  }
  return found;
}

/** `ask(messages=list)` where `ask` is the method, or a partial of it. */
function renamed(file: CodeFile, node: Node, names: ReadonlySet<string>): Handed | undefined {
  const call = lower(file, node);
  if (call.kind !== 'call') return undefined;
  let callee: Value = { operand: call.callee, frame: frameOf(file) };
  let args: readonly Argument[] = call.args;
  for (let step = 0; step < 6; step++) {
    const expr = exprOf(callee);
    if (callee.frame.file !== file) return undefined;
    if (step > 0 && (expr.kind === 'member' || expr.kind === 'name') && names.has(expr.name))
      return { node, name: expr.name, call: { kind: 'call', span: call.span, callee: callee.operand, args } };
    const next = behind(callee);
    if (!next) return undefined;
    callee = next.callee;
    args = [...next.args, ...args];
  }
  return undefined;
}

interface Behind {
  readonly callee: Value;
  readonly args: readonly Argument[];
}

function behind(value: Value): Behind | undefined {
  const expr = exprOf(value);
  const { frame } = value;
  const as = (callee: Value | undefined, args: readonly Argument[] = []) => callee && { callee, args };
  const operand = (one: Operand | undefined): Value | undefined => one && { operand: one, frame };
  switch (expr.kind) {
    case 'name':
      return as(resolveName(expr, frame).value);
    case 'member':
      return as(heldBy(value));
    case 'choice': {
      // `f = m.stream if stream else m.create`: a list of messages alone makes the call by either name.
      const named = expr.branches.find((one) => {
        const branch = lower(frame.file, one);
        return branch.kind === 'member' && branch.name === 'create';
      });
      return as(operand(named ?? expr.branches[0]));
    }
    case 'call': {
      const isPartial = lastName(calleeText(frame.file, expr.callee)) === 'partial';
      return isPartial ? as(operand(expr.args[0]?.value), expr.args.slice(1)) : undefined;
    }
    default:
      return undefined;
  }
}
