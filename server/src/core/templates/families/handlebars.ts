import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import type { Leaf } from '../expression/leaves.ts';
import { skipString } from '../expression/lexer.ts';
import { find, lineEnd } from '../tags.ts';
import { close, emit, open, otherwise, partial, partialBlock } from './handlebars-blocks.ts';
import { type Call, parseCall } from './handlebars-expression.ts';
import { printed, type State } from './handlebars-values.ts';
import { roleOf } from './jinja-statements.ts';

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
  const block = sigil === '#' && /[>*]/.test(text[inner] ?? '') ? text[inner]! : '';
  inner += block.length;
  const close = findClose(text, inner, triple ? '}}}' : '}}');
  if (close === undefined) {
    const end = brokenEnd(text, start);
    tag(state, { start, end }, block || sigil, parseCall(text, inner, end), end);
    builder.problem({ start, end }, `This tag is not closed: write ${triple ? '}}}' : '}}'}.`);
    return Math.max(end, start + 2);
  }
  const end = close + (triple ? 3 : 2);
  const innerEnd = text[close - 1] === '~' && close > inner ? close - 1 : close;
  tag(state, { start, end }, sigil + block, parseCall(text, inner, innerEnd), innerEnd);
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
  else if (sigil === '#>') partialBlock(state, span, call);
  else if (sigil === '#' || sigil === '^') open(state, span, sigil, call);
  else if (sigil === '#*') state.builder.add({ kind: 'skip', ...span });
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
