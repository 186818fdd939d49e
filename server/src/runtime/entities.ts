import type { DetectionOptions, Entity } from '../core/detection/entity.ts';
import type { Policy, UseCase } from '../core/policy/model.ts';
import { requiredForm } from '../core/policy/resolve/required-form.ts';
import { typeNamed } from '../core/scrub/labels.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import { detect } from './detector.ts';

/** From this score on an entity counts, in the editor and here. */
const counts = 0.5;

/** Entities as `scrub` sees them: reserved examples too, uncertain ones not. */
export function entitiesIn(text: string, policy: Policy, date: string): Entity[] {
  return detect(text, optionsFor(policy, date)).filter((entity) => entity.score >= counts);
}

// One object per policy and day: the detector compiles the policy's recognizers once for it.
const optionsOf = new WeakMap<Policy, { readonly date: string; readonly options: DetectionOptions }>();

function optionsFor(policy: Policy, date: string): DetectionOptions {
  const known = optionsOf.get(policy);
  if (known?.date === date) return known.options;
  const options: DetectionOptions = { today: date, recognizers: policy.recognizers, allow: policy.allow };
  optionsOf.set(policy, { date, options });
  return options;
}

/** The form a type takes: the use case's most specific `needs`, else `default_form`, else the type's own. */
export function formFor(type: string, policy: Policy, useCase: UseCase | undefined): Form {
  const known = typeNamed(type);
  return known ? requiredForm(known.category, known, useCase, policy).required : 'tokenize';
}
