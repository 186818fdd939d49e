import type { Span } from '../span.ts';

/** A change that removes a finding. Literal edits: nothing is computed between offer and application. */
export interface Fix {
  /** Imperative, sentence case: `Tokenize patient.name`. */
  readonly title: string;
  /** Applied by `source.fixAll.promptPrivacy` and `prompt-privacy fix`: cannot change what the program means or break it. */
  readonly safe: boolean;
  /** At most one per finding. */
  readonly preferred?: boolean;
  /** Hides the finding instead of mending it: offered after everything else, and not at all where the user says so. */
  readonly suppresses?: boolean;
  readonly edits: readonly Edit[];
  /** Shown in a preview before it is applied (several files, or low confidence). */
  readonly annotation?: string;
}

/** Replaces `span` of `uri` (default: the finding's document) by `newText`. Edits of one fix do not overlap. */
export interface Edit {
  readonly uri?: string;
  /** The file `uri` does not exist and is created with `newText`; `span` is empty. */
  readonly create?: true;
  readonly span: Span;
  readonly newText: string;
}

/** Applies edits of one document to its text. Offsets are those of `text`; overlapping edits after the first are dropped. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let position = 0;
  for (const { span, newText } of ordered) {
    if (span.start < position) continue;
    result += text.slice(position, span.start) + newText;
    position = span.end;
  }
  return result + text.slice(position);
}
