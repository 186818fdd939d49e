import { covers } from '../taxonomy/categories.ts';
import { type EntityType, entityType, entityTypes } from '../taxonomy/entity-types.ts';

/** Labels of the built-in entity types. Only these are recognized in loose spelling or without a number. */
export const knownLabels: ReadonlySet<string> = new Set(entityTypes.map((type) => type.label));

const byLabel = new Map(entityTypes.map((type) => [type.label, type]));

/**
 * The entity type that a `type` argument means: an entity type id, a token label, or a category, for which the
 * first core type of exactly that category stands, else the first below it. Undefined for a name of the user's own.
 */
export function typeNamed(name: string): EntityType | undefined {
  const direct = entityType(name) ?? byLabel.get(name);
  if (direct) return direct;
  const core = entityTypes.filter((type) => type.tier === 'core');
  return core.find((type) => type.category === name) ?? core.find((type) => covers(name, type.category));
}

/** The label in a token of this type. A custom type gives its own id in capitals; never empty. */
export function labelOf(name: string): string {
  const cached = labels.get(name);
  if (cached !== undefined) return cached;
  const label = typeNamed(name)?.label ?? customLabel(name);
  if (labels.size < 1_000) labels.set(name, label);
  return label;
}

const labels = new Map<string, string>();

/** The built-in label that a label is, or is the plural of. */
export function singular(label: string): string | undefined {
  if (knownLabels.has(label)) return label;
  const one = label.endsWith('S') ? label.slice(0, -1) : label;
  return knownLabels.has(one) ? one : undefined;
}

/** Never the plural of a built-in label: Claude's `[PERSONS_1]` is read as `[PERSON_1]`. */
function customLabel(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const label = last
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[0-9_]+|_+$/g, '')
    .slice(0, 40);
  if (label === '') return 'VALUE';
  const trimmed = label.replace(/_+$/, '');
  return singular(trimmed) ?? trimmed;
}
