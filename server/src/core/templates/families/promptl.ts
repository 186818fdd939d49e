import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { leavesOf, tagTokens } from '../expression/leaves.ts';
import { ExpressionParser, parseExpression } from '../expression/parse.ts';
import { type Binding, Scope } from '../scope.ts';
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
  const { text, builder, scope } = state;
  tags.lastIndex = at;
  const match = tags.exec(text);
  if (!match) return at + 1;
  let end = tags.lastIndex;
  let from = at;
  let attributes = '';
  const taking: [string, Binding][] = [];
  // Attributes may hold `{{ }}`; a tag is short.
  while (end < text.length && end - at < 5_000 && text[end] !== '>') {
    if (text.startsWith('{{', end)) {
      const tag = nextTag(text, end, { comment: false, statement: false })!;
      builder.add({ kind: 'skip', start: from, end });
      const taken = /([\w-]+)\s*=\s*$/.exec(attributes)?.[1];
      if (match[0] === '<scope' && taken) taking.push([taken, handedIn(state, tag)]);
      else code(state, tag);
      from = tag.end;
      end = Math.max(tag.end, end + 2);
    } else attributes += text[end++];
  }
  const span = { start: from, end: Math.min(end + 1, text.length) };
  const name = match[1]!;
  const role = name === 'message' ? /role=["']?(\w+)/.exec(attributes)?.[1] : name;
  const speaker = role && match[0][1] !== '/' ? roleOf(role) : undefined;
  builder.add(speaker ? { kind: 'role', ...span, role: speaker } : { kind: 'skip', ...span });
  const selfClosing = text[span.end - 2] === '/';
  if (match[0] === '<scope' && !selfClosing) {
    openBlock(state, 'scope');
    for (const [taken, binding] of taking) scope.bind(taken, binding);
  } else if (match[0] === '</scope') closeBlock(state, 'scope');
  // What the model answered to a step is no input of the caller.
  const answer = match[0] === '<step' ? /\bas=["'](\w+)["']/.exec(attributes)?.[1] : undefined;
  if (answer) scope.bindGlobally(answer, { path: null, silent: true });
  const path = name === 'prompt' ? /path=["']([^"']+)["']/.exec(attributes)?.[1] : undefined;
  if (path) {
    const start = text.indexOf(path, at);
    builder.link('include', path, { start, end: start + path.length });
  }
  return span.end;
}

/** `<scope bar={{ foo }}>`: inside, the value is called `bar`; it is shown where that is written. */
function handedIn(state: State, tag: Tag): Binding {
  const { expression } = parseExpression(state.text, tag.inner.start, tag.inner.end);
  const found = leavesOf(expression, state.scope, true);
  emit(state, tag, found);
  const [only] = found.leaves;
  return found.leaves.length === 1 ? { path: only!.path, filters: only!.filters } : { path: null, local: true };
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
  else {
    const found = leavesOf(parseExpression(text, tag.inner.start, tag.inner.end).expression, scope);
    emit(state, tag, parser.at('(', 1) && word !== '' && !scope.find(word) ? called(first, word, found) : found);
  }
}

/** `{{ greeting(name) }}`: PromptL has no functions of its own, so that the function is a parameter too. */
function called(name: Span, path: string, found: ReturnType<typeof leavesOf>): ReturnType<typeof leavesOf> {
  const pathSpan = { start: name.start, end: name.end };
  const leaf = { expression: pathSpan, path, pathSpan, filters: [], unprinted: true };
  return { ...found, leaves: [leaf, ...found.leaves] };
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
