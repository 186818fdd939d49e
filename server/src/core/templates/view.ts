import type { TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { textSpanToFile } from '../text-runs.ts';

/**
 * Text as a template engine reads it, with the way back to the file: a text segment that has not been cut into
 * parts yet. A body below front matter is a plain slice; a YAML block scalar or a JSON string has runs.
 */
export type View = TextSegment;

export const sliceView = (text: string, { start, end }: Span): View => ({
  kind: 'text',
  span: { start, end },
  text: text.slice(start, end),
});

/** File span of a range of the view's text. */
export const toFile = (view: View, range: Span): Span => textSpanToFile(view, range);

/** A piece of what the model reads: a range of a view, with other text in its place where `text` is given. */
export interface Piece extends Span {
  readonly text?: string;
}

/** The text segment that `pieces` (ascending, adjacent) of a view read as; undefined when it is empty. */
export function joinPieces(view: View, pieces: readonly Piece[]): TextSegment | undefined {
  let text = '';
  const runs: [number, number, number][] = [];
  for (const piece of pieces) {
    if (piece.text !== undefined) {
      if (piece.text.length > 0) {
        const file = toFile(view, piece);
        runs.push([text.length, file.start, file.end]);
        text += piece.text;
      }
      continue;
    }
    for (const [textStart, fileStart, fileEnd] of runsOf(view, piece))
      runs.push([text.length + textStart, fileStart, fileEnd]);
    text += view.text.slice(piece.start, piece.end);
  }
  if (text.length === 0) return undefined;
  const span = { start: runs[0]![1], end: runs[runs.length - 1]![2] };
  const merged = mergeRuns(runs, text.length);
  // A folded line break has the length of its blank: only a plain slice can do without runs.
  const verbatim = !view.runs && merged.length === 1 && span.end - span.start === text.length;
  return verbatim ? { kind: 'text', span, text } : { kind: 'text', span, text, runs: merged };
}

/** The view of a range of another view. */
export function subview(view: View, range: Span): View {
  const joined = joinPieces(view, [range]);
  if (joined) return joined;
  const at = toFile(view, { start: range.start, end: range.start }).start;
  return { kind: 'text', span: { start: at, end: at }, text: '' };
}

/** Runs of a range, counted from its start. */
function runsOf(view: View, { start, end }: Span): [number, number, number][] {
  if (end <= start) return [];
  const { runs, text, span } = view;
  if (!runs || runs.length === 0) return [[0, span.start + start, span.start + end]];
  const result: [number, number, number][] = [];
  for (let index = firstRun(runs, start); index < runs.length; index += 1) {
    const [textStart, fileStart, fileEnd] = runs[index]!;
    if (textStart >= end) break;
    const textEnd = runs[index + 1]?.[0] ?? text.length;
    if (textEnd <= start) continue;
    const verbatim = fileEnd - fileStart === textEnd - textStart;
    const from = Math.max(start, textStart);
    const to = Math.min(end, textEnd);
    result.push([
      from - start,
      verbatim ? fileStart + (from - textStart) : fileStart,
      verbatim ? fileStart + (to - textStart) : fileEnd,
    ]);
  }
  return result;
}

function firstRun(runs: NonNullable<View['runs']>, offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Verbatim neighbours become one run. */
function mergeRuns(runs: readonly [number, number, number][], length: number): [number, number, number][] {
  const merged: [number, number, number][] = [];
  let lastVerbatim = false;
  runs.forEach((run, index) => {
    const textEnd = runs[index + 1]?.[0] ?? length;
    const verbatim = run[2] - run[1] === textEnd - run[0];
    const last = merged[merged.length - 1];
    if (last && verbatim && lastVerbatim && last[2] === run[1]) last[2] = run[2];
    else merged.push([...run]);
    lastVerbatim = verbatim;
  });
  return merged;
}
