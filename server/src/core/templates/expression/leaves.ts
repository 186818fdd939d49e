import type { Span } from '../../span.ts';
import type { PlaceholderToken, SilentToken, TextToken } from '../body.ts';
import type { Scope } from '../scope.ts';
import type { Argument, Expression, Step } from './parse.ts';

/** One operand of an expression whose value is shown, or (with `unprinted`) only looked at. */
export interface Leaf {
  readonly expression: Span;
  readonly path: string | null;
  readonly pathSpan: Span;
  readonly filters: readonly string[];
  readonly serialized?: boolean;
  readonly unprinted?: boolean;
  readonly local?: boolean;
}

/** A string that an expression prints: literal text of the prompt. */
export interface Literal extends Span {
  readonly text: string;
}

/** Bounds on what aliases of aliases can pile up; nobody writes such paths. */
export const longestPath = 1000;
const mostFilters = 50;

interface Context {
  readonly scope: Scope;
  readonly leaves: Leaf[];
  readonly literals: Literal[];
}

const serializers = new Set(
  'tojson tojson_pretty to_json json dump inspect pprint debug toString model_dump model_dump_json dict asdict to_dict as_dict JSON.stringify to_yaml toyaml yaml'.split(
    ' ',
  ),
);
/** Filters whose arguments are shown beside or instead of the value. */
const printedArguments = new Set('default d join replace concat format append prepend wrap'.split(' '));
/** Methods that hand on (part of) the receiver: a filter by another name. */
const stringMethods = new Set(
  'strip lstrip rstrip trim upper lower title capitalize toUpperCase toLowerCase split join replace format slice toFixed toLocaleString isoformat strftime toISOString model_dump model_dump_json dict to_dict json keys'.split(
    ' ',
  ),
);
const namespaces = new Set('JSON Object Math String Number Array Date Intl privacy'.split(' '));
const silentFunctions = new Set(
  'loop self super caller range lipsum cycler joiner namespace varargs kwargs _'.split(' '),
);

/** What an expression shows of which inputs. Nesting is bounded by the parser. */
export function leavesOf(
  expression: Expression,
  scope: Scope,
  unprinted = false,
): { leaves: Leaf[]; literals: Literal[] } {
  const context: Context = { scope, leaves: [], literals: [] };
  walk(expression, context, [], unprinted);
  return { leaves: context.leaves, literals: context.literals };
}

function walk(expression: Expression, context: Context, outer: readonly string[], unprinted: boolean): void {
  switch (expression.kind) {
    case 'name':
      chain(expression, expression, [], context, outer, unprinted);
      return;
    case 'chain':
      chain(expression, expression.root, expression.steps, context, outer, unprinted);
      return;
    case 'string':
      if (!unprinted && outer.length === 0)
        context.literals.push({ start: expression.start, end: expression.end, text: expression.value });
      return;
    case 'list':
      for (const item of expression.items) walk(item, context, outer, unprinted);
      return;
    case 'operation':
      for (const operand of expression.operands) walk(operand, context, outer, unprinted || !expression.printed);
      return;
    case 'condition':
      for (const branch of expression.branches) walk(branch, context, outer, unprinted);
      walk(expression.test, context, [], true);
      return;
    default:
      return;
  }
}

