/** A half-open range of UTF-16 code units, `start` inclusive, `end` exclusive. The unit of LSP and of JavaScript strings. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** True when the two share at least one code unit, or an empty span lies inside or at the edge of the other. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

export const sliceOf = (text: string, { start, end }: Span): string => text.slice(start, end);

/** Order by start, then the longer span first: a container comes before what it contains. */
export const bySpan = (a: { span: Span }, b: { span: Span }): number =>
  a.span.start - b.span.start || b.span.end - a.span.end;

/** Answers whether one of `spans` holds a range whole, in logarithmic time; the spans may nest and overlap. */
export function holderOf(spans: readonly Span[]): (range: Span) => boolean {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  let furthest = 0;
  const reach = ordered.map(({ end }) => {
    furthest = Math.max(furthest, end);
    return furthest;
  });
  return ({ start, end }) => {
    let low = 0;
    let high = ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[middle]!.start <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && reach[low - 1]! >= end;
  };
}
