// Every quick fix that is offered in the sample: applied, it removes its finding, adds no error and leaves files that
// parse; undone, the bytes on disk are the old ones.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parses } from './parses.ts';
import { bytesOf, closeAll, eventually, findings, open, quickFixes, ruleOf, settled, workspace } from './sample.ts';
import { onStage, press, texts as textsOf } from './stage.ts';

const files = [
  'prompts/clinical/discharge-summary.prompt.md',
  'prompts/finance/explain-difference.liquid',
  'prompts/hr/job-description.prompt',
  'prompts/hr/review.hbs',
  'prompts/ops/triage.txt',
  'prompts/support/reply.prompty',
  'prompts/support/ticket-summary.j2',
  'src/clinical/summarise-note.ts',
  'src/finance/explain-difference.ts',
  'src/hr/draft-review.ts',
  'src/ops/triage.ts',
  'src/support/answer-ticket.ts',
];

const relative = (uri: vscode.Uri) => uri.fsPath.slice(workspace.length + 1);
const errors = (path: string) =>
  findings(path).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error).length;

/** Every fix is tried, and all that is wrong is said at once. */
suite('every quick fix of the sample', () => {
  teardown(closeAll);

  for (const path of files) {
    test(path, async function () {
      this.timeout(300_000);
      await open(path);
      await eventually(`findings in ${path}`, () => findings(path).length > 0);
      const before = await settled(path);
      const wrong: string[] = [];
      // Findings at one place are offered one menu.
      const tried = new Set<string>();
      for (const diagnostic of before) {
        for (const { title } of await quickFixes(path, diagnostic)) {
          const place = JSON.stringify([diagnostic.range, title]);
          if (tried.has(place)) continue;
          tried.add(place);
          await applyAndUndo(path, diagnostic, title).catch(async (error) => {
            wrong.push(error.message.split('\n', 1)[0].slice(0, 400));
            await closeAll();
            await open(path);
            await settled(path);
          });
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(tried.size > 0, `no fix is offered for ${before.map(ruleOf)}`);
    });
  }
});

async function applyAndUndo(path: string, diagnostic: vscode.Diagnostic, title: string): Promise<void> {
  const overlapping = findings(path).filter(({ range }) => range.intersection(diagnostic.range));
  const rules = new Set(overlapping.map(ruleOf));
  const what = `${path}:${diagnostic.range.start.line + 1} ${[...rules]}: '${title}'`;
  const fix = (await quickFixes(path, diagnostic)).find((one) => one.title === title);
  assert.ok(fix?.edit, `${what} is still offered`);
  const count = () => findings(path).filter((one) => rules.has(ruleOf(one))).length;
  const [findingsBefore, errorsBefore] = [count(), errors(path)];
  const touched = fix.edit.entries().map(([uri]) => relative(uri));
  const bytes = touched.map(bytesOf);
  const texts: string[] = [];
  for (const uri of fix.edit.entries().map(([uri]) => uri))
    texts.push((await vscode.workspace.openTextDocument(uri)).getText());

  assert.ok(await vscode.workspace.applyEdit(fix.edit), `${what} applies`);
  await eventually(`${what} removes its finding`, () => count() < findingsBefore);
  await settled(path, 200);
  // A fact recorded in the policy may let other rules speak; an edit of the prompt itself may not make things worse.
  if (touched.every((file) => file === path))
    assert.ok(errors(path) <= errorsBefore, `${what} adds an error: ${findings(path).map(ruleOf)}`);
  for (const file of touched) {
    await parses(file, documentOf(file).getText()).catch((error) =>
      assert.fail(`${what} leaves ${file} broken: ${error.message}`),
    );
  }

  for (const [index, file] of touched.entries()) {
    await undo(file, texts[index]!, what);
    await documentOf(file).save();
  }
  for (const [index, file] of touched.entries())
    assert.equal(bytesOf(file), bytes[index], `${what}: undo restores the bytes of ${file}`);
  await eventually(`${what}: the finding is back after undo`, () => count() === findingsBefore);
}

const documentOf = (path: string) => vscode.workspace.textDocuments.find(({ uri }) => relative(uri) === path)!;

/** Undo as a person does it, in the editor of the file; after an edit of several files it may ask about the others. */
async function undo(file: string, text: string, what: string): Promise<void> {
  const restored = () => documentOf(file).getText() === text;
  if (restored()) return;
  await open(file);
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  const done = vscode.commands.executeCommand('undo');
  await eventually(`${what}: undo restores ${file}`, async () => {
    if (!restored() && onStage && (await textsOf('.monaco-dialog-box')).length > 0) await press('Enter');
    return restored();
  });
  await done;
}
