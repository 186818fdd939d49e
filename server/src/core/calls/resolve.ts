import { contains, type Span } from '../span.ts';
import { addedThrough } from './added-through.ts';
import { type Addition, type Binding, type Expr, isNode, type NameExpr, type Operand } from './code.ts';
import { type CodeFile, fieldBindings, operandSpan, touch, visibleBindings } from './code-file.ts';
import { findExport } from './modules.ts';
import { inPackage, type Shared } from './packages.ts';
import { passedOn } from './passed-on.ts';
import { deeper, exprOf, type Frame, parameterKey, type Resolution, type Value } from './value.ts';

const selves = new Set(['this', 'self', 'cls', '@', '$this', 'Self']);

export const isSelf = (expr: Expr): boolean => expr.kind === 'name' && expr.key === undefined && selves.has(expr.name);

/** What a bare name means where it stands. */
export function resolveName(name: NameExpr, frame: Frame): Resolution {
  const position = name.span.start;
  const held = name.key === undefined ? undefined : frame.parameters.get(name.key);
  if (held) return { frame, value: held };
  if (name.key !== undefined) {
    const next = name.implied ? deeper(frame) : undefined;
    return next ? { frame, value: { operand: name.implied!, frame: next } } : { frame };
  }
  // Kotlin's name of a lambda's only parameter is written nowhere else.
  const implicit = name.name === 'it' ? [...frame.parameters].findLast(([key]) => key.endsWith(':it'))?.[1] : undefined;
  if (implicit) return { frame, value: implicit };
  const visible = visibleBindings(frame.file, name.name, position);
  if (name.given) {
    const binding = visible.find(({ kind }) => kind === 'parameter');
    const value = binding && givenTo(binding, frame);
    return { frame, ...(binding ? { binding } : {}), ...(value ? { value } : {}) };
  }
  const { id, implicitSelf } = frame.file.language;
  // What is only assigned after its use, without a declaration, is a member of the class.
  const isOwn = ({ kind, span }: Binding) => span.start < position || (kind !== 'assignment' && kind !== 'addition');
  if (visible.length > 0 && (!implicitSelf || visible.some(isOwn))) return combine(visible, position, frame);
  const ofReceiver = memberOfReceiver(name, frame);
  if (ofReceiver) return ofReceiver;
  // Python's defaults of parameters stand in the class: `def ask(self, system=SYSTEM)`.
  const fields = implicitSelf || id === 'python' ? fieldBindings(frame.file, name.name, position) : [];
  if (fields.length > 0) return combine(fields, Number.MAX_SAFE_INTEGER, frame);
  return sharedValue(inPackage(name.name, frame)) ?? { frame };
}

/** What a parameter is where its function is called without it. */
export function defaultOf({ binding, frame, value }: Resolution): Value | undefined {
  const next = value === undefined && binding?.default ? deeper(frame) : undefined;
  const stated = next && { operand: binding!.default!, frame: next };
  const expr = stated && exprOf(stated);
  // `?string $model = null` says nothing.
  return expr?.kind === 'opaque' ? undefined : stated;
}

/** A bare name in an extension function is a member of what the function is called on. */
function memberOfReceiver({ name, span }: NameExpr, frame: Frame): Resolution | undefined {
  if (frame.file.language.id !== 'kotlin' || !/^[a-z]/.test(name)) return undefined;
  for (const [key, { operand: object, frame: caller }] of frame.parameters) {
    const [, start, end] = /^(\d+)-(\d+):this$/.exec(key) ?? [];
    if (start === undefined || span.start < Number(start) || span.start >= Number(end)) continue;
    return { frame, value: { operand: { kind: 'member', span, object, name, nameSpan: span }, frame: caller } };
  }
  return undefined;
}

/** What another file of the package declares; a class is no value, its members are asked for one by one. */
export function sharedValue(shared: Shared | undefined): Resolution | undefined {
  if (!shared || shared.binding.kind === 'class') return undefined;
  const value = boundValue(shared.binding, shared.frame);
  return value && { frame: shared.frame, value };
}

/** Declaration, assignments and additions before a use, taken together. */
export function combine(bindings: readonly Binding[], position: number, frame: Frame): Resolution {
  for (const { span } of bindings) touch(frame.file, span.start);
  const parameter = bindings.find(({ kind }) => kind === 'parameter');
  const bound = parameter && givenTo(parameter, frame);
  if (bound && bindings.length === 1) return { binding: parameter, frame, value: bound };
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
      const sure = contains(one.scope, { start: position, end: position });
      for (const addition of addedThrough(one, position, frame.file).flatMap((each) => passedOn(each, frame.file)))
        added.push(sure || addition.how !== 'entry' ? addition : { ...addition, sometimes: true });
      continue;
    }
    const value = one.kind === 'parameter' && isAssigned ? givenValue(one, frame) : boundValue(one, frame);
    // The fields of structs are set wherever one is made, in no order.
    const isSetAnywhere = one.field === true && one.kind === 'assignment' && apart.test(frame.file.language.id);
    const certain =
      !isSetAnywhere &&
      contains(one.block ?? (one.kind === 'assignment' ? one.scope : wholeFile), {
        start: position,
        end: position,
      });
    // The declaration of a field says its type only: another struct of the file may have one of that name.
    if ((certain || takesItself(one, frame.file)) && !(one.field && value === undefined)) {
      values = [];
      added = [];
    }
    if (!binding || (one.typeName && !binding.typeName) || (certain && value && !isSet(one))) binding = one;
    if (value) values.push(value);
  }
  binding ??= bindings.find(({ kind }) => kind !== 'addition');
  if (!binding) return { frame };
  if (bound && binding === parameter && added.length === 0 && values.length <= 1)
    return { binding, frame, value: bound };
  const value = together(binding, values, added, frame);
  return { binding, frame, ...(value ? { value } : {}) };
}

/** `prompt = format!("{prompt} …")`, `builder = builder.system(s)`: what was there before is in the new value. */
function takesItself({ kind, name, value }: Binding, file: CodeFile): boolean {
  if (kind !== 'assignment' || value === undefined || !isNode(value) || !/^\w+$/.test(name)) return false;
  const text = file.text.slice(value.startIndex, Math.min(value.endIndex, value.startIndex + 2_000));
  return text.includes(name) && new RegExp(`(?<![\\w.$"'\`])${name}(?![\\w"'\`]|\\s*[:=(])`).test(text);
}

/** `json.Unmarshal(data, &x)` sets a variable that is declared elsewhere, with its type. */
const isSet = ({ value }: Binding): boolean =>
  value !== undefined && !isNode(value) && value.kind === 'call' && value.sets === true;

const apart = /^(?:go|rust)$/;

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
  const stands = (binding: Binding) => binding.additions?.some(({ passed }) => passed === undefined) === true;
  if (bindings.some((binding) => binding.kind === 'addition' && stands(binding) && standsIn(binding, position)))
    return [];
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
