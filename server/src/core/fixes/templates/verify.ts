import type { SourceDocument } from '../../ports.ts';
import type { ParseResult, PlaceholderSegment, Prompt, TextSegment } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { formatById } from '../../templates/formats.ts';
import { parseAs } from '../../templates/index.ts';
import { applyEdits, type Edit } from '../fix.ts';

/** A file's placeholders and text, in order: what an edit may and may not change. */
export interface Reading {
  readonly placeholders: readonly PlaceholderSegment[];
  readonly text: string;
  readonly problems: number;
}

/** Parses the file in the format that it is known to have, or a piece of it in the language of the piece. */
export function read(
  document: SourceDocument,
  { format, delimiters }: Pick<Prompt, 'format' | 'delimiters'>,
  syntax?: string,
): Reading {
  const { prompts, problems }: ParseResult = parseAs(document, format, undefined, syntax, delimiters);
  const segments = prompts.flatMap((prompt: Prompt) => prompt.parts.flatMap((part) => part.segments));
  return {
    placeholders: segments.filter((segment): segment is PlaceholderSegment => segment.kind === 'placeholder'),
    text: segments
      .filter((segment): segment is TextSegment => segment.kind === 'text')
      .map((segment) => segment.text)
      .join(''),
    problems: problems.length,
  };
}

export const edited = (document: SourceDocument, edits: readonly Edit[]): SourceDocument => ({
  ...document,
  text: applyEdits(
    document.text,
    edits.filter((edit) => edit.uri === undefined || edit.uri === document.uri),
  ),
});

/** Position of the placeholder with that expression; -1 when the reading is of another text. */
export const indexOf = (reading: Reading, { start, end }: Span): number =>
  reading.placeholders.findIndex(({ expressionSpan }) => expressionSpan.start === start && expressionSpan.end === end);

/** Where the edits of one place are checked. */
export interface Scene {
  readonly before: Reading;
  /** Offsets of the file that are offsets of the scene. */
  moved(span: Span): Span;
  after(edits: readonly Edit[]): Reading;
}

/** Above this length the lines around are looked at alone: "fix all" must not parse a long file once for each finding. */
const smallFile = 8_000;

/** The file; or of a long text the lines around a place, in the language that is spoken there. */
export function sceneOf(document: SourceDocument, prompt: Prompt, place: Span, syntax: string): Scene {
  const { text } = document;
  const whole = text.length <= smallFile || formatById(prompt.format)?.reader !== 'text';
  const start = whole ? 0 : text.lastIndexOf('\n', place.start - 1) + 1;
  const newline = whole ? -1 : text.indexOf('\n', place.end);
  const around = whole ? document : { ...document, text: text.slice(start, newline < 0 ? undefined : newline) };
  // A text without placeholders takes the language of the first one.
  const language = whole || syntax === 'plain' ? undefined : syntax;
  const moved = (span: Span): Span => ({ start: span.start - start, end: span.end - start });
  return {
    before: read(around, prompt, language),
    moved,
    after: (edits) => {
      const here = edits.map((edit) => ({ ...edit, span: moved(edit.span) }));
      return read(edited(around, here), prompt, language);
    },
  };
}

const same = (a: PlaceholderSegment, b: PlaceholderSegment): boolean =>
  a.path === b.path && a.expression === b.expression && a.unprinted === b.unprinted;

/** What a macro is handed in a form, it shows in that form: written as before, with the filter. */
const gainedToo = (now: PlaceholderSegment, old: PlaceholderSegment, filter: string | undefined): boolean =>
  filter !== undefined &&
  now.expression === old.expression &&
  now.filters.includes(filter) &&
  !old.filters.includes(filter);

/** True when nothing but the placeholder at `index` differs, and that one gained a filter: `filter`, or (undefined) any. */
export function onlyGained(before: Reading, after: Reading, index: number, filter: string | undefined): boolean {
  if (after.problems > before.problems || after.text !== before.text) return false;
  if (after.placeholders.length !== before.placeholders.length) return false;
  return after.placeholders.every((placeholder, at) => {
    const old = before.placeholders[at]!;
    if (at !== index) return same(placeholder, old) || gainedToo(placeholder, old, filter);
    const gained =
      filter === undefined ? placeholder.filters.length > old.filters.length : placeholder.filters.includes(filter);
    return placeholder.path === old.path && gained;
  });
}

/** True when all placeholders of the segment's variable, and no others, now carry `filter`. */
export function onlyRenamed(before: Reading, after: Reading, segment: PlaceholderSegment, filter: string): boolean {
  if (after.problems > before.problems || after.text !== before.text) return false;
  if (after.placeholders.length !== before.placeholders.length) return false;
  return after.placeholders.every((placeholder, at) => {
    const old = before.placeholders[at]!;
    return old.path === segment.path && old.syntax === segment.syntax
      ? placeholder.filters.includes(filter)
      : placeholder.path === old.path;
  });
}

/** True when one placeholder, tokenized, stands where `range` was, and the others are as before. */
export function onlyAdded(before: Reading, after: Reading, range: Span): boolean {
  if (after.problems > before.problems || after.placeholders.length !== before.placeholders.length + 1) return false;
  const index = after.placeholders.findIndex(
    (one) => one.span.start >= range.start - 40 && one.span.end > range.start && one.filters.includes('tokenize'),
  );
  if (index < 0) return false;
  return before.placeholders.every((old, at) => same(old, after.placeholders[at < index ? at : at + 1]!));
}

/** True when the placeholder at `index` has become the wanted ones, and the others are as before. */
export function onlyNarrowed(
  before: Reading,
  after: Reading,
  index: number,
  wanted: readonly { readonly field: string; readonly filter?: string }[],
): boolean {
  const extra = wanted.length - 1;
  if (after.problems > before.problems || after.placeholders.length !== before.placeholders.length + extra)
    return false;
  const record = before.placeholders[index]!.path;
  const narrowed = wanted.every(({ field, filter }, at) => {
    const placeholder = after.placeholders[index + at]!;
    return placeholder.path === `${record}.${field}` && (filter === undefined || placeholder.filters.includes(filter));
  });
  return (
    narrowed &&
    before.placeholders.every((old, at) => at === index || same(old, after.placeholders[at < index ? at : at + extra]!))
  );
}

export function firstOf<T, R>(candidates: readonly T[], build: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const result = build(candidate);
    if (result !== undefined) return result;
  }
  return undefined;
}
