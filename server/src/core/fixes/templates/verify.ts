import type { SourceDocument } from '../../ports.ts';
import type { ParseResult, PlaceholderSegment, Prompt, TextSegment } from '../../prompt.ts';
import { parseAs } from '../../templates/index.ts';
import { applyEdits, type Edit } from '../fix.ts';

/** A file's placeholders and text, in order: what an edit may and may not change. */
export interface Reading {
  readonly placeholders: readonly PlaceholderSegment[];
  readonly text: string;
  readonly problems: number;
}

export function read(document: SourceDocument, format: string): Reading {
  return readingOf(parseAs(document, format));
}

function readingOf({ prompts, problems }: ParseResult): Reading {
  const segments = prompts.flatMap((prompt: Prompt) => prompt.parts.flatMap((part) => part.segments));
  return {
    placeholders: segments.filter((segment): segment is PlaceholderSegment => segment.kind === 'placeholder'),
    text: segments
      .filter((segment): segment is TextSegment => segment.kind === 'text')
      .map((segment) => segment.text)
      .join('\ufffc'),
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

/** Position of a segment among the file's placeholders; -1 when the reading is of another text. */
export const indexOf = (reading: Reading, segment: PlaceholderSegment): number =>
  reading.placeholders.findIndex(
    (other) =>
      other.expressionSpan.start === segment.expressionSpan.start &&
      other.expressionSpan.end === segment.expressionSpan.end,
  );

/** True when nothing but the placeholder at `index` differs, and that one gained a filter: `filter`, or (undefined) any. */
export function onlyGained(before: Reading, after: Reading, index: number, filter: string | undefined): boolean {
  if (after.problems > before.problems || after.text !== before.text) return false;
  if (after.placeholders.length !== before.placeholders.length) return false;
  return after.placeholders.every((placeholder, at) => {
    const old = before.placeholders[at]!;
    if (at !== index) return sameValue(placeholder, old);
    const gained =
      filter === undefined ? placeholder.filters.length > old.filters.length : placeholder.filters.includes(filter);
    return placeholder.path === old.path && gained;
  });
}

export const sameValue = (a: PlaceholderSegment, b: PlaceholderSegment): boolean =>
  a.path === b.path && a.expression === b.expression && a.unprinted === b.unprinted;
