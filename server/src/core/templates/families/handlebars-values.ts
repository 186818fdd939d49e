import type { Span } from '../../span.ts';
import type { BodyBuilder } from '../body.ts';
import { type Leaf, longestPath } from '../expression/leaves.ts';
import type { Call, Operand } from './handlebars-expression.ts';

/** Which inputs the inside of a mustache shows, and through which helpers. */
export interface Frame {
  readonly name: string;
  /** What `this` and bare names stand for; empty at the top. */
  readonly path: string;
  /** False for `if`: `../` does not count it. */
  readonly context: boolean;
  /** Null: bound by a helper to something unknown. Empty: an index, no data. */
  readonly bindings: ReadonlyMap<string, string | null>;
}

export interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly frames: Frame[];
  readonly dotprompt: boolean;
}

const serializers = new Set(['json', 'toJSON', 'stringify', 'JSONstringify', 'inspect', 'dump']);

const silentHelpers = new Set(['role', 'section', 'else', 'media', 'log']);

/** `{{helper a b=c}}` shows its arguments through the helper; `{{a}}` shows `a`. */
export function printed(state: State, call: Call, outer: readonly string[], leaves: Leaf[], whole?: Span): void {
  const { head, params, hash } = call;
  if (!head) return;
  if (params.length === 0 && hash.length === 0) {
    operand(state, head, outer, leaves, whole);
    return;
  }
  const name = head.kind === 'path' ? helperName(head, call) : 'helper';
  if (name === 'lookup') {
    lookup(state, call, outer, leaves, whole);
    return;
  }
  const filters = silentHelpers.has(name) ? outer : [name, ...outer];
  const values = [...params, ...(sanitizerHash.has(name) ? [] : hash.map(({ value }) => value))];
  // A single argument: the whole call is the expression that an edit wraps. Several: each for itself.
  const single =
    values.filter((value) => value.kind === 'path' || value.kind === 'call').length === 1 &&
    !serializers.has(name) &&
    !silentHelpers.has(name) &&
    hash.length === 0;
  for (const value of values)
    operand(state, value, filters, leaves, single ? (whole ?? trimmedSpan(state.text, call)) : undefined);
}

/** Options of these helpers are settings. */
export const sanitizerHash = new Set(['tokenize', 'scrub', 'generalize', 'redact', 'replace', 'project']);

function trimmedSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /[\s(]/.test(text[from]!)) from += 1;
  while (to > from && /[\s)]/.test(text[to - 1]!) && to > from && !isCloser(text, from, to)) to -= 1;
  return { start: from, end: to };
}

/** True when the bracket at the end belongs to a subexpression inside. */
function isCloser(text: string, from: number, to: number): boolean {
  let depth = 0;
  for (let index = from; index < to; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')') depth -= 1;
  }
  return text[to - 1] === ')' && depth === 0;
}

function helperName(head: Operand & { kind: 'path' }, call: Call): string {
  const name = head.names.join('.');
  const setting =
    call.params[1] ?? call.hash.find(({ name: key }) => key === 'kind' || key === 'to' || key === 'form')?.value;
  return name === 'generalize' && setting?.kind === 'string' ? `generalize:${setting.value}` : name;
}

/** `{{lookup patient "name"}}` is `patient.name`. */
function lookup(state: State, call: Call, outer: readonly string[], leaves: Leaf[], whole?: Span): void {
  const [target, key] = call.params;
  if (target?.kind !== 'path') return;
  const path = resolve(state, target);
  const suffix = key?.kind === 'string' ? `.${key.value}` : '[]';
  leaves.push(leaf(path === null ? null : path + suffix, target, whole ?? trimmedSpan(state.text, call), outer));
  if (key?.kind === 'path') leaves.push({ ...leaf(resolve(state, key), key, key, []), unprinted: true });
}

export function operand(state: State, value: Operand, filters: readonly string[], leaves: Leaf[], whole?: Span): void {
  if (value.kind === 'call') printed(state, value.call, filters, leaves, whole ?? value);
  if (value.kind !== 'path') return;
  if (value.data && !/^(?:root|auth|state|metadata)$/.test(value.names[0] ?? '')) return;
  if (state.dotprompt && filters.length === 0 && value.names.length === 1 && value.names[0] === 'history') return;
  const path = resolve(state, value);
  if (path !== '') leaves.push(leaf(path, value, whole ?? value, filters));
}

function leaf(path: string | null, at: Span, expression: Span, filters: readonly string[]): Leaf {
  return {
    expression: { start: expression.start, end: expression.end },
    path,
    pathSpan: { start: at.start, end: at.end },
    filters,
    ...(filters.some((name) => serializers.has(name)) ? { serialized: true } : {}),
    ...(path === null ? { local: true } : {}),
  };
}

export function resolve({ frames }: State, { names, up, data, self }: Operand & { kind: 'path' }): string | null {
  if (data) return names[0] === 'root' ? names.slice(1).join('.') : `@${names.join('.')}`;
  const [first] = names;
  if (up === 0 && !self && first !== undefined) {
    // As deep as a person nests; beyond that the name is taken as an input.
    for (let index = frames.length - 1; index >= Math.max(0, frames.length - 64); index -= 1) {
      const bound = frames[index]!.bindings.get(first);
      if (bound !== undefined) return bound === null || bound === '' ? bound : [bound, ...names.slice(1)].join('.');
    }
  }
  let left = up;
  let index = frames.length - 1;
  while (index > 0 && (!frames[index]!.context || left > 0)) {
    if (frames[index]!.context) left -= 1;
    index -= 1;
  }
  const base = frames[index]!.path;
  const path = [...(base === '' ? [] : [base]), ...names].join('.') || 'this';
  return path.length > longestPath ? null : path;
}
