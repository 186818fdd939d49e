import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { VersionedDocument } from '../workspace/sources.ts';
import { normalizeUri } from '../workspace/uris.ts';

/** Open documents by URI, however it is spelled. One object a version, so that what is computed of it can be kept. */
export function openDocuments(documents: TextDocuments<TextDocument>): (uri: string) => VersionedDocument | undefined {
  const spelled = new Map<string, string>();
  const versions = new WeakMap<TextDocument, VersionedDocument>();
  documents.onDidOpen(({ document: { uri } }) => void spelled.set(normalizeUri(uri), uri));
  documents.onDidClose(({ document: { uri } }) => void spelled.delete(normalizeUri(uri)));
  return (uri) => {
    const document = documents.get(uri) ?? documents.get(spelled.get(normalizeUri(uri)) ?? uri);
    if (!document) return undefined;
    const known = versions.get(document);
    if (known?.version === document.version) return known;
    const { languageId, version } = document;
    const current = { uri: document.uri, languageId, version, text: document.getText() };
    versions.set(document, current);
    return current;
  };
}
