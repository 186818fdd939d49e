import { resolveField } from './classes.ts';
import type { Binding, IndexExpr, MemberExpr, NameExpr } from './code.ts';
import { operandSpan } from './code-file.ts';
import { lastName, resultMembers, sanitizers, serializers, transforms } from './functions.ts';
import { heldBy } from './held.ts';
import { memberTypeOf } from './records.ts';
import { isSelf, resolveName } from './resolve.ts';
import { pathSource } from './sources.ts';
import { type Tracer, traceCall } from './trace-call.ts';
import { nothing, stepAt, type Trace } from './traced.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** Follows a value to its root: through members, elements, aliases, filters and the calls that led here. Total. */
export function trace(value: Value): Trace {
  const frame = deeper(value.frame);
  if (!frame) return nothing(value);
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'name':
      return traceName(expr, here);
    case 'member':
      return traceMember(expr, here);
    case 'index':
      return traceIndex(expr, here);
    case 'call':
      return traceCall(expr, here, tracer);
    case 'typed': {
      const inner = trace({ operand: expr.value, frame });
      const root = inner.rootType ?? (inner.path === null || /^\w+$/.test(inner.path) ? expr.typeName : undefined);
      return { ...inner, types: frame, rootType: root, type: expr.typeName };
    }
    case 'choice': {
      const traces = expr.branches.map((branch) => trace({ operand: branch, frame }));
      return traces.find(({ path }) => path !== null) ?? traces.find(({ constant }) => !constant) ?? nothing(here);
    }
    case 'built':
      return trace({ operand: expr.base, frame });
    case 'opaque':
      return { ...nothing(here), constant: expr.constant === true };
    default:
      return nothing(here);
  }
}

function traceName(name: NameExpr, value: Value): Trace {
  const { binding, value: bound, frame } = resolveName(name, value.frame);
  const own: Trace = { ...nothing(value), span: name.span, path: name.name.replace(/^[$@]+/, '') };
  if (binding?.import && sdkConstants.test(binding.import.name)) return { ...own, path: null, constant: true };
  if (!binding) return bound ? { ...trace(bound), span: own.span, frame: own.frame } : own;
  const { type: typeName, frame: types } = declaredType(binding, frame);
  if (!bound) {
    if (binding.kind !== 'parameter') return withType(own, typeName, frame);
    const label = `read from parameter '${typeName ? `${name.name}: ${typeName}` : name.name}'`;
    const selected = binding.select?.length ? binding.select.filter((key) => key !== '[]') : undefined;
    const step = stepAt(value.frame, {
      kind: 'read',
      label,
      span: binding.span,
      source: { kind: 'parameter', name: own.path!, ...(selected ? { fields: selected } : {}) },
    });
    return withType({ ...own, steps: [step] }, typeName, types);
  }
  const traced = trace(bound);
  if (traced.constant && (binding.kind === 'parameter' || isCounter(bound))) return { ...own, constant: true };
  const assigned = stepAt(value.frame, { kind: 'assign', label: `assigned to '${own.path}'`, span: binding.span });
  const steps = binding.kind === 'parameter' ? traced.steps : [assigned, ...traced.steps];
  // A variable with a type or one that receives a call's result is a record of its own; any other is an alias.
  const isAlias = !typeName && traced.path !== null && !traced.constant;
  if (isAlias) return { ...traced, span: own.span, frame: own.frame, steps };
  const type = typeName ?? (binding.select?.length && !traced.fields ? undefined : traced.type);
  return {
    ...withType(own, type, typeName ? types : traced.types),
    ...(traced.fields && !typeName ? { fields: traced.fields, types: traced.types } : {}),
    steps,
    filters: traced.filters,
    serialized: traced.serialized,
  };
}

/** The type that a declaration states: of the member that is taken out, in `({ memberId }: Claim) => …`. */
function declaredType({ typeName, select }: Binding, frame: Frame): { readonly type?: string; readonly frame: Frame } {
  let at: { readonly type?: string; readonly frame: Frame } = { ...(typeName ? { type: typeName } : {}), frame };
  for (const key of typeName ? (select ?? []) : []) {
    if (at.type === undefined) return at;
    at = /^\[\d*\]$/.test(key)
      ? { ...at, type: at.type.replace(/\[\]$/, '') }
      : (memberTypeOf(at.type, key, at.frame) ?? { frame });
  }
  return at;
}

