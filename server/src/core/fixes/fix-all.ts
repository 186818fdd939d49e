import { type Analysis, fixes } from '../analyze.ts';
import type { Finding } from '../rules/rule.ts';
import { overlaps, type Span } from '../span.ts';
import { applyEdits, type Edit, type Fix } from './fix.ts';

/** A text after all its safe fixes, and what they removed. */
export interface FixedText {
  readonly text: string;
  /** Analysis of `text`: what is left. */
  readonly analysis: Analysis;
  /** Rules whose findings were fixed, one entry a fix. */
  readonly applied: readonly string[];
}

/** Fixes can uncover others (a narrowed record whose fields then want tokens); more rounds than this mean two fixes fight. */
const maxRounds = 10;

/**
 * Applies every safe fix until none is left. Idempotent (invariant 4): a second run changes nothing.
 * `analyzeText` analyses a changed text of the same document.
 */
export function fixAll(
  analysis: Analysis,
  analyzeText: (text: string) => Analysis,
  only?: (finding: Finding) => boolean,
): FixedText {
  let current = analysis;
  const applied: string[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const chosen = safeEdits(current, only);
    if (chosen.edits.length === 0) break;
    const next = analyzeText(applyEdits(current.document.text, chosen.edits));
    // A fix that does not lower the count would be applied again and again: leave it to the user.
    if (countVisible(next) >= countVisible(current)) break;
    current = next;
    applied.push(...chosen.rules);
  }
  return { text: current.document.text, analysis: current, applied };
}

const countVisible = (analysis: Analysis): number => analysis.findings.filter((finding) => !finding.suppressed).length;

/** The safe fixes of a text that go together: first come, first served; equal insertions (an import) count once. */
export function safeEdits(
  analysis: Analysis,
  only: (finding: Finding) => boolean = () => true,
): { edits: Edit[]; rules: string[] } {
  const edits: Edit[] = [];
  const rules: string[] = [];
  for (const finding of analysis.findings) {
    if (finding.suppressed || !only(finding)) continue;
    const fix = fixes(analysis, finding).find((one) => one.safe && one.edits.every((edit) => isLocal(edit, analysis)));
    if (!fix) continue;
    const fresh = fix.edits.filter((edit) => !edits.some((other) => isSame(edit, other)));
    if (fresh.some((edit) => edits.some((other) => collide(edit.span, other.span)))) continue;
    edits.push(...fresh);
    rules.push(finding.rule);
  }
  return { edits, rules };
}

/**
 * The first safe fix that changes other files too: a variable renamed in its template and in the code that fills it.
 * One at a time, because its edits are those of the files as they are now.
 */
export function safeFixAcross(
  analysis: Analysis,
  only: (finding: Finding) => boolean = () => true,
): { fix: Fix; rule: string } | undefined {
  for (const finding of analysis.findings) {
    if (finding.suppressed || !only(finding)) continue;
    const offered = fixes(analysis, finding);
    const across = offered.find((one) => one.safe && one.edits.some((edit) => !isLocal(edit, analysis)));
    if (across && !across.edits.some(({ create }) => create)) return { fix: across, rule: finding.rule };
  }
  return undefined;
}

const isLocal = (edit: Edit, analysis: Analysis): boolean =>
  edit.uri === undefined || edit.uri === analysis.document.uri;

const isSame = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;

/** Two insertions at one place would depend on their order: that is a collision too. */
const collide = (a: Span, b: Span): boolean =>
  overlaps(a, b) || (a.start === b.start && (a.start === a.end || b.start === b.end));
