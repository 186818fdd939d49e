import type { Segment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import type { BuiltExpr, CallExpr, LambdaExpr, ListExpr, Operand, RecordExpr, TextExpr, TextPiece } from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import { filledWith } from './filled.ts';
import { type Formatted, formatted } from './format.ts';
import {
  identities,
  lastName,
  listMakers,
  listTransforms,
  mappers,
  sanitizers,
  serializers,
  transforms,
} from './functions.ts';
import { heldBy } from './held.ts';
import { itemsOf } from './items.ts';
import { iteratedBy, resultsOf } from './iterated.ts';
import { mappedElement } from './mapped.ts';
import { type Context, leaf } from './placeholder.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { templated } from './templated.ts';
import { isIdentity, isList, isTextTag, isTextual, replacedWith, subjectsOf } from './textual.ts';
import { trace } from './trace.ts';
import { isModule } from './trace-call.ts';
import { stepAt } from './traced.ts';
import { deeper, exprOf, type Value } from './value.ts';

const maxSegments = 3_000;

/** The text that a value becomes, as segments in order of the text. `site`: the argument in the analysed file. */
export function textOf(value: Value, site: Span, syntax: string): Segment[] {
  const out: Segment[] = [];
  expand(value, { site: { span: site, expressionSpan: site }, filters: [], serialized: false, steps: [], out, syntax });
  return out;
}

function expand(value: Value, context: Context): undefined {
  const frame = deeper(value.frame);
  if (context.out.length >= maxSegments) {
    value.frame.budget.spent = true;
    return;
  }
  if (!frame) return leaf(value, context);
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'text':
      return expandText(expr, here, context);
    case 'join':
      for (const operand of expr.operands) expand({ operand, frame }, moved(context, here, operand));
      return;
    case 'choice':
      return expandChoice(expr.branches, expr.fallback === true, here, context);
    case 'typed':
      return isTextual({ operand: expr.value, frame })
        ? expand({ operand: expr.value, frame }, context)
        : leaf(here, context);
    case 'built':
      return expandBuilt(expr, here, context);
    case 'name': {
      const { value: bound, binding } = resolveName(expr, frame);
      if (!bound || !isTextual(bound)) return leaf(here, context);
      const label = binding?.kind === 'parameter' ? `passed as '${expr.name}'` : `put into '${expr.name}'`;
      const step = binding ? [stepAt(frame, { kind: 'string', label, span: binding.span })] : [];
      return expand(bound, { ...context, steps: [...context.steps, ...step] });
    }
    case 'index':
    case 'member': {
      const held = heldBy(here);
      return held && isTextual(held) ? expandHeld(held, here, context) : leaf(here, context);
    }
    case 'call':
      return expandCall(expr, here, context);
    case 'list':
      return expandList(expr, here, context);
    case 'record':
      return expandRecord(expr, here, context);
    case 'lambda':
      for (const result of expr.results) expand({ operand: result, frame }, moved(context, here, result));
      return;
    case 'opaque':
      return expr.constant ? undefined : leaf(here, context);
    default:
      return leaf(here, context);
  }
}

/** A part of an expression is a site of its own, when it is written in the analysed file. */
function moved(context: Context, value: Value, operand: Operand, span: Span = operandSpan(operand)): Context {
  const { file } = value.frame;
  if (file.world.main !== file.uri) return context;
  return { ...context, site: { span, expressionSpan: operandSpan(operand) } };
}

function expandText(expr: TextExpr, value: Value, context: Context): undefined {
  for (const piece of expr.pieces) {
    if (piece.kind === 'text') pushText(piece, value, context);
    else {
      const put = stepAt(value.frame, { kind: 'string', label: 'put into a string', span: piece.span });
      expand(
        { operand: piece.value, frame: value.frame },
        { ...moved(context, value, piece.value, piece.span), steps: [...context.steps, put] },
      );
    }
  }
}

/** The texts of a format stand where it is written, the values that fill it where they are given. */
function expandFormatted({ text, frame, given }: Formatted, value: Value, context: Context): undefined {
  for (const piece of text.pieces) {
    const isGiven = piece.kind === 'hole' && given.has(piece.value);
    const at = { operand: text, frame: isGiven ? value.frame : frame };
    expandText({ ...text, pieces: [piece] }, at, context);
  }
}

