import { contains, type Span } from '../span.ts';
import { addedThrough } from './added-through.ts';
import {
  type Addition,
  type Argument,
  type Binding,
  type CallExpr,
  type Expr,
  isNode,
  type LambdaExpr,
  type NameExpr,
  type Operand,
} from './code.ts';
import { bindingsOf, type CodeFile, fieldBindings, operandSpan, touch, visibleBindings } from './code-file.ts';
import { listTransforms, mappers, serializers, transforms } from './functions.ts';
import { findExport } from './modules.ts';
import { inPackage, methodInPackage, type Shared } from './packages.ts';
import { deeper, exprOf, type Frame, parameterKey, type Resolution, type Value } from './value.ts';

const selves = new Set(['this', 'self', 'cls', '@', '$this', 'Self']);

export const isSelf = (expr: Expr): boolean => expr.kind === 'name' && selves.has(expr.name);

/** What a bare name means where it stands. */
export function resolveName(name: NameExpr, frame: Frame): Resolution {
  const position = name.span.start;
  const held = name.key === undefined ? undefined : frame.parameters.get(name.key);
  if (held) return { frame, value: held };
  // Kotlin's name of a lambda's only parameter is written nowhere else.
  const implicit = name.name === 'it' ? [...frame.parameters].findLast(([key]) => key.endsWith(':it'))?.[1] : undefined;
  if (implicit) return { frame, value: implicit };
  const visible = visibleBindings(frame.file, name.name, position);
  if (name.given) {
    const binding = visible.find(({ kind }) => kind === 'parameter');
    return { frame, ...(binding ? { binding } : {}) };
  }
  if (visible.length > 0) return combine(visible, position, frame);
  const fields = frame.file.language.implicitSelf ? fieldBindings(frame.file, name.name, position) : [];
  if (fields.length > 0) return combine(fields, Number.MAX_SAFE_INTEGER, frame);
  return sharedValue(inPackage(name.name, frame)) ?? { frame };
}

/** What another file of the package declares; a class is no value, its members are asked for one by one. */
function sharedValue(shared: Shared | undefined): Resolution | undefined {
  if (!shared || shared.binding.kind === 'class') return undefined;
  const value = boundValue(shared.binding, shared.frame);
  return value && { frame: shared.frame, value };
}

/** A member of the class that a name stands for, in this file or another of the package. */
export function memberOfClass(object: NameExpr, name: string, frame: Frame): Resolution | undefined {
  const own = visibleBindings(frame.file, object.name, object.span.start);
  const binding = own.find(({ kind, value }) => kind === 'class' && value !== undefined);
  if (binding) return resolveMember(operandSpan(binding.value!), name, frame);
  const shared = own.length === 0 ? inPackage(object.name, frame) : undefined;
  return shared?.binding.kind === 'class'
    ? resolveMember(operandSpan(shared.binding.value!), name, shared.frame)
    : undefined;
}

/** What a member of the surrounding class means. */
export function resolveField(name: string, position: number, frame: Frame): Resolution {
  return combine(fieldBindings(frame.file, name, position), Number.MAX_SAFE_INTEGER, frame);
}

/** A class's member, seen from outside it. */
export function resolveMember(classSpan: Span, name: string, frame: Frame): Resolution {
  const members = bindingsOf(frame.file, name).filter(({ field, scope }) => field && contains(classSpan, scope));
  return combine(members, Number.MAX_SAFE_INTEGER, frame);
}

/** Declaration, assignments and additions before a use, taken together. */
function combine(bindings: readonly Binding[], position: number, frame: Frame): Resolution {
  for (const { span } of bindings) touch(frame.file, span.start);
  const parameter = bindings.find(({ kind }) => kind === 'parameter');
  const bound = parameter && givenTo(parameter, frame);
  if (bound) return { binding: parameter, frame, value: bound };
  const before = bindings.filter((binding) => binding.span.start < position && !standsIn(binding, position));
  const relevant =
    before.length > 0
      ? [...before, ...comesRound(bindings, position, frame.file)]
      : bindings.filter((binding) => !standsIn(binding, position));
  let values: Value[] = [];
  let added: Addition[] = [];
  let binding: Binding | undefined;
  const isAssigned = relevant.some(({ kind }) => kind !== 'parameter');
  for (const one of relevant) {
    if (one.kind === 'addition') {
      added.push(...addedThrough(one, position, frame.file));
      continue;
    }
    const value = one.kind === 'parameter' && isAssigned ? givenValue(one, frame) : boundValue(one, frame);
    const certain = contains(one.block ?? (one.kind === 'assignment' ? one.scope : wholeFile), {
      start: position,
      end: position,
    });
    if (certain) {
      values = [];
      added = [];
    }
    if (!binding || (one.typeName && !binding.typeName) || (certain && value)) binding = one;
    if (value) values.push(value);
  }
  binding ??= bindings.find(({ kind }) => kind !== 'addition');
  if (!binding) return { frame };
  const value = together(binding, values, added, frame);
  return { binding, frame, ...(value ? { value } : {}) };
}

