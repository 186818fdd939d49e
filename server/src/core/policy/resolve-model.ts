import type { Entity, NameMatch } from '../detection/entity.ts';
import type { Part, PlaceholderSegment, Prompt } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { Form, Level } from '../taxonomy/levels.ts';
import type { Deployment, Source, UseCase } from './model.ts';

/** A prompt seen through the policy: what it carries, why, and where it may go. What rules, hover, preview and reports read. */
export interface ResolvedPrompt {
  readonly prompt: Prompt;
  readonly useCase?: UseCase;
  /** The id that the prompt or a glob names, whether the policy knows it or not. */
  readonly useCaseId?: string;
  /** Why this use case: `glob prompts/clinical/*.prompt.md`; or why none. */
  readonly useCaseReason: string;
  readonly deployments: readonly Deployment[];
  readonly deploymentReason: string;
  /** The code calls a platform that no allowed deployment is on; `deployments` then holds all that are allowed. */
  readonly platformMismatch?: boolean;
  readonly values: readonly ResolvedValue[];
  readonly level: { readonly before: Level; readonly after: Level };
}

/** Anything in the prompt that carries (or may carry) data: a placeholder, or an entity in literal text. */
export type ResolvedValue = ResolvedPlaceholder | ResolvedLiteral;

interface Carried {
  readonly part: Part;
  /** Where findings stand, in the file. */
  readonly span: Span;
  /** Entity type id; undefined when the policy names a category no type stands for. */
  readonly type?: string;
  /** Fideslang key; undefined: nobody knows; `none`: the policy says it holds no personal data. */
  readonly category?: string;
  readonly level: Level;
  /** The form the value is sent in, from sanitizers on its path. */
  readonly sent: Form;
  /** The form required: use case's needs, else `default_form`, else the entity type's. */
  readonly required: Form;
  readonly requiredBy: 'needs' | 'default_form' | 'type' | 'none';
}

export interface ResolvedPlaceholder extends Carried {
  readonly kind: 'placeholder';
  readonly segment: PlaceholderSegment;
  readonly source?: Source;
  /** The field of the source that matched: `patient.name`. */
  readonly field?: string;
  readonly by: 'flow' | 'name' | 'policy' | 'none';
  readonly name?: NameMatch;
  /** A whole record of a source or of a known type, and its fields with their categories. */
  readonly record?: {
    readonly name: string;
    readonly fields: readonly { readonly name: string; readonly category?: string }[];
  };
}

export interface ResolvedLiteral extends Carried {
  readonly kind: 'literal';
  readonly entity: Entity;
}
