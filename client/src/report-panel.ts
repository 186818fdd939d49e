import { randomBytes } from 'node:crypto';
import { ProgressLocation, ViewColumn, commands as vscodeCommands, type WebviewPanel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type ReportResult, reportRequest } from '../../server/src/lsp/protocol.ts';
import { count } from './status.ts';

let panel: WebviewPanel | undefined;

/**
 * The register and the data-flow map beside the editor: the one webview, because a picture serves better than text.
 * It runs no script and loads nothing; asked for again, the same panel is brought up to date.
 */
export async function showReport(client: LanguageClient): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString();
  const report = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Reading the prompts of the workspace', cancellable: true },
    async (_, token) => {
      try {
        return await client.sendRequest<ReportResult | null>(reportRequest, { uri }, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
  if (!report) return;
  if (!panel) {
    panel = window.createWebviewPanel('promptPrivacy.report', 'Prompt Privacy Report', ViewColumn.Beside, {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      panel = undefined;
    });
  }
  panel.webview.html = page(report, await rendered(report.register));
  panel.reveal(undefined, true);
}

/** Markdown as VS Code renders it; without its Markdown extension, as text. */
async function rendered(markdown: string): Promise<string> {
  try {
    return await vscodeCommands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return `<pre>${markdown.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`;
  }
}

function page({ flows, prompts }: ReportResult, register: string): string {
  const nonce = randomBytes(16).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>Prompt Privacy Report</title>
<style nonce="${nonce}">
body { padding: 0 1.5rem 2rem; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); }
.map { overflow-x: auto; }
.map .raw { stroke: var(--vscode-editorWarning-foreground); }
table { border-collapse: collapse; margin-bottom: 1rem; }
td, th { border: 1px solid var(--vscode-widget-border, currentColor); padding: 0.3rem 0.6rem; text-align: start; vertical-align: top; }
</style>
</head>
<body>
<h1>Where data goes</h1>
<p>${count(prompts, 'prompt')}. A dashed line carries something in a form weaker than required: point at it to see what.</p>
<div class="map">${flows.replace('<style>', `<style nonce="${nonce}">`)}</div>
${register}
</body>
</html>`;
}
