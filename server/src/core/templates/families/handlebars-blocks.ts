import type { Span } from '../../span.ts';
import { type Leaf, tagTokens } from '../expression/leaves.ts';
import { unquote } from '../expression/lexer.ts';
import type { Call, Operand } from './handlebars-expression.ts';
import { type Frame, operand, resolve, type State, sanitizerHash } from './handlebars-values.ts';

/** Blocks and partials: what `this` and bare names stand for inside them. */
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

export function open(state: State, span: Span, sigil: string, call: Call): void {
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
    blockParams.map((param, index) => [param, index > 0 ? '' : path === null ? null : inner]),
  );
  return { name, path: context ? inner : current(state), context, bindings };
}

/** `{{else}}` leaves the block's context, `{{else if x}}` looks at x. */
export function otherwise(state: State, span: Span, call: Call): void {
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

export function close(state: State, span: Span, call: Call): void {
  state.builder.add({ kind: 'skip', ...span });
  const name = call.head?.kind === 'path' ? call.head.names.join('.') : '';
  const found = state.frames.findLastIndex((frame, index) => index > 0 && frame.name === name);
  if (found > 0) state.frames.length = found;
}

export function partial(state: State, span: Span, call: Call): void {
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

/** `{{#> layout}}…{{/layout}}`: the inside is read where it stands. */
export function partialBlock(state: State, span: Span, call: Call): void {
  partial(state, span, call);
  const name = call.head?.kind === 'path' ? call.head.names.join('.') : '';
  if (state.frames.length < deepest)
    state.frames.push({ name, path: current(state), context: false, bindings: new Map() });
}

export function emit(state: State, span: Span, leaves: readonly Leaf[]): void {
  const { builder } = state;
  const around = state.frames
    .filter((frame) => sanitizerHash.has(frame.name) && !frame.context)
    .map((frame) => frame.name);
  const filtered =
    around.length === 0 ? leaves : leaves.map((one) => ({ ...one, filters: [...one.filters, ...around] }));
  if (filtered.length === 0) builder.add({ kind: 'skip', start: span.start, end: span.end });
  for (const token of tagTokens(span, { leaves: filtered, literals: [] })) builder.add(token);
}
