import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { type Leaf, longestPath, tagTokens } from '../expression/leaves.ts';
import { skipString, unquote } from '../expression/lexer.ts';
import { find, lineEnd } from '../tags.ts';
import { type Call, type Operand, parseCall } from './handlebars-expression.ts';
import { roleOf } from './jinja-statements.ts';

/** Handlebars and Dotprompt. */
interface Frame {
  readonly name: string;
  /** What `this` and bare names stand for; empty at the top. */
  readonly path: string;
  /** False for `if`: `../` does not count it. */
  readonly context: boolean;
  readonly bindings: ReadonlyMap<string, string | null>;
}

interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly frames: Frame[];
  readonly dotprompt: boolean;
}

/** Blocks below this depth are read as text of the block around them: keeps the time linear for hostile files. */
const deepest = 200;
const conditions = new Set([
  'if',
  'unless',
  'ifEquals',
  'unlessEquals',
  'else',
  'eq',
  'and',
  'or',
  'not',
  'gt',
  'lt',
  'section',
  'role',
  'history',
]);
const serializers = new Set(['json', 'toJSON', 'stringify', 'JSONstringify', 'inspect', 'dump']);
const silentHelpers = new Set(['role', 'section', 'else', 'media', 'log']);

export const parseHandlebars: BodyParser = (text) => parse(text, false);

/** Dotprompt has helpers of its own: `{{history}}` prints the conversation. */
export const parseDotprompt: BodyParser = (text) => parse(text, true);

function parse(text: string, dotprompt: boolean): BodyBuilder {
  const builder = new BodyBuilder();
  const state: State = {
    text,
    builder,
    dotprompt,
    frames: [{ name: '', path: '', context: true, bindings: new Map() }],
  };
  let position = 0;
  for (let at = text.indexOf('{{', position); at >= 0; at = text.indexOf('{{', position)) {
    position = at > 0 && text[at - 1] === '\\' ? escaped(state, at) : mustache(state, at);
  }
  return builder;
}

/** `\{{x}}` is printed without the backslash; `\\{{x}}` is a backslash and a mustache. */
function escaped(state: State, at: number): number {
  const { text, builder } = state;
  if (at > 1 && text[at - 2] === '\\') {
    builder.add({ kind: 'text', start: at - 1, end: at, text: '' });
    return mustache(state, at);
  }
  builder.add({ kind: 'text', start: at - 1, end: at, text: '' });
  const close = find(text, '}}', at);
  return close < 0 ? at + 2 : close + 2;
}