function pushText(piece: TextPiece, { frame: { file } }: Value, { out, site }: Context): undefined {
  if (piece.text === '') return;
  if (file.world.main === file.uri) {
    out.push({ kind: 'text', span: piece.span, text: piece.text, ...(piece.runs ? { runs: piece.runs } : {}) });
    return;
  }
  const { span } = site;
  out.push({
    kind: 'text',
    span,
    text: piece.text,
    runs: [[0, span.start, span.end]],
    elsewhere: { uri: file.uri, span: piece.span },
  });
}

function expandChoice(branches: readonly Operand[], fallback: boolean, value: Value, context: Context): undefined {
  const main = value.frame.file.world.main === value.frame.file.uri;
  // A text that stands in for a missing value is no value; a value may well stand in for a text that is not found.
  const isValue = (branch: Operand) => !isTextual({ operand: branch, frame: value.frame });
  const known = branches.filter((branch) => !fallback || !isValue(branches[0]!) || isValue(branch));
  for (const branch of known)
    expand({ operand: branch, frame: value.frame }, fallback || !main ? context : moved(context, value, branch));
}

function expandBuilt(expr: BuiltExpr, value: Value, context: Context): undefined {
  const { frame } = value;
  if (!isTextual({ operand: expr.base, frame }) && expr.added.every(({ how }) => how === 'entry'))
    return leaf(value, context);
  if (!isMadeEmpty({ operand: expr.base, frame }))
    expand({ operand: expr.base, frame }, moved(context, value, expr.base));
  for (const { value: operand } of expr.added) expand({ operand, frame }, moved(context, value, operand));
}

const maxVariants = 6;

/** A member that is a text in one case and something else in another: it keeps its own name then. */
function expandHeld(held: Value, value: Value, context: Context): undefined {
  const expr = exprOf(held);
  const branches = expr.kind === 'choice' ? expr.branches.map((operand) => ({ operand, frame: held.frame })) : [];
  const texts = branches.filter(isTextual);
  if (texts.length === branches.length || exprOf(value).kind === 'index') return expand(held, context);
  if (branches.length <= maxVariants) for (const one of texts) expand(one, context);
  leaf(value, context);
}

/** `new StringBuilder()`: what is put together afterwards is all of it. */
function isMadeEmpty(value: Value): boolean {
  const expr = exprOf(value);
  return expr.kind === 'call' && expr.construct === true && expr.args.length === 0;
}

function expandList(expr: ListExpr, value: Value, context: Context): undefined {
  for (const { value: item } of expr.items) expand({ operand: item, frame: value.frame }, moved(context, value, item));
}

function expandRecord(expr: RecordExpr, value: Value, context: Context): undefined {
  for (const entry of expr.entries) {
    const inner = moved(context, value, entry.value);
    if (entry.spread) leaf({ operand: entry.value, frame: value.frame }, { ...inner, serialized: true });
    else expand({ operand: entry.value, frame: value.frame }, inner);
  }
}

