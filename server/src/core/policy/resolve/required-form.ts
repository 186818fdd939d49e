import { longestCovering } from '../../taxonomy/categories.ts';
import { type EntityType, entityTypes } from '../../taxonomy/entity-types.ts';
import type { Form } from '../../taxonomy/levels.ts';
import type { Policy, UseCase } from '../model.ts';

export interface RequiredForm {
  readonly required: Form;
  readonly requiredBy: 'needs' | 'default_form' | 'type' | 'none';
}

/** The most specific `needs` entry, else `default_form`, else the entity type's own form. */
export function requiredForm(
  category: string | undefined,
  type: EntityType | undefined,
  useCase: UseCase | undefined,
  policy: Policy,
): RequiredForm {
  if (category === undefined || category === 'none') return { required: 'keep', requiredBy: 'none' };
  const need = useCase && longestCovering(Object.keys(useCase.needs), category);
  if (need !== undefined) return { required: useCase!.needs[need]!, requiredBy: 'needs' };
  const general = longestCovering(Object.keys(policy.categories.defaultForm), category);
  if (general !== undefined) return { required: policy.categories.defaultForm[general]!, requiredBy: 'default_form' };
  return type ? { required: type.form, requiredBy: 'type' } : { required: 'keep', requiredBy: 'none' };
}

const representatives = new Map<string, EntityType>();
for (const type of entityTypes) {
  if (type.id !== 'WHOLE_RECORD' && !representatives.has(type.category)) representatives.set(type.category, type);
}

/** The entity type that stands for a category: `PERSON_NAME` for `user.name`, or for a child that has none of its own. */
export function typeOfCategory(category: string | undefined): EntityType | undefined {
  for (let key = category; key; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    const type = representatives.get(key);
    if (type) return type;
  }
  return undefined;
}
