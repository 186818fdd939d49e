import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  bytesOf,
  closeAll,
  eventually,
  findings,
  open,
  quickFixes,
  ruleOf,
  rulesIn,
  settled,
  uriOf,
} from './sample.ts';
import { onStage, texts } from './stage.ts';

const prompt = 'prompts/clinical/discharge-summary.prompt.md';
const policy = 'prompt-privacy.yaml';

suite('while a prompt is written', () => {
  teardown(closeAll);

  test('squiggles stand under personal data, exactly', async () => {
    const { document } = await open(prompt);
    await eventually('findings', () => findings(prompt).length > 0);
    const literal = (await settled(prompt)).filter((one) => ruleOf(one) === 'literal-identifier');
    const under = literal.map(({ range }) => document.getText(range));
    assert.ok(under.includes('4482913'), `the record number is underlined: ${JSON.stringify(under)}`);
    assert.ok(under.includes('(713) 867-5309'), `the phone number is underlined: ${JSON.stringify(under)}`);
    if (onStage) {
      const painted = await eventually('painted squiggles', async () => (await texts('[class*=squiggly-]')).length);
      assert.ok(painted > 0);
    }
  });

  test('diagnostics never carry the matched value', async () => {
    const { document } = await open(prompt);
    for (const one of await settled(prompt)) {
      const value = document.getText(one.range);
      if (ruleOf(one) === 'literal-identifier')
        assert.ok(
          !JSON.stringify([one.message, one.relatedInformation]).includes(value),
          `${ruleOf(one)} shows its value`,
        );
    }
  });

  test('the preferred quick fix removes its finding, and undo restores the bytes', async () => {
    const original = bytesOf(prompt);
    const { document } = await open(prompt);
    await eventually('findings', () => rulesIn(prompt).includes('literal-identifier'));
    const before = await settled(prompt);
    const literal = before.find((one) => ruleOf(one) === 'literal-identifier')!;
    const fix = (await quickFixes(prompt, literal)).find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, 'a preferred fix is offered');
    await vscode.workspace.applyEdit(fix.edit);
    const count = (all: readonly vscode.Diagnostic[]) =>
      all.filter((one) => ruleOf(one) === 'literal-identifier').length;
    await eventually('the finding goes', () => count(findings(prompt)) < count(before));
    await vscode.commands.executeCommand('undo');
    await document.save();
    assert.equal(bytesOf(prompt), original);
    await eventually('the finding is back', () => count(findings(prompt)) === count(before));
  });

  test('diagnostics follow typing', async () => {
    const editor = await open(prompt);
    const before = (await settled(prompt)).length;
    await editor.edit((edit) => edit.insert(new vscode.Position(6, 0), 'Write to jane.q.public@gmail.com\n'));
    const added = await eventually('a new finding', () =>
      findings(prompt).find(({ range }) => editor.document.getText(range) === 'jane.q.public@gmail.com'),
    );
    assert.equal(ruleOf(added), 'literal-identifier');
    await editor.edit((edit) => edit.delete(new vscode.Range(6, 0, 7, 0)));
    await eventually('it goes with the text', () => findings(prompt).length === before);
  });

  test('hover says what stands here and what Claude receives instead', async () => {
    await open(prompt);
    const finding = (await eventually('findings', () =>
      findings(prompt).find((one) => ruleOf(one) === 'literal-identifier'),
    ))!;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uriOf(prompt),
      finding.range.start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
      .join('\n');
    assert.match(text, /literal-identifier/);
    assert.match(text, /Sent as/);
  });

  test('a code lens leads to the scrubbed prompt beside the original, and the diff follows edits', async () => {
    const editor = await open(prompt);
    const [lens] = await eventually('a lens', async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uriOf(prompt),
        10,
      );
      return all.length > 0 ? all : undefined;
    });
    assert.match(lens!.command!.title, /^Preview scrubbed prompt · \d+ findings?$/);
    await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
    const input = await eventually('a diff', () => {
      const { input: shown } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      return shown instanceof vscode.TabInputTextDiff ? shown : undefined;
    });
    const side = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    const [before, after] = [await side(input.original), await side(input.modified)];
    assert.match(before, /4482913/);
    assert.doesNotMatch(after, /4482913|867-5309/);
    assert.match(after, /\[[A-Z_]+_1\]/, 'tokens stand where values were');
    const again = await vscode.window.showTextDocument(editor.document, { preview: false });
    await again.edit((edit) => edit.insert(new vscode.Position(6, 0), 'A sentence that was just typed.\n'));
    await eventually('the preview follows', async () => (await side(input.modified)).includes('just typed'));
  });

  test('a changed policy changes diagnostics, saved or not', async () => {
    await open(prompt);
    const before = await settled(prompt);
    const count = (rule: string) => rulesIn(prompt).filter((one) => one === rule).length;
    const notNeeded = before.filter((one) => ruleOf(one) === 'not-minimum-necessary').length;
    assert.ok(notNeeded > 0, `the use case does not need all of it: ${before.map(ruleOf)}`);
    const editor = await open(policy);
    const text = editor.document.getText();
    const line = 'user.health_and_medical.clinical_note: scrub';
    const at = editor.document.positionAt(text.indexOf(line));
    const needs = 'user.name: tokenize\n      user.demographic.date_of_birth: "generalize:year"\n      ';
    await editor.edit((edit) => edit.insert(at, needs));
    await eventually('the findings change', () => count('not-minimum-necessary') < notNeeded);
    await vscode.commands.executeCommand('undo');
    await eventually('and come back', () => count('not-minimum-necessary') === notNeeded);
  });

  test('a broken policy is reported at its place and the server lives on', async () => {
    const editor = await open(policy);
    const problems = (await settled(policy)).length;
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'use_cases: [\n'));
    await eventually('a problem in the policy', () => findings(policy).length > problems);
    await open(prompt);
    await eventually('findings are still reported', () => findings(prompt).length > 0);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    await eventually('the problem goes', () => findings(policy).length === problems);
  });
});
