import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler } from './handle.ts';
import { nameItems } from './name-completion.ts';
import { completePolicy } from './policy-features.ts';

/** No blanks and dashes: they would ask at every word of every document. */
export const completionTriggers = ['{', '.', '$', '='];

/** Inside a placeholder of a template: its declared inputs, other placeholders of the file, and fields of known sources. */
export function registerCompletion(server: Server): void {
  const { connection, log } = server;
  connection.onCompletion(
    handler(log, 'completion', null, async ({ textDocument: { uri }, position }: CompletionParams) => {
      const result = await server.result(uri);
      if (result?.kind === 'policy') {
        return completePolicy(result, linesOf(result.document).offset(position), server.today());
      }
      if (result?.kind !== 'analysis') return null;
      const offset = linesOf(result.analysis.document).offset(position);
      return nameItems(result, offset) ?? placeholderItems(result, offset);
    }),
  );
}

/** An open tag before the cursor, with what has been typed of a path: `{{ patient.na`, `{% for n in `, `{$US`, `${input:`. */
const openTag =
  /(?:\{\{\{?[~#^/&>]?\s*|\{%-?\s*(?:if|elif|for|unless|set)\b[^%]*?\s|\{\$|\$\{(?:input:)?|<<\s*|\{)([\w.[\]-]*)$/;

function placeholderItems({ analysis, policy }: AnalyzedFile, offset: number): CompletionItem[] | null {
  const { document, prompts } = analysis;
  const prompt = prompts.find(
    ({ origin, span }) => origin === 'template' && span.start <= offset && offset <= span.end,
  );
  if (!prompt) return null;
  const line = document.text.slice(document.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const typed = openTag.exec(line.slice(-400))?.[1];
  if (typed === undefined) return null;
  const items = new Map<string, CompletionItem>();
  const add = (name: string, detail: string, kind: CompletionItemKind, documentation?: string) => {
    if (name === typed || items.has(name)) return;
    items.set(name, {
      label: name,
      detail,
      kind,
      documentation,
      sortText: `${items.size}`.padStart(4, '0'),
      ...range(name),
    });
  };
  const lines = linesOf(document);
  const range = (newText: string) => ({
    textEdit: { range: lines.range({ start: offset - typed.length, end: offset }), newText },
  });
  for (const { name, type, description } of prompt.inputs ?? []) {
    add(name, ['declared input', type].filter(Boolean).join(': '), CompletionItemKind.Variable, description);
  }
  for (const segment of prompts.flatMap(({ parts }) => parts).flatMap(({ segments }) => segments)) {
    // The placeholder being typed is none to offer.
    if (segment.kind !== 'placeholder' || !segment.path || (segment.span.start <= offset && offset <= segment.span.end))
      continue;
    add(segment.path.replace(/\[\]/g, ''), 'used in this file', CompletionItemKind.Field);
  }
  for (const source of policy.policy.sources) {
    for (const [field, category] of Object.entries(source.fields)) {
      add(
        field,
        category === 'none' ? `${source.id}: no personal data` : `${source.id}: ${category}`,
        CompletionItemKind.Property,
      );
    }
  }
  return [...items.values()];
}
