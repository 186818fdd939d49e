import { calleeText } from './callee.ts';
import type { CallExpr, MemberExpr, Operand } from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import {
  lastName,
  listTransforms,
  sanitizers,
  serializers,
  textArgument,
  transforms,
  weakSerializers,
} from './functions.ts';
import { elementOf, recordOf } from './records.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { rowOf } from './rows.ts';
import { callSource } from './sources.ts';
import { nothing, stepAt, type Trace } from './traced.ts';
import { exprOf, type Value } from './value.ts';

/** How the tracing of members and values goes on from a call: handed in, since a call is one kind of value. */
export interface Tracer {
  readonly trace: (value: Value) => Trace;
  readonly member: (expr: MemberExpr, value: Value) => Trace;
}

interface Traced {
  readonly call: CallExpr;
  readonly value: Value;
  readonly callee: string;
  /** The callee's last name. */
  readonly name: string;
  readonly receiver?: Operand;
  readonly tracer: Tracer;
}

/** Where the result of a call comes from: what it passes through, what it reads, or the member that it stands for. */
export function traceCall(call: CallExpr, value: Value, tracer: Tracer): Trace {
  const { file } = value.frame;
  const callee = calleeText(file, call.callee);
  const calleeExpr = lower(file, call.callee);
  const receiver = calleeExpr.kind === 'member' ? calleeExpr.object : undefined;
  const traced: Traced = { call, value, callee, name: lastName(callee), tracer, ...(receiver ? { receiver } : {}) };
  if (call.sets) return asSet(traced);
  if (calleeExpr.kind === 'lambda') {
    const entered = enter(calleeExpr, value.frame, call.args, value.frame);
    const traces = entered ? calleeExpr.results.map((operand) => tracer.trace({ operand, frame: entered })) : [];
    return traces.find(({ path }) => path !== null) ?? traces[0] ?? nothing(value);
  }
  return (
    asQuerySet(traced) ??
    throughCall(traced) ??
    asMade(traced) ??
    asMember(traced) ??
    asParsed(traced) ??
    asRead(traced)
  );
}

/** Django's and SQLAlchemy's query sets choose by what lists are otherwise filtered with. */
const querySet =
  /(?:^|\.)(?:objects|query)(?:\(\))?\.(?:.*\.)?(?:filter|all|values|values_list|only|order_by|exclude|select_related|prefetch_related)$/;

const asQuerySet = (traced: Traced): Trace | undefined => (querySet.test(traced.callee) ? asRead(traced) : undefined);

/** Text and list functions, serializers and sanitizers: the value is what they are given. */
function throughCall({ call, value, callee, name, receiver, tracer }: Traced): Trace | undefined {
  const { frame } = value;
  const through = (operand: Operand, serialized: boolean, label = callee): Trace => {
    const inner = tracer.trace({ operand, frame });
    return { ...inner, filters: [...inner.filters, label], serialized: inner.serialized || serialized };
  };
  const serializes = serializers.has(name) || serializers.has(callee);
  const known = transforms.has(name) || serializes || listTransforms.has(name);
  const onReceiver =
    known &&
    (call.args.every((one) => one.name !== undefined) || transforms.has(name) || listTransforms.has(name)) &&
    receiver !== undefined &&
    !isModule(receiver, value);
  if (onReceiver) {
    const inner = through(receiver, serializes && !weakSerializers.has(name), name);
    if (inner.path !== null) return inner;
  }
  if (receiver !== undefined && takesElement(call, name, value)) {
    const list = tracer.trace({ operand: receiver, frame });
    if (list.path !== null) {
      const span = operandSpan(value.operand);
      return { ...list, path: `${list.path}[]`, span, type: list.type?.replace(/\[\]$/, '') };
    }
  }
  const about = textArgument(callee, call.args);
  const first = about ?? call.args[0];
  if (!first || !(sanitizers.has(name) || known || about)) return undefined;
  const isRecord = () => /^[A-Z]/.test(tracer.trace({ operand: first.value, frame }).type ?? '');
  const isStrong = !weakSerializers.has(name) || serializers.has(callee);
  const inner = through(first.value, serializes && (isStrong || isRecord()));
  const step = stepAt(frame, {
    kind: sanitizers.has(name) ? 'sanitize' : 'serialize',
    label: `goes through ${callee}()`,
    span: operandSpan(value.operand),
  });
  return { ...inner, steps: [step, ...inner.steps] };
}

/** `list.shift()`, `list.at(-1)`, `list.find((one) => …)`: an element of the list. */
function takesElement(call: CallExpr, name: string, { frame }: Value): boolean {
  const first = call.args[0];
  if (/^(?:shift|pop)$/.test(name))
    return first === undefined || exprOf({ operand: first.value, frame }).kind === 'opaque';
  if (!first || !/^(?:at|find|findLast)$/.test(name)) return false;
  const { kind } = exprOf({ operand: first.value, frame });
  return name === 'at' ? kind === 'opaque' : kind === 'lambda';
}

