import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { rules } from '../core/rules/index.ts';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import { linesOf } from './convert.ts';

interface NamePlace {
  /** What stands before the cursor on its line; the first group is what has been typed of the name. */
  readonly before: RegExp;
  readonly items: (file: AnalyzedFile) => Omit<CompletionItem, 'textEdit'>[];
}

const places: readonly NamePlace[] = [
  // A comment at a call or in a template, or the front matter.
  { before: /prompt-privacy:\s{0,20}use[-_]case\s{0,20}=\s{0,20}([\w.-]*)$/, items: useCases },
  { before: /^\s{0,20}(?:privacy\.)?use[-_]case:\s{0,20}["']?([\w.-]*)$/, items: useCases },
  {
    before:
      /prompt-privacy-(?:disable|enable)(?:-next-line|-line|-file)?\s{1,20}(?:[\w-]{1,40},\s{0,20}){0,40}([\w-]*)$/,
    items: ruleIds,
  },
];

/** Ids of use cases and rules where a comment or front matter names them; null elsewhere. */
export function nameItems(file: AnalyzedFile, offset: number): CompletionItem[] | null {
  const { document } = file.analysis;
  const line = document.text.slice(document.text.lastIndexOf('\n', offset - 1) + 1, offset).slice(-400);
  for (const { before, items } of places) {
    const typed = before.exec(line)?.[1];
    if (typed === undefined) continue;
    const range = linesOf(document).range({ start: offset - typed.length, end: offset });
    return items(file).map((item) => ({ ...item, textEdit: { range, newText: item.label } }));
  }
  return null;
}

function useCases({ policy }: AnalyzedFile): Omit<CompletionItem, 'textEdit'>[] {
  return policy.policy.useCases.map(({ id, purpose }) => ({
    label: id,
    kind: CompletionItemKind.Reference,
    detail: purpose,
  }));
}

function ruleIds(): Omit<CompletionItem, 'textEdit'>[] {
  return rules.map(({ meta }) => ({ label: meta.id, kind: CompletionItemKind.Event, detail: meta.summary }));
}
