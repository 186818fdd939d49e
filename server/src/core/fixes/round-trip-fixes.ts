import type { ResolvedPlaceholder } from '../policy/resolve-model.ts';
import type { Finding, RuleContext } from '../rules/rule.ts';
import { placeholderAt } from '../rules/values.ts';
import type { Edit, Fix } from './fix.ts';
import { removalFixes } from './placeholders.ts';
import { removeArgument } from './request-fixes.ts';
import { writerFor } from './writers.ts';

/** Puts the values back where the answer is used, with the vault of the call. */
export function restoreFixes(finding: Finding, { document, policy, resolved }: RuleContext): Fix[] {
  const { prompt } = resolved;
  const written = writerFor(prompt, document).restore?.(finding.span, { document, policy, prompt });
  return written
    ? [{ title: 'Restore the answer', safe: written.safe, edits: written.edits, annotation: written.note }]
    : [];
}

/** Takes the vault out of a prompt, a log or a response. */
export function vaultFixes(finding: Finding, context: RuleContext): Fix[] {
  const placeholder = placeholderAt(context.resolved, finding);
  if (placeholder) return removalFixes(placeholder, context).slice(0, 1);
  return removeArgument(finding.span, 'Take the vault out', context);
}

/** An id that says nothing about anyone, in place of one that names a person. */
export function opaqueIdFixes(value: ResolvedPlaceholder, context: RuleContext): Fix[] {
  const { document } = context;
  const { span, expressionSpan } = value.segment;
  const opaque = randomIds[document.languageId];
  const bare = span.start === expressionSpan.start && span.end === expressionSpan.end;
  if (!opaque) return removalFixes(value, context);
  const edits: Edit[] = [{ span: expressionSpan, newText: opaque.expression }];
  if (opaque.import && !opaque.imported!.test(document.text))
    edits.unshift({ span: importPlace(document.text), newText: `${opaque.import}\n` });
  return [
    {
      title: 'Use a random id',
      safe: false,
      edits,
      annotation: 'Keep it with the user if the same user must get the same id.',
    },
    ...(bare ? [] : removalFixes(value, context)),
  ];
}

interface RandomId {
  readonly expression: string;
  readonly import?: string;
  readonly imported?: RegExp;
}

const script: RandomId = { expression: 'crypto.randomUUID()' };

const randomIds: Readonly<Record<string, RandomId>> = {
  typescript: script,
  javascript: script,
  typescriptreact: script,
  javascriptreact: script,
  python: { expression: 'str(uuid.uuid4())', import: 'import uuid', imported: /^import uuid$|^import .*\buuid\b/m },
};

/** Before the first import of a Python file, or at its start. */
function importPlace(text: string): Edit['span'] {
  const match = /^(?:import|from) /m.exec(text);
  const at = match?.index ?? 0;
  return { start: at, end: at };
}
