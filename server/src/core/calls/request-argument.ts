import { builtRecord } from './builders.ts';
import type { CallShape } from './catalogue/entry.ts';
import type { CallExpr, Entry, Operand, RecordExpr } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { literalOf } from './literal.ts';
import { messageOf } from './message-constructors.ts';
import { canonical, fieldsOf, keywordRecord } from './structure.ts';
import type { Frame, Value } from './value.ts';

/** The value that holds the request: keyword arguments together, else the positional argument of the shape. */
export function requestOf(call: CallExpr, shape: CallShape, frame: Frame): Value | undefined {
  const keywords = keywordRecord(call);
  const positional = call.args.filter(({ name, spread }) => name === undefined && spread !== 'record');
  const argument = positional[shape.argument ?? 0];
  const text = shape.request === 'text' || shape.request === 'input';
  if (shape.variadic && positional.length > 1) {
    const items = positional.flatMap(({ value }) => (messageOf({ operand: value, frame }) ? [{ value }] : []));
    if (items.length > 1) return { operand: { kind: 'list', span: operandSpan(items[0]!.value), items }, frame };
  }
  const named = shape.request === 'invoke-model' && !keywords ? modelAndBody(positional, frame) : undefined;
  if (named) return { operand: named, frame };
  if (shape.positional && positional.length > 0) return { operand: byName(call, shape.positional), frame };
  // C#'s `Create(parameters, cancellationToken: token)`.
  const isWhole =
    frame.file.language.id === 'csharp' && !keywords?.entries.some(({ key }) => canonical(key ?? '') === 'messages');
  if (argument && (!keywords || isWhole || (text && !shape.keywords))) return { operand: argument.value, frame };
  if (!keywords) return undefined;
  const whole = { operand: keywords, frame };
  // `client.messages(parameters: { … })` of older gems.
  const inner = keywords.entries.length === 1 ? fieldsOf(whole)?.entries.get('parameters') : undefined;
  return inner ?? whole;
}

/** All arguments as one record: positional ones by the names of the parameters. */
function byName(call: CallExpr, names: readonly string[]): RecordExpr {
  const args = call.args.map((one, index) =>
    one.name === undefined && !one.spread && names[index] ? { ...one, name: names[index] } : one,
  );
  return keywordRecord({ ...call, args }) ?? { kind: 'record', span: call.span, entries: [] };
}

/** `bedrock.InvokeModelAsync(modelId, request)`: helpers that take the model's id beside the body. */
function modelAndBody(positional: CallExpr['args'], frame: Frame): RecordExpr | undefined {
  const [model, body] = positional;
  if (!model || !body || !literalOf({ operand: model.value, frame }) || fieldsOf({ operand: model.value, frame }))
    return undefined;
  const span = operandSpan(body.value);
  const entry = (key: string, value: Operand): Entry => ({ key, value, span: operandSpan(value) });
  return { kind: 'record', span, entries: [entry('model_id', model.value), entry('body', body.value)] };
}

/** `client.prompt().system(…).user(…).call()`: the chain before the call is the request. */
export function fluentRequest(file: CodeFile, call: CallExpr, shape: CallShape, frame: Frame): Value | undefined {
  const callee = lower(file, call.callee);
  if (call.args.length > 0 || !/^(?:messages|converse|invoke-model)$/.test(shape.request) || callee.kind !== 'member')
    return undefined;
  const built = shape.fluent ? builtRecord(file, callee.object, 1) : undefined;
  if (built) return { operand: built, frame };
  const chain = { operand: callee.object, frame };
  return fieldsOf(chain) ? chain : undefined;
}
