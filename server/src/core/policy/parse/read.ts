import type { Span } from '../../span.ts';
import type { PolicyProblem } from '../model.ts';
import type { ListShape, MapShape, ObjectShape, Section, Shape, TextShape } from '../schema/shape.ts';
import type { YamlFile } from './document.ts';
import { formats } from './formats.ts';
import { type Located, locatorOf } from './locate.ts';
import { nearest } from './nearest.ts';
import type { YamlNode, YamlPair } from './nodes.ts';
import { oneOf, problem, quote } from './problem.ts';

/** What reading a file by its shape gives: plain data in the file's own names, its mistakes, and where everything stands. */
export interface Reading {
  readonly data: unknown;
  readonly problems: readonly PolicyProblem[];
  readonly locate: (path: string) => Located | undefined;
  /** Ids that entries refer to, checked when all files are merged. */
  readonly references: readonly Reference[];
}

export interface Reference {
  readonly section: Section;
  readonly id: string;
  readonly span: Span;
}

interface Context {
  readonly file: YamlFile;
  readonly problems: PolicyProblem[];
  readonly references: Reference[];
  readonly defined: Map<string, Span>;
  /** Near names still to be looked for: a file of mistakes is not worth one search each. */
  guesses: number;
}

const MAX_GUESSES = 200;

/** Reads `file` by `shape`. Recursion is bounded by the shape, not by the file. */
export function readShape(file: YamlFile, shape: ObjectShape): Reading {
  const context: Context = {
    file,
    problems: [],
    references: [],
    defined: new Map(),
    guesses: MAX_GUESSES,
  };
  const data = file.root ? read(file.root, shape, context, { start: 0, end: 0 }) : undefined;
  return { data, problems: context.problems, locate: locatorOf(file), references: context.references };
}

/** A missing value takes its key's span. */
const spanOf = (node: YamlNode | null, fallback: Span): Span =>
  node ? { start: node.start, end: node.end } : fallback;

function read(raw: YamlNode | null, shape: Shape, context: Context, fallback: Span): unknown {
  const at = spanOf(raw, fallback);
  const node = context.file.deref(raw);
  switch (shape.kind) {
    case 'object':
      return node?.kind === 'map' ? readObject(node.items, shape, context, at) : wrong(node, 'a mapping', at, context);
    case 'map':
      return node?.kind === 'map' ? readMap(node.items, shape, context) : wrong(node, 'a mapping', at, context);
    case 'list':
      return readList(node, shape, context, at);
    default:
      return readScalar(node, shape, context, at);
  }
}

/** An empty value is an unfinished one: nothing is said about it and the default applies. */
function wrong(node: YamlNode | null, expected: string, span: Span, context: Context): undefined {
  if (node === null || (node?.kind === 'scalar' && node.value === null)) return undefined;
  context.problems.push(problem('wrong-type', span, `Expected ${expected} here.`));
  return undefined;
}

function readObject(items: readonly YamlPair[], shape: ObjectShape, context: Context, at: Span) {
  const result: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { key, value } of items) {
    const name = keyText(key);
    const keySpan = spanOf(key, at);
    once(name, keySpan, seen, context);
    if (name === undefined || !Object.hasOwn(shape.fields, name)) {
      if (!name?.startsWith('x-')) unknownKey(name ?? '', shape, keySpan, context);
      continue;
    }
    result[name] = read(value, shape.fields[name]!, context, keySpan);
  }
  for (const name of shape.required) {
    if (result[name] !== undefined || items.some(({ key }) => keyText(key) === name)) continue;
    const span = { start: at.start, end: Math.min(at.end, lineEnd(context.file.text, at.start)) };
    const field = shape.fields[name]!;
    const only = field.kind === 'number' && field.values?.length === 1 ? field.values[0] : undefined;
    const before = { start: at.start, end: at.start };
    const fix = only === undefined ? undefined : { title: `Add ${name}`, span: before, newText: `${name}: ${only}\n` };
    const message = `Key ${quote(name)} is missing: ${lowerFirst(field.description)}`;
    context.problems.push(problem('missing-key', span, message, { fix }));
  }
  return result;
}

function once(name: string | undefined, span: Span, seen: Set<string>, { problems }: Context): void {
  if (name === undefined) return;
  if (seen.has(name))
    problems.push(problem('duplicate', span, 'This key stands twice; the last one counts. Remove one.'));
  seen.add(name);
}

const lineEnd = (source: string, from: number): number => {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : source[end - 1] === '\r' ? end - 1 : end;
};

const lowerFirst = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function guess(name: string, words: readonly string[], context: Context): string | undefined {
  context.guesses--;
  return context.guesses < 0 ? undefined : nearest(name, words);
}

