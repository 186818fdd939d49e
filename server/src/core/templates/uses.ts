import type { Tree } from 'web-tree-sitter';
import type { SourceDocument } from '../ports.ts';
import type { RequestFacts } from '../prompt.ts';
import type { Span } from '../span.ts';

/**
 * A source file that loads a template, as the workspace knows it: fixes of the template follow its variables there.
 * Asked for when a fix is built and read then, so that it is never older than the editor's text.
 */
export interface TemplateUse {
  readonly document: SourceDocument;
  /** Where the template is named: the links to it. Empty where it is called by the names of its functions (BAML). */
  readonly references: readonly Span[];
  /** The syntax tree of a text in the file's language; undefined where the grammar is not loaded. */
  parse(text: string): Tree | undefined;
  /** The function around an offset of the file; undefined at module scope. */
  functionAround(offset: number): RequestFacts['enclosing'];
}
