import type { Span } from '../span.ts';
import { memberOfClass, methodOf, resolveField } from './classes.ts';
import type { Argument, CallExpr, LambdaExpr, NameExpr, Operand } from './code.ts';
import { bindingsOf, type CodeFile, lower } from './code-file.ts';
import { listTransforms, mappers, serializers, transforms } from './functions.ts';
import { heldBy } from './held.ts';
import { findExport } from './modules.ts';
import { methodInPackage } from './packages.ts';
import { combine, isSelf, resolveName, sharedValue } from './resolve.ts';
import { itemOf } from './rust-modules.ts';
import { deeper, exprOf, type Frame, parameterKey, type Resolution, selfKey, type Value } from './value.ts';

export interface Target extends Pick<Resolution, 'chosen'> {
  readonly lambda: LambdaExpr;
  readonly frame: Frame;
}

/** The function that a callee names, where it is in reach. */
export function resolveFunction(callee: Value): Target | undefined {
  const expr = exprOf(callee);
  if (expr.kind === 'lambda') return { lambda: expr, frame: callee.frame };
  const next = deeper(callee.frame);
  if (!next) return undefined;
  let resolution: Resolution | undefined;
  if (expr.kind === 'name') resolution = resolveName(expr, next);
  else if (expr.kind === 'member') {
    const object = exprOf({ operand: expr.object, frame: next });
    const item = itemOf({ operand: callee.operand, frame: next });
    if (item) resolution = { frame: item.frame, value: item };
    else if (isSelf(object)) resolution = resolveField(expr.name, expr.span.start, next);
    else if (object.kind === 'name') resolution = memberOfName(object, expr.name, next);
    // `service.buildPrompt(…)`: a method of its class, else the only one of that name in the file, whatever `service` is.
    if (!resolution?.value && next.file.language.id === 'script')
      resolution = heldFunction({ operand: callee.operand, frame: next });
    if (!resolution?.value && apart.test(next.file.language.id)) resolution = undefined;
    resolution ??=
      methodOf({ operand: expr.object, frame: next }, expr.name) ??
      (isForeign({ operand: expr.object, frame: next }) ? undefined : onlyMethod(expr.name, next));
  }
  if (expr.kind === 'member' && !resolution?.value) {
    const extension = extensionOf({ operand: expr.object, frame: next }, expr.name, callee);
    if (extension) return extension;
  }
  if (!resolution?.value || (resolution.binding?.kind === 'parameter' && !resolution.value)) return undefined;
  const target = exprOf(resolution.value);
  if (target.kind === 'lambda')
    return { lambda: target, frame: resolution.value.frame, ...(resolution.chosen ? { chosen: true } : {}) };
  if (target.kind === 'name' || target.kind === 'member')
    return resolveFunction({ ...resolution.value, frame: { ...resolution.value.frame, depth: next.depth } });
  return target.kind === 'call' ? returnedFunction(target, resolution.value.frame) : undefined;
}

/** Kotlin's `visit.toPrompt()`, where a file of the package declares `fun Visit.toPrompt()`: what it is called on is a parameter of it. */
function extensionOf(object: Value, name: string, { frame }: Value): ReturnType<typeof resolveFunction> {
  const { file } = frame;
  if (file.language.id !== 'kotlin' || transforms.has(name) || mappers.has(name)) return undefined;
  const { value } = resolveName(
    { kind: 'name', name, span: { start: file.text.length, end: file.text.length } },
    object.frame,
  );
  const lambda = value && exprOf(value);
  if (lambda?.kind !== 'lambda' || !lambda.extension) return undefined;
  const parameters = new Map(value!.frame.parameters).set(selfKey(lambda.span), object);
  return { lambda, frame: { ...value!.frame, parameters, textual: new Map() } };
}

/** Languages whose methods stand apart from their types. */
const apart = /^(?:go|rust)$/;

/** `PROMPTS[kind].user(note)`, `templates.letter.body(patient)`: a function in a record, or the first of several. */
function heldFunction(callee: Value): Resolution | undefined {
  const held = heldBy(callee);
  const expr = held && exprOf(held);
  const branches = expr?.kind === 'choice' ? expr.branches.map((operand) => ({ operand, frame: held!.frame })) : [];
  const value = branches.find((one) => exprOf(one).kind === 'lambda') ?? held;
  return value && { frame: value.frame, value };
}