function expandCall(call: CallExpr, value: Value, context: Context): undefined {
  const { frame } = value;
  const callee = calleeText(frame.file, call.callee);
  const name = lastName(callee);
  const calleeExpr = lower(frame.file, call.callee);
  const receiver = calleeExpr.kind === 'member' ? { operand: calleeExpr.object, frame } : undefined;
  const first = call.args[0];
  const inline = calleeExpr.kind === 'lambda' ? enter(calleeExpr, frame, call.args, frame) : undefined;
  if (calleeExpr.kind === 'lambda' && inline) {
    for (const operand of calleeExpr.results) expand({ operand, frame: inline }, moved(context, value, operand));
    return;
  }
  const within = (label: string): Context => ({ ...context, filters: [label, ...context.filters] });
  if (sanitizers.has(name) && first) {
    const step = stepAt(frame, {
      kind: 'sanitize',
      label: `goes through ${callee}()`,
      span: operandSpan(value.operand),
    });
    const inside = { operand: first.value, frame };
    return isTextual(inside)
      ? expand(inside, { ...within(callee), steps: [...context.steps, step] })
      : leaf(value, context);
  }
  const text = templated(value);
  if (text) return expand(text, context);
  const pieces = formatted(call, name, value);
  if (pieces) return expandFormatted(pieces, value, context);
  if (isTextTag(call, callee))
    return expand({ operand: first!.value, frame }, identities.has(name) ? context : within(callee));
  const [iteratee, list] = call.args;
  if (mappers.has(name) && !receiver && iteratee && list) {
    // PHP's `array_map(fn, list)` and Python's `map(fn, list)`.
    const mapped = resolveFunction({ operand: iteratee.value, frame });
    if (mapped) return expandMapped(mapped.lambda, mapped.frame, { operand: list.value, frame }, value, context);
  }
  const each = receiver ? iteratedBy(call, name, receiver, frame) : undefined;
  if (each) {
    for (const result of resultsOf(each)) expand(result, moved(context, result, result.operand));
    return;
  }
  if (name === 'join' || name === 'Join' || name === 'implode' || name === 'joinToString' || name === 'joining') {
    const module = receiver !== undefined && isModule(receiver.operand, receiver);
    const joined = [module ? undefined : receiver, ...call.args.map(({ value: operand }) => ({ operand, frame }))];
    const list = joined.find((one) => one && isList(one));
    const listed = list && exprOf(list);
    const items =
      listed?.kind === 'call' && listMakers.has(lastName(calleeText(frame.file, listed.callee))) && itemsOf(list!);
    if (items) {
      for (const item of items) expand(item.value, moved(context, item.value, item.value.operand));
      return;
    }
    if (list) return expand(list, context);
    const traced = joined.find((one) => one && trace(one).path !== null && exprOf(one).kind !== 'text');
    return traced ? leaf(traced, { ...within(name), site: context.site }) : leaf(value, context);
  }
  // A function of the program's own may have the name of a well-known one: `prompt("You: ")` asks the user.
  const own = !receiver && resolveFunction({ operand: call.callee, frame });
  const replaced = own ? undefined : replacedWith(call, name, frame);
  for (const subject of own ? [] : subjectsOf(call, name, receiver, frame)) {
    if (!isTextual(subject)) continue;
    if (isIdentity(name, callee, frame)) return expand(subject, inner(subject, value, context));
    if (transforms.has(name) || listTransforms.has(name)) {
      expand(subject, inner(subject, value, name === 'collect' ? context : within(name)));
      if (replaced) expand(replaced, moved(context, value, replaced.operand));
      return;
    }
    if (serializers.has(name)) return expand(subject, inner(subject, value, { ...within(callee), serialized: false }));
  }
  const [about] = replaced ? subjectsOf(call, name, receiver, frame) : [];
  if (replaced && about) {
    leaf(about, moved(within(name), value, about.operand));
    return expand(replaced, moved(context, value, replaced.operand));
  }
  const filled = filledWith(call, value);
  if (filled) {
    for (const operand of filled) expand({ operand, frame }, moved(within(callee), value, operand));
    return;
  }
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  if (target && entered && target.lambda.results.length > 0) {
    const results = target.lambda.results.filter((operand) => isTextual({ operand, frame: entered }));
    if (results.length > 0) {
      const step = stepAt(frame, { kind: 'call', label: `built by ${callee}()`, span: operandSpan(value.operand) });
      for (const operand of results)
        expand({ operand, frame: entered }, { ...within(callee), steps: [...context.steps, step] });
      return;
    }
  }
  leaf(value, context);
}

const inner = (subject: Value, value: Value, context: Context): Context =>
  exprOf(subject).kind === 'text' ? context : moved(context, value, subject.operand, context.site.span);

function expandMapped(
  mapped: LambdaExpr,
  frame: Value['frame'],
  list: Value,
  value: Value,
  context: Context,
): undefined {
  const entered = enter(mapped, frame, [{ value: mappedElement(list) }], list.frame);
  if (!entered) return leaf(value, context);
  for (const result of mapped.results)
    expand({ operand: result, frame: entered }, moved(context, { operand: result, frame: entered }, result));
}