/** A root and what follows it. Filters collect as the chain is read; members before the first filter extend the path. */
function chain(
  whole: Span,
  root: Expression,
  steps: readonly Step[],
  context: Context,
  outer: readonly string[],
  unprinted: boolean,
): void {
  if (root.kind !== 'name') {
    wrapped(root, steps, context, outer, unprinted);
    return;
  }
  const bound = context.scope.find(root.name);
  let path = bound ? bound.path : root.name;
  let pathEnd = root.end;
  const filters = [...(bound?.filters ?? [])];
  let hidden = unprinted;
  let silent = bound?.silent ?? false;
  let called = false;
  const before = context.leaves.length;
  steps.forEach((step, index) => {
    switch (step.kind) {
      case 'member': {
        if (steps[index + 1]?.kind === 'call') return;
        if (path !== null && filters.length === 0) [path, pathEnd] = [`${path}.${step.name}`, step.end];
        return;
      }
      case 'index': {
        const key = step.index.kind === 'string' ? `.${step.index.value}` : '[]';
        walk(step.index, context, [], true);
        if (path !== null && filters.length === 0) [path, pathEnd] = [path + key, step.end];
        return;
      }
      case 'call': {
        const method = steps[index - 1];
        const name = method?.kind === 'member' ? method.name : root.name;
        const qualified = functionName(namespaces.has(root.name) ? [root.name, name].join('.') : name, step.args);
        if (method?.kind === 'member' && !namespaces.has(root.name)) {
          if (name === 'get' && step.args[0]?.value.kind === 'string')
            [path, pathEnd] = [extend(path, `.${step.args[0].value.value}`), step.end];
          else if (name === 'items' || name === 'values') pathEnd = step.end;
          else if (stringMethods.has(name)) filters.push(name);
          else if (step.args.length === 0) [path, pathEnd] = [extend(path, `.${name}`), step.end];
          else filters.push(name);
          for (const { value } of step.args.slice(name === 'get' ? 1 : 0))
            argument(value, context, [qualified, ...rest(steps, index), ...outer], unprinted);
          return;
        }
        called = true;
        silent ||= silentFunctions.has(root.name) || namespaces.has(root.name);
        for (const { value } of step.args)
          argument(value, context, [qualified, ...rest(steps, index), ...outer], unprinted);
        return;
      }
      case 'filter': {
        const attribute = step.name === 'map' ? mapped(step.args) : undefined;
        if (attribute && filters.length === 0) path = extend(path, `[].${attribute}`);
        else if ((step.name === 'first' || step.name === 'last') && filters.length === 0) path = extend(path, '[]');
        else filters.push(filterName(step.name, step.args));
        const shown = printedArguments.has(step.name);
        for (const { value } of step.args)
          walk(
            value,
            context,
            shown && value.kind !== 'string' ? [step.name] : [],
            unprinted || !shown || value.kind === 'string',
          );
        return;
      }
      case 'test':
        hidden = true;
        for (const { value } of step.args) walk(value, context, [], true);
        return;
    }
  });
  // `f(patient)` shows its arguments; the name of the function is no input.
  if (called && (context.leaves.length > before || silent)) return;
  if (silent || (!bound && silentFunctions.has(root.name))) return;
  push(context, {
    whole,
    path,
    pathSpan: { start: root.start, end: pathEnd },
    filters: [...filters, ...outer],
    unprinted: hidden,
    local: bound?.local,
  });
}

/** `(a ~ b) | upper`, `"Dear %s" | format(name)`: the operands carry the filters that follow. */
function wrapped(
  root: Expression,
  steps: readonly Step[],
  context: Context,
  outer: readonly string[],
  unprinted: boolean,
): void {
  const tested = steps.some((step) => step.kind === 'test');
  const names = rest(steps, -1);
  walk(root, context, [...names, ...outer], unprinted || tested);
  steps.forEach((step, index) => {
    if (step.kind === 'member' || step.kind === 'test') return;
    if (step.kind === 'index') {
      walk(step.index, context, [], true);
      return;
    }
    const previous = steps[index - 1];
    const name = step.kind === 'filter' ? step.name : previous?.kind === 'member' ? previous.name : 'call';
    const shown = step.kind === 'call' || printedArguments.has(name);
    for (const { value } of step.args)
      argument(value, context, [name, ...rest(steps, index), ...outer], unprinted || !shown);
  });
  if (root.kind === 'string' && steps.length > 0 && !unprinted && outer.length === 0 && context.literals.length === 0) {
    context.literals.push({ start: root.start, end: root.end, text: root.value });
  }
}

/** A string argument is a key or a format, seldom prompt text. */
function argument(value: Expression, context: Context, filters: readonly string[], unprinted: boolean): void {
  if (value.kind !== 'string') walk(value, context, filters, unprinted);
}

