import { Uri, commands as vscodeCommands, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type PreviewParams, type PreviewResult, previewRequest } from '../../server/src/lsp/protocol.ts';

/**
 * Opens a prompt as written beside the prompt as Claude receives it. Both are virtual documents that the server
 * serves and refreshes; nothing of them reaches the disk.
 */
export async function showPreview(client: BaseLanguageClient, uri?: string | Uri, prompt?: number): Promise<void> {
  const editor = window.activeTextEditor;
  const target = uri?.toString() ?? editor?.document.uri.toString();
  if (target === undefined) {
    void window.showInformationMessage('Open a prompt first: the preview shows what Claude receives of it.');
    return;
  }
  const here = editor?.document.uri.toString() === target ? editor.selection.active : undefined;
  const position = here && { line: here.line, character: here.character };
  const params: PreviewParams = { uri: target, ...(typeof prompt === 'number' ? { prompt } : { position }) };
  const preview = await client.sendRequest<PreviewResult | null>(previewRequest, params);
  if (!preview) {
    void window.showInformationMessage('Prompt Privacy sees no prompt in this file.');
    return;
  }
  await vscodeCommands.executeCommand(
    'vscode.diff',
    Uri.parse(preview.before),
    Uri.parse(preview.after),
    preview.title,
    {
      preview: true,
    },
  );
}
