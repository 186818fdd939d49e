import { type CompletionItem, CompletionItemKind, type Hover, MarkupKind } from 'vscode-languageserver';
import { type PolicyCompletion, policyCompletions, policyHover } from '../core/policy/editor/index.ts';
import { usageOfPolicy } from '../workspace/prompt-index.ts';
import type { PolicyFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';

const kinds: Readonly<Record<PolicyCompletion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  category: CompletionItemKind.Class,
  form: CompletionItemKind.Function,
  id: CompletionItemKind.Reference,
  date: CompletionItemKind.Constant,
  rule: CompletionItemKind.Event,
};

/** Keys, categories, forms, ids, articles and days, where the grammar of the policy expects them. */
export function completePolicy({ document, policy }: PolicyFile, offset: number, today: string): CompletionItem[] {
  const lines = linesOf(document);
  return policyCompletions(document.text, offset, { policy: policy.policy, today }).map((one) => ({
    label: one.label,
    kind: kinds[one.kind],
    detail: one.detail,
    ...(one.documentation && { documentation: { kind: MarkupKind.Markdown, value: one.documentation } }),
    sortText: one.sortText,
    textEdit: { range: lines.range(one.span), newText: one.newText },
  }));
}

/** A hover is read or gone before a large workspace has been looked through. */
const patienceMs = 500;

/** A field with its law, the meaning of a word, and how many prompts use it. */
export async function hoverPolicy(server: Server, file: PolicyFile, offset: number): Promise<Hover | null> {
  const { document, policy, uri } = file;
  const usage = usageOfPolicy(await (await server.index).within(patienceMs), uri);
  const found = policyHover(document.text, offset, { policy: policy.policy, today: server.today(), usage });
  if (!found) return null;
  const kind = server.client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
  return { range: linesOf(document).range(found.span), contents: { kind, value: found.markdown } };
}