/** The number of a round: no literal, and carries nothing. */
function isCounter(value: Value): boolean {
  const expr = exprOf(value);
  return expr.kind === 'opaque' && expr.constant === true && expr.literal === undefined;
}

const withType = (traced: Trace, type: string | undefined, frame: Frame): Trace =>
  type === undefined ? traced : { ...traced, rootType: type.replace(/\[\]$/, ''), type, types: frame };

/** Constants of the SDKs: what begins a turn of the old completions (`anthropic.HUMAN_PROMPT`), and what leaves an argument out. */
const sdkConstants = /^(?:(?:HUMAN|AI)_PROMPT|NOT_GIVEN|NotGiven|omit|Omit)$/;

function traceMember(expr: MemberExpr, value: Value): Trace {
  const { frame } = value;
  const object = exprOf({ operand: expr.object, frame: value.frame });
  const { span } = expr;
  if (isSelf(object)) {
    const { binding, value: bound, frame: at } = resolveField(expr.name, expr.span.start, value.frame);
    const own: Trace = { ...nothing(value), path: expr.name };
    const traced = bound && trace(bound);
    if (traced && traced.path !== null && !binding?.typeName) return { ...traced, span, frame: value.frame };
    return { ...withType(own, binding?.typeName ?? traced?.type, traced?.types ?? at), steps: traced?.steps ?? [] };
  }
  if (sdkConstants.test(expr.name)) return { ...nothing(value), constant: true };
  const held = heldBy(value);
  const heldTrace = held && trace(held);
  if (heldTrace && heldTrace.path !== null) return { ...heldTrace, span, frame: value.frame };
  const traced = trace({ operand: expr.object, frame: value.frame });
  if (object.kind === 'call' && resultMembers.has(expr.name)) {
    if (traced.filters.some((filter) => sanitizers.has(lastName(filter)))) return traced;
  }
  // Ruby calls a method without arguments as it reads an attribute.
  const isMethod = /\w/.test(frame.file.text[expr.nameSpan.start] ?? '') && expr.name !== 'title';
  if (frame.file.language.id === 'ruby' && isMethod && (transforms.has(expr.name) || serializers.has(expr.name))) {
    return {
      ...traced,
      filters: [...traced.filters, expr.name],
      serialized: traced.serialized || serializers.has(expr.name),
    };
  }
  const path = traced.path === null ? null : `${traced.path}.${expr.name}`;
  const source = path === null ? undefined : pathSource(path);
  const steps =
    source && traced.steps.length === 0
      ? [stepAt(value.frame, { kind: 'read', label: `read from ${source.name}`, span, source })]
      : traced.steps;
  return {
    ...traced,
    path,
    span,
    frame: value.frame,
    steps,
    serialized: false,
    type: undefined,
    fields: undefined,
    ...memberType(traced, expr.name),
  };
}

/** What drivers call the rows of a result. */
const rowMembers = /^(?:rows|Rows|recordset|recordsets|data|records|results?|items|docs|\[\])$/;

function memberType({ type, types, fields }: Trace, member: string): Partial<Pick<Trace, 'type' | 'types' | 'fields'>> {
  if (fields) {
    const own = fields.find(({ name }) => name === member);
    if (own) return own.type === undefined ? {} : { type: own.type, types };
    return rowMembers.test(member) ? { fields, types } : {};
  }
  const found = type === undefined ? undefined : memberTypeOf(type, member, types);
  return found ? { type: found.type, types: found.frame } : {};
}

function traceIndex(expr: IndexExpr, value: Value): Trace {
  const held = expr.key && heldBy(value);
  if (held) {
    const traced = trace(held);
    if (traced.path !== null || traced.type !== undefined || traced.steps.length > 0) return traced;
  }
  const traced = trace({ operand: expr.object, frame: value.frame });
  if (traced.path === null) return traced;
  // A message of those that a template gives: the value stands in it, and is no list.
  const isFilled = filledMessages.test(traced.filters.at(-1) ?? '');
  return {
    ...traced,
    path: isFilled ? traced.path : `${traced.path}[]`,
    span: operandSpan(value.operand),
    type: traced.type?.replace(/\[\]$/, ''),
  };
}

const filledMessages = /(?:^|\.)(?:chat_messages|format_messages|formatMessages)$/;

const tracer: Tracer = { trace, member: traceMember };
