import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { leavesOf, tagTokens } from '../expression/leaves.ts';
import { ExpressionParser, parseExpression } from '../expression/parse.ts';
import { Scope } from '../scope.ts';
import { find, nextTag, type Tag } from '../tags.ts';
import { roleOf } from './jinja-statements.ts';

/**
 * PromptL (Latitude): `{{ x }}`, `{{ x = 1 }}`, `{{ for a, i in xs }}`, `{{ if }}`, `/* *\/`, `\{{`; role tags
 * `<system>`, `<user>`, `<assistant>`, `<message role="…">`; `<prompt path="./p" a={{x}} />`.
 */
interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  readonly blocks: string[];
}

const tags =
  /<\/?(system|user|assistant|developer|tool|message|prompt|step|content-text|content|tool-call|scope|response)\b/y;
const deepest = 200;

export const parsePromptl: BodyParser = (text) => {
  const state: State = { text, builder: new BodyBuilder(), scope: new Scope(), blocks: [] };
  let position = 0;
  while (position < text.length) {
    const at = nextMark(text, position);
    if (at < 0) break;
    position = Math.max(read(state, at), at + 1);
  }
  return state.builder;
};

const mark = /\\\{\{|\{\{|\/\*|</g;

function nextMark(text: string, from: number): number {
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? -1;
}

/** Reads what stands at `at` and returns the offset behind it. */
function read(state: State, at: number): number {
  const { text, builder } = state;
  if (text[at] === '\\') {
    builder.add({ kind: 'text', start: at, end: at + 1, text: '' });
    const close = find(text, '}}', at);
    return close < 0 ? at + 3 : close + 2;
  }
  if (text[at] === '/') {
    const close = text.indexOf('*/', at + 2);
    const end = close < 0 ? text.length : close + 2;
    builder.add({ kind: 'comment', start: at, end });
    return end;
  }
  if (text[at] === '<') return element(state, at);
  const tag = nextTag(text, at, { comment: false, statement: false });
  if (!tag) return at + 2;
  code(state, tag);
  if (!tag.closed) builder.problem(tag, 'This tag is not closed: write }}.');
  return tag.end;
}

function element(state: State, at: number): number {
  const { text, builder } = state;
  tags.lastIndex = at;
  const match = tags.exec(text);
  if (!match) return at + 1;
  let end = tags.lastIndex;
  let from = at;
  let attributes = '';
  // Attributes may hold `{{ }}`; a tag is short.
  while (end < text.length && end - at < 5_000 && text[end] !== '>') {
    if (text.startsWith('{{', end)) {
      const tag = nextTag(text, end, { comment: false, statement: false })!;
      builder.add({ kind: 'skip', start: from, end });
      code(state, tag);
      from = tag.end;
      end = Math.max(tag.end, end + 2);
    } else attributes += text[end++];
  }
  const span = { start: from, end: Math.min(end + 1, text.length) };
  const name = match[1]!;
  const role = name === 'message' ? /role=["']?(\w+)/.exec(attributes)?.[1] : name;
  const speaker = role && match[0][1] !== '/' ? roleOf(role) : undefined;
  builder.add(speaker ? { kind: 'role', ...span, role: speaker } : { kind: 'skip', ...span });
  const path = name === 'prompt' ? /path=["']([^"']+)["']/.exec(attributes)?.[1] : undefined;
  if (path) {
    const start = text.indexOf(path, at);
    builder.link('include', path, { start, end: start + path.length });
  }
  return span.end;
}

/** A statement or an expression between `{{` and `}}`. */
function code(state: State, tag: Tag): void {
  const { text, scope } = state;
  const parser = new ExpressionParser(text, tag.inner.start, tag.inner.end);
  const first = parser.peek();
  const word = first?.kind === 'name' ? first.text : '';
  if (word === 'for') {
    loop(state, tag, parser);
    return;
  }
  if (word === 'if' || (word === 'else' && parser.at('if', 1))) {
    parser.position += word === 'if' ? 1 : 2;
    emit(state, tag, leavesOf(parser.expression(), scope, true));
    if (word === 'if') openBlock(state, 'if');
    return;
  }
  if (word === 'endfor' || word === 'endif') closeBlock(state, word.slice(3));
  if (word === 'endfor' || word === 'endif' || word === 'else' || !first) silent(state, tag);
  else if (parser.at('=', 1)) assign(state, tag, parser, word);
  else emit(state, tag, leavesOf(parseExpression(text, tag.inner.start, tag.inner.end).expression, scope));
}

function loop(state: State, tag: Tag, parser: ExpressionParser): void {
  const names: string[] = [];
  parser.position += 1;
  while (!parser.done && !parser.at('in')) {
    if (parser.peek()!.kind === 'name') names.push(parser.peek()!.text);
    parser.position += 1;
  }
  parser.accept('in');
  const found = leavesOf(parser.expression(), state.scope, true);
  emit(state, tag, found);
  openBlock(state, 'for');
  const source = found.leaves[0]?.path;
  names.forEach((name, index) => {
    state.scope.bind(name, index === 0 && source ? { path: `${source}[]` } : { path: null, silent: true });
  });
}

function assign(state: State, tag: Tag, parser: ExpressionParser, name: string): void {
  parser.position += 2;
  const found = leavesOf(parser.expression(), state.scope);
  const [only] = found.leaves;
  const alias = found.leaves.length === 1 ? only : undefined;
  emit(state, tag, alias ? { leaves: [{ ...alias, unprinted: true }], literals: [] } : found);
  state.scope.bind(
    name,
    alias
      ? { path: alias.path, filters: alias.filters }
      : { path: null, local: true, silent: found.leaves.length === 0 },
  );
}

function emit({ builder }: State, tag: Span, found: ReturnType<typeof leavesOf>): void {
  const tokens = tagTokens(tag, found);
  if (tokens.length === 0) builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  for (const token of tokens) builder.add(token);
}

const silent = ({ builder }: State, tag: Span): void => builder.add({ kind: 'skip', start: tag.start, end: tag.end });

function openBlock({ blocks, scope }: State, name: string): void {
  if (blocks.length >= deepest) return;
  blocks.push(name);
  scope.push();
}

function closeBlock({ blocks, scope }: State, name: string): void {
  const found = blocks.lastIndexOf(name);
  while (found >= 0 && blocks.length > found) {
    blocks.pop();
    scope.pop();
  }
}
