import type { Span } from '../span.ts';

/** The first line at or after `from` that says something. */
export function firstLine(text: string, from: number): Span {
  let start = from;
  while (start < text.length && /\s/.test(text[start]!)) start += 1;
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}
