import { type EntityType, isHealth, isIdentifier } from '../taxonomy/entity-types.ts';
import { type Form, higher, type Level, lower } from '../taxonomy/levels.ts';
import { isRemoved, kindOf } from './forms.ts';

/**
 * The level of a value after its form is applied. Generalized and tokenized identifiers, and whatever is replaced or
 * redacted, drop one level. Clinical content stays where it is, even scrubbed.
 */
export function levelAfter(level: Level, form: Form, type: EntityType | undefined): Level {
  if (isRemoved(form)) return lower(level);
  const kind = kindOf(form);
  if (kind !== 'tokenize' && kind !== 'generalize') return level;
  const clinical = type !== undefined && isHealth(type) && !isIdentifier(type);
  return clinical ? level : lower(level);
}

/** The highest of several levels; `public` when there is none. */
export const highest = (all: Iterable<Level>): Level => {
  let result: Level = 'public';
  for (const level of all) result = higher(result, level);
  return result;
};
