import { setImmediate } from 'node:timers/promises';
import {
  type CancellationToken,
  type Diagnostic,
  WorkDoneProgress,
  type WorkDoneProgressReport,
} from 'vscode-languageserver';
import { everyFile } from '../workspace/every-file.ts';
import type { FileResult } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { handler, listener, quietly } from './handle.ts';
import { type ScanParams, type ScanResult, scanRequest } from './protocol.ts';
import { type DiagnosticContext, toDiagnostics } from './to-diagnostics.ts';

const reportEveryMs = 100;

/**
 * Analyses every file of the workspace when asked to: one at a time, other requests in between, cancellable. Findings
 * of files that are not open are pushed; when a file opens, its own diagnostics take over.
 */
export function registerScan(server: Server, context: DiagnosticContext): void {
  const { connection, documents, log } = server;
  /** Files whose findings the last scan pushed. Open ones report for themselves meanwhile. */
  const reported = new Set<string>();
  const send = (uri: string, diagnostics: Diagnostic[]) => quietly(connection.sendDiagnostics({ uri, diagnostics }));
  const publish = (result: FileResult): number => {
    const diagnostics = toDiagnostics(result, context);
    if (diagnostics.length > 0) reported.add(result.uri);
    if (diagnostics.length > 0 && !server.isOpen(result.uri)) send(result.uri, diagnostics);
    return diagnostics.length;
  };
  const forget = () => {
    for (const uri of reported) if (!server.isOpen(uri)) send(uri, []);
    reported.clear();
  };
  const again = listener(log, 'scan again', async (uris: Iterable<string>) => {
    for (const uri of uris) {
      await setImmediate();
      const result = reported.has(uri) && !server.isOpen(uri) ? await server.closedResult(uri) : undefined;
      // A file that is gone, or clean now, keeps its place: it may come back.
      if (result && !server.isOpen(uri)) send(uri, toDiagnostics(result, context));
    }
  });

  if (server.client.pullDiagnostics) {
    documents.onDidOpen(({ document }) => reported.has(document.uri) && send(document.uri, []));
  }
  documents.onDidClose(({ document }) => again([document.uri]));
  server.onFilesChanged(again);
  server.onRefresh(() => again([...reported]));
  connection.onRequest<ScanResult | null, never>(
    scanRequest,
    handler<ScanParams, ScanResult | null>(log, 'scan', null, async (params, token) => {
      forget();
      const started = performance.now();
      const result = await scan(server, params, token, publish);
      const { files, findings, cancelled } = result;
      log.info('scan', { files, findings, cancelled, milliseconds: Math.round(performance.now() - started) });
      return result;
    }),
  );
}

async function scan(
  server: Server,
  { workDoneToken, clear }: ScanParams,
  token: CancellationToken,
  publish: (result: FileResult) => number,
): Promise<ScanResult> {
  const total = { files: 0, prompts: 0, findings: 0, filesWithFindings: 0 };
  const skipped: { uri: string; reason: string }[] = [];
  const report = progressReporter(server, workDoneToken);
  if (clear) return { ...total, skipped, cancelled: false };
  const workspace = await server.workspace;
  for await (const result of everyFile(workspace, () => token.isCancellationRequested)) {
    if (result.kind === 'skipped') {
      skipped.push({ uri: result.uri, reason: result.skip.reason });
      continue;
    }
    const count = publish(result);
    total.files++;
    total.findings += count;
    total.filesWithFindings += count > 0 ? 1 : 0;
    total.prompts += result.kind === 'analysis' ? result.analysis.prompts.length : 0;
    report(`${total.files} files, ${total.findings} findings`);
  }
  return { ...total, skipped, cancelled: token.isCancellationRequested };
}

function progressReporter({ connection }: Server, token: ScanParams['workDoneToken']): (message: string) => void {
  let last = 0;
  return (message) => {
    if (token === undefined || performance.now() - last < reportEveryMs) return;
    last = performance.now();
    quietly(
      connection.sendProgress(WorkDoneProgress.type, token, { kind: 'report', message } as WorkDoneProgressReport),
    );
  };
}
