import type { ClientCapabilities } from 'vscode-languageserver';

/** The few client capabilities that change what we do. */
export interface ClientFacts {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshCodeLens: boolean;
  readonly refreshSemanticTokens: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  readonly createFiles: boolean;
  readonly codeActionLiterals: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly textDocumentContent: boolean;
  readonly markdownHover: boolean;
  readonly progress: boolean;
}

export function clientFacts({ textDocument, workspace, window }: ClientCapabilities): ClientFacts {
  const diagnostics = textDocument?.diagnostic ?? textDocument?.publishDiagnostics;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshCodeLens: workspace?.codeLens?.refreshSupport === true,
    refreshSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    relatedInformation:
      (textDocument?.publishDiagnostics?.relatedInformation ?? diagnostics?.relatedInformation) === true,
    codeDescription:
      (textDocument?.publishDiagnostics?.codeDescriptionSupport ?? diagnostics?.codeDescriptionSupport) === true,
    textDocumentContent: workspace?.textDocumentContent !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    progress: window?.workDoneProgress === true,
  };
}