/** Methods that hand the row or document on as it is. */
const handsOn =
  /^(?:lean|exec|toObject|one|first|last|all|scalars?|scalar_one|scalar_one_or_none|one_or_none|mappings|get|getOne|orElse\w*|unwrap|block|toList|results?|values|refresh|join|await)$/;
/** Conversions of a value as a whole: `request.toAnthropicRequest()`, `request.copy(stream = true)`. */
const converts = /^(?:(?:to|as)[A-Z]\w*|copy)$/;
/** Methods that give the column or key that they are told. */
const keyed = /^(?:get|get[A-Z]\w*|opt[A-Z]\w*|Get\w*|dig|fetch|at|field|column)$/;

/** Rust makes values by functions of their types: `Args::parse()`, `Patient::from_row(&row)`. */
function asMade({ value, callee, name, receiver }: Traced): Trace | undefined {
  if (value.frame.file.language.id !== 'rust' || receiver === undefined) return undefined;
  const type = exprOf({ operand: receiver, frame: value.frame });
  if (type.kind !== 'name' || !/^[A-Z][a-z]/.test(type.name)) return undefined;
  if (!/^(?:parse|try_parse|new|default|load|read|open|from_\w+)$/.test(name)) return undefined;
  const span = operandSpan(value.operand);
  const step = stepAt(value.frame, { kind: 'call', label: `made by ${callee}()`, span });
  return { ...nothing(value), type: type.name, types: value.frame, steps: [step] };
}

/** `patient.getName()`, `patient.name()`, `rows.getString("name")`: a member of the receiver. */
function asMember({ call, value, name, receiver, tracer }: Traced): Trace | undefined {
  if (receiver === undefined || call.construct) return undefined;
  const isJvm = /^(?:java|kotlin)$/.test(value.frame.file.language.id);
  if (isJvm && converts.test(name) && (call.args.length === 0 || /^(?:copy|toRequestBody)$/.test(name))) {
    const whole = tracer.trace({ operand: receiver, frame: value.frame });
    if (whole.path !== null && !isModule(receiver, value))
      return { ...whole, filters: [...whole.filters, name], type: undefined, fields: undefined };
  }
  if (call.args.length > 1) return undefined;
  const source = callSource(call, value);
  const span = operandSpan(value.operand);
  const member = (property: string): Trace =>
    tracer.member({ kind: 'member', span, object: receiver, name: property, nameSpan: span }, value);
  if (call.args.length === 1) {
    const key = keyed.test(name) ? keyIn(call.args[0]!.value, value) : undefined;
    if (key === undefined || (source && source.kind !== 'unknown' && source.kind !== 'query')) return undefined;
    const inner = tracer.trace({ operand: receiver, frame: value.frame });
    return inner.path !== null && isData(inner) && !isModule(receiver, value) ? member(key) : undefined;
  }
  if (call.args.length === 0 && readers.test(name)) {
    // `file.read()` of an opened file is what the file holds, and no member of it.
    const file = tracer.trace({ operand: receiver, frame: value.frame });
    if (file.steps.some((step) => step.source?.kind === 'file')) return { ...file, path: null, span };
  }
  const inner = handsOn.test(name) ? tracer.trace({ operand: receiver, frame: value.frame }) : undefined;
  if (
    inner &&
    (inner.fields || (inner.type !== undefined && !inner.type.endsWith('[]') && inner.steps.length > 0)) &&
    !ownMember(inner, name)
  )
    return inner;
  const getter = /^get([A-Z]\w*)$/.exec(name)?.[1];
  if (!getter && resolveFunction({ operand: call.callee, frame: value.frame })) return undefined;
  // `request.getMessage()`: whatever the request is, it is asked for a member.
  const isBean = getter !== undefined && source?.kind === 'request';
  if (source && source.kind !== 'unknown' && !isBean) return undefined;
  return member(getter ? getter[0]!.toLowerCase() + getter.slice(1) : name);
}

/** Whether a value was read from somewhere or has a type: its keys are data then, and not those of a program's settings. */
const isData = ({ fields, type, steps }: Trace): boolean =>
  fields !== undefined ||
  type !== undefined ||
  steps.some(({ source }) => source?.kind === 'query' || source?.kind === 'request');

const readers = /^(?:read|readlines|readline)$/;

const ownMember = ({ fields, type, types }: Trace, name: string): boolean =>
  (fields ?? (type === undefined ? undefined : recordOf(type, types)?.fields))?.some((field) => field.name === name) ===
  true;

function keyIn(operand: Operand, value: Value): string | undefined {
  const expr = exprOf({ operand, frame: value.frame });
  const piece = expr.kind === 'text' && expr.pieces.length === 1 ? expr.pieces[0] : undefined;
  return piece?.kind === 'text' && /^[A-Za-z_]\w*$/.test(piece.text) ? piece.text : undefined;
}

