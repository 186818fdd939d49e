import type { ResolvedValue } from '../../policy/resolve-model.ts';
import type { RuleContext } from '../rule.ts';
import { sourceOf, underGdpr, valuesOf } from '../scope.ts';
import { identifies, isSent, typeOf } from '../values.ts';

/** GDPR Art. 9 and 10: when a value is special, and when it is somebody's. */

export const isSpecial = (value: ResolvedValue): boolean => {
  const article = typeOf(value)?.article9;
  return article === 'yes' || article === 'Art10';
};

export const articleOf = (value: ResolvedValue): 'Art. 9' | 'Art. 10' =>
  typeOf(value)?.article9 === 'Art10' ? 'Art. 10' : 'Art. 9';

/**
 * Written text is linked to a person by an identifier in the same part: a prompt may speak of illness in general.
 * A placeholder is linked by its source's subjects or by an identifier anywhere in the prompt.
 */
export function isLinked(value: ResolvedValue, all: readonly ResolvedValue[]): boolean {
  if (value.kind === 'literal') {
    return all.some(
      (other) =>
        other !== value && other.kind === 'literal' && other.part === value.part && isSent(other) && identifies(other),
    );
  }
  return (
    (sourceOf(value)?.subjects.length ?? 0) > 0 ||
    all.some((other) => other !== value && isSent(other) && identifies(other))
  );
}

/** A record number in the text is an identifier first: `literal-identifier` says how to take it out. */
const isWrittenIdentifier = (value: ResolvedValue): boolean => value.kind === 'literal' && identifies(value);

/** Special-category values under the GDPR that reach Claude and are somebody's. */
export function specialValues(context: Pick<RuleContext, 'resolved' | 'policy'>): ResolvedValue[] {
  const all = valuesOf(context.resolved);
  return all.filter(
    (value) =>
      isSpecial(value) &&
      isSent(value) &&
      !isWrittenIdentifier(value) &&
      underGdpr(value, context) &&
      isLinked(value, all),
  );
}
