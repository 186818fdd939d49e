import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import { lastName, listMakers, listTransforms, mappers, textArgument } from './functions.ts';
import { heldBy } from './held.ts';
import { iteratedBy, resultsOf } from './iterated.ts';
import { readJson } from './json-text.ts';
import { isOption } from './mapped.ts';
import { messageOf } from './message-constructors.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { deeper, exprOf, type Value } from './value.ts';

export interface Item {
  readonly value: Value;
  /** Not an element but a list that could not be taken apart. */
  readonly rest?: boolean;
}

/** The elements of a value that is a list; undefined when nothing of it is known. */
export function itemsOf(value: Value): Item[] | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  const all = (operands: readonly Operand[]): Item[] => operands.flatMap((operand) => spreadItems({ operand, frame }));
  switch (expr.kind) {
    case 'list':
      return expr.items.flatMap((item) => {
        const held = { operand: item.value, frame };
        return item.spread ? spreadItems(held) : [{ value: held }];
      });
    case 'join':
      return expr.operands.some((operand) => itemsOf({ operand, frame }))
        ? expr.operands.flatMap((operand) => addedItems({ operand, frame }))
        : undefined;
    case 'typed':
      return itemsOf({ operand: expr.value, frame });
    case 'choice': {
      const known = expr.branches.map((operand) => itemsOf({ operand, frame }));
      return known.every((items) => items === undefined) ? undefined : all(expr.branches);
    }
    case 'built': {
      const base = itemsOf({ operand: expr.base, frame });
      if (expr.added.every(({ how }) => how === 'entry')) return base;
      if (
        !base &&
        (exprOf({ operand: expr.base, frame }).kind === 'text' || !expr.added.some(({ how }) => how === 'item'))
      )
        return undefined;
      const added = expr.added.flatMap(({ how, value: operand }) => {
        const held = { operand, frame };
        return how === 'item' ? [{ value: held }] : how === 'join' ? addedItems(held) : [];
      });
      return [
        ...(isEmptyList({ operand: expr.base, frame }) && !base?.length
          ? []
          : spreadItems({ operand: expr.base, frame })),
        ...added,
      ];
    }
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && itemsOf(bound);
    }
    case 'text': {
      const [only, ...others] = expr.pieces;
      // Quoted for the shell, `"$messages"`, or JSON as it is written.
      if (only?.kind === 'hole' && others.length === 0) return itemsOf({ operand: only.value, frame });
      const json = readJson(expr);
      return json?.kind === 'list' ? itemsOf({ operand: json, frame }) : undefined;
    }
    case 'index':
    case 'member': {
      const held = heldBy(here);
      return held && itemsOf(held);
    }
    case 'call':
      return callItems(expr, here);
    case 'lambda': {
      // Ruby's `user_content` is a call of the method.
      if (frame.file.language.id !== 'ruby') return undefined;
      return expr.results.map((operand) => itemsOf({ operand, frame })).find((items) => items !== undefined);
    }
    default:
      return undefined;
  }
}

function joinerName(value: Value): string {
  const expr = exprOf(value);
  return expr.kind === 'call' ? lastName(calleeText(value.frame.file, expr.callee)) : '';
}

const spreadItems = (value: Value): Item[] => itemsOf(value) ?? [{ value, rest: true }];

/** What `list + x` adds: the elements of a list, or one object that is made there. */
function addedItems(value: Value): Item[] {
  const expr = exprOf(value);
  const isOne = expr.kind === 'record' || (expr.kind === 'call' && (expr.construct || messageOf(value) !== undefined));
  return itemsOf(value) ?? [{ value, ...(isOne ? {} : { rest: true }) }];
}

function isEmptyList(value: Value): boolean {
  const expr = exprOf(value);
  if (expr.kind === 'choice') return expr.branches.length === 0;
  if (expr.kind === 'list') return expr.items.length === 0;
  if (expr.kind !== 'call') return false;
  // A memory of a conversation begins empty, however it is made: `MessageWindowChatMemory.withMaxMessages(10)`.
  if (/Memory\b/.test(calleeText(value.frame.file, expr.callee))) return true;
  return expr.args.length === 0 && !listTransforms.has(joinerName(value));
}

/** Python's `map(fn, list)` with a function of the program: what it gives for an element. */
function mappedBy({ args: [iteratee, list], callee }: CallExpr, frame: Value['frame']): Value[] | undefined {
  const target = iteratee && list && resolveFunction({ operand: iteratee.value, frame });
  if (!target || lower(frame.file, callee).kind !== 'name') return undefined;
  const element: Operand = { kind: 'index', span: operandSpan(list.value), object: list.value };
  const entered = enter(target.lambda, target.frame, [{ value: element }], frame);
  return entered && target.lambda.results.map((operand) => ({ operand, frame: entered }));
}

const handsListOn = /^(?:with|add|to|as|take|drop|sorted|trimmed|limited|without)[A-Z]\w*$/;
const isFlat = /^(?:flatMap|flat_map)$/;

