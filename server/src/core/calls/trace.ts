import type { FlowStep } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import type { CallExpr, IndexExpr, MemberExpr, NameExpr } from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import {
  lastName,
  listTransforms,
  resultMembers,
  sanitizers,
  serializers,
  transforms,
  weakSerializers,
} from './functions.ts';
import { heldBy } from './held.ts';
import { memberTypeOf } from './records.ts';
import { isSelf, resolveField, resolveFunction, resolveName } from './resolve.ts';
import { callSource, pathSource } from './sources.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** Functions whose result is something new, whatever they are given: sources, and calls of models and services. */
const answers =
  /^(?:load|fetch|get|find|read|query|list|search|retrieve)|^(?:a?create|a?stream|parse|a?invoke\w*|converse\w*|a?completions?|a?complete|a?generate\w*|a?chat|a?predict|run|run_sync|send|post|request|call|execute)$/i;

/** Where a value that is no text of ours comes from. */
export interface Trace {
  /** `patient.notes[].text`; null: no single root. */
  readonly path: string | null;
  /** Where the path is written, nearest to the call. */
  readonly span: Span;
  readonly frame: Frame;
  /** Innermost first. */
  readonly filters: readonly string[];
  readonly serialized: boolean;
  /** Type of the path's root. */
  readonly rootType?: string;
  /** Type of the value itself, and the frame to look its name up in. */
  readonly type?: string;
  readonly types: Frame;
  readonly steps: readonly FlowStep[];
  /** A number, boolean or the like: carries nothing. */
  readonly constant?: boolean;
}

const nothing = (value: Value): Trace => ({
  path: null,
  span: operandSpan(value.operand),
  frame: value.frame,
  types: value.frame,
  filters: [],
  serialized: false,
  steps: [],
});

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
      return traceCall(expr, here);
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
  const own: Trace = { ...nothing(value), path: name.name.replace(/^[$@]+/, '') };
  if (!binding) return bound ? { ...trace(bound), span: own.span, frame: own.frame } : own;
  const typeName = binding.typeName;
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
    return withType({ ...own, steps: [step] }, typeName, frame);
  }
  const traced = trace(bound);
  const assigned = stepAt(value.frame, { kind: 'assign', label: `assigned to '${own.path}'`, span: binding.span });
  const steps = binding.kind === 'parameter' ? traced.steps : [assigned, ...traced.steps];
  // A variable with a type or one that receives a call's result is a record of its own; any other is an alias.
  const isAlias = !typeName && traced.path !== null && !traced.constant;
  if (isAlias) return { ...traced, span: own.span, frame: own.frame, steps };
  const type = typeName ?? (binding.select?.length ? undefined : traced.type);
  return {
    ...withType(own, type, typeName ? frame : traced.types),
    steps,
    filters: traced.filters,
    serialized: traced.serialized,
  };
}

const withType = (traced: Trace, type: string | undefined, frame: Frame): Trace =>
  type === undefined ? traced : { ...traced, rootType: type.replace(/\[\]$/, ''), type, types: frame };

function traceMember(expr: MemberExpr, value: Value): Trace {
  const { frame } = value;
  const object = exprOf({ operand: expr.object, frame: value.frame });
  const span = operandSpan(value.operand);
  if (isSelf(object)) {
    const { binding, value: bound, frame: at } = resolveField(expr.name, expr.span.start, value.frame);
    const own: Trace = { ...nothing(value), path: expr.name };
    const traced = bound && trace(bound);
    if (traced && traced.path !== null && !binding?.typeName) return { ...traced, span, frame: value.frame };
    return { ...withType(own, binding?.typeName ?? traced?.type, traced?.types ?? at), steps: traced?.steps ?? [] };
  }
  const traced = trace({ operand: expr.object, frame: value.frame });
  if (object.kind === 'call' && resultMembers.has(expr.name)) {
    if (traced.filters.some((filter) => sanitizers.has(lastName(filter)))) return traced;
  }
  // Ruby calls a method without arguments as it reads an attribute.
  if (frame.file.language.id === 'ruby' && (transforms.has(expr.name) || serializers.has(expr.name))) {
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
    ...memberType(traced, expr.name),
  };
}

function memberType({ type, types }: Trace, member: string): { type?: string; types?: Frame } {
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
  return {
    ...traced,
    path: `${traced.path}[]`,
    span: operandSpan(value.operand),
    type: traced.type?.replace(/\[\]$/, ''),
  };
}

