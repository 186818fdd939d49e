import data from './entity-types.json' with { type: 'json' };
import type { Form, Level } from './levels.ts';

/** A HIPAA Safe Harbor letter, `A?`/`K?` when only of patient, relative, employer or household; `ctx`: health context; `all`: a whole record. */
export type HipaaLetter = string | null;

export interface EntityType {
  /** Presidio style: `US_SSN`. */
  readonly id: string;
  /** For people: `US Social Security number`. */
  readonly name: string;
  /** Short and unique; stands in tokens: `[SSN_1]`. */
  readonly label: string;
  /** Fideslang key, or one of our extensions. */
  readonly category: string;
  readonly hipaa: HipaaLetter;
  /** GDPR Art. 9 (special category), Art. 10 (criminal), or only when it identifies or reveals health. */
  readonly article9: 'yes' | 'no' | 'cond' | 'Art10';
  readonly level: Level;
  /** What is done with it when neither use case nor policy says otherwise. */
  readonly form: Form;
  readonly dpv: string;
  readonly tier: 'core' | 'subtype';
}

export const entityTypes: readonly EntityType[] = data.types as readonly EntityType[];

const byId = new Map(entityTypes.map((type) => [type.id, type]));

/** The entity type with this id; undefined for an unknown one. */
export const entityType = (id: string): EntityType | undefined => byId.get(id);

/** A HIPAA Safe Harbor identifier (A to R), as opposed to health context or nothing. */
export const isIdentifier = (type: EntityType): boolean => type.hipaa !== null && /^[A-R]\??$/.test(type.hipaa);

/** Health context: together with an identifier it makes protected health information. */
export const isHealth = (type: EntityType): boolean =>
  type.hipaa === 'ctx' ||
  type.category.startsWith('user.health_and_medical') ||
  type.category === 'user.biometric.health';
