import { starterPolicy } from '../core/policy/index.ts';
import { scrubText } from '../core/scrub/scrub-text.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { today } from './clock.ts';
import { entitiesIn, formFor } from './entities.ts';
import { type Policy, useCaseOf } from './policy.ts';
import { type Printable, printed } from './tokenize.ts';
import { dataOf, type Vault } from './vault.ts';

export interface ScrubOptions {
  readonly vault: Vault;
  /** From `readPolicy(text)`. Default: the built-in starter policy. */
  readonly policy?: Policy;
  /** Id of the use case whose `needs` decide the forms. */
  readonly useCase?: string;
  /** One form for every entity, whatever the policy says: with `tokenize`, `restore` gives the text back exactly. */
  readonly form?: Form;
  /**
   * Tokens that already stand in the text: `escape` (default) keeps them text, so that restoring gives the text back;
   * `keep` lets this vault's own tokens through, for text that was tokenized before.
   */
  readonly tokens?: 'escape' | 'keep';
}

export interface ScrubResult {
  readonly text: string;
  /** What was changed, in order. Positions are UTF-16 offsets in the text given; there are no values in it. */
  readonly entities: readonly ScrubbedEntity[];
}

export interface ScrubbedEntity {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly form: Form;
}

/**
 * Free text with every entity in its form, on the same engine and policy as the editor and the command line. Values
 * that the vault holds already are replaced wherever they stand as whole words. Throws `use-case-unknown`.
 */
export function scrub(value: Printable, options: ScrubOptions): ScrubResult {
  const text = printed(value);
  const date = today();
  const { form, policy = starterPolicy } = options;
  const useCase = useCaseOf(policy, options.useCase);
  const scrubbed = scrubText(text, entitiesIn(text, policy, date), {
    vault: dataOf(options.vault),
    formOf: form ? () => form : (type) => formFor(type, policy, useCase),
    today: date,
    tokens: options.tokens,
    known: true,
  });
  return {
    text: scrubbed.text,
    entities: scrubbed.entities.map(({ type, span, form }) => ({ type, start: span.start, end: span.end, form })),
  };
}
