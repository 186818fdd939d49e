import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('the extension', () => {
  test('is active in a workspace with prompts', async () => {
    const extension = vscode.extensions.getExtension('prompt-privacy.prompt-privacy');
    assert.ok(extension, 'the extension is installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