/** Reads one tag and returns the offset behind it. */
function mustache(state: State, start: number): number {
  const { text, builder } = state;
  if (text.startsWith('{{{{', start)) return rawBlock(state, start);
  const comment = /^\{\{~?!/.exec(text.slice(start, start + 4));
  if (comment) return readComment(state, start, start + comment[0].length);
  const triple = text.startsWith('{{{', start);
  const opening = triple ? 3 : 2;
  let inner = start + opening;
  if (text[inner] === '~') inner += 1;
  const sigil = /[#^/>&]/.test(text[inner] ?? '') ? text[inner]! : '';
  inner += sigil.length;
  if (sigil === '#' && /[>*]/.test(text[inner] ?? '')) inner += 1;
  const close = findClose(text, inner, triple ? '}}}' : '}}');
  if (close === undefined) {
    const end = brokenEnd(text, start);
    tag(state, { start, end }, sigil, parseCall(text, inner, end), end);
    builder.problem({ start, end }, `This tag is not closed: write ${triple ? '}}}' : '}}'}.`);
    return Math.max(end, start + 2);
  }
  const end = close + (triple ? 3 : 2);
  const innerEnd = text[close - 1] === '~' && close > inner ? close - 1 : close;
  tag(state, { start, end }, sigil, parseCall(text, inner, innerEnd), innerEnd);
  return end;
}

function readComment({ text, builder }: State, start: number, inner: number): number {
  const dashed = text.startsWith('--', inner);
  const close = find(text, dashed ? '--}}' : '}}', inner);
  const braces = close < 0 ? -1 : find(text, '}}', close);
  const end = braces < 0 ? lineEnd(text, start) : braces + 2;
  builder.add({ kind: 'comment', start, end });
  if (braces < 0) builder.problem({ start, end }, 'This comment is not closed: write }}.');
  return Math.max(end, start + 2);
}

/** `{{{{raw}}}}…{{{{/raw}}}}`: the inside is text. */
function rawBlock({ text, builder }: State, start: number): number {
  const openEnd = find(text, '}}}}', start);
  const close = openEnd < 0 ? -1 : find(text, '{{{{/', openEnd);
  const closeEnd = close < 0 ? -1 : find(text, '}}}}', close);
  if (closeEnd < 0) return start + 4;
  builder.add({ kind: 'skip', start, end: openEnd + 4 });
  builder.add({ kind: 'skip', start: close, end: closeEnd + 4 });
  return closeEnd + 4;
}

function findClose(text: string, from: number, close: string): number | undefined {
  const limit = Math.min(text.length, from + 20_000);
  for (let index = from; index < limit; index += 1) {
    const char = text[index]!;
    if (char === '}' && text.startsWith(close, index)) return index;
    if (char === '{') return undefined;
    if (char === '"' || char === "'") {
      const after = skipString(text, index, limit);
      if (after < limit || text[limit - 1] === char) index = after - 1;
    } else if (char === '[') {
      const bracket = find(text, ']', index);
      if (bracket > 0 && bracket < lineEnd(text, index)) index = bracket;
    }
  }
  return undefined;
}

function brokenEnd(text: string, start: number): number {
  const end = lineEnd(text, start);
  const next = find(text, '{{', start + 2);
  return next < 0 || next > end ? end : next;
}

function tag(state: State, span: Span, sigil: string, call: Call, innerEnd: number): void {
  if (sigil === '/') close(state, span, call);
  else if (sigil === '>') partial(state, span, call);
  else if (sigil === '#' || sigil === '^') open(state, span, sigil, call);
  else plainTag(state, span, call, innerEnd);
}

function plainTag(state: State, span: Span, call: Call, innerEnd: number): void {
  if (call.head?.kind === 'path' && call.head.names[0] === 'else' && call.head.names.length === 1) {
    otherwise(state, span, call);
    return;
  }
  const role =
    call.head?.kind === 'path' && call.head.names[0] === 'role' && call.params[0]?.kind === 'string'
      ? roleOf(call.params[0].value)
      : undefined;
  if (role) {
    state.builder.add({ kind: 'role', ...span, role });
    return;
  }
  const leaves: Leaf[] = [];
  printed(state, { ...call, end: innerEnd }, [], leaves);
  emit(state, span, leaves);
}

/** `{{helper a b=c}}` shows its arguments through the helper; `{{a}}` shows `a`. */
function printed(state: State, call: Call, outer: readonly string[], leaves: Leaf[], whole?: Span): void {
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
const sanitizerHash = new Set(['tokenize', 'scrub', 'generalize', 'redact', 'replace', 'project']);

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

function operand(state: State, value: Operand, filters: readonly string[], leaves: Leaf[], whole?: Span): void {
  if (value.kind === 'call') printed(state, value.call, filters, leaves, whole ?? value);
  if (value.kind !== 'path') return;
  if (value.data && !/^(?:root|auth|state|metadata)$/.test(value.names[0] ?? '')) return;
  if (state.dotprompt && filters.length === 0 && value.names.length === 1 && value.names[0] === 'history') return;
  const path = resolve(state, value);
  // The second block parameter of `each` is an index.
  if (path !== null) leaves.push(leaf(path, value, whole ?? value, filters));
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

function resolve({ frames }: State, { names, up, data, self }: Operand & { kind: 'path' }): string | null {
  if (data) return names[0] === 'root' ? names.slice(1).join('.') : `@${names.join('.')}`;
  const [first] = names;
  if (up === 0 && !self && first !== undefined) {
    // As deep as a person nests; beyond that the name is taken as an input.
    for (let index = frames.length - 1; index >= Math.max(0, frames.length - 64); index -= 1) {
      const bound = frames[index]!.bindings.get(first);
      if (bound !== undefined) return bound === null ? null : [bound, ...names.slice(1)].join('.');
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

function open(state: State, span: Span, sigil: string, call: Call): void {
  const { head, params, hash, blockParams } = call;
  const name = head?.kind === 'path' ? head.names.join('.') : '';
  const target = params[0];
  const simple = params.length === 0 && hash.length === 0;
  if (simple && sanitizerHash.has(name)) {
    if (state.frames.length < deepest)
      state.frames.push({ name, path: current(state), context: false, bindings: new Map() });
    state.builder.add({ kind: 'skip', ...span });
    return;
  }
  const subject = name === 'each' || name === 'with' ? target : simple ? head : undefined;
  const leaves: Leaf[] = [];
  if (subject?.kind === 'path') operand(state, subject, [], leaves);
  else for (const value of [...params, ...hash.map((entry) => entry.value)]) operand(state, value, [name], leaves);
  emit(
    state,
    span,
    leaves.map((one) => ({ ...one, unprinted: true })),
  );
  if (state.frames.length < deepest) state.frames.push(frameOf(state, name, sigil, subject, blockParams));
}

const current = ({ frames }: State) => frames[frames.length - 1]!.path;

function frameOf(
  state: State,
  name: string,
  sigil: string,
  subject: Operand | undefined,
  blockParams: readonly string[],
): Frame {
  const path = subject?.kind === 'path' ? resolve(state, subject) : null;
  const loops = name === 'each' || (subject !== undefined && name !== 'with');
  const inner = path === null ? current(state) : loops && sigil === '#' ? `${path}[]` : path;
  const context = subject !== undefined && sigil === '#' && !conditions.has(name);
  const bindings = new Map<string, string | null>(
    blockParams.map((param, index) => [param, index === 0 && path !== null ? inner : null]),
  );
  return { name, path: context ? inner : current(state), context, bindings };
}

/** `{{else}}` leaves the block's context, `{{else if x}}` looks at x. */
function otherwise(state: State, span: Span, call: Call): void {
  const leaves: Leaf[] = [];
  for (const value of call.params.slice(1)) operand(state, value, ['else'], leaves);
  emit(
    state,
    span,
    leaves.map((one) => ({ ...one, unprinted: true })),
  );
  const frame = state.frames[state.frames.length - 1]!;
  if (state.frames.length > 1 && frame.context) {
    state.frames.pop();
    state.frames.push({ name: frame.name, path: current(state), context: false, bindings: new Map() });
  }
}

function close(state: State, span: Span, call: Call): void {
  state.builder.add({ kind: 'skip', ...span });
  const name = call.head?.kind === 'path' ? call.head.names.join('.') : '';
  const found = state.frames.findLastIndex((frame, index) => index > 0 && frame.name === name);
  if (found > 0) state.frames.length = found;
}

function partial(state: State, span: Span, call: Call): void {
  const { head, params, hash } = call;
  if (head?.kind === 'path')
    state.builder.link('include', state.text.slice(head.start, head.end), { start: head.start, end: head.end });
  if (head?.kind === 'string')
    state.builder.link('include', unquote(state.text.slice(head.start, head.end)), {
      start: head.start + 1,
      end: head.end - 1,
    });
  const leaves: Leaf[] = [];
  for (const value of [...params, ...hash.map((entry) => entry.value)]) operand(state, value, [], leaves);
  emit(state, span, leaves);
}

function emit(state: State, span: Span, leaves: readonly Leaf[]): void {
  const { builder } = state;
  const around = state.frames
    .filter((frame) => sanitizerHash.has(frame.name) && !frame.context)
    .map((frame) => frame.name);
  const filtered =
    around.length === 0 ? leaves : leaves.map((one) => ({ ...one, filters: [...one.filters, ...around] }));
  if (filtered.length === 0) builder.add({ kind: 'skip', start: span.start, end: span.end });
  for (const token of tagTokens(span, { leaves: filtered, literals: [] })) builder.add(token);
}
