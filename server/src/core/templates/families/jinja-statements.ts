import type { Role } from '../../prompt.ts';
import type { BodyBuilder } from '../body.ts';
import { type Leaf, leavesOf } from '../expression/leaves.ts';
import { unquote } from '../expression/lexer.ts';
import { type Expression, ExpressionParser } from '../expression/parse.ts';
import type { Binding, Scope } from '../scope.ts';
import type { Tag } from '../tags.ts';
import type { Handed, MacroArguments } from './jinja-macros.ts';

export interface JinjaState {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  /** Open blocks, innermost last. */
  readonly blocks: { readonly name: string; readonly scoped: boolean; readonly filter: boolean }[];
  /** Filters of the `{% filter %}` blocks around, outermost first. */
  readonly filters: string[];
  readonly macros: MacroArguments;
}

type Handler = (state: JinjaState, parser: ExpressionParser, tag: Tag) => void;

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
  ai: 'assistant',
  tool: 'tool',
};

/** Role that a name in a marker means, in any format. */
export const roleOf = (name: string): Role | undefined =>
  Object.hasOwn(roles, name.toLowerCase()) ? roles[name.toLowerCase()] : undefined;

/** Reads one `{% %}` tag. Returns where to go on when it is not right behind the tag (`raw`). */
export function statement(state: JinjaState, tag: Tag): number | undefined {
  const parser = new ExpressionParser(state.text, tag.inner.start, tag.inner.end);
  const name = parser.peek()?.kind === 'name' ? parser.peek()!.text : '';
  parser.position += 1;
  if (name === 'raw' || name === 'verbatim') return raw(state, tag, name);
  const before = state.builder.tokens.length;
  if (name.startsWith('end')) closeNamed(state, name.slice(3));
  else if (Object.hasOwn(handlers, name)) handlers[name]!(state, parser, tag);
  if (state.builder.tokens.length === before) state.builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  return undefined;
}

/** Text up to `endraw` is printed as it stands. */
function raw(state: JinjaState, tag: Tag, name: string): number {
  state.builder.add({ kind: 'skip', start: tag.start, end: tag.end });
  const end = new RegExp(`\\{%[-+]?[ \\t\\r\\n]{0,80}end${name}[ \\t\\r\\n]{0,80}[-+]?%\\}`, 'g');
  end.lastIndex = tag.end;
  const close = end.exec(state.text);
  if (!close) return state.text.length;
  state.builder.add({ kind: 'skip', start: close.index, end: end.lastIndex });
  return end.lastIndex;
}

export function closeBlock(state: JinjaState): void {
  const block = state.blocks.pop();
  if (block?.scoped) state.scope.pop();
  if (block?.filter) state.filters.pop();
}

/** Closes the innermost block of that name; one that was never opened is ignored. */
function closeNamed(state: JinjaState, name: string): void {
  const found = state.blocks.findLastIndex((block) => block.name === name);
  if (found < 0) return;
  while (state.blocks.length > found) closeBlock(state);
}

/** Blocks below this depth are not tracked: keeps the time linear for hostile files. */
const deepest = 200;

function open(state: JinjaState, name: string, scoped: boolean, filter = false): void {
  if (state.blocks.length >= deepest) {
    if (filter) state.filters.pop();
    return;
  }
  state.blocks.push({ name, scoped, filter });
  if (scoped) state.scope.push();
}

/** Looks at an expression's inputs without printing them. */
function look(state: JinjaState, tag: Tag, expression: Expression): Leaf[] {
  const { leaves } = leavesOf(expression, state.scope, true);
  emit(state, tag, leaves);
  return leaves;
}

/** Operands inside a statement stand for themselves; the rest of the tag is silent. */
function emit(state: JinjaState, tag: Tag, leaves: readonly Leaf[]): void {
  let from = tag.start;
  for (const leaf of [...leaves].sort((a, b) => a.pathSpan.start - b.pathSpan.start)) {
    const { start } = leaf.pathSpan;
    const end = leaf.unprinted ? leaf.pathSpan.end : Math.max(leaf.expression.end, leaf.pathSpan.end);
    if (start < from) continue;
    state.builder.add({ kind: 'skip', start: from, end: start });
    state.builder.add({ kind: 'placeholder', start, end, ...leaf });
    from = end;
  }
  state.builder.add({ kind: 'skip', start: from, end: tag.end });
}

const condition: Handler = (state, parser, tag) => void look(state, tag, parser.expression());

const forLoop: Handler = (state, parser, tag) => {
  const names = targets(parser);
  if (!parser.accept('in')) return open(state, 'for', true);
  const source = parser.expression();
  const leaves = look(state, tag, source);
  open(state, 'for', true);
  const [first] = leaves;
  const element: Binding =
    first && first.path !== null
      ? { path: `${first.path}[]`, filters: first.filters.filter((name) => !iterating.has(name)), local: first.local }
      : { path: null, local: true, silent: leaves.length === 0 };
  for (const name of names) state.scope.bind(name, element);
  state.scope.bind('loop', { path: null, silent: true });
};

/** Filters that hand on the elements as they are. */
const iterating = new Set(
  'items values sort reverse list unique batch slice dictsort selectattr rejectattr select reject reversed enumerate'.split(
    ' ',
  ),
);

function targets(parser: ExpressionParser): string[] {
  const names: string[] = [];
  while (!parser.done && !parser.at('in')) {
    const token = parser.peek()!;
    if (token.kind === 'name') names.push(token.text);
    parser.position += 1;
  }
  return names;
}

