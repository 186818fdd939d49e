import { setImmediate } from 'node:timers/promises';
import type { FileResult, Workspace } from './model.ts';

/** A walk reads at most this many characters; then it stops and says so. */
const maxCharacters = 300_000_000;

/** What became of every file below the roots, one after the other, others' work in between. */
export async function* everyFile(workspace: Workspace, cancelled: () => boolean): AsyncGenerator<FileResult> {
  let characters = 0;
  for (const root of workspace.roots()) {
    for await (const entry of workspace.files(root)) {
      await setImmediate();
      if (cancelled()) return;
      const described = { uri: workspace.uriOf(entry.path), path: workspace.displayPath(entry.path) };
      if (entry.kind === 'skipped') yield { ...described, kind: 'skipped', skip: entry.skip };
      else if (characters > maxCharacters) {
        const reason = 'The walk stopped: the workspace is too large.';
        yield { ...described, kind: 'skipped', skip: { code: 'budget', reason } };
        return;
      } else {
        const result = await workspace.analyzeFile(entry.path);
        characters += result.kind === 'analysis' ? result.analysis.document.text.length : 0;
        yield result;
      }
    }
  }
}