function callItems(call: CallExpr, value: Value): Item[] | undefined {
  const { frame } = value;
  const name = lastName(calleeText(frame.file, call.callee));
  const callee = lower(frame.file, call.callee);
  const receiver = callee.kind === 'member' ? { operand: callee.object, frame } : undefined;
  const mapped = mappers.has(name) && !receiver ? mappedBy(call, frame) : undefined;
  if (mapped) return mapped.map((one) => ({ value: one }));
  const each = receiver ? iteratedBy(call, name, receiver, frame) : undefined;
  const results = each ? resultsOf(each) : [];
  if (mappers.has(name) && results.length > 0) {
    if (isOption(receiver!)) return results.map(itemsOf).find((items) => items !== undefined);
    return results.flatMap((one) => (isFlat.test(name) ? spreadItems(one) : [{ value: one }]));
  }
  // `[...all, one]`; what is pushed under conditions stays a list of its own.
  const gathered = results.flatMap((one) => (exprOf(one).kind === 'list' ? (itemsOf(one) ?? []) : []));
  if (gathered.length > 0) return gathered;
  // A method of the program that cannot be followed, on a list that it makes: `context.withCacheBreakpoint()`.
  if (
    receiver &&
    call.args.length === 0 &&
    handsListOn.test(name) &&
    /^(?:java|kotlin)$/.test(frame.file.language.id)
  ) {
    const items = itemsOf(receiver);
    if (items) return items;
  }
  // Semantic Kernel's `new ChatHistory("system text")`.
  const opening = call.construct && name === 'ChatHistory' ? call.args[0] : undefined;
  if (opening) {
    const held = { operand: opening.value, frame };
    const { span } = call;
    const role: Operand = { kind: 'text', span, pieces: [{ kind: 'text', span, text: 'system' }] };
    const entries = [
      { key: 'role', value: role, span },
      { key: 'content', value: opening.value, span },
    ];
    return itemsOf(held) ?? [{ value: { operand: { kind: 'record', span, entries }, frame } }];
  }
  // `chatMemory.messages()`: what the program has added to it.
  if (receiver && call.args.length === 0 && /^(?:messages|getMessages)$/.test(name)) {
    const items = itemsOf(receiver);
    if (items) return items;
  }
  // `new JSONArray().put(a).put(b)`, `createArrayNode().add(a)`.
  if (receiver && call.args.length === 1 && /^(?:put|add)$/.test(name)) {
    const items = itemsOf(receiver);
    if (items) return [...items, { value: { operand: call.args[0]!.value, frame } }];
  }
  if (/^(?:concat|Concat|Union)$/.test(name) && receiver) {
    return [
      ...spreadItems(receiver),
      ...call.args.flatMap((argument) => spreadItems({ operand: argument.value, frame })),
    ];
  }
  if (name === 'array_merge' && !receiver && call.args.some((one) => itemsOf({ operand: one.value, frame })))
    return call.args.flatMap((one) => spreadItems({ operand: one.value, frame }));
  // LINQ's `messages.Append(one)`: of a list, not of a string builder.
  const extended = /^(?:Append|Prepend)$/.test(name) && call.args[0] && receiver ? itemsOf(receiver) : undefined;
  if (extended) {
    const one = { value: { operand: call.args[0]!.value, frame } };
    return name === 'Append' ? [...extended, one] : [one, ...extended];
  }
  if (
    listMakers.has(name) &&
    (!receiver ||
      /^(?:List|Set|Arrays|Stream|ImmutableList|Collections|Vec|vec)$/.test(
        exprOf(receiver).kind === 'name' ? (exprOf(receiver) as { name: string }).name : '',
      ))
  ) {
    return call.args.map((argument) => ({ value: { operand: argument.value, frame } }));
  }
  // Semantic Kernel's `ChatHistory(system_message=rules)`.
  if (call.construct && name === 'ChatHistory')
    return call.args.flatMap(({ name: key, value: operand }): Item[] => {
      if (key === 'messages') return spreadItems({ operand, frame });
      if (key !== 'system_message') return [];
      const role: Operand = {
        kind: 'text',
        span: call.span,
        pieces: [{ kind: 'text', span: call.span, text: 'system' }],
      };
      const entries = [
        { key: 'role', value: role, span: call.span },
        { key: 'content', value: operand, span: call.span },
      ];
      return [{ value: { operand: { kind: 'record', span: call.span, entries }, frame } }];
    });
  if (call.construct && name === 'MessageBag')
    return call.args.map((argument) => ({ value: { operand: argument.value, frame } }));
  if (name === 'append' && !receiver && call.args.length > 1) {
    // Go's `append(list, a, b)`.
    const [base, ...rest] = call.args;
    return [
      ...(itemsOf({ operand: base!.value, frame }) ?? []),
      ...rest.flatMap((one) =>
        one.spread ? spreadItems({ operand: one.value, frame }) : [{ value: { operand: one.value, frame } }],
      ),
    ];
  }
  if (listTransforms.has(name)) {
    // `stream.collect(Collectors.joining("\n"))` is one text.
    if (call.args.some(({ value: operand }) => /joining/.test(joinerName({ operand, frame })))) return undefined;
    const items = receiver && itemsOf(receiver);
    if (items) return items;
    const chosen = textArgument(name, call.args);
    if (chosen) return spreadItems({ operand: chosen.value, frame });
    const first = call.args[0];
    return first && itemsOf({ operand: first.value, frame });
  }
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  const known = (entered ? target!.lambda.results : [])
    .map((operand) => itemsOf({ operand, frame: entered! }))
    .filter((items) => items !== undefined);
  return known.length > 0 ? known.flat() : undefined;
}
