import type { DetectionOptions, Entity } from '../core/detection/entity.ts';
import type { Policy, UseCase } from '../core/policy/model.ts';
import { scrubText } from '../core/scrub/scrub-text.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { today } from './clock.ts';
import { detect } from './detector.ts';
import { formFor } from './forms.ts';
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

/** Free text with every entity in its form, on the same engine and policy as the editor and the command line. */
export function scrub(text: string, options: ScrubOptions): ScrubResult {
  const date = today();
  const { policy, form } = options;
  const useCase = policy?.useCases.find((one) => one.id === options.useCase);
  const found = entitiesIn(text, policy, date);
  const scrubbed = scrubText(text, found, {
    vault: dataOf(options.vault),
    formOf: form ? () => form : (type) => formFor(type, policy, useCase),
    today: date,
    tokens: options.tokens,
  });
  return {
    text: scrubbed.text,
    entities: scrubbed.entities.map(({ type, span, form }) => ({ type, start: span.start, end: span.end, form })),
  };
}

/** Entities as `scrub` sees them: reserved examples too, low scores not. */
export function entitiesIn(text: string, policy: Policy | undefined, date: string): Entity[] {
  const options: DetectionOptions = { today: date, recognizers: policy?.recognizers, allow: policy?.allow };
  return detect(text, options).filter((entity) => entity.score >= 0.5);
}

export type { UseCase };