/** Names of the filters that follow a step. */
function rest(steps: readonly Step[], index: number): string[] {
  return steps.slice(index + 1).flatMap((step) => (step.kind === 'filter' ? [filterName(step.name, step.args)] : []));
}

const extend = (path: string | null, by: string) => (path === null ? null : path + by);

function mapped(args: readonly Argument[]): string | undefined {
  const attribute = args.find(({ name }) => name === 'attribute')?.value;
  return attribute?.kind === 'string' ? attribute.value : undefined;
}

/** `generalize("year")` is listed as `generalize:year`, `map("tokenize")` as `tokenize`: what happens to the value. */
export function filterName(name: string, args: readonly Argument[]): string {
  const first = args[0]?.value;
  if (first?.kind !== 'string') return name;
  if (name === 'generalize' || name.endsWith('.generalize')) return `generalize:${first.value}`;
  return name === 'map' && args[0]?.name === undefined ? first.value : name;
}

/** `generalize(dob, "year")` is listed as `generalize:year`. */
function functionName(name: string, args: readonly Argument[]): string {
  const setting = args.find(({ value }) => value.kind === 'string')?.value;
  return /^(?:privacy\.)?generalize$/.test(name) && setting?.kind === 'string' ? `generalize:${setting.value}` : name;
}

function push(
  context: Context,
  leaf: { whole: Span; path: string | null; pathSpan: Span; filters: string[]; unprinted: boolean; local?: boolean },
): void {
  context.leaves.push({
    expression: { start: leaf.whole.start, end: leaf.whole.end },
    path: leaf.path !== null && leaf.path.length > longestPath ? null : leaf.path,
    pathSpan: leaf.pathSpan,
    filters: leaf.filters.slice(-mostFilters),
    ...(leaf.filters.some((name) => serializers.has(name)) ? { serialized: true } : {}),
    ...(leaf.unprinted ? { unprinted: true } : {}),
    ...(leaf.local ? { local: true } : {}),
  });
}

/**
 * Placeholders and literals of one tag as adjacent tokens: the tag is cut between its operands, so that segments
 * ascend and cover it; what joins them (` ~ `, ` if `) is silent.
 */
export function tagTokens(
  tag: Span,
  found: { leaves: readonly Leaf[]; literals: readonly Literal[] },
): (PlaceholderToken | TextToken | SilentToken)[] {
  const operands = [
    ...found.leaves.map((leaf) => ({ from: leaf.pathSpan.start, to: leaf.expression.end, leaf, text: '' })),
    ...found.literals.map(({ start, end, text }) => ({ from: start, to: end, leaf: undefined, text })),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
  const tokens: (PlaceholderToken | TextToken | SilentToken)[] = [];
  let position = tag.start;
  const skipTo = (offset: number) => {
    if (offset > position) tokens.push({ kind: 'skip', start: position, end: offset });
    position = Math.max(position, offset);
  };
  operands.forEach(({ from, to, leaf, text }, index) => {
    const next = operands[index + 1];
    const limit = next ? (next.leaf?.expression.start ?? next.from) : tag.end;
    if (!leaf) {
      printString({ start: Math.max(from + 1, position), end: Math.min(to - 1, limit) }, text);
      return;
    }
    const start = index === 0 ? tag.start : Math.max(position, Math.min(from, leaf.expression.start));
    const end = next ? Math.max(start, Math.min(to, limit)) : tag.end;
    skipTo(start);
    tokens.push({ kind: 'placeholder', start, end, ...leaf });
    position = end;
  });
  /** What a printed string says is text of the file as it stands; with escapes it reads as something else. */
  function printString(inner: Span, text: string): void {
    if (inner.end <= inner.start) return;
    skipTo(inner.start);
    if (text.length !== inner.end - inner.start) tokens.push({ kind: 'text', ...inner, text });
    position = inner.end;
  }
  if (operands.length > 0) skipTo(tag.end);
  return tokens;
}
