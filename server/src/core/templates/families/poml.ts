import type { Role } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { leavesOf, tagTokens } from '../expression/leaves.ts';
import { parseExpression } from '../expression/parse.ts';
import { Scope } from '../scope.ts';
import { find, nextTag, type Tag } from '../tags.ts';
import { roleOf } from './jinja-statements.ts';

/**
 * POML (microsoft/poml): XML whose text and attributes hold `{{ JavaScript }}`; `for="x in xs"`, `if="…"`,
 * `<let name src value>`; `<document src>` and its kin insert files as data.
 */
interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  /** Open elements that loop, with their depth of the same name. */
  readonly loops: { readonly name: string; depth: number }[];
}

const dataTags = new Set([
  'document',
  'doc',
  'table',
  'img',
  'audio',
  'webpage',
  'folder',
  'tree',
  'conversation',
  'object',
  'obj',
  'let',
]);
const speakers: Readonly<Record<string, Role>> = {
  'system-msg': 'system',
  'human-msg': 'user',
  'user-msg': 'user',
  'ai-msg': 'assistant',
};
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

export const parsePoml: BodyParser = (text) => {
  const state: State = { text, builder: new BodyBuilder(), scope: new Scope(), loops: [] };
  const mark = /\{\{|<!--|<\/?[A-Za-z][\w-]{0,60}|&(?:amp|lt|gt|quot|apos);/g;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    mark.lastIndex = Math.max(read(state, match.index, match[0]), match.index + 1);
  }
  return state.builder;
};

function read(state: State, at: number, token: string): number {
  const { text, builder } = state;
  if (token === '{{') return braces(state, at, text.length).end;
  if (token === '<!--') {
    const close = text.indexOf('-->', at);
    const end = close < 0 ? text.length : close + 3;
    builder.add({ kind: 'comment', start: at, end });
    return end;
  }
  if (token.startsWith('&')) {
    builder.add({ kind: 'text', start: at, end: at + token.length, text: entities[token]! });
    return at + token.length;
  }
  return element(state, at, token);
}

function braces({ text, builder, scope }: State, at: number, limit: number): Tag {
  const tag = nextTag(text, at, { comment: false, statement: false })!;
  const end = Math.min(tag.end, Math.max(limit, at + 2));
  emit(
    builder,
    { start: tag.start, end },
    leavesOf(parseExpression(text, tag.inner.start, Math.min(tag.inner.end, end)).expression, scope),
  );
  if (!tag.closed) builder.problem(tag, 'This tag is not closed: write }}.');
  return { ...tag, end };
}

function emit(builder: BodyBuilder, span: Span, found: ReturnType<typeof leavesOf>): void {
  const tokens = tagTokens(span, found);
  if (tokens.length === 0) builder.add({ kind: 'skip', start: span.start, end: span.end });
  for (const token of tokens) builder.add(token);
}

interface Attribute {
  readonly name: string;
  /** Without quotes. */
  readonly value: Span;
}

function element(state: State, start: number, token: string): number {
  const { text, builder } = state;
  const name = token.replace(/^<\/?/, '').toLowerCase();
  const { attributes, end } = readAttributes(text, start + token.length);
  if (token.startsWith('</')) {
    builder.add({ kind: 'skip', start, end });
    leave(state, name);
    return end;
  }
  const selfClosing = text[end - 2] === '/';
  const value = (key: string) => attributes.find((attribute) => attribute.name === key)?.value;
  const slice = (span: Span | undefined) => (span ? text.slice(span.start, span.end) : undefined);
  const speaker = Object.hasOwn(speakers, name) ? speakers[name] : roleOf(slice(value('speaker')) ?? '');
  enter(state, name, selfClosing, value('for') !== undefined);
  let position = start;
  const loop = bindLoop(state, value('for'));
  for (const attribute of attributes) position = readAttribute(state, attribute, position, loop);
  if (selfClosing && value('for')) state.scope.pop();
  if (speaker && position === start) builder.add({ kind: 'role', start, end, role: speaker });
  else builder.add({ kind: 'skip', start: position, end });
  const src = value('src');
  const target = slice(src);
  if (src && target && !target.includes('{{'))
    builder.link(name === 'include' || !dataTags.has(name) ? 'include' : 'data', target, src);
  // The value of `<let>` is data of the template itself: its name is no input.
  const bound = name === 'let' ? slice(value('name')) : undefined;
  if (bound) state.scope.bindGlobally(bound, target ? { path: bound } : { path: null, local: true });
  return end;
}

/** `for="x in xs"`: the whole element, attributes before it included, sees the variable. */
function bindLoop(
  { text, scope }: State,
  value: Span | undefined,
): (ReturnType<typeof leavesOf> & { from: number }) | undefined {
  const match = value && /^\s*(?:const\s+|let\s+)?(\w+)\s+(?:in|of)\s+/.exec(text.slice(value.start, value.end));
  if (!match) return undefined;
  const from = value.start + match[0].length;
  const found = leavesOf(parseExpression(text, from, value.end).expression, scope, true);
  const source = found.leaves[0]?.path;
  scope.bind(match[1]!, source ? { path: `${source}[]` } : { path: null, silent: true });
  scope.bind('loop', { path: null, silent: true });
  return { ...found, from };
}

function readAttribute(
  { text, builder, scope }: State,
  { name, value }: Attribute,
  position: number,
  loop: ReturnType<typeof bindLoop>,
): number {
  if (name === 'for') {
    if (!loop) return position;
    builder.add({ kind: 'skip', start: position, end: loop.from });
    emit(builder, { start: loop.from, end: value.end }, loop);
    return value.end;
  }
  if (name === 'if') {
    builder.add({ kind: 'skip', start: position, end: value.start });
    emit(builder, value, leavesOf(parseExpression(text, value.start, value.end).expression, scope, true));
    return value.end;
  }
  let at = position;
  const inside = (from: number) => {
    const open = text.slice(from, value.end).indexOf('{{');
    return open < 0 ? -1 : from + open;
  };
  for (let open = inside(value.start); open >= 0; open = inside(at)) {
    builder.add({ kind: 'skip', start: at, end: open });
    const tag = nextTag(text, open, { comment: false, statement: false })!;
    const end = Math.min(tag.end, value.end);
    emit(
      builder,
      { start: open, end },
      leavesOf(parseExpression(text, tag.inner.start, Math.min(tag.inner.end, end)).expression, scope),
    );
    at = Math.max(end, open + 2);
  }
  return at;
}

const attributeStart = /([\w:-]{1,80})\s{0,10}=\s{0,10}(["'])/y;

/** `name="value"` up to `>`; quotes may hold `>`. */
function readAttributes(text: string, from: number): { attributes: Attribute[]; end: number } {
  const attributes: Attribute[] = [];
  const limit = Math.min(text.length, from + 20_000);
  let at = from;
  while (at < limit && text[at] !== '>' && text[at] !== '<') {
    attributeStart.lastIndex = at;
    const match = attributeStart.exec(text);
    if (!match) {
      at += 1;
      continue;
    }
    const start = at + match[0].length;
    const close = find(text, match[2]!, start);
    const end = close < 0 ? limit : close;
    attributes.push({ name: match[1]!.toLowerCase(), value: { start, end } });
    at = end + 1;
  }
  return { attributes, end: Math.min(text.length, text[at] === '>' ? at + 1 : at) };
}

function enter(state: State, name: string, selfClosing: boolean, loops: boolean): void {
  const innermost = state.loops[state.loops.length - 1];
  if (!selfClosing && innermost?.name === name) innermost.depth += 1;
  if (!loops) return;
  // Loops below this depth share a scope: keeps the time linear for hostile files.
  if (selfClosing || state.loops.length < 100) state.scope.push();
  if (!selfClosing && state.loops.length < 100) state.loops.push({ name, depth: 0 });
}

function leave(state: State, name: string): void {
  const innermost = state.loops[state.loops.length - 1];
  if (innermost?.name !== name) return;
  if (innermost.depth > 0) innermost.depth -= 1;
  else {
    state.loops.pop();
    state.scope.pop();
  }
}
