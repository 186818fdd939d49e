import type { Entity } from '../detection/entity.ts';
import type { Span } from '../span.ts';
import type { Form } from '../taxonomy/levels.ts';
import { generalizeValue } from './generalize.ts';
import { findKnown } from './known-values.ts';
import { labelOf } from './labels.ts';
import { writeLabel } from './token-format.ts';
import { readTokens } from './token-reader.ts';
import { entryOf, knownValues, noteBareLabel, tokenFor, type VaultData, vaultFormat } from './vault.ts';

export interface ScrubOptions {
  readonly vault: VaultData;
  /** The form that a type takes here: policy and use case decide. */
  readonly formOf: (type: string) => Form;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /**
   * Tokens that already stand in the text: `escape` (default) keeps them text, so that restoring gives the text back;
   * `keep` lets this vault's own tokens through, for text that was tokenized before.
   */
  readonly tokens?: 'escape' | 'keep';
  /**
   * Also replace values that the vault holds already, as whole words, whether or not they were detected here: a name
   * that was tokenized earlier in the conversation comes back in its history.
   */
  readonly known?: boolean;
}

export interface Scrubbed {
  readonly text: string;
  /** What was changed, in order, with spans in the text given. Entities that are kept, and escaped look-alikes, are not here. */
  readonly entities: readonly ScrubbedEntity[];
}

export interface ScrubbedEntity {
  readonly type: string;
  readonly span: Span;
  readonly form: Form;
  /** Span of what stands there now, in `text`. */
  readonly at: Span;
}

interface Change {
  start: number;
  end: number;
  readonly type: string;
  readonly form: Form;
  readonly literal: boolean;
}

/** Replaces every entity by its form, and escapes what looks like a token. Linear in the text plus the entities. */
export function scrubText(text: string, entities: readonly Entity[], options: ScrubOptions): Scrubbed {
  const changes = collectChanges(text, entities, options);
  if (changes.length === 0) return { text, entities: [] };
  const result: ScrubbedEntity[] = [];
  let output = '';
  let position = 0;
  for (const { start, end, type, form, literal } of changes) {
    output += text.slice(position, start);
    const value = text.slice(start, end);
    const written = literal ? tokenFor(options.vault, value, type, true) : writeForm(value, type, form, options);
    if (!literal) {
      const at = { start: output.length, end: output.length + written.length };
      result.push({ type, span: { start, end }, form: formWritten(value, form, options.today), at });
    }
    output += written;
    position = end;
  }
  return { text: output + text.slice(position), entities: result };
}

/** One value in a form. `scrub` and `keep` are the caller's business: here they leave the value as it is. */
export function writeForm(
  value: string,
  type: string,
  form: Form,
  { vault, today }: Pick<ScrubOptions, 'vault' | 'today'>,
): string {
  if (form === 'keep' || form === 'scrub' || value === '') return value;
  if (form === 'tokenize') return tokenFor(vault, value, type);
  if (form === 'redact') return redacted;
  return (form.startsWith('generalize') ? generalizeValue(value, form, today) : undefined) ?? label(type, vault);
}

/** The form that is left of the one asked for: a date without a year has none to be generalized to, and is replaced. */
export const formWritten = (value: string, form: Form, today: string): Form =>
  form.startsWith('generalize') && generalizeValue(value, form, today) === undefined ? 'replace' : form;

/** What stands where a value was redacted: not even its type. */
export const redacted = '[REDACTED]';

function label(type: string, vault: VaultData): string {
  const name = labelOf(type);
  noteBareLabel(vault, name);
  return writeLabel(vaultFormat(vault), name);
}

/** Entities that change and look-alike tokens, by position, without overlaps: what overlaps becomes one, under the entity's type. */
function collectChanges(text: string, entities: readonly Entity[], options: ScrubOptions): Change[] {
  const all: Change[] = [];
  for (const { type, span } of entities) {
    const form = options.formOf(type);
    if (form === 'keep' || form === 'scrub' || span.end <= span.start) continue;
    all.push({ start: span.start, end: span.end, type, form, literal: false });
  }
  if (options.known) {
    for (const { type, start, end } of findKnown(text, knownValues(options.vault)))
      all.push({ start, end, type, form: 'tokenize', literal: false });
  }
  const own = options.tokens === 'keep' ? options.vault : undefined;
  for (const token of readTokens(text, vaultFormat(options.vault))) {
    if (own && token.exact && token.number !== undefined && entryOf(own, token.label, token.number)) continue;
    all.push({ start: token.start, end: token.end, type: token.label, form: 'tokenize', literal: true });
  }
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Change[] = [];
  for (const change of all) {
    const last = merged.at(-1);
    if (!last || change.start >= last.end) merged.push(change);
    else if (last.literal && !change.literal)
      merged[merged.length - 1] = { ...change, start: last.start, end: Math.max(last.end, change.end) };
    else last.end = Math.max(last.end, change.end);
  }
  return merged;
}