function unknownKey(name: string, shape: ObjectShape, span: Span, context: Context): void {
  const names = Object.keys(shape.fields);
  const meant = guess(name, names, context);
  const hint = meant ? `Did you mean ${quote(meant)}?` : `Keys here: ${names.join(', ')}.`;
  const fix = meant ? { title: `Change to ${quote(meant)}`, span, newText: meant } : undefined;
  context.problems.push(problem('unknown-key', span, `Unknown key ${quote(name)}. ${hint}`, { fix }));
}

function readMap(items: readonly YamlPair[], shape: MapShape, context: Context) {
  const result: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { key, value } of items) {
    const name = keyText(key);
    const keySpan = spanOf(key, { start: 0, end: 0 });
    once(name, keySpan, seen, context);
    if (name === undefined || name === '__proto__') {
      context.problems.push(problem('wrong-type', keySpan, 'Expected a plain word as key here.'));
      continue;
    }
    const known = checkText(name, shape.keys, keySpan, context);
    const inner = read(value, shape.values, context, keySpan);
    if (known && inner !== undefined) result[name] = inner;
  }
  return result;
}

function readList(node: YamlNode | null, shape: ListShape, context: Context, at: Span): unknown[] | undefined {
  if (node?.kind !== 'seq') {
    if (node?.kind === 'scalar' && node.value !== null && shape.items.kind === 'text') {
      const source = context.file.text.slice(at.start, at.end);
      const fix = { title: 'Make it a list', span: at, newText: `[${source}]` };
      context.problems.push(problem('wrong-type', at, 'Expected a list here.', { fix }));
      return undefined;
    }
    return wrong(node, 'a list', at, context);
  }
  return node.items.flatMap((item) => {
    const value = read(item, shape.items, context, at);
    // Entries stay in place even when broken, so that paths in the model are paths in the file.
    return [value ?? (shape.items.kind === 'object' ? {} : '')];
  });
}

function readScalar(node: YamlNode | null, shape: Shape, context: Context, at: Span): unknown {
  if (node?.kind !== 'scalar') return wrong(node, `a ${shape.kind === 'text' ? 'word' : shape.kind}`, at, context);
  const { value } = node;
  if (value === null) return undefined;
  if (shape.kind === 'text') {
    const word = typeof value === 'string' ? value : (node.source ?? String(value));
    return checkText(word, shape, at, context) ? word : undefined;
  }
  if (shape.kind === 'number' && typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity, values } = shape;
    if (value >= minimum && value <= maximum && (!values || values.includes(value))) return value;
    const expected = values
      ? values.join(' or ')
      : `a number from ${minimum}${maximum === Infinity ? '' : ` to ${maximum}`}`;
    const fix =
      values?.length === 1 ? { title: `Change to ${values[0]}`, span: at, newText: String(values[0]) } : undefined;
    context.problems.push(problem('unknown-value', at, `Expected ${expected} here.`, { fix }));
    return undefined;
  }
  if (shape.kind === 'boolean' && typeof value === 'boolean') return value;
  if (shape.kind === 'boolean' && typeof value === 'string') {
    const meant = /^(yes|on|y)$/i.test(value) ? 'true' : /^(no|off|n)$/i.test(value) ? 'false' : undefined;
    const fix = meant ? { title: `Change to ${meant}`, span: at, newText: meant } : undefined;
    context.problems.push(problem('wrong-type', at, 'Expected true or false here.', { fix }));
    return undefined;
  }
  return wrong(node, shape.kind === 'number' ? 'a number' : 'true or false', at, context);
}

/** True when the text may be used. A warning keeps it. */
function checkText(word: string, shape: TextShape, span: Span, context: Context): boolean {
  const format = shape.format ? formats[shape.format] : undefined;
  const words = shape.values ?? (shape.format === 'level' ? undefined : format?.words);
  const accepted = shape.values ? shape.values.includes(word) : (format?.accepts(word) ?? true);
  if (!accepted) {
    const meant = format?.mend?.(word) ?? (words && guess(word, words, context));
    const expects = shape.values ? `is not one of ${oneOf(shape.values)}` : format!.expects;
    const hint = meant ? ` Did you mean ${quote(meant)}?` : '';
    const fix = meant ? { title: `Change to ${quote(meant)}`, span, newText: meant } : undefined;
    const code = shape.values ? 'unknown-value' : format!.code;
    context.problems.push(
      problem(code, span, `${quote(word)} ${expects}.${hint}`, { fix, severity: format?.severity }),
    );
    if (format?.severity !== 'warning') return false;
  }
  if (shape.refersTo) context.references.push({ section: shape.refersTo, id: word, span });
  if (shape.defines) defineId(word, shape.defines, span, context);
  return true;
}

function defineId(id: string, section: Section, span: Span, context: Context): void {
  const key = `${section} ${id}`;
  if (context.defined.has(key)) {
    context.problems.push(
      problem('duplicate', span, `Id ${quote(id)} stands twice in \`${section}\`; rename one of them.`),
    );
  } else context.defined.set(key, span);
}

function keyText(key: YamlNode | null): string | undefined {
  if (key?.kind !== 'scalar' || key.value === null || typeof key.value === 'object') return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}
