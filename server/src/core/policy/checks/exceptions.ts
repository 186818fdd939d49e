import type { Suppression } from '../../rules/rule.ts';
import type { Policy, PolicyProblem } from '../model.ts';
import { problem } from '../parse/problem.ts';
import { removalOf } from './removal.ts';

/**
 * Exceptions of the policy that no finding of the workspace needed, given the suppressions of all its files. Expired
 * ones are reported as such and left out here.
 */
export function unusedExceptions(
  policy: Policy,
  suppressions: Iterable<Suppression>,
  today: string,
  text?: string,
): PolicyProblem[] {
  const used = new Set<number | undefined>();
  for (const { by, exception } of suppressions) if (by === 'exception') used.add(exception);
  return policy.exceptions.flatMap(({ rule, expires }, index) => {
    if (used.has(index) || (expires !== undefined && expires < today)) return [];
    const entry = policy.locate(`exceptions[${index}]`)?.value;
    const place = policy.locate(`exceptions[${index}].rule`);
    if (!entry || !place?.value || place.uri) return [];
    const fix =
      text === undefined ? undefined : { title: 'Remove the exception', span: removalOf(text, entry), newText: '' };
    return [
      problem('unused', place.value, `No finding of ${rule} needs this exception. Remove it.`, {
        severity: 'warning',
        fix,
      }),
    ];
  });
}
