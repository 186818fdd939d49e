import {
  CodeLensRefreshRequest,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toPath } from '../workspace/uris.ts';
import { type ClientFacts, clientFacts } from './client-facts.ts';
import { registerCodeActions } from './code-actions.ts';
import { registerCodeLens } from './code-lens.ts';
import { completionTriggers, registerCompletion } from './completion.ts';
import type { Runtime, Server } from './context.ts';
import { createServer } from './create-server.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { quietly } from './handle.ts';
import { registerHover } from './hover.ts';
import { registerLinks } from './links.ts';
import { registerOutline } from './outline.ts';
import { registerPreview } from './preview.ts';
import { fixAllKind, type InitializationOptions, previewScheme } from './protocol.ts';
import { registerReferences } from './references.ts';
import { registerReport } from './report.ts';
import { registerScan } from './scan.ts';
import { registerSemanticTokens, tokenLegend } from './semantic-tokens.ts';
import { registerWorkspaceEvents } from './workspace-events.ts';

const publicDocs = 'https://github.com/prompt-privacy/prompt-privacy/blob/main/docs/rules/';

/** The first answers to an editor come before the index. */
const indexDelayMs = 1000;

/**
 * Serves LSP on a connection. Works with any client: what one cannot do is left out. Returns at once; the engines load
 * while the client initializes, and the first request waits for them.
 */
export function startServer(connection: Connection, runtime: Runtime): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const client = clientFacts(params.capabilities);
    const server = createServer({ connection, documents, runtime, client, options, roots: rootsOf(params) });
    connection.onShutdown(() => server.timers.stop());
    const docs = options.docs ?? publicDocs;
    const read = server.read;
    registerDiagnostics(server, { client, docs, read });
    registerCodeActions(server, { client, docs, read, commands: options.commands === true });
    registerHover(server, docs);
    registerCodeLens(server);
    registerOutline(server);
    registerCompletion(server);
    registerLinks(server);
    registerReferences(server);
    registerSemanticTokens(server);
    registerPreview(server);
    registerReport(server);
    registerScan(server, { client, docs, read });
    registerWorkspaceEvents(server);
    indexSoon(server);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: 'prompt-privacy' } };
  });
  documents.listen(connection);
  connection.listen();
}

/** Templates are prompts when a call loads them: that is known once the workspace was looked through. */
function indexSoon({ client, connection, documents, index, timers }: Server): void {
  let started = false;
  const build = async () => {
    await (await index).current();
    if (client.refreshCodeLens && !timers.stopped) await connection.sendRequest(CodeLensRefreshRequest.type);
  };
  documents.onDidOpen(() => {
    if (started) return;
    started = true;
    timers.later('index', indexDelayMs, () => quietly(build()));
  });
}

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => toPath(uri) ?? []);
}

function capabilitiesFor(client: ClientFacts): ServerCapabilities {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(client.pullDiagnostics && {
      diagnosticProvider: { identifier: 'prompt-privacy', interFileDependencies: true, workspaceDiagnostics: false },
    }),
    codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    documentSymbolProvider: { label: 'Prompts' },
    foldingRangeProvider: true,
    completionProvider: { triggerCharacters: completionTriggers },
    documentLinkProvider: { resolveProvider: false },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    semanticTokensProvider: { legend: tokenLegend, full: true },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      ...(client.textDocumentContent && { textDocumentContent: { schemes: [previewScheme] } }),
    },
  };
}
