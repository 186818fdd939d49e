import type { Span } from '../span.ts';
import { builderKey, builtOn, builtRecord } from './builders.ts';
import { calleeText } from './callee.ts';
import {
  type Addition,
  type Argument,
  type CallExpr,
  type ChoiceExpr,
  isNode,
  type Operand,
  type Piece,
  type RecordExpr,
} from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import { constructedRecord } from './constructed.ts';
import { filledWith } from './filled.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { readJson } from './json-text.ts';
import { mergedFields, pairsRecord } from './merged.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** What is known of an object: its keys, and what was spread into it unread. */
export interface Fields {
  readonly entries: ReadonlyMap<string, Value>;
  readonly spreads: readonly Value[];
  /** The record as it is written, for positions. */
  readonly at: Value;
}

/** `maxTokens`, `MaxTokens`, `max_tokens` and `system_` are one key. */
export const canonical = (key: string): string =>
  key
    .replace(/_+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** The keyword arguments of a call as a record, in languages that have them. */
export function keywordRecord(call: CallExpr): RecordExpr | undefined {
  const named = call.args.filter(({ name, spread }) => name !== undefined || spread === 'record');
  if (named.length === 0) return undefined;
  const entries = named.map(({ name, value, spread }: Argument) => ({
    key: spread === 'record' ? null : name!,
    value,
    spread: spread === 'record',
    span: call.span,
  }));
  return { kind: 'record', span: call.span, entries };
}

/** The fields of a value that is an object, through names, casts, spreads, helper functions and later assignments. */
export function fieldsOf(value: Value): Fields | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'record':
      return recordFields(expr, here);
    case 'typed':
      return fieldsOf({ operand: expr.value, frame });
    case 'choice':
      return choiceFields(expr, frame);
    case 'built': {
      const known = fieldsOf({ operand: expr.base, frame });
      if (!known && !expr.added.some(({ how }) => how === 'entry')) return undefined;
      const base = known ?? { entries: new Map(), spreads: [{ operand: expr.base, frame }], at: here };
      const entries = new Map(base.entries);
      for (const one of expr.added) if (one.how === 'entry' && one.key) setEntry(entries, one.key, one, frame);
      return { ...base, entries };
    }
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && fieldsOf(bound);
    }
    case 'index':
    case 'member': {
      const held = heldBy(here);
      return held && fieldsOf(held);
    }
    case 'call':
      return callFields(expr, here);
    case 'join': {
      // `"{\"content\": \"" + prompt + "\"}"`
      const pieces = piecesOf(expr.operands, frame);
      const json = pieces && readJson({ kind: 'text', span: expr.span, pieces });
      return json?.kind === 'record' ? recordFields(json, here) : undefined;
    }
    case 'lambda': {
      // A builder or DSL block: `create { system("…") }`, `converse(r -> r.messages(…))`.
      const result = expr.results[0];
      const built = result && (builtRecord(frame.file, result) ?? undefined);
      return built ? recordFields(built, here) : result && fieldsOf({ operand: result, frame });
    }
    case 'text': {
      const [only, ...others] = expr.pieces;
      // Quoted for the shell: `"$payload"`.
      if (only?.kind === 'hole' && others.length === 0) return fieldsOf({ operand: only.value, frame });
      // A request body written as JSON text.
      const json = readJson(expr);
      return json?.kind === 'record' ? recordFields(json, here) : undefined;
    }
    default:
      return undefined;
  }
}

/** The operands of a concatenation that begins with a text as one text. */
function piecesOf(operands: readonly Operand[], frame: Frame): readonly Piece[] | undefined {
  const first = operands[0] && exprOf({ operand: operands[0], frame });
  if (first?.kind !== 'text') return undefined;
  return operands.flatMap((operand): readonly Piece[] => {
    const expr = exprOf({ operand, frame });
    return expr.kind === 'text' ? expr.pieces : [{ kind: 'hole', span: operandSpan(operand), value: operand }];
  });
}

/** What a record is in any of several branches; the first that is one, where the others only stand in for it. */
function choiceFields(expr: ChoiceExpr, frame: Frame): Fields | undefined {
  const entries = new Map<string, Value>();
  const spreads: Value[] = [];
  let at: Value | undefined;
  for (const operand of expr.branches) {
    const fields = fieldsOf({ operand, frame });
    if (!fields) continue;
    if (expr.fallback) return fields;
    at ??= fields.at;
    spreads.push(...fields.spreads);
    for (const [key, value] of fields.entries) {
      const known = entries.get(key);
      if (!known) entries.set(key, value);
      // What kind of thing it is, the first branch says.
      else if (!/^(?:type|role|model)$/.test(key)) entries.set(key, eitherOf(known, value, expr.span));
    }
  }
  return at && { entries, spreads, at };
}

/** One of two values of the same place in the program. */
function eitherOf(a: Value, b: Value, span: Span): Value {
  const isSame = a.operand === b.operand || (isNode(a.operand) && isNode(b.operand) && a.operand.id === b.operand.id);
  if (isSame || a.frame.file !== b.frame.file || a.frame.parameters !== b.frame.parameters) return a;
  return { operand: { kind: 'choice', span, branches: [a.operand, b.operand] }, frame: a.frame };
}

/** A list with the items of another, which is written in the same file. */
export const withMore = (before: Value, more: Value, span: Span): Value => {
  const items = [before.operand, more.operand].map((value) => ({ value, spread: true }));
  return before.frame.file === more.frame.file ? { operand: { kind: 'list', span, items }, frame: more.frame } : before;
};

