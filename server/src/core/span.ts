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
