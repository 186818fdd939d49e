import type { ResolvedLiteral } from '../../policy/resolve-model.ts';
import type { RuleContext } from '../rule.ts';

/** Farther back than this a block is not looked for. */
const reach = 8_000;

/**
 * Text that is there to show, not to ask: few-shot parts, sample values, assistant turns, and `<example>` blocks,
 * which Anthropic's guide to prompts recommends for examples.
 */
export function isInExample({ part, span }: ResolvedLiteral, { document }: Pick<RuleContext, 'document'>): boolean {
  if (part.kind === 'example') return true;
  if (part.kind !== 'text') return false;
  if (part.role === 'assistant') return true;
  if (!hasBlocks(document)) return false;
  const before = document.text.slice(Math.max(part.span.start, span.start - reach), span.start);
  const opened = Math.max(
    before.lastIndexOf('<example>'),
    before.lastIndexOf('<examples>'),
    before.lastIndexOf('<sample>'),
  );
  return opened > Math.max(before.lastIndexOf('</example'), before.lastIndexOf('</sample>'));
}

const withBlocks = new WeakMap<object, boolean>();

/** Most documents have no such block: that is looked up once, not at every value. */
function hasBlocks(document: { readonly text: string }): boolean {
  const known = withBlocks.get(document) ?? /<(?:examples?|sample)>/.test(document.text);
  withBlocks.set(document, known);
  return known;
}
