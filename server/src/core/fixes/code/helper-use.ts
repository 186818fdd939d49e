import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { helperModule } from './helpers/index.ts';

/**
 * The helper module of a language, written beside the file in the same change. `present`: the file uses it already, so
 * that it is there. A language without one gets a note that says what has to be there.
 */
export function helperUse(
  document: SourceDocument,
  present: boolean,
  edits: readonly Edit[] = [],
): { edits: readonly Edit[]; missing?: string } {
  if (present) return { edits };
  const helper = helperModule(document.languageId, document.text);
  if (!helper)
    return {
      edits,
      missing: `There is no library for this language: write these functions over the vault's JSON (docs/runtime.md), or name your own under tokenization: ${document.languageId}.`,
    };
  const uri = document.uri.slice(0, document.uri.lastIndexOf('/') + 1) + helper.fileName;
  const made: Edit = { uri, span: { start: 0, end: 0 }, newText: helper.text, create: true };
  return { edits: [...edits, made], missing: `Adds the helper module ${helper.fileName} beside this file.` };
}
