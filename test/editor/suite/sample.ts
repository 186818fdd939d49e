// What the suites share: the workspace's files, what the extension says of them, and waiting for it to say so.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

export const workspace = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
export const uriOf = (path: string) => vscode.Uri.file(join(workspace, path));
export const bytesOf = (path: string) => readFileSync(join(workspace, path), 'latin1');

/** Opens a file in the editor and waits for the extension's first word on it. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Back to the files on disk, whatever a test left unsaved, and to an empty window. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The extension's diagnostics of a file, in order of position. */
export const findings = (path: string): vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uriOf(path))
    .filter(({ source }) => source === 'Prompt Privacy')
    .sort((a, b) => a.range.start.compareTo(b.range.start));

export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  String(typeof code === 'object' ? code.value : (code ?? ''));

export const rulesIn = (path: string): string[] => findings(path).map(ruleOf);

/** Asks until the answer is there; fails with `what` and the last answer after 20 s. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<NonNullable<T>> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`${what} (waited 20 s)`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Waits until what the extension says of a file has been the same for a while. */
export async function settled(path: string, quiet = 500): Promise<vscode.Diagnostic[]> {
  let since = Date.now();
  const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (uris.some(({ fsPath }) => fsPath === uriOf(path).fsPath)) since = Date.now();
  });
  await eventually(`the diagnostics of ${path} settle`, () => Date.now() - since > quiet);
  listener.dispose();
  return findings(path);
}

/**
 * Quick fixes at a diagnostic that change text. The command does not say to which of overlapping findings each belongs.
 * The editor gives a request up when something else happens to the document meanwhile: then it is asked again, as a
 * person presses the keys again.
 */
export async function quickFixes(path: string, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  const all = await eventually(`the quick fixes of ${path}`, async () => {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uriOf(path),
        range,
        kind,
      );
    } catch (error) {
      if ((error as Error).name === 'Canceled' || (error as Error).message === 'Canceled') return undefined;
      throw error;
    }
  });
  return all.filter(({ edit }) => edit);
}
