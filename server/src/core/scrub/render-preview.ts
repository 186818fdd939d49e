import type { ResolvedPrompt } from '../policy/resolve-model.ts';
import type { Span } from '../span.ts';
import { type PreviewOptions, type ScrubbedPrompt, scrubPrompt } from './scrub-prompt.ts';
import { emptyVault } from './vault.ts';

/** Two texts for a diff. Both have the lines of the file, so that only what is scrubbed differs. */
export interface RenderedPreview {
  readonly before: string;
  readonly after: string;
  readonly prompts: readonly ScrubbedPrompt[];
}

/**
 * The document beside itself as it is sent: each literal and placeholder replaced in place by what Claude receives.
 * Prompts of one document share a vault, so a person has one token in all of them.
 */
export function renderPreview(
  text: string,
  resolved: readonly ResolvedPrompt[],
  options: PreviewOptions,
): RenderedPreview {
  const vault = options.vault ?? emptyVault('preview');
  const prompts = resolved.map((one) => scrubPrompt(one, { ...options, vault }));
  const changes: { span: Span; text: string }[] = [];
  for (const piece of prompts.flatMap((prompt) => prompt.parts).flatMap((part) => part.pieces)) {
    if (piece.kind !== 'text') changes.push({ span: piece.span, text: piece.text });
  }
  changes.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let after = '';
  let position = 0;
  for (const { span, text: replacement } of changes) {
    if (span.start < position || span.end > text.length) continue;
    after += text.slice(position, span.start) + sameLines(replacement, text.slice(span.start, span.end));
    position = span.end;
  }
  return { before: text, after: after + text.slice(position), prompts };
}

/** `replacement` with as many line breaks as `original`: its own become spaces, missing ones follow it. */
function sameLines(replacement: string, original: string): string {
  const breaks = original.match(/\r\n|\r|\n/g) ?? [];
  return replacement.replace(/\s*(?:\r\n|\r|\n)\s*/g, ' ') + breaks.join('');
}
