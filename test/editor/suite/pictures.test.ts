// What a person sees, by the same keys and mouse: each state leaves a picture in test/editor/screenshots.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, findings, open, settled } from './sample.ts';
import { hover, hoverCursor, onStage, picture, press, texts, waitFor } from './stage.ts';

const template = 'prompts/clinical/discharge-summary.prompt.md';
const code = 'src/clinical/summarise-note.ts';

/** Shows a file with the cursor on the first finding that stands under a text. */
async function showFinding(path: string, text: string): Promise<vscode.TextEditor> {
  const editor = await open(path);
  const finding = await eventually(`a finding under ${text} in ${path}`, () =>
    findings(path).find(({ range }) => editor.document.getText(range).includes(text)),
  );
  await settled(path);
  editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  editor.revealRange(finding.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  return editor;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

suite('pictures', () => {
  suiteSetup(async function () {
    if (!onStage) this.skip();
    await closeAll();
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  teardown(async () => {
    await press('Escape');
    await closeAll();
  });

  test('squiggles in a template', async () => {
    await showFinding(template, '4482913');
    await waitFor('.codelens-decoration');
    await waitFor('[class*=squiggly-]');
    await picture('squiggles-template');
  });

  test('squiggles in code', async () => {
    await showFinding(code, 'patient.mrn');
    await waitFor('.codelens-decoration');
    await waitFor('[class*=squiggly-]');
    await picture('squiggles-code');
  });

  test('the quick-fix menu, and a fix taken with Enter', async () => {
    const editor = await showFinding(template, '4482913');
    const original = editor.document.getText();
    await press('Control+.');
    await waitFor('.action-widget');
    await pause(400);
    await picture('quick-fix-menu');
    const [first] = await texts(
      '.action-widget .monaco-list-row.focused, .action-widget .monaco-list-row.action.focused',
    );
    assert.ok(first, 'the first action has the focus');
    await press('Enter');
    await eventually('the fix is applied', () => editor.document.getText() !== original);
    await settled(template);
    await picture('quick-fix-applied');
    await press('Control+z');
    await eventually('Ctrl+Z restores the text', () => editor.document.getText() === original);
  });

  test('hover', async () => {
    await showFinding(template, '4482913');
    await hoverCursor();
    await waitFor('.monaco-hover .hover-contents');
    await pause(600);
    await picture('hover');
  });

  test('the problems panel', async () => {
    await showFinding(template, '4482913');
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await pause(800);
    await picture('problems');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  test('the preview diff', async () => {
    await showFinding(template, '4482913');
    await vscode.commands.executeCommand('promptPrivacy.preview');
    await waitFor('.monaco-diff-editor');
    await pause(1500);
    await picture('preview-diff');
  });

  test('the status item', async () => {
    await showFinding(template, '4482913');
    await hover('.statusbar-item[id="status.languageStatus"]');
    await pause(1200);
    await picture('status-item');
  });
});
