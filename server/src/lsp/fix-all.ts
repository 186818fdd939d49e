import { type Analysis, fixes } from '../core/analyze.ts';
import type { Edit, Fix } from '../core/fixes/fix.ts';
import { overlaps } from '../core/span.ts';

/** The first safe fix of each finding that is shown. */
export function safeFixes(analysis: Analysis): Fix[] {
  return analysis.findings
    .filter((finding) => !finding.suppressed)
    .flatMap((finding) => fixes(analysis, finding).find((fix) => fix.safe && !fix.suppresses) ?? []);
}

/**
 * Several fixes as one. A fix whose edits collide with an earlier one is left out whole; edits that several share
 * (an import, an entry in the policy) are kept once. `count`: fixes taken.
 */
export function combine(title: string, chosen: readonly Fix[]): { readonly count: number; readonly fix: Fix } {
  const taken: Edit[] = [];
  let count = 0;
  for (const fix of chosen) {
    const fresh = fix.edits.filter((edit) => !taken.some((one) => isSame(one, edit)));
    if (fresh.length === 0 || fresh.some((edit) => taken.some((one) => collides(one, edit)))) continue;
    taken.push(...fresh);
    count++;
  }
  const annotation = chosen.find((fix) => fix.annotation)?.annotation;
  return { count, fix: { title, safe: chosen.every((fix) => fix.safe), edits: taken, annotation } };
}

const isSame = (a: Edit, b: Edit): boolean =>
  a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;

/** Two insertions at one place do not collide unless they are the same; order of text is kept. */
const collides = (a: Edit, b: Edit): boolean =>
  a.uri === b.uri && (overlaps(a.span, b.span) || (a.span.start === b.span.start && a.span.end === b.span.end));
