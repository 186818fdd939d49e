import {
  type Diagnostic,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import type { FileResult } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { handler, listener, quietly } from './handle.ts';
import { renderedBy } from './references.ts';
import { sendStatus } from './status.ts';
import { type DiagnosticContext, toDiagnostics } from './to-diagnostics.ts';

/** Typing pauses that a pushed report waits for. Pulled ones are paced by the client. */
const pushDelayMs = 120;

/** Registers diagnostics in the one way that this client supports. */
export function registerDiagnostics(server: Server, context: DiagnosticContext): void {
  if (server.client.pullDiagnostics) registerPull(server, context);
  else registerPush(server, context);
}

async function report(server: Server, context: DiagnosticContext, uri: string) {
  const started = performance.now();
  const result = await server.result(uri);
  const loadedAt = renderedBy((await server.index).known(), uri);
  const diagnostics = result ? toDiagnostics(result, context, loadedAt) : [];
  if (result) quietly(sendStatus(server, uri, result));
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  if (milliseconds >= 1) server.log.info('diagnostics', { uri, findings: diagnostics.length, milliseconds });
  return { result, diagnostics, loadedAt };
}

function registerPull(server: Server, context: DiagnosticContext): void {
  const { connection, log } = server;
  const ids = createResultIds();
  const unchanged = (resultId: string): DocumentDiagnosticReport => ({
    kind: DocumentDiagnosticReportKind.Unchanged,
    resultId,
  });
  const full = (items: Diagnostic[], resultId?: string): DocumentDiagnosticReport => ({
    kind: DocumentDiagnosticReportKind.Full,
    items,
    ...(resultId !== undefined && { resultId }),
  });
  connection.languages.diagnostics.on(
    handler(log, 'diagnostics', full([]), async ({ textDocument, previousResultId }: DocumentDiagnosticParams) => {
      const { result, diagnostics, loadedAt } = await report(server, context, textDocument.uri);
      const resultId = ids.of(result, loadedAt.length);
      return resultId !== undefined && resultId === previousResultId
        ? unchanged(resultId)
        : full(diagnostics, resultId);
    }),
  );
  server.onRefresh(() => {
    if (server.client.refreshDiagnostics) quietly(connection.sendRequest(DiagnosticRefreshRequest.type));
  });
}

/** A result that is answered twice has one id: nothing but its identity is kept. */
function createResultIds(): { of(result: FileResult | undefined, loadedAt: number): string | undefined } {
  const ids = new WeakMap<FileResult, string>();
  let next = 1;
  return {
    of(result, loadedAt) {
      if (result?.kind !== 'analysis') return undefined;
      const id = ids.get(result) ?? String(next++);
      ids.set(result, id);
      return `${id}.${loadedAt}`;
    },
  };
}

function registerPush(server: Server, context: DiagnosticContext): void {
  const { connection, documents, log, settings } = server;
  const send = listener(log, 'diagnostics', async (uri: string) => {
    const document = documents.get(uri);
    if (!document) return;
    const { version } = document;
    const { diagnostics } = await report(server, context, uri);
    // An edit in between has scheduled a report of its own.
    if (documents.get(uri)?.version === version) quietly(connection.sendDiagnostics({ uri, version, diagnostics }));
  });
  const key = (uri: string) => `push ${uri}`;
  const schedule = (uri: string, delay: number) => server.timers.later(key(uri), delay, () => send(uri));
  // Opening a document is an open and a change; the first must not wait for a pause in typing.
  const opened = new Set<string>();
  documents.onDidOpen(({ document }) => {
    opened.add(document.uri);
    schedule(document.uri, 0);
  });
  documents.onDidSave(({ document }) => schedule(document.uri, 0));
  documents.onDidChangeContent(
    listener(log, 'change', async ({ document }) => {
      if (opened.delete(document.uri)) return;
      if ((await settings.for(document.uri)).run === 'onType') schedule(document.uri, pushDelayMs);
    }),
  );
  documents.onDidClose(({ document }) => {
    server.timers.cancel(key(document.uri));
    quietly(connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  });
  server.onRefresh(() => {
    for (const { uri } of documents.all()) schedule(uri, 0);
  });
}
