import type { Analysis } from '../analyze.ts';
import { applyEdits, type Edit } from '../fixes/fix.ts';
import { entityType } from '../taxonomy/entity-types.ts';

/** The text of a document with every identifier in its prompts replaced by `[SSN]`: what may be printed (invariant 2). */
export function maskedText(analysis: Analysis): string {
  const edits: Edit[] = analysis.resolved.flatMap(({ values }) =>
    values
      .filter((value) => value.kind === 'literal')
      .map((value) => ({ span: value.span, newText: `[${(value.type && entityType(value.type)?.label) ?? 'VALUE'}]` })),
  );
  return applyEdits(analysis.document.text, edits);
}
