import type { AnnotatedTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Edit, Fix } from '../core/fixes/fix.ts';
import type { SourceDocument } from '../core/ports.ts';
import type { ClientFacts } from './client-facts.ts';
import { linesOf } from './convert.ts';

export interface EditContext {
  readonly client: ClientFacts;
  readonly docs: string;
  /** Text and, when open, version of another file that an edit touches. */
  readonly read: (uri: string) => (SourceDocument & { readonly version?: number }) | undefined;
}

const annotationId = 'change';

/** Literal edits with document versions, so that an edit made for another text is refused by the editor. */
export function toWorkspaceEdit(
  fix: Fix,
  own: SourceDocument & { readonly version?: number },
  context: EditContext,
): WorkspaceEdit {
  const byUri = new Map<string, Edit[]>();
  for (const edit of fix.edits) {
    const uri = edit.uri ?? own.uri;
    byUri.set(uri, [...(byUri.get(uri) ?? []), edit]);
  }
  const annotated = fix.annotation !== undefined && context.client.changeAnnotations && context.client.documentChanges;
  const files = [...byUri].flatMap(([uri, edits]) => {
    const document = uri === own.uri ? own : context.read(uri);
    if (!document) return [];
    const lines = linesOf(document);
    const textEdits = edits.map(({ span, newText }): TextEdit | AnnotatedTextEdit => ({
      range: lines.range(span),
      newText,
      ...(annotated && { annotationId }),
    }));
    return [{ uri, version: document.version ?? null, edits: textEdits }];
  });
  if (!context.client.documentChanges)
    return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  const documentChanges = files.map(
    ({ uri, version, edits }): TextDocumentEdit => ({ textDocument: { uri, version }, edits }),
  );
  if (!annotated) return { documentChanges };
  const annotation = { label: fix.annotation!, needsConfirmation: !fix.safe };
  return { documentChanges, changeAnnotations: { [annotationId]: annotation } };
}