/** What the caller gives, where the function assigns to its parameter or adds to it as well: `if x is None: x = []`. */
function givenValue({ name, span }: Binding, frame: Frame): Value | undefined {
  const next = deeper(frame);
  return next && { operand: { kind: 'name', span, name, given: true }, frame: next };
}

/**
 * What is added to a value after its use and still is in it when the use comes round again: in a loop around both,
 * unless the round begins anew, or in a function that is called again on a value from outside of it.
 */
function comesRound(bindings: readonly Binding[], position: number, file: CodeFile): readonly Binding[] {
  const later = bindings.filter(({ kind, span }) => kind === 'addition' && span.start > position);
  if (later.length === 0) return later;
  if (bindings.some((binding) => binding.kind === 'addition' && standsIn(binding, position))) return [];
  const begun = bindings.filter(({ kind, span }) => kind !== 'addition' && span.start < position);
  const { loops, body } = repeatedAround(file, position);
  if (body && !begun.some(({ span }) => contains(body, span))) return later;
  const rounds = loops.filter((loop) => !begun.some(({ span }) => contains(loop, span)));
  return later.filter(({ span }) => rounds.some((loop) => contains(loop, span)));
}

const loopTypes = /^(?:enhanced_)?(?:for|foreach|while|do|until|loop)(?:_in|_each|_range)?(?:_statement|_expression)?$/;

/** The loops around a position within its function, and that function. */
function repeatedAround(file: CodeFile, position: number): { readonly loops: readonly Span[]; readonly body?: Span } {
  const loops: Span[] = [];
  for (let node = file.root.descendantForIndex(position); node; node = node.parent) {
    if (file.language.nodes.functions.has(node.type)) return { loops, body: operandSpan(node) };
    if (loopTypes.test(node.type)) loops.push(operandSpan(node));
  }
  return { loops };
}

/** What the call that led here gave a parameter, or the one that it is taken out of: `({ prompt }) => …`. */
function givenTo({ owner, name, index, select: keys, span }: Binding, frame: Frame): Value | undefined {
  if (!owner) return undefined;
  const own = frame.parameters.get(parameterKey(owner, name));
  const whole =
    own ?? (keys && index !== undefined ? frame.parameters.get(parameterKey(owner, `#${index}`)) : undefined);
  if (own || !whole) return own;
  return { ...whole, operand: (keys ?? []).reduce((operand, key) => select(operand, key, span), whole.operand) };
}

const wholeFile: Span = { start: 0, end: Number.MAX_SAFE_INTEGER };

const standsIn = (binding: Binding, position: number): boolean => {
  const inside = (span: Span) => span.start <= position && position < span.end;
  if (binding.kind === 'function' || binding.kind === 'class') return false;
  return binding.kind === 'addition'
    ? (binding.additions ?? []).some(({ span }) => inside(span))
    : binding.value !== undefined && inside(operandSpan(binding.value)) && binding.kind !== 'parameter';
};

function together(
  binding: Binding,
  values: readonly Value[],
  added: readonly Addition[],
  frame: Frame,
): Value | undefined {
  const span = binding.span;
  if (added.length === 0 && values.length <= 1) return values[0];
  const sameFile = values.filter((value) => value.frame.file === frame.file);
  if (sameFile.length === 0 && values.length > 0) return values[0];
  const base: Operand =
    sameFile.length === 1
      ? sameFile[0]!.operand
      : { kind: 'choice', span, branches: sameFile.map(({ operand }) => operand) };
  const operand: Operand = added.length === 0 ? base : { kind: 'built', span, base, added };
  return { operand, frame: sameFile[0]?.frame ?? frame };
}

/** The value that a binding gives, its destructuring applied as members. */
function boundValue(binding: Binding, frame: Frame): Value | undefined {
  if (binding.import) return findExport(binding.import.module, binding.import.name, frame);
  if (binding.value === undefined) return undefined;
  const next = deeper(frame);
  if (!next) return undefined;
  let operand = binding.value;
  for (const key of binding.select ?? []) operand = select(operand, key, binding.span);
  return { operand, frame: next };
}

