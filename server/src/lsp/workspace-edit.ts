import type { AnnotatedTextEdit, CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Edit, Fix } from '../core/fixes/fix.ts';
import type { SourceDocument } from '../core/ports.ts';
import type { ClientFacts } from './client-facts.ts';
import { linesOf } from './convert.ts';

export interface EditContext {
  readonly client: ClientFacts;
  readonly docs: string;
  /** The client implements our commands. */
  readonly commands: boolean;
  /** Text and, when open, version of another file that an edit touches. */
  readonly read: (uri: string) => (SourceDocument & { readonly version?: number }) | undefined;
}

const annotationId = 'change';

/**
 * Literal edits with document versions, so that an edit made for another text is refused by the editor. Undefined when
 * this client cannot apply it whole: a file that must be created, or one that cannot be read.
 */
export function toWorkspaceEdit(
  fix: Fix,
  own: SourceDocument & { readonly version?: number },
  context: EditContext,
): WorkspaceEdit | undefined {
  const { client, read } = context;
  const annotated = fix.annotation !== undefined && client.changeAnnotations && client.documentChanges;
  // A helper module that is there already stays as it is; an editor that cannot make files gets the rest of the change.
  const edits = fix.edits.filter(({ create, uri }) => !create || (client.createFiles && !read(uri!)));
  const files = [...byUri(edits, own.uri)].map(([uri, edits]) => {
    const document = uri === own.uri ? own : read(uri);
    const lines = linesOf(document ?? { text: '' });
    const textEdits = edits.map(({ span, newText }): TextEdit | AnnotatedTextEdit => ({
      range: lines.range(span),
      newText,
      ...(annotated && { annotationId }),
    }));
    // What cannot be read can only be a new file, which edits fill from its start.
    const created = document === undefined && edits.every(({ span }) => span.end === 0);
    return { uri, version: document?.version ?? null, edits: textEdits, created, known: document !== undefined };
  });
  if (files.some(({ created, known }) => !known && !(created && client.createFiles))) return undefined;
  if (!client.documentChanges) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  const documentChanges = files.flatMap(({ uri, version, edits, created }): (CreateFile | TextDocumentEdit)[] => [
    ...(created ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
    { textDocument: { uri, version }, edits },
  ]);
  if (!annotated) return { documentChanges };
  // `needsConfirmation` would leave the boxes of the preview unticked: the label alone can be previewed on request.
  const annotation = { label: fix.title, description: fix.annotation!, needsConfirmation: false };
  return { documentChanges, changeAnnotations: { [annotationId]: annotation } };
}

function byUri(edits: readonly Edit[], own: string): Map<string, Edit[]> {
  const grouped = new Map<string, Edit[]>();
  for (const edit of edits) {
    const uri = edit.uri ?? own;
    grouped.set(uri, [...(grouped.get(uri) ?? []), edit]);
  }
  return grouped;
}
