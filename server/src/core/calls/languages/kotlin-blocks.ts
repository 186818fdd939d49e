import type { Node } from 'web-tree-sitter';
import { builderKey } from '../builders.ts';
import { type Addition, type Expr, type Operand, spanOf } from '../code.ts';

/** How a language's file lowers the nodes of a block. */
type Lower = (node: Node) => Expr;

const nothing = { text: /^buildString$/, list: /^(?:build(?:List|Set|JsonArray)|\w+JsonArray|putArray|addArray)$/ };
const records = /^(?:build(?:Map|JsonObject)|\w+JsonObject|putObject|addObject)$/;
const maxStatements = 400;

/** The block that a call ends in: `apply { … }`. */
export const blockOf = (call: Node): Node | undefined => {
  const last = call.namedChildren.at(-1);
  const block = last?.type === 'annotated_lambda' ? last.firstNamedChild : undefined;
  return block?.type === 'lambda_literal' ? block : undefined;
};

/**
 * A call whose block says what it makes: `buildString { append(x) }`, `buildJsonObject { put("model", m) }`,
 * `builder().apply { model(m) }`. Undefined for others.
 */
export function madeByBlock(call: Node, name: string, receiver: Operand | undefined, lower: Lower): Expr | undefined {
  const block = blockOf(call);
  if (!block) return undefined;
  const span = spanOf(call);
  const base: Operand | undefined = nothing.text.test(name)
    ? { kind: 'text', span, pieces: [] }
    : nothing.list.test(name)
      ? { kind: 'list', span, items: [] }
      : records.test(name)
        ? { kind: 'record', span, entries: [] }
        : name === 'apply'
          ? receiver
          : undefined;
  return base && { kind: 'built', span, base, added: additionsIn(block, lower) };
}

/** A block that describes an object, as that object: `{ system("…"); user { +x } }`, `{ modelId = id; messages = list }`. */
export function describedBy(block: Node, lower: Lower): Expr | undefined {
  const added = additionsIn(block, lower).filter(({ how }) => how === 'entry');
  const span = spanOf(block);
  return added.length === 0 ? undefined : { kind: 'built', span, base: { kind: 'record', span, entries: [] }, added };
}

/** What the statements of a block add to what it stands for, those in branches and loops too. */
function additionsIn(block: Node, lower: Lower): Addition[] {
  const added: Addition[] = [];
  const visit = (statement: Node): undefined => {
    if (added.length >= maxStatements) return;
    const found = additionOf(statement, lower);
    if (found) added.push(...found);
    else for (const inner of withinControl(statement)) visit(inner);
  };
  for (const statement of block.namedChildren) visit(statement);
  return added;
}

const control =
  /^(?:if_expression|when_expression|when_entry|for_statement|while_statement|block|try_expression|catch_block|annotated_lambda|lambda_literal)$/;

/** Statements that stand in a branch, a loop, or the function that a list calls for each of its elements. */
function withinControl(node: Node): readonly Node[] {
  if (control.test(node.type)) {
    const condition = node.childForFieldName('condition');
    return node.namedChildren.filter(({ id }) => id !== condition?.id);
  }
  const block = node.type === 'call_expression' ? blockOf(node) : undefined;
  return block && node.firstNamedChild?.type === 'navigation_expression' ? [block] : [];
}

function additionOf(node: Node, lower: Lower): Addition[] | undefined {
  const span = spanOf(node);
  if (node.text.startsWith('+')) return plusses(node, lower);
  if (node.type === 'assignment') {
    const [left, value] = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (left?.type !== 'identifier' || !value) return undefined;
    const isMore = node.children.some(({ type }) => type === '+=');
    return [{ how: 'entry', key: isMore && left.text === 'messages' ? 'addMessage' : left.text, value, span }];
  }
  return node.type === 'call_expression' ? calls(node, lower) : undefined;
}

/** `append(a).append(b)` as its calls, innermost first. */
function calls(node: Node, lower: Lower): Addition[] | undefined {
  let callee = node.firstNamedChild;
  while (callee?.type === 'call_expression') callee = callee.firstNamedChild;
  const inner = callee?.type === 'navigation_expression' ? callee.firstNamedChild : undefined;
  const before = inner?.type === 'call_expression' ? calls(inner, lower) : [];
  const own =
    callee?.type === 'identifier' || inner?.type === 'call_expression' || inner?.type === 'this_expression'
      ? called(node, callee!.type === 'identifier' ? callee!.text : callee!.namedChildren.at(-1)!.text, lower)
      : undefined;
  return before && own ? [...before, ...own] : undefined;
}