/** `const ask = createAsk(options)`: the function that a function returns. */
function returnedFunction(call: CallExpr, frame: Frame): Target | undefined {
  const made = resolveFunction({ operand: call.callee, frame });
  const inside = made && enter(made.lambda, made.frame, call.args, frame);
  if (!inside) return undefined;
  for (const operand of made.lambda.results) {
    const lambda = exprOf({ operand, frame: inside });
    if (lambda.kind === 'lambda') return { lambda, frame: inside };
  }
  return undefined;
}

/** Whether an object is of a type that is declared elsewhere, in languages that say the type: its methods are none of this file's. */
function isForeign(object: Value): boolean {
  const { file } = object.frame;
  if (!/^(?:java|kotlin)$/.test(file.language.id)) return false;
  let expr = exprOf(object);
  // `UserMessage.builder().text(q)`: what a chain begins with.
  for (let step = 0; step < 40 && (expr.kind === 'call' || expr.kind === 'member'); step++)
    expr = lower(file, expr.kind === 'call' ? expr.callee : expr.object);
  if (expr.kind === 'name' && /^[A-Z]/.test(expr.name)) return !declares(expr.name, file);
  const { binding } = expr.kind === 'name' ? resolveName(expr, object.frame) : {};
  const typeName = binding?.typeName;
  return typeName !== undefined && !declares(typeName, file);
}

/** Methods that everything has in Rust: one of that name in the file need not be meant. */
const everywhere =
  /^(?:new|default|from|send|post|get|put|request|execute|json|body|text|build|header|run|call|next|write|read|push|len|fmt|parse)$/;

const declares = (typeName: string, file: CodeFile): boolean =>
  bindingsOf(file, typeName).some(({ kind }) => kind === 'class');

function onlyMethod(name: string, frame: Frame): Resolution | undefined {
  if (transforms.has(name) || listTransforms.has(name) || mappers.has(name) || serializers.has(name)) return undefined;
  if (frame.file.language.id === 'rust' && everywhere.test(name)) return undefined;
  const methods = bindingsOf(frame.file, name).filter(({ field, kind }) => field && kind === 'function');
  if (methods.length > 0) return methods.length === 1 ? combine(methods, Number.MAX_SAFE_INTEGER, frame) : undefined;
  return sharedValue(methodInPackage(name, frame));
}

/** `module.name`, `Class.name` and `record.name`, where `object` is a plain name. */
function memberOfName(object: NameExpr, name: string, frame: Frame): Resolution | undefined {
  const { binding, value } = resolveName(object, frame);
  if (binding?.import && binding.import.name === '*') {
    const exported = findExport(binding.import.module, name, frame);
    return exported ? { frame: exported.frame, value: exported } : undefined;
  }
  if (!value || binding?.kind === 'class') return memberOfClass(object, name, frame);
  const record = exprOf(value);
  if (record.kind !== 'record') return undefined;
  const entry = record.entries.find(({ key }) => key === name);
  return entry ? { frame: value.frame, value: { operand: entry.value, frame: value.frame } } : undefined;
}

/** The frame of a function's body when it is called with these arguments. */
export function enter(lambda: LambdaExpr, frame: Frame, args: readonly Argument[], caller: Frame): Frame | undefined {
  const parameters = new Map(frame.parameters);
  const isOpen = args.some(({ spread }) => spread !== undefined);
  lambda.parameters.forEach((parameter, index) => {
    const positional = args[index]?.name === undefined ? args[index] : undefined;
    const given = args.find(({ name }) => name === parameter.name) ?? positional;
    const key = parameterKey(lambda.span, parameter.name === '' ? `#${index}` : parameter.name);
    if (parameter.rest) parameters.set(key, { operand: restOf(args, index, parameter.span), frame: caller });
    else if (given) parameters.set(key, { operand: given.value, frame: caller });
    else if (parameter.default) parameters.set(key, { operand: parameter.default, frame });
    else if (!isOpen) parameters.set(key, { operand: absent(parameter.span), frame: caller });
  });
  return deeper({ ...frame, depth: Math.max(frame.depth, caller.depth) }, { parameters, textual: new Map() });
}

/** An argument that the call leaves out carries nothing. */
const absent = (span: Span): Operand => ({ kind: 'opaque', span, constant: true });

/** `(...args)`: the arguments from there on, as a list. */
const restOf = (args: readonly Argument[], from: number, span: Span): Operand => ({
  kind: 'list',
  span,
  items: args.slice(from).map(({ value }) => ({ value })),
});
