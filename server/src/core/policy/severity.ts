import { type EntityType, isHealth, isIdentifier } from '../taxonomy/entity-types.ts';
import { type Form, higher, type Level, levels, lower } from '../taxonomy/levels.ts';
import { isRemoved, kindOf } from './forms.ts';
import type { Severity } from './model.ts';

type Shown = Exclude<Severity, 'off'>;

const order: readonly Shown[] = ['error', 'warning', 'information', 'hint'];

/** `steps` lower, at least `hint`. */
export const lowered = (severity: Shown, steps = 1): Shown =>
  order[Math.min(order.length - 1, order.indexOf(severity) + steps)]!;

/** A rule's severity stands for restricted data; confidential data lowers it one step, internal two, public three. */
export const severityFor = (severity: Shown, level: Level | undefined): Shown =>
  level === undefined ? severity : lowered(severity, levels.length - 1 - levels.indexOf(level));

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