/** Methods of a schema or model that give one of it: `Patient.parse(body)`, `Patient.model_validate(row)`. */
const parsers =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateSync|validateAsync|model_validate|model_validate_json|parse_obj|parse_raw|from_orm|from_dict|from_json|fromJson|fromJSON|from_row|decode|Parse|Decode|deserialize|Deserialize|readValue)$/;

function asParsed({ call, value, callee, name, receiver, tracer }: Traced): Trace | undefined {
  const model =
    receiver !== undefined && parsers.test(name) ? exprOf({ operand: receiver, frame: value.frame }) : undefined;
  if (model?.kind !== 'name' || !recordOf(model.name, value.frame)) return undefined;
  const first = call.args[0];
  const given = first ? tracer.trace({ operand: first.value, frame: value.frame }).steps : [];
  const step = stepAt(value.frame, {
    kind: 'call',
    label: `goes through ${callee}()`,
    span: operandSpan(value.operand),
  });
  return { ...nothing(value), type: model.name, types: value.frame, steps: [step, ...given] };
}

/** Functions whose result is something new, whatever they are given: sources, and calls of models and services. */
const answers =
  /^(?:load|fetch|get|find|read|query|list|search|retrieve)|^(?:a?create|a?stream|parse|a?invoke\w*|converse\w*|a?completions?|a?complete|a?generate\w*|a?chat|a?predict|run|run_sync|send|post|request|call|execute)$/i;

/** Calls of Claude whose last name alone says little. */
const modelCalls = /(?:Messages|Completions)\.New(?:Streaming)?$/;

/** Go hands a context to everything: https://pkg.go.dev/context. */
function isContext(operand: Operand, { file }: Value['frame']): boolean {
  const { start, end } = operandSpan(operand);
  return (
    file.language.id === 'go' &&
    /^(?:\w+\.)?(?:ctx|context|Context|context\.\w+)(?:\(\))?$/.test(file.text.slice(start, Math.min(end, start + 80)))
  );
}

/** `render([note, rules])`, `render({"note": note})`: what is written in a list or record that is given. */
function writtenIn(value: Value): readonly Operand[] {
  const expr = exprOf(value);
  const inside =
    expr.kind === 'list'
      ? expr.items.map((item) => item.value)
      : expr.kind === 'record'
        ? expr.entries.map((entry) => entry.value)
        : [];
  return inside.length > 0 ? inside.slice(0, 8) : [value.operand];
}

function asRead({ call, value, callee, name, receiver, tracer }: Traced): Trace {
  const { frame } = value;
  const span = operandSpan(value.operand);
  const function_ = resolveFunction({ operand: call.callee, frame });
  const returned = function_?.lambda.returnType;
  const source = callSource(call, value);
  if (
    source?.kind === 'unknown' &&
    returned === undefined &&
    !call.construct &&
    !answers.test(name) &&
    !modelCalls.test(callee)
  ) {
    const given = call.args
      .filter(({ value: operand }) => !isContext(operand, frame))
      .flatMap((argument) => writtenIn({ operand: argument.value, frame }))
      .map((operand) => tracer.trace({ operand, frame }))
      .find(({ path }) => path !== null);
    if (given) {
      const step = stepAt(frame, { kind: 'call', label: `goes through ${callee}()`, span });
      return { ...given, filters: [...given.filters, callee], steps: [step, ...given.steps] };
    }
  }
  const readFrom = (from: typeof source) =>
    stepAt(frame, { kind: 'read', label: `read from ${callee}()`, span, ...(from ? { source: from } : {}) });
  const type = returned ?? (call.construct ? name : undefined);
  if (type) return { ...nothing(value), type, types: function_?.frame ?? frame, steps: [readFrom(source)] };
  const on = receiver && tracer.trace({ operand: receiver, frame });
  const row = rowOf(call, value, source, on?.type === undefined ? undefined : elementOf(on.type, on.types));
  // The model says more than the verb: `session.exec(…)`, `repository.findById(…)`.
  const isNamed = source?.kind === 'query' && source.name !== name;
  const from = row?.type !== undefined && !isNamed ? ({ kind: 'query', name: row.type } as const) : source;
  return { ...nothing(value), ...row, steps: [readFrom(from)] };
}

/** What sets a variable by its address reads: a row, a request, or what its arguments and its receiver hold. */
function asSet(traced: Traced): Trace {
  const { call, value, callee, receiver, tracer } = traced;
  const { frame } = value;
  const source = callSource(call, value);
  const row = rowOf(call, value, source, undefined);
  const given = [...call.args.map((argument) => argument.value), ...(receiver ? [receiver] : [])]
    .map((operand) => tracer.trace({ operand, frame }).steps)
    .find((steps) => steps.some((step) => step.source && step.source.kind !== 'unknown'));
  const label = `read from ${callee}()`;
  const span = operandSpan(value.operand);
  const isKnown = source !== undefined && source.kind !== 'unknown';
  const step = stepAt(frame, { kind: isKnown ? 'read' : 'call', label, span, ...(isKnown ? { source } : {}) });
  return { ...nothing(value), ...row, steps: isKnown ? [step] : [step, ...(given ?? [])] };
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
