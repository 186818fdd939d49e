import { ProgressLocation, Uri, commands as vscodeCommands, window } from 'vscode';
import { type LanguageClient, WorkDoneProgress } from 'vscode-languageclient/node';
import { type ScanParams, type ScanResult, scanRequest } from '../../server/src/lsp/protocol.ts';
import { count } from './status.ts';

/** Analyses every file of the workspace that may hold a prompt. Findings come as diagnostics, like those of open files. */
export async function scanWorkspace(client: LanguageClient): Promise<void> {
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Scanning for prompts', cancellable: true },
    async (progress, token) => {
      const workDoneToken = `scan-${Date.now()}`;
      const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (params) => {
        if (params.kind === 'report') progress.report({ message: params.message });
      });
      try {
        return await client.sendRequest<ScanResult>(scanRequest, { workDoneToken } satisfies ScanParams, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      } finally {
        listener.dispose();
      }
    },
  );
  if (result) await tell(client, result);
}

async function tell(client: LanguageClient, result: ScanResult): Promise<void> {
  const { findings, files, filesWithFindings, prompts, skipped } = result;
  for (const { uri, reason } of skipped)
    client.outputChannel.appendLine(`Not analysed: ${Uri.parse(uri).fsPath}: ${reason}`);
  const text = [
    `${count(findings, 'finding')} in ${count(filesWithFindings, 'file')}`,
    `${count(prompts, 'prompt')} in ${count(files, 'file')} read`,
    ...(skipped.length > 0 ? [`${skipped.length} not analysed`] : []),
  ].join(', ');
  const choice = await window.showInformationMessage(
    `${text}.`,
    'Show Problems',
    ...(skipped.length > 0 ? ['Show Output'] : []),
  );
  if (choice === 'Show Problems') await vscodeCommands.executeCommand('workbench.actions.view.problems');
  if (choice === 'Show Output') client.outputChannel.show();
}