function called(node: Node, name: string, lower: Lower): Addition[] | undefined {
  const span = spanOf(node);
  const given = argumentsIn(node);
  const [first, second] = given;
  if (!first) return /^append/.test(name) ? [] : undefined;
  const key = /^["']([\w.-]+)["']$/.exec(first.text)?.[1];
  if (/^append(?:Line)?$/.test(name)) return [{ how: 'join', value: first, span }];
  if (/^(?:put|add|set)(?:Json)?(?:Array|Object)$/.test(name)) {
    const value = lower(node);
    return [key === undefined ? { how: 'item', value, span } : { how: 'entry', key, value, span }];
  }
  if (/^(?:put|set|addProperty|add)$/.test(name) && second && key !== undefined)
    return [{ how: 'entry', key, value: second, span }];
  if (/^(?:add|put)$/.test(name) && !second) return [{ how: 'item', value: first, span }];
  if (name === 'addAll') return [{ how: 'join', value: first, span }];
  if (!builderKey(name)) return undefined;
  // `user { +"text" }`: the message is what the block adds.
  const block = first.type === 'call_expression' ? blockOf(first) : undefined;
  const said = first.type === 'lambda_literal' ? saidIn(first, lower) : block ? saidIn(block, lower) : [];
  const value: Operand = said.length > 0 ? { kind: 'join', span, operands: said } : first;
  return [{ how: 'entry', key: name, value, span }];
}

function argumentsIn(call: Node): Node[] {
  const outer = call.firstNamedChild?.type === 'call_expression' ? argumentsIn(call.firstNamedChild) : [];
  const own = call.namedChildren.slice(1).flatMap((list) => {
    if (list.type === 'annotated_lambda') return list.firstNamedChild ?? [];
    return list.type === 'value_arguments' ? list.namedChildren.flatMap((one) => one.namedChildren.at(-1) ?? []) : [];
  });
  return [...outer, ...own];
}

/** `+"text"`: a message of the conversation, or a block of a message. */
const plusses = (node: Node, lower: Lower): Addition[] =>
  addedBy(node, lower).map((value) => {
    const span = spanOf(node);
    const message: Expr = { kind: 'record', span, entries: [{ key: 'content', value, span }] };
    return { how: 'entry', key: 'addMessage', value: message, span };
  });

/** What a block says, through the layout of its text: `user { content { markdown { +"text"; item(x) } } }`. */
function saidIn(block: Node, lower: Lower): Operand[] {
  return block.namedChildren.flatMap((one): Operand[] => {
    if (one.text.startsWith('+')) return addedBy(one, lower);
    const name = one.type === 'call_expression' ? methodOf(one)?.name : undefined;
    const inner = name === undefined || name === 'attachments' ? undefined : blockOf(one);
    if (inner) return saidIn(inner, lower);
    return name !== undefined && layout.test(name) ? argumentsIn(one).slice(0, 1) : [];
  });
}

const layout =
  /^(?:text|item|line|h[1-6]|header\w*|bold|italic|code|codeblock|quote|blockquote|textWithNewLine|paragraph|content)$/;

const saidBy = (node: Node, lower: Lower): Operand[] => (node.text.startsWith('+') ? addedBy(node, lower) : []);

/** What `+x` adds in a builder block; the grammar reads lines of them as one sum, and `+Message { … }` as a call of `+Message`. */
function addedBy(node: Node, lower: Lower): Operand[] {
  if (node.type === 'binary_expression') return node.namedChildren.flatMap((one) => addedBy(one, lower));
  const plus = node.type === 'unary_expression' ? node : node.firstNamedChild;
  if (plus?.type !== 'unary_expression') return [node];
  const value = plus.childForFieldName('argument');
  if (!value) return [];
  if (node.type === 'unary_expression') return [value];
  const block = blockOf(node);
  if (block && value.text === 'Message') {
    const items = block.namedChildren.flatMap((one) => saidBy(one, lower));
    if (items.length > 0) return [{ kind: 'list', span: spanOf(node), items: items.map((item) => ({ value: item })) }];
  }
  const made = lower(node);
  return [made.kind === 'call' ? { ...made, callee: value } : made];
}

/** Functions whose block has its own `this`, or no parameter: `it` in it is that of a block further out. */
const withoutIt =
  /^(?:apply|run|with|build\w+|\w*Json(?:Object|Array)|launch|async|withContext|runBlocking|runCatching|lazy|coroutineScope|supervisorScope|flow|transaction|synchronized|withTimeout\w*|thread|remember|header\w*|post|get|put|request|preparePost|also_)$/;

/** The block whose parameter `it` is, with the call that it is given to; undefined outside of all. */
export function blockOfIt(node: Node): { readonly block: Node; readonly call?: Node } | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'function_declaration') return undefined;
    if (at.type !== 'lambda_literal') continue;
    if (at.namedChildren.some(({ type }) => type === 'lambda_parameters')) continue;
    const call = at.parent?.type === 'annotated_lambda' ? at.parent.parent : null;
    if (!call) return { block: at };
    if (withoutIt.test(methodOf(call)?.name ?? '')) continue;
    return { block: at, call };
  }
  return undefined;
}

/** The name of what a call calls, and what it calls it on. */
export function methodOf(call: Node): { readonly name: string; readonly receiver?: Node } | undefined {
  const callee = call.firstNamedChild;
  if (callee?.type === 'call_expression') return methodOf(callee);
  if (callee?.type === 'identifier') return { name: callee.text };
  if (callee?.type !== 'navigation_expression') return undefined;
  return { name: callee.namedChildren.at(-1)!.text, receiver: callee.firstNamedChild! };
}
