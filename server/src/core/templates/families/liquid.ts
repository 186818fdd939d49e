import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { type Leaf, tagTokens } from '../expression/leaves.ts';
import { unquote } from '../expression/lexer.ts';
import { Scope } from '../scope.ts';
import { nextTag, type Tag } from '../tags.ts';
import { LiquidReader, liquidLeaves, liquidParticles } from './liquid-expression.ts';

/** Liquid as LiquidJS and Shopify read it. */
interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  readonly blocks: { readonly name: string; readonly scoped: boolean }[];
}

const deepest = 200;

export const parseLiquid: BodyParser = (text) => {
  const builder = new BodyBuilder();
  const state: State = { text, builder, scope: new Scope(), blocks: [] };
  let position = 0;
  for (;;) {
    const tag = nextTag(text, position, { comment: false, statement: true });
    if (!tag) break;
    position = Math.max(tag.end, tag.start + 2);
    if (tag.kind === 'print') print(state, tag, tag.inner);
    else position = statement(state, tag, tag.inner) ?? position;
    if (!tag.closed) builder.problem(tag, `This tag is not closed: write ${tag.kind === 'print' ? '}}' : '%}'}.`);
  }
  return builder;
};

function print(state: State, tag: Span, inner: Span): void {
  emit(state, tag, liquidLeaves(new LiquidReader(state.text, inner.start, inner.end), state.scope));
}

function emit({ builder }: State, tag: Span, leaves: readonly Leaf[]): void {
  if (leaves.length === 0) builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  for (const token of tagTokens(tag, { leaves, literals: [] })) builder.add(token);
}

const hide = (leaves: readonly Leaf[]) => leaves.map((leaf) => ({ ...leaf, unprinted: true }));

/** Reads one tag; returns where to go on when it is not right behind it (`raw`, `comment`). */
function statement(state: State, tag: Tag, inner: Span): number | undefined {
  const reader = new LiquidReader(state.text, inner.start, inner.end);
  const name = reader.peek()?.text ?? '';
  reader.position += 1;
  if (name === '#') {
    state.builder.add({ kind: 'comment', start: tag.start, end: tag.end });
    return undefined;
  }
  if (name === 'comment' || name === 'raw' || name === 'doc') return region(state, tag, name);
  if (name === 'liquid') return lines(state, tag, reader.peek()?.start ?? inner.end, inner.end);
  run(state, tag, name, reader);
  return undefined;
}

/** `{% comment %}` is silent up to its end, `{% raw %}` is text. */
function region(state: State, tag: Tag, name: string): number {
  const end = new RegExp(`\\{%-?\\s{0,80}end${name}\\s{0,80}-?%\\}`, 'g');
  end.lastIndex = tag.end;
  const close = end.exec(state.text);
  const to = close ? end.lastIndex : state.text.length;
  if (name !== 'raw') state.builder.add({ kind: 'comment', start: tag.start, end: to });
  else {
    state.builder.add({ kind: 'skip', start: tag.start, end: tag.end });
    if (close) state.builder.add({ kind: 'skip', start: close.index, end: to });
  }
  return to;
}

/** `{% liquid … %}`: one statement a line. */
function lines(state: State, tag: Tag, from: number, to: number): undefined {
  let start = from;
  while (start < to) {
    const newline = state.text.indexOf('\n', start);
    const end = newline < 0 || newline > to ? to : newline;
    const reader = new LiquidReader(state.text, start, end);
    const first = reader.peek();
    reader.position += 1;
    if (first && first.text !== '#') run(state, { start: first.start, end }, first.text, reader);
    start = end + 1;
  }
  state.builder.add({ kind: 'skip', start: Math.max(tag.start, to), end: tag.end });
  return undefined;
}

function run(state: State, tag: Span, name: string, reader: LiquidReader): void {
  const { scope, builder } = state;
  if (name.startsWith('end')) {
    closeBlock(state, name.slice(3));
    builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  } else if (name === 'echo' || name === 'cycle') emit(state, tag, liquidLeaves(reader, scope));
  else if (name === 'assign') assign(state, tag, reader);
  else if (name === 'for' || name === 'tablerow') loop(state, tag, name, reader);
  else if (name === 'render' || name === 'include' || name === 'layout') include(state, tag, reader);
  else {
    if (name === 'capture' || name === 'increment' || name === 'decrement') {
      const variable = reader.peek();
      if (variable)
        scope.bindGlobally(variable.kind === 'string' ? unquote(variable.text) : variable.text, {
          path: null,
          silent: true,
        });
      reader.position += 1;
    }
    emit(state, tag, hide(liquidLeaves(reader, scope, true, name === 'paginate' ? liquidParticles : undefined)));
    if (/^(?:if|unless|case|capture|block)$/.test(name)) openBlock(state, name, false);
  }
}

function openBlock({ blocks, scope }: State, name: string, scoped: boolean): void {
  if (blocks.length >= deepest) return;
  blocks.push({ name, scoped });
  if (scoped) scope.push();
}

function closeBlock({ blocks, scope }: State, name: string): void {
  const found = blocks.findLastIndex((block) => block.name === name);
  while (found >= 0 && blocks.length > found) if (blocks.pop()!.scoped) scope.pop();
}

const collecting = new Set(['append', 'prepend', 'concat', 'push', 'unshift', 'plus']);

/** `assign` is global. One input: another word for it; the value is reported where it is printed. */
function assign(state: State, tag: Span, reader: LiquidReader): void {
  const name = reader.peek();
  reader.position += 1;
  if (!name || !reader.accept('=')) {
    emit(state, tag, []);
    return;
  }
  // `assign list = list | append: x` collects: the name is no input.
  const collects = reader.tokens.some(
    (token, index) => token.text === '|' && collecting.has(reader.tokens[index + 1]?.text ?? ''),
  );
  if (collects && !state.scope.find(name.text)) state.scope.bindGlobally(name.text, { path: null, silent: true });
  const leaves = liquidLeaves(reader, state.scope);
  emit(state, tag, leaves.length === 1 ? hide(leaves) : leaves);
  const [only] = leaves;
  const binding =
    leaves.length === 1
      ? { path: only!.path, filters: only!.filters }
      : { path: null, local: true, silent: leaves.length === 0 };
  state.scope.bindGlobally(name.text, binding);
}

function loop(state: State, tag: Span, name: string, reader: LiquidReader): void {
  const variable = reader.peek();
  reader.position += 1;
  reader.accept('in');
  const leaves = liquidLeaves(reader, state.scope, false, liquidParticles);
  emit(state, tag, hide(leaves));
  openBlock(state, name, true);
  const [source] = leaves;
  if (variable)
    state.scope.bind(
      variable.text,
      source?.path ? { path: `${source.path}[]`, filters: source.filters } : { path: null, silent: true },
    );
  state.scope.bind('forloop', { path: null, silent: true });
}

function include(state: State, tag: Span, reader: LiquidReader): void {
  const target = reader.peek();
  if (target?.kind === 'string') {
    state.builder.link('include', unquote(target.text), {
      start: target.start + 1,
      end: Math.max(target.start + 1, target.end - 1),
    });
    reader.position += 1;
  }
  emit(state, tag, liquidLeaves(reader, state.scope, true, liquidParticles));
}
