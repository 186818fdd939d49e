import { setImmediate } from 'node:timers/promises';
import { type CancellationToken, WorkDoneProgress, type WorkDoneProgressReport } from 'vscode-languageserver';
import type { FileResult, Workspace } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { handler, quietly } from './handle.ts';
import { type ScanParams, type ScanResult, scanRequest } from './protocol.ts';
import { type DiagnosticContext, toDiagnostics } from './to-diagnostics.ts';

/** A scan reads at most this many characters; then it stops and says so. */
const maxCharacters = 300_000_000;
const reportEveryMs = 100;

/**
 * Analyses every file of the workspace when asked to: one at a time, other requests in between, cancellable. Findings
 * of files that are not open are pushed; when a file opens, its own diagnostics take over.
 */
export function registerScan(server: Server, context: DiagnosticContext): void {
  const { connection, documents, log } = server;
  const pushed = new Set<string>();
  const clear = (uri: string) => {
    if (pushed.delete(uri)) quietly(connection.sendDiagnostics({ uri, diagnostics: [] }));
  };
  const publish = (result: FileResult): number => {
    const diagnostics = toDiagnostics(result, context);
    if (diagnostics.length > 0 && !server.isOpen(result.uri)) {
      pushed.add(result.uri);
      quietly(connection.sendDiagnostics({ uri: result.uri, diagnostics }));
    }
    return diagnostics.length;
  };
  documents.onDidOpen(({ document }) => {
    if (server.client.pullDiagnostics) clear(document.uri);
    else pushed.delete(document.uri);
  });
  connection.onRequest<ScanResult | null, never>(
    scanRequest,
    handler<ScanParams, ScanResult | null>(log, 'scan', null, async (params, token): Promise<ScanResult> => {
      for (const uri of [...pushed]) clear(uri);
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
  for await (const result of results(workspace, token)) {
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

/** What became of every file, one after the other. */
async function* results(workspace: Workspace, token: CancellationToken): AsyncGenerator<FileResult> {
  let characters = 0;
  for (const root of workspace.roots()) {
    for await (const entry of workspace.files(root)) {
      await setImmediate();
      if (token.isCancellationRequested) return;
      const described = { uri: workspace.uriOf(entry.path), path: workspace.displayPath(entry.path) };
      if (entry.kind === 'skipped') yield { ...described, kind: 'skipped', skip: entry.skip };
      else if (characters > maxCharacters) {
        yield {
          ...described,
          kind: 'skipped',
          skip: { code: 'budget', reason: 'The scan stopped: the workspace is too large.' },
        };
        return;
      } else {
        const result = await workspace.analyzeFile(entry.path);
        characters += result.kind === 'analysis' ? result.analysis.document.text.length : 0;
        yield result;
      }
    }
  }
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
