import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { memberOfClass, resolveField } from './classes.ts';
import type { CallExpr, Operand, RecordExpr } from './code.ts';
import { operandSpan } from './code-file.ts';
import { lastName } from './functions.ts';
import { findExport } from './modules.ts';
import { isSelf, resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { itemOf } from './rust-modules.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** What `record.member`, `module.member` or `this.member` holds, where the program says so. */
export function heldBy(value: Value): Value | undefined {
  const expr = exprOf(value);
  if (expr.kind === 'index') return elementOf(value);
  if (expr.kind !== 'member') return undefined;
  const object = { operand: expr.object, frame: value.frame };
  const item = itemOf(value);
  if (item) return item;
  if (isSelf(exprOf(object))) return resolveField(expr.name, expr.span.start, value.frame).value;
  return memberValue(object, expr.name);
}

/** The value of a key of a record literal or an export of a module, through names. */
export function memberValue(object: Value, key: string): Value | undefined {
  const frame = deeper(object.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: object.operand, frame });
  switch (expr.kind) {
    case 'record': {
      const entry = expr.entries.findLast((one) => one.key === key);
      if (entry) return { operand: entry.value, frame };
      const spreads = expr.entries.filter(({ spread }) => spread).reverse();
      return firstOf(
        spreads.map(({ value }) => value),
        frame,
        key,
      );
    }
    case 'name': {
      const { value, binding } = resolveName(expr, frame);
      if (value && binding?.kind !== 'class') return memberValue(value, key);
      const module = binding?.import;
      if (module) return module.name === '*' ? findExport(module.module, key, frame) : undefined;
      return memberOfClass(expr, key, frame)?.value;
    }
    case 'typed':
      return memberValue({ operand: expr.value, frame }, key);
    case 'built': {
      const set = expr.added.filter((one) => one.how === 'entry' && one.key === key && !one.called);
      const last = set.findLastIndex(({ more }) => !more);
      const first = set[last] ? { operand: set[last].value, frame } : memberValue({ operand: expr.base, frame }, key);
      const span = expr.span;
      const items = set.slice(last + 1).map(({ value }) => ({ value, spread: true }));
      if (items.length === 0) return first;
      const before = first?.frame.file === frame.file ? [{ value: first.operand, spread: true }] : [];
      return { operand: { kind: 'list', span, items: [...before, ...items] }, frame };
    }
    case 'index':
    case 'member': {
      const held = heldBy({ operand: object.operand, frame });
      return held && memberValue(held, key);
    }
    case 'choice':
      return expr.fallback ? firstOf(expr.branches, frame, key) : anyHeld(expr.branches, frame, key);
    case 'call': {
      // `const { system, user } = buildPrompts(patient)`.
      const target = resolveFunction({ operand: expr.callee, frame });
      const entered = target && enter(target.lambda, target.frame, expr.args, frame);
      return entered && anyHeld(target.lambda.results, entered, key);
    }
    default:
      return undefined;
  }
}

/** Each is looked into anew whenever one of its members is asked for. */
const maxHolders = 10;

/** What any of several objects holds: one of `PROMPTS[kind]`, or what a function returns in one place or another. */
function anyHeld(operands: readonly Operand[], frame: Frame, key: string): Value | undefined {
  const found = operands.slice(0, maxHolders).flatMap((operand) => memberValue({ operand, frame }, key) ?? []);
  const [first] = found;
  const together = found.filter(
    (one) => one.frame.file === frame.file && one.frame.parameters === first!.frame.parameters,
  );
  if (!first || together.length < 2) return first;
  const branches = together.map(({ operand }) => operand);
  return { operand: { kind: 'choice', span: operandSpan(first.operand), branches }, frame: first.frame };
}

function firstOf(operands: readonly Operand[], frame: Frame, key: string): Value | undefined {
  for (const operand of operands) {
    const found = memberValue({ operand, frame }, key);
    if (found) return found;
  }
  return undefined;
}

/** `list[0]` where the list is written in the program: also what `Promise.all` and `asyncio.gather` are given. */
function elementOf(value: Value): Value | undefined {
  const frame = deeper(value.frame);
  const expr = exprOf(value);
  if (!frame || expr.kind !== 'index') return undefined;
  if (expr.key === undefined) {
    // Any element: `for (const one of [a, b])`.
    const list = listAt({ operand: expr.object, frame });
    const span = operandSpan(value.operand);
    return list?.items.length
      ? { operand: { kind: 'choice', span, branches: list.items }, frame: list.frame }
      : undefined;
  }
  const key = exprOf({ operand: expr.key, frame });
  const index = key.kind === 'opaque' && key.literal !== undefined ? Number(key.literal) : Number.NaN;
  if (!Number.isInteger(index)) return anyOf({ operand: expr.object, frame });
  const list = listAt({ operand: expr.object, frame });
  const found = list?.items.at(index);
  return found === undefined ? undefined : { operand: found, frame: list!.frame };
}

