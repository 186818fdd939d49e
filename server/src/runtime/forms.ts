import type { Policy, UseCase } from '../core/policy/model.ts';
import { labelOf, typeNamed } from '../core/scrub/labels.ts';
import { longestCovering } from '../core/taxonomy/categories.ts';
import type { Form } from '../core/taxonomy/levels.ts';

/** The form a type takes: the use case's most specific `needs`, else the policy's `default_form`, else the type's own. */
export function formFor(type: string, policy?: Policy, useCase?: UseCase): Form {
  const known = typeNamed(type);
  const category = known?.category;
  if (category !== undefined) {
    const need = useCase && longestCovering(Object.keys(useCase.needs), category);
    if (need !== undefined) return useCase!.needs[need]!;
    const fallback = policy && longestCovering(Object.keys(policy.categories.defaultForm), category);
    if (fallback !== undefined) return policy!.categories.defaultForm[fallback]!;
  }
  return known?.form ?? (labelOf(type) === '' ? 'keep' : 'tokenize');
}