const set: Handler = (state, parser, tag) => {
  const names: string[] = [];
  while (!parser.done && !parser.at('=') && !parser.at('|')) {
    const token = parser.peek()!;
    if (token.kind === 'name' && !parser.at('.', -1)) names.push(token.text);
    parser.position += 1;
  }
  if (!parser.accept('=')) {
    // `{% set x %}…{% endset %}`: what is inside is read where it stands.
    for (const name of names) state.scope.bind(name, { path: null, silent: true });
    return open(state, 'set', true);
  }
  const { leaves } = leavesOf(parser.expression(), state.scope);
  const shown = leaves.filter((leaf) => !leaf.unprinted);
  const alias = shown.length === 1 ? shown[0] : undefined;
  // One input: the new name is another word for it. Several: they are reported here, where they are put together.
  emit(state, tag, alias ? leaves.map((leaf) => ({ ...leaf, unprinted: true })) : leaves);
  const binding: Binding = alias
    ? { path: alias.path, filters: alias.filters, local: alias.local }
    : { path: null, local: true, silent: shown.length === 0 };
  for (const name of names) state.scope.bind(name, binding);
};

const macro: Handler = (state, parser) => {
  const name = parser.peek();
  if (name?.kind === 'name') state.scope.bindGlobally(name.text, { path: null, silent: true });
  parser.position += 1;
  open(state, 'macro', true);
  parameters(state, parser, state.macros.get(name?.text ?? ''));
};

const call: Handler = (state, parser, tag) => {
  const parametersAt = parser.at('(') ? parser.position : undefined;
  while (parametersAt !== undefined && !parser.done && !parser.accept(')')) parser.position += 1;
  const { leaves } = leavesOf(parser.expression(), state.scope);
  emit(state, tag, leaves);
  open(state, 'call', true);
  if (parametersAt === undefined) return;
  parser.position = parametersAt;
  parameters(state, parser);
};

function parameters(state: JinjaState, parser: ExpressionParser, handed?: ReadonlyMap<string, Handed>): void {
  if (!parser.accept('(')) return;
  let depth = 0;
  let expected = true;
  while (!parser.done && !(depth === 0 && parser.at(')'))) {
    const token = parser.peek()!;
    if (expected && token.kind === 'name') {
      state.scope.bind(token.text, handed?.get(token.text) ?? { path: token.text, local: true });
    }
    expected = depth === 0 && token.text === ',';
    if ('([{'.includes(token.text)) depth += 1;
    if (')]}'.includes(token.text)) depth -= 1;
    parser.position += 1;
  }
}

const filter: Handler = (state, parser) => {
  const names: string[] = [];
  while (!parser.done) {
    const token = parser.peek()!;
    if (token.kind === 'name' && (names.length === 0 || parser.at('|', -1))) names.push(token.text);
    if (token.kind === 'string' && names.length === 1 && names[0] === 'generalize')
      names[0] = `generalize:${unquote(token.text)}`;
    parser.position += 1;
  }
  state.filters.push(names.join('|') || 'filter');
  open(state, 'filter', true, true);
};

/** `{% include 'x' %}`, `{% extends 'x' %}`, `{% import 'x' as y %}`, `{% from 'x' import a, b %}`. */
const include: Handler = (state, parser, tag) => {
  const target = parser.peek();
  if (target?.kind === 'string') {
    state.builder.link('include', unquote(target.text), {
      start: target.start + 1,
      end: Math.max(target.start + 1, target.end - 1),
    });
    parser.position += 1;
  } else if (target) look(state, tag, parser.expression());
  let bindNext = false;
  while (!parser.done) {
    const token = parser.peek()!;
    if (token.text === 'import' || token.text === 'as') bindNext = true;
    else if (bindNext && token.kind === 'name' && !/^(?:with|without|context)$/.test(token.text))
      state.scope.bind(token.text, { path: null, silent: true });
    else if (token.text === 'ignore') bindNext = false;
    parser.position += 1;
  }
};

const withBlock: Handler = (state, parser, tag) => {
  const bindings: [string, Leaf | undefined][] = [];
  const seen: Leaf[] = [];
  while (!parser.done) {
    const name = parser.peek()!;
    parser.position += 1;
    if (name.kind !== 'name' || !parser.accept('=')) continue;
    const { leaves } = leavesOf(parser.expression(), state.scope, true);
    seen.push(...leaves);
    bindings.push([name.text, leaves.length === 1 ? leaves[0] : undefined]);
    parser.accept(',');
  }
  emit(state, tag, seen);
  open(state, 'with', true);
  for (const [name, leaf] of bindings)
    state.scope.bind(name, leaf ? { path: leaf.path, filters: leaf.filters } : { path: null, local: true });
};

const block: Handler = (state) => open(state, 'block', true);

/** Banks: `{% chat role="user" %}`. */
const chat: Handler = (state, parser, tag) => {
  const value = parser.tokens.find(
    (token, index) => token.kind === 'string' && parser.tokens[index - 2]?.text === 'role',
  );
  const role = value ? roleOf(unquote(value.text)) : undefined;
  open(state, 'chat', true);
  if (role) state.builder.add({ kind: 'role', start: tag.start, end: tag.end, role });
};

const shown: Handler = (state, parser, tag) => emit(state, tag, leavesOf(parser.expression(), state.scope).leaves);

const trans: Handler = (state, parser, tag) => {
  withBlock(state, parser, tag);
};

const handlers: Readonly<Record<string, Handler>> = {
  if: (state, parser, tag) => {
    condition(state, parser, tag);
    open(state, 'if', false);
  },
  elif: condition,
  elseif: condition,
  for: forLoop,
  set,
  macro,
  call,
  filter,
  include,
  import: include,
  from: include,
  extends: include,
  with: withBlock,
  block,
  chat,
  trans,
  do: condition,
  print: shown,
  switch: condition,
  case: condition,
};
