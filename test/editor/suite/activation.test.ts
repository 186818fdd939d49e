import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, findings, open } from './sample.ts';

suite('the extension', () => {
  test('is active in a workspace with prompts', async () => {
    const extension = vscode.extensions.getExtension('prompt-privacy.prompt-privacy');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  test('takes the diagnostics of a file away when it is closed', async () => {
    const path = 'prompts/clinical/discharge-summary.prompt.md';
    await open(path);
    await eventually('findings', () => findings(path).length > 0);
    await closeAll();
    await eventually('no findings', () => findings(path).length === 0);
  });
});
