import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { impliedFilters } from '../naming.ts';
import { find, lineEnd } from '../tags.ts';

/** Mustache (mustache.5): names, sections, partials, comments and changed delimiters. No helpers, so no filters. */
interface Section {
  readonly name: string;
  readonly path: string;
  /** A lambda that changes what is printed inside: `{{#tokenize}}…{{/tokenize}}`. */
  readonly filter?: string;
}

interface State {
  readonly text: string;
  readonly builder: BodyBuilder;
  readonly sections: Section[];
  open: string;
  close: string;
}

const lambdas =
  /^(?:tokenize|scrub|redact|(?:lambdas?\.)(?:tokenize|scrub)|generalize_(year|age90|zip3|state|country|bucket))$/;
const deepest = 200;
const longestTag = 2_000;

export const parseMustache: BodyParser = (text) => {
  const state: State = { text, builder: new BodyBuilder(), sections: [], open: '{{', close: '}}' };
  let position = 0;
  for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf(state.open, position)) position = tag(state, at);
  return state.builder;
};

/** Reads the tag at `start` and returns the offset behind it. */
function tag(state: State, start: number): number {
  const { text, builder } = state;
  const triple = state.open === '{{' && text[start + 2] === '{';
  const inner = start + state.open.length + (triple ? 1 : 0);
  const delimiters = text[inner] === '=';
  const close = triple ? '}}}' : delimiters ? `=${state.close}` : state.close;
  const at = findClose(text, inner + (delimiters ? 1 : 0), close, state.open, text[inner] === '!');
  if (at === undefined) {
    const line = lineEnd(text, start);
    const next = find(text, state.open, start + state.open.length);
    const end = next >= 0 && next < line ? next : line;
    variable(state, { start, end }, inner, end);
    builder.problem({ start, end }, `This tag is not closed: write ${close}.`);
    return Math.max(end, start + 2);
  }
  const span = { start, end: at + close.length };
  if (delimiters) {
    const [open, shut] = text
      .slice(inner + 1, at)
      .trim()
      .split(/\s+/);
    if (open && shut) [state.open, state.close] = [open, shut];
    builder.add({ kind: 'skip', ...span });
  } else sigil(state, span, inner, at, triple);
  return span.end;
}

function findClose(text: string, from: number, close: string, open: string, comment: boolean): number | undefined {
  const at = find(text, close, from, comment ? 20_000 : longestTag);
  if (at < 0) return undefined;
  if (comment) return at;
  const nested = find(text, open, from, longestTag);
  return nested >= 0 && nested < at ? undefined : at;
}

function sigil(state: State, span: Span, inner: number, end: number, triple: boolean): void {
  const { text, builder, sections } = state;
  const mark = triple ? '' : text[inner]!;
  const name = text.slice(inner + 1, end).trim();
  if (mark === '!') builder.add({ kind: 'comment', ...span });
  else if (mark === '#' || mark === '^') section(state, span, inner + 1, end, mark);
  else if (mark === '/') {
    builder.add({ kind: 'skip', ...span });
    const found = sections.findLastIndex((one) => one.name === name);
    if (found >= 0) sections.length = found;
  } else if (mark === '>') {
    builder.add({ kind: 'skip', ...span });
    const at = text.indexOf(name, inner + 1);
    builder.link('include', name, { start: at, end: at + name.length });
  } else variable(state, span, mark === '&' ? inner + 1 : inner, end);
}

function section(state: State, span: Span, from: number, to: number, mark: string): void {
  const at = nameSpan(state.text, from, to);
  const name = state.text.slice(at.start, at.end);
  const lambda = lambdas.exec(name);
  const path = resolve(state, name);
  if (lambda) state.builder.add({ kind: 'skip', ...span });
  else
    state.builder.add({
      kind: 'placeholder',
      ...span,
      expression: at,
      path,
      pathSpan: at,
      filters: [],
      unprinted: true,
    });
  if (state.sections.length >= deepest) return;
  const outer = state.sections[state.sections.length - 1]?.path ?? '';
  const filter = lambda ? (lambda[1] ? `generalize:${lambda[1]}` : name.replace(/^.*\./, '')) : undefined;
  state.sections.push({ name, path: lambda || mark === '^' ? outer : path, filter });
}

function variable(state: State, span: Span, from: number, to: number): void {
  const at = nameSpan(state.text, from, to);
  const name = state.text.slice(at.start, at.end);
  if (name === '') {
    state.builder.add({ kind: 'skip', ...span });
    return;
  }
  const filters = [...impliedFilters(name), ...state.sections.flatMap(({ filter }) => filter ?? [])];
  state.builder.add({
    kind: 'placeholder',
    ...span,
    expression: at,
    path: resolve(state, name),
    pathSpan: at,
    filters,
  });
}

/** Inside a section names are looked up in its value first. */
function resolve({ sections }: State, name: string): string {
  const base = sections[sections.length - 1]?.path ?? '';
  if (name === '.') return base === '' ? 'this' : base;
  // `{{#locale}}{{locale}}{{/locale}}` prints the value that it tests.
  if (base === name || base.endsWith(`.${name}`)) return base;
  const path = base === '' ? name : `${base}.${name}`;
  return path.length > 1000 ? name : path;
}

function nameSpan(text: string, from: number, to: number): Span {
  let start = from;
  let end = Math.max(from, to);
  while (start < end && /\s/.test(text[start]!)) start += 1;
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1;
  return { start, end };
}
