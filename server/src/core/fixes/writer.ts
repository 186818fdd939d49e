import type { Policy } from '../policy/model.ts';
import type { AnalysisOptions, SourceDocument } from '../ports.ts';
import type { Part, PlaceholderSegment, Prompt, TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { Form } from '../taxonomy/levels.ts';
import type { Edit } from './fix.ts';

/** What a writer may look at beside its segment. */
export interface WriteContext {
  readonly document: SourceDocument;
  readonly policy: Policy;
  readonly prompt: Prompt;
  readonly part: Part;
  /** As in `AnalysisOptions`: who fills the template. */
  readonly uses?: AnalysisOptions['uses'];
}

/** The edits of one document or of several; `safe: false` when they change what a reader of the file must know. */
export interface Written {
  readonly edits: readonly Edit[];
  readonly safe: boolean;
  /** Said in the preview of the change: what has to be registered or done by hand beside it. */
  readonly note?: string;
}

/**
 * How a family of template formats (`fixes/templates/`) or of programming languages (`fixes/code/`) writes a change
 * in its own words. Each answers undefined where its format has no way to say it. Total; literal edits.
 */
export interface Writer {
  /** `{{ x }}` becomes `{{ x | tokenize("PERSON_NAME") }}`; code gets its import and vault too. `type`: entity type or category. */
  tokenize(segment: PlaceholderSegment, want: { form: Form; type: string }, context: WriteContext): Written | undefined;
  /** A literal (`range` is its span in the file) becomes a tokenized placeholder: `{{ person_name | tokenize("PERSON_NAME") }}`. */
  placeholder(segment: TextSegment, range: Span, want: { type: string }, context: WriteContext): Written | undefined;
  /** A whole record becomes its needed fields, each in its form. */
  project(
    segment: PlaceholderSegment,
    fields: readonly { readonly name: string; readonly form: Form; readonly type?: string }[],
    context: WriteContext,
  ): Written | undefined;
  /** Puts the values back into an expression that holds an answer: `restore(text, { vault })`, with the vault of the call. */
  restore?(expression: Span, context: Omit<WriteContext, 'part'>): Written | undefined;
  /** Puts the run-time library around the client of the call, which then scrubs, checks and restores by itself. */
  wrap?(useCase: string | undefined, context: Omit<WriteContext, 'part'>): Written | undefined;
}
