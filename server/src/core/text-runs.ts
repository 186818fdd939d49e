import type { TextSegment } from './prompt.ts';
import type { Span } from './span.ts';

/** The file span of a range of a text segment's decoded `text`; an escape touched by the range is covered whole. Total. */
export function textSpanToFile(segment: TextSegment, range: Span): Span {
  const { runs, span, text } = segment;
  const clamp = (offset: number) => Math.max(span.start, Math.min(offset, span.end));
  if (!runs || runs.length === 0) return { start: clamp(span.start + range.start), end: clamp(span.start + range.end) };
  const locate = (offset: number, edge: 'start' | 'end'): number => {
    const index = runIndex(runs, offset);
    const [textStart, fileStart, fileEnd] = runs[index]!;
    const length = (runs[index + 1]?.[0] ?? text.length) - textStart;
    const verbatim = fileEnd - fileStart === length;
    if (!verbatim) return edge === 'start' ? fileStart : fileEnd;
    return fileStart + (offset - textStart) + (edge === 'end' ? 1 : 0);
  };
  const start = clamp(locate(range.start, 'start'));
  return { start, end: range.end <= range.start ? start : Math.max(start, clamp(locate(range.end - 1, 'end'))) };
}

/** Index of the last run that starts at or before `offset`. */
function runIndex(runs: NonNullable<TextSegment['runs']>, offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]![0] <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