/** `return messages, system`: the tuple that a function of the program returns, its `return`s taken together. */
function returnedLists(call: CallExpr, frame: Frame): ReturnType<typeof listAt> {
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  if (!target || !entered) return undefined;
  const lists = (target.lambda.tuples ?? target.lambda.results).flatMap((operand) => {
    const list = listAt({ operand, frame: entered });
    return list && list.frame.parameters === entered.parameters ? [list.items] : [];
  });
  return together(lists, call.span, entered);
}

/** Several lists as one, place by place. */
function together(lists: readonly (readonly Operand[])[], span: Span, frame: Frame): ReturnType<typeof listAt> {
  const length = Math.min(...lists.map((items) => items.length));
  if (lists.length === 0 || length === 0) return undefined;
  const items = Array.from({ length }, (_, index): Operand => {
    const branches = lists.map((list) => list[index]!);
    return branches.length === 1 ? branches[0]! : { kind: 'choice', span, branches };
  });
  return { items, frame };
}

/** The keys and values of a record that the program writes, as `Object.entries` and `Object.values` give them. */
function entriesOf(call: CallExpr, frame: Frame): ReturnType<typeof listAt> {
  const which = /^Object\.(entries|values)$/.exec(calleeText(frame.file, call.callee))?.[1];
  const record = which && call.args[0] ? recordAt({ operand: call.args[0].value, frame }) : undefined;
  const entries = record?.expr.entries.filter(({ key }) => key !== null) ?? [];
  if (!record || entries.length === 0 || entries.length > maxChoices) return undefined;
  const items = entries.map(({ key, value, span }): Operand => {
    if (which === 'values') return value;
    const name: Operand = { kind: 'text', span, pieces: [{ kind: 'text', span, text: key! }] };
    return { kind: 'list', span, items: [{ value: name }, { value }] };
  });
  return { items, frame: record.frame };
}

function recordAt(value: Value): { readonly expr: RecordExpr; readonly frame: Frame } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'record') return { expr, frame };
  if (expr.kind === 'typed') return recordAt({ operand: expr.value, frame });
  const held = expr.kind === 'name' ? resolveName(expr, frame).value : heldBy({ operand: value.operand, frame });
  return held && recordAt(held);
}

/** Records of choices are short; a longer one is data. */
const maxChoices = 24;

/** `handlers[kind]`: one of the values of a record that is written in the program. */
function anyOf(value: Value): Value | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'typed') return anyOf({ operand: expr.value, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && anyOf(bound);
  }
  if (expr.kind !== 'record' || expr.entries.length === 0 || expr.entries.length > maxChoices) return undefined;
  if (expr.entries.some(({ spread }) => spread)) return undefined;
  return { operand: { kind: 'choice', span: expr.span, branches: expr.entries.map((entry) => entry.value) }, frame };
}

function listAt(value: Value): { readonly items: readonly Operand[]; readonly frame: Frame } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  switch (expr.kind) {
    case 'list':
      return expr.items.some(({ spread }) => spread)
        ? undefined
        : { items: expr.items.map((item) => item.value), frame };
    case 'built': {
      const base = listAt({ operand: expr.base, frame });
      if (!base || !expr.added.every(({ how }) => how === 'item')) return undefined;
      return { items: [...base.items, ...expr.added.map((one) => one.value)], frame: base.frame };
    }
    case 'typed':
      return listAt({ operand: expr.value, frame });
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && listAt(bound);
    }
    case 'index':
    case 'member': {
      const held = heldBy({ operand: value.operand, frame });
      return held && listAt(held);
    }
    case 'choice': {
      // Pairs of one of several keys and its value.
      const lists = expr.branches.map((operand) => listAt({ operand, frame }));
      const known = lists.filter((one) => one !== undefined && one.frame.parameters === frame.parameters);
      return known.length === lists.length
        ? together(
            known.map((one) => one!.items),
            expr.span,
            frame,
          )
        : undefined;
    }
    case 'call': {
      const name = lastName(calleeText(frame.file, expr.callee));
      if (name === 'gather') return { items: expr.args.map((argument) => argument.value), frame };
      const entries = entriesOf(expr, frame);
      if (entries) return entries;
      const returned = returnedLists(expr, frame);
      if (returned) return returned;
      const first = expr.args[0];
      return (name === 'all' || name === 'allSettled') && first ? listAt({ operand: first.value, frame }) : undefined;
    }
    default:
      return undefined;
  }
}
