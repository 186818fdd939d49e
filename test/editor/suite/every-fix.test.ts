// Every quick fix that is offered in the sample: applied, it removes its finding, adds no error and leaves files that
// parse; undone, the bytes on disk are the old ones.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parses } from './parses.ts';
import { bytesOf, closeAll, eventually, findings, open, quickFixes, ruleOf, settled, workspace } from './sample.ts';
import { onStage, press, texts } from './stage.ts';

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

suite('every quick fix of the sample', () => {
  teardown(closeAll);

  for (const path of files) {
    test(path, async function () {
      this.timeout(300_000);
      await open(path);
      const before = await settled(path);
      let applied = 0;
      for (const diagnostic of before) {
        for (const { title } of await quickFixes(path, diagnostic)) {
          await applyAndUndo(path, diagnostic, title);
          applied++;
        }
      }
      if (before.length > 0) assert.ok(applied > 0, `no fix is offered for ${before.map(ruleOf)}`);
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

  assert.ok(await vscode.workspace.applyEdit(fix.edit), `${what} applies`);
  await eventually(`${what} removes its finding`, () => count() < findingsBefore);
  await settled(path);
  assert.ok(errors(path) <= errorsBefore, `${what} adds an error: ${findings(path).map((one) => one.message)}`);
  for (const file of touched) {
    const document = vscode.workspace.textDocuments.find(({ uri }) => relative(uri) === file)!;
    await parses(file, document.getText()).catch((error) =>
      assert.fail(`${what} leaves ${file} broken: ${error.message}`),
    );
  }

  await undo(path, touched.length);
  for (const [index, file] of touched.entries()) {
    const document = vscode.workspace.textDocuments.find(({ uri }) => relative(uri) === file)!;
    await document.save();
    assert.equal(bytesOf(file), bytes[index], `${what}: undo restores ${file}`);
  }
  await eventually(`${what}: the finding is back after undo`, () => count() === findingsBefore);
}

/** An edit of several files asks whether to undo it in all of them. */
async function undo(path: string, filesTouched: number): Promise<void> {
  await open(path);
  const done = vscode.commands.executeCommand('undo');
  if (filesTouched > 1 && onStage) {
    await eventually('the question', async () => (await texts('.monaco-dialog-box')).length);
    await press('Enter');
  }
  await done;
}