/** `params.system = x` sets a key; a builder's `params.addUserMessage(x)` adds to the list that the key holds. */
function setEntry(
  entries: Map<string, Value>,
  key: string,
  { value: operand, span, more, sometimes }: Addition,
  frame: Value['frame'],
): void {
  const known = more || frame.file.language.id === 'python' ? undefined : builderKey(key);
  if (!known?.list) {
    const name = canonical(known?.key ?? key);
    const before = entries.get(name);
    const added = before && more ? withMore(before, { operand, frame }, span) : { operand, frame };
    entries.set(name, before && sometimes && !more ? eitherOf(before, added, span) : added);
    return;
  }
  const item: Operand = known.role
    ? {
        kind: 'record',
        span,
        entries: [
          { key: 'role', span, value: { kind: 'text', span, pieces: [{ kind: 'text', span, text: known.role }] } },
          { key: 'content', span, value: operand },
        ],
      }
    : operand;
  const before = entries.get(known.key);
  const items = before ? [{ value: before.operand, spread: true }, { value: item }] : [{ value: item }];
  entries.set(known.key, { operand: { kind: 'list', span, items }, frame });
}

function recordFields(expr: RecordExpr, value: Value): Fields {
  const entries = new Map<string, Value>();
  const spreads: Value[] = [];
  for (const entry of expr.entries) {
    const held = { operand: entry.value, frame: value.frame };
    if (entry.key !== null) entries.set(canonical(entry.key), held);
    else if (entry.spread) {
      const inner = fieldsOf(held);
      if (inner) {
        for (const [key, one] of inner.entries) entries.set(key, one);
        spreads.push(...inner.spreads);
      } else spreads.push(held);
    }
  }
  return { entries, spreads, at: value };
}

/** `Object.assign({}, a, b)`, `dict(a=1)`, `Object.freeze(x)`, a helper of the workspace, a constructor with keywords. */
function callFields(call: CallExpr, value: Value): Fields | undefined {
  const { frame } = value;
  const callee = calleeText(frame.file, call.callee);
  if (
    /^(?:Object\.(?:freeze|assign)|structuredClone|_?\.?(?:merge|cloneDeep)|copy\.(?:deepcopy|copy)|cast)$/.test(callee)
  ) {
    const all = call.args
      .map((argument) => fieldsOf({ operand: argument.value, frame }))
      .filter((fields) => fields !== undefined);
    if (all.length === 0) return undefined;
    return {
      entries: new Map(all.flatMap(({ entries }) => [...entries])),
      spreads: all.flatMap(({ spreads }) => spreads),
      at: all[0]!.at,
    };
  }
  const merged = mergedFields(call, value, callee, fieldsOf);
  if (merged) return merged;
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  for (const result of entered ? target!.lambda.results : []) {
    const fields = fieldsOf({ operand: result, frame: entered! });
    if (fields) return fields;
  }
  if (target) return undefined;
  // Kotlin's `prompt("id") { system(…); user(…) }`.
  if (callee === 'prompt') {
    for (const { value: operand } of call.args) {
      const block = exprOf({ operand, frame }).kind === 'lambda' ? fieldsOf({ operand, frame }) : undefined;
      if (block) return block;
    }
  }
  const continued = builtOn(frame.file, value.operand);
  if (continued && fieldsOf({ operand: continued.base, frame })) return fieldsOf({ operand: continued, frame });
  const built = builtRecord(frame.file, value.operand);
  if (built) return recordFields(built, value);
  const lowered = lower(frame.file, call.callee);
  const receiver = lowered.kind === 'member' ? { operand: lowered.object, frame } : undefined;
  // `paramsBuilder.build()`: what the variable's statements have set.
  if (receiver && /^(?:build|Build|toString|getOrThrow)$/.test(lastName(callee)) && call.args.length === 0) {
    return fieldsOf(receiver);
  }
  // `request.copy(model = m)` of a Kotlin data class.
  if (receiver && lastName(callee) === 'copy') {
    const base = fieldsOf(receiver);
    const changed = keywordRecord(call);
    const entries = changed ? recordFields(changed, value).entries : [];
    // What is not known of the rest is the copied object as a whole.
    if (!base && ![...entries].some(([key]) => /^(?:messages|system|prompt|content)$/.test(key))) return undefined;
    return {
      entries: new Map([...(base?.entries ?? []), ...entries]),
      spreads: base?.spreads ?? [receiver],
      at: base?.at ?? value,
    };
  }
  const pairs =
    /(?:^|\.)(?:Map\.of|Map\.entry|Map\.ofEntries|mapOf|mutableMapOf|hashMapOf|buildMap|JsonObject\.of|ImmutableMap\.of)$/.test(
      callee,
    )
      ? pairsRecord(call, frame)
      : undefined;
  if (pairs) return recordFields(pairs, value);
  const constructed = constructedRecord(call, frame);
  if (constructed) return recordFields(constructed, value);
  const keywords = fillsText(call, callee, value) ? undefined : keywordRecord(call);
  if (keywords) return recordFields(keywords, value);
  const first = call.args[0];
  // `new Params({…})`, `makeRequest({…})`: a wrapper of its own around one object.
  if (call.construct && call.args.length === 1 && first) return fieldsOf({ operand: first.value, frame });
  return undefined;
}

/** `PROMPTS["x"].format(text=note)`, `template.render(note=note)` give a text. */
const fillsText = (call: CallExpr, callee: string, value: Value): boolean =>
  !call.construct &&
  (/(?:^|\.)(?:format|format_map|substitute|safe_substitute)$/.test(callee) || filledWith(call, value) !== undefined);
