import type { Detect } from '../core/detection/entity.ts';
import type { ResolvedPrompt } from '../core/policy/resolve-model.ts';
import type { Segment } from '../core/prompt.ts';
import { type LegendEntry, type ScrubbedPart, scrubPrompt } from '../core/scrub/index.ts';
import { sliceOf } from '../core/span.ts';

export interface PreviewSides {
  readonly before: string;
  readonly after: string;
}

export interface PreviewTextOptions {
  readonly values: Readonly<Record<string, string>>;
  readonly detect: Detect;
  readonly today: string;
}

/**
 * A prompt as it stands in the file with `text`, and as Claude receives it. Both have the same headings, one a part, so that a
 * diff shows what scrubbing changes and nothing else.
 */
export function previewSides(text: string, resolved: ResolvedPrompt, options: PreviewTextOptions): PreviewSides {
  const scrubbed = scrubPrompt(resolved, options);
  const { parts } = resolved.prompt;
  return {
    before: assemble(parts, (part) => part.segments.map((segment) => written(segment, text)).join('')),
    after: assemble(scrubbed.parts, (part) => part.text) + legend(scrubbed.legend, scrubbed.blocked),
  };
}

type Headed = Pick<ScrubbedPart, 'role' | 'kind' | 'argument'>;

function assemble<T extends Headed>(parts: readonly T[], text: (part: T) => string): string {
  return parts.map((part) => `${heading(part)}\n${withFinalBreak(text(part))}`).join('\n');
}

/** `── user · messages[0].content ──`; what is sent beside the text of messages says what it is. */
function heading({ role, kind, argument }: Headed): string {
  const words = [role, ...(kind === 'text' ? [] : [kind]), ...(argument ? [argument] : [])];
  return `── ${words.join(' · ')} ──`;
}

/** Text as the model would read it; a placeholder as it stands in the file, in `‹ ›` where it has no delimiters of its own. */
function written(segment: Segment, file: string): string {
  if (segment.kind === 'text') return segment.text;
  if (segment.unprinted) return '';
  const source = sliceOf(file, segment.span);
  return /^\$?\w/.test(source) ? `‹${segment.expression}›` : source;
}

const withFinalBreak = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function legend(entries: readonly LegendEntry[], blocked: readonly string[]): string {
  const lines = entries.map(
    ({ label, form, count }) => `${label}: ${form}, ${count === 1 ? 'once' : `${count} times`}`,
  );
  const refused =
    blocked.length > 0 ? [`The run-time library refuses this prompt: ${blocked.join(', ')} is blocked.`] : [];
  return lines.length + refused.length === 0 ? '' : `\n── scrubbed ──\n${[...refused, ...lines].join('\n')}\n`;
}
