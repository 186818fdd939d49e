import { overlaps } from '../span.ts';
import type { Edit, Fix } from './fix.ts';

/**
 * Several fixes as one; undefined when one of them is missing or two contradict each other. An edit that several share
 * (an import, a new vault) is written once.
 */
export function combined(
  title: string,
  fixes: readonly (Pick<Fix, 'edits' | 'annotation'> | undefined)[],
): Fix | undefined {
  if (fixes.length === 0 || fixes.some((fix) => fix === undefined)) return undefined;
  const edits: Edit[] = [];
  for (const edit of fixes.flatMap((fix) => fix!.edits)) {
    if (edits.some((other) => same(edit, other))) continue;
    if (edits.some((other) => other.uri === edit.uri && overlaps(other.span, edit.span))) return undefined;
    edits.push(edit);
  }
  const notes = [...new Set(fixes.flatMap((fix) => fix!.annotation ?? []))];
  return { title, safe: false, edits, ...(notes.length > 0 ? { annotation: notes.join(' ') } : {}) };
}

const same = (a: Edit, b: Edit): boolean =>
  a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