function select(object: Operand, key: string, span: Span): Operand {
  if (key === '[]') return { kind: 'index', span, object };
  const index = /^\[(\d+)\]$/.exec(key)?.[1];
  if (index !== undefined) {
    return { kind: 'index', span, object, key: { kind: 'opaque', span, constant: true, literal: index } };
  }
  return { kind: 'member', span, object, name: key, nameSpan: span };
}

/** The function that a callee names, where it is in reach. */
export function resolveFunction(callee: Value): { readonly lambda: LambdaExpr; readonly frame: Frame } | undefined {
  const expr = exprOf(callee);
  if (expr.kind === 'lambda') return { lambda: expr, frame: callee.frame };
  const next = deeper(callee.frame);
  if (!next) return undefined;
  let resolution: Resolution | undefined;
  if (expr.kind === 'name') resolution = resolveName(expr, next);
  else if (expr.kind === 'member') {
    const object = exprOf({ operand: expr.object, frame: next });
    if (isSelf(object)) resolution = resolveField(expr.name, expr.span.start, next);
    else if (object.kind === 'name') resolution = memberOfName(object, expr.name, next);
    // `service.buildPrompt(…)`: a method of its class, else the only one of that name in the file, whatever `service` is.
    resolution ??= methodOf({ operand: expr.object, frame: next }, expr.name) ?? onlyMethod(expr.name, next);
  }
  if (!resolution?.value || (resolution.binding?.kind === 'parameter' && !resolution.value)) return undefined;
  const target = exprOf(resolution.value);
  if (target.kind === 'lambda') return { lambda: target, frame: resolution.value.frame };
  if (target.kind === 'name' || target.kind === 'member')
    return resolveFunction({ ...resolution.value, frame: { ...resolution.value.frame, depth: next.depth } });
  return target.kind === 'call' ? returnedFunction(target, resolution.value.frame) : undefined;
}

/** `const ask = createAsk(options)`: the function that a function returns. */
function returnedFunction(call: CallExpr, frame: Frame): ReturnType<typeof resolveFunction> {
  const made = resolveFunction({ operand: call.callee, frame });
  const inside = made && enter(made.lambda, made.frame, call.args, frame);
  if (!inside) return undefined;
  for (const operand of made.lambda.results) {
    const lambda = exprOf({ operand, frame: inside });
    if (lambda.kind === 'lambda') return { lambda, frame: inside };
  }
  return undefined;
}

/** A method of the class that an object is made from or declared with: `const llm = new Llm()`, `llm: Llm`. */
function methodOf(object: Value, name: string): Resolution | undefined {
  const owner = classOf(object);
  const member = owner && resolveMember(operandSpan(owner.operand), name, owner.frame);
  // Go writes methods beside the type, Rust and Kotlin may do so: then there is none in it.
  return member?.value ? member : undefined;
}

/** The class of an object, as its declaration in this file or another. */
function classOf(object: Value): Value | undefined {
  const frame = deeper(object.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: object.operand, frame });
  if (expr.kind === 'call') {
    const callee = exprOf({ operand: expr.callee, frame });
    return callee.kind === 'name' ? classNamed(callee, frame) : undefined;
  }
  if (expr.kind === 'typed') return classOf({ operand: expr.value, frame });
  const field = expr.kind === 'member' && isSelf(exprOf({ operand: expr.object, frame }));
  const found =
    expr.kind === 'name'
      ? resolveName(expr, frame)
      : field
        ? resolveField(expr.name, expr.span.start, frame)
        : undefined;
  if (!found) return undefined;
  const { binding, value } = found;
  if (binding?.typeName) return classNamed({ kind: 'name', name: binding.typeName, span: binding.span }, found.frame);
  return value && classOf({ ...value, frame: { ...value.frame, depth: frame.depth } });
}

function classNamed(name: NameExpr, frame: Frame): Value | undefined {
  const { binding, value } = resolveName(name, frame);
  if (binding?.kind === 'class' && binding.value) return { operand: binding.value, frame };
  return binding?.import && value && isClass(value) ? value : undefined;
}

const isClass = ({ operand, frame }: Value): boolean =>
  isNode(operand) && frame.file.language.nodes.classes.has(operand.type);

function onlyMethod(name: string, frame: Frame): Resolution | undefined {
  if (transforms.has(name) || listTransforms.has(name) || mappers.has(name) || serializers.has(name)) return undefined;
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

export const fileOf = (frame: Frame): CodeFile => frame.file;