function traceCall(call: CallExpr, value: Value): Trace {
  const { frame } = value;
  const { file } = frame;
  const callee = calleeText(file, call.callee);
  const name = lastName(callee);
  const calleeExpr = lower(file, call.callee);
  const receiver = calleeExpr.kind === 'member' ? calleeExpr.object : undefined;
  const through = (operand: CallExpr['callee'], serialized: boolean, label = callee): Trace => {
    const inner = trace({ operand, frame });
    return { ...inner, filters: [...inner.filters, label], serialized: inner.serialized || serialized };
  };
  const known = transforms.has(name) || serializers.has(name) || listTransforms.has(name);
  const onReceiver =
    receiver !== undefined &&
    known &&
    (call.args.every((one) => one.name !== undefined) || transforms.has(name) || listTransforms.has(name)) &&
    !isModule(receiver, value);
  if (onReceiver && receiver) {
    const inner = through(receiver, serializers.has(name) && !weakSerializers.has(name), name);
    if (inner.path !== null) return inner;
  }
  if (receiver !== undefined && takesElement(call, name, value)) {
    const list = trace({ operand: receiver, frame });
    if (list.path !== null)
      return {
        ...list,
        path: `${list.path}[]`,
        span: operandSpan(value.operand),
        type: list.type?.replace(/\[\]$/, ''),
      };
  }
  if (sanitizers.has(name) || known) {
    const first = call.args[0];
    if (first) {
      const inner = through(
        first.value,
        serializers.has(name) &&
          (!weakSerializers.has(name) || /^[A-Z]/.test(trace({ operand: first.value, frame }).type ?? '')),
      );
      const step = stepAt(frame, {
        kind: sanitizers.has(name) ? 'sanitize' : 'serialize',
        label: `goes through ${callee}()`,
        span: operandSpan(value.operand),
      });
      return { ...inner, steps: [step, ...inner.steps] };
    }
  }
  if (receiver !== undefined && call.args.length === 0 && !call.construct) {
    const resolved = resolveFunction({ operand: call.callee, frame });
    const getter = /^get([A-Z]\w*)$/.exec(name)?.[1];
    const property = getter ? getter[0]!.toLowerCase() + getter.slice(1) : name;
    if (!resolved) {
      const source = callSource(call, value);
      if (!source || source.kind === 'unknown')
        return traceMember(
          {
            kind: 'member',
            span: operandSpan(value.operand),
            object: receiver,
            name: property,
            nameSpan: operandSpan(value.operand),
          },
          value,
        );
    }
  }
  const function_ = resolveFunction({ operand: call.callee, frame });
  const source = callSource(call, value);
  const read = stepAt(frame, {
    kind: 'read',
    label: `read from ${callee}()`,
    span: operandSpan(value.operand),
    ...(source ? { source } : {}),
  });
  const returned = function_?.lambda.returnType;
  const roots = call.args
    .map((argument) => ({ argument, traced: trace({ operand: argument.value, frame }) }))
    .filter(({ traced }) => traced.path !== null);
  if (
    roots.length >= 1 &&
    source?.kind === 'unknown' &&
    returned === undefined &&
    !call.construct &&
    !answers.test(name)
  ) {
    const { traced } = roots[0]!;
    return {
      ...traced,
      filters: [...traced.filters, callee],
      steps: [
        stepAt(frame, { kind: 'call', label: `goes through ${callee}()`, span: operandSpan(value.operand) }),
        ...traced.steps,
      ],
    };
  }
  const type = returned ?? (call.construct ? name : undefined);
  return { ...nothing(value), ...(type ? { type, types: function_?.frame ?? frame } : {}), steps: [read] };
}

/** `list.shift()`, `list.at(-1)`, `list.find((one) => …)`: an element of the list. */
function takesElement(call: CallExpr, name: string, { frame }: Value): boolean {
  const first = call.args[0];
  if (/^(?:shift|pop)$/.test(name)) return first === undefined;
  if (!first || !/^(?:at|find|findLast)$/.test(name)) return false;
  const { kind } = exprOf({ operand: first.value, frame });
  return name === 'at' ? kind === 'opaque' : kind === 'lambda';
}

/** `JSON.stringify`, `json.dumps`, `strings.Join`: the receiver is a module and carries nothing. */
export function isModule(receiver: CallExpr['callee'], value: Value): boolean {
  const expr = exprOf({ operand: receiver, frame: value.frame });
  if (expr.kind !== 'name') return false;
  if (
    /^(?:JSON|json|yaml|Object|Array|String|string|strings|fmt|util|utils|textwrap|Promise|Buffer|orjson|ujson|html|StringUtils|Arrays|List|Collectors|JsonSerializer|JsonConvert|serde_json|re|base64|Base64)$/.test(
      expr.name,
    )
  )
    return true;
  const { binding } = resolveName(expr, value.frame);
  return (
    binding?.import !== undefined &&
    binding.kind === 'import' &&
    binding.import.name !== 'default' &&
    binding.import.name === '*'
  );
}

/** A step with its file, where that is not the file of the call. */
export function stepAt(frame: Frame, step: FlowStep): FlowStep {
  return frame.depth >= 0 && frame.file.world.main !== frame.file.uri ? { ...step, uri: frame.file.uri } : step;
}
