import assert from 'node:assert/strict';
import type { Span } from '../../server/src/core/span.ts';

/**
 * Marker lines, after rust-analyzer: a line of blanks, `^^^` and a label stands below the text that it marks
 * and is removed before the text is used. Several may stack. `^` counts UTF-16 code units, like everything here.
 *
 *     Dear {{ patient.name }},
 *          ^^^^^^^^^^^^^^^^^^ identifying-placeholder
 */
export function readMarkers(source: string): { text: string; markers: { span: Span; label: string }[] } {
  const markers: { span: Span; label: string }[] = [];
  const kept: string[] = [];
  let offset = 0;
  let lineStart = 0;
  for (const line of source.split(/(?<=\n)/)) {
    const marker = /^([ \t]*)(\^+)[ \t]+(\S.*?)\s*$/.exec(line);
    if (marker) {
      const start = lineStart + marker[1]!.length;
      markers.push({ span: { start, end: start + marker[2]!.length }, label: marker[3]! });
      continue;
    }
    kept.push(line);
    lineStart = offset;
    offset += line.length;
  }
  return { text: kept.join(''), markers };
}

/** Asserts that `found` are exactly the markers; the message shows the text with both. */
export function assertMarkers(
  text: string,
  found: readonly { span: Span; label: string }[],
  expected: readonly { span: Span; label: string }[],
): void {
  const show = (list: readonly { span: Span; label: string }[]) =>
    list.map(({ span, label }) => `${span.start}-${span.end} ${label} «${text.slice(span.start, span.end)}»`).sort();
  assert.deepEqual(show(found), show(expected));
}
