import { isWithheld } from '../policy/forms.ts';
import type { Deployment, Policy, UseCase } from '../policy/model.ts';
import type { ResolvedLiteral, ResolvedPlaceholder, ResolvedPrompt, ResolvedValue } from '../policy/resolve-model.ts';
import type { Prompt } from '../prompt.ts';
import type { Span } from '../span.ts';
import { covers } from '../taxonomy/categories.ts';
import { type EntityType, entityType, isHealth, isIdentifier } from '../taxonomy/entity-types.ts';
import type { Finding, RelatedSpan } from './rule.ts';

/** What several rules ask about the values of a prompt, and how they name them without ever showing one. */

export const placeholdersOf = (resolved: ResolvedPrompt): ResolvedPlaceholder[] =>
  resolved.values.filter(
    (value): value is ResolvedPlaceholder => value.kind === 'placeholder' && !value.segment.unprinted,
  );

/** Detected literals that a diagnostic may speak of: reserved examples are none. */
export const literalsOf = (resolved: ResolvedPrompt): ResolvedLiteral[] =>
  resolved.values.filter((value): value is ResolvedLiteral => value.kind === 'literal' && !value.entity.reserved);

/** The value a finding stands on; the analysis is fresh, so spans are those of the finding. */
export const valueAt = (
  resolved: ResolvedPrompt,
  { span, category }: Pick<Finding, 'span' | 'category'>,
): ResolvedValue | undefined => {
  const here = resolved.values.filter((value) => sameSpan(value.span, span));
  return here.find((value) => value.category === category) ?? here[0];
};

export const placeholderAt = (resolved: ResolvedPrompt, finding: Finding): ResolvedPlaceholder | undefined => {
  const value = valueAt(resolved, finding);
  return value?.kind === 'placeholder' ? value : undefined;
};

export const literalAt = (resolved: ResolvedPrompt, finding: Finding): ResolvedLiteral | undefined => {
  const value = valueAt(resolved, finding);
  return value?.kind === 'literal' ? value : undefined;
};

const sameSpan = (a: Span, b: Span) => a.start === b.start && a.end === b.end;

export const typeOf = (value: ResolvedValue): EntityType | undefined =>
  value.type ? entityType(value.type) : undefined;

/** Identifies a person by itself: a Safe Harbor identifier, or a category of identifiers where the policy names no type. */
export function identifies(value: ResolvedValue): boolean {
  const type = typeOf(value);
  if (type) return isIdentifier(type);
  return value.category !== undefined && identifyingCategories.some((key) => covers(key, value.category!));
}

const identifyingCategories = [
  'user.name',
  'user.contact.email',
  'user.contact.phone_number',
  'user.contact.fax_number',
  'user.contact.address.street',
  'user.government_id',
  'user.account',
  'user.unique_id',
  'user.financial.bank_account',
  'user.financial.credit_card',
  'user.device',
  'user.biometric',
  'user.health_and_medical.record_id',
  'user.health_and_medical.insurance_beneficiary_id',
  'user.workplace.employee_id',
  'user.demographic.date_of_birth',
];

export function isHealthValue(value: ResolvedValue): boolean {
  const type = typeOf(value);
  if (type) return isHealth(type);
  return value.category !== undefined && covers('user.health_and_medical', value.category);
}

export const isSecret = (value: ResolvedValue): boolean =>
  value.category !== undefined &&
  (covers('system.authentication', value.category) || covers('user.authorization', value.category));

/** Says something about a person at all: a category of people that the policy did not mark as `none`. */
export const isPersonal = (value: ResolvedValue): boolean =>
  value.category !== undefined && covers('user', value.category);

/** False for a tokenized, replaced or redacted value: it passes `permitted` and `prohibited`. */
export const isSent = (value: ResolvedValue): boolean => !isWithheld(value.sent);

/** For messages: the access path where it is a plain name, never an expression that could hold a literal. */
export function nameOf(value: ResolvedValue): string {
  if (value.kind === 'literal') return typeName(value);
  const { path } = value.segment;
  return path && /^[\p{L}_$@][\p{L}\p{N}_$.@[\]-]{0,80}$/u.test(path) && !/\p{N}{5}/u.test(path)
    ? path
    : 'this expression';
}

/** `'patient.name'` quoted, or the words for an expression that has no name. */
export function quotedName(value: ResolvedValue): string {
  const name = nameOf(value);
  return name === 'this expression' || value.kind === 'literal' ? name : `'${name}'`;
}

/** Sentence case, for the start of a message: `Email address`, `Placeholder 'x'`. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Medical record number`: the type's name without what it lists in parentheses. */
export const typeName = (value: ResolvedValue): string =>
  typeOf(value)?.name.replace(/ \(.*\)$/, '') ?? value.category ?? 'unclassified data';

/** `Email address (user.contact.email)`. */
export const kindOf = (value: ResolvedValue): string => {
  const type = typeOf(value);
  return type ? `${typeName(value)} (${value.category ?? type.category})` : (value.category ?? 'unclassified data');
};

/** How the tool knows: `by data flow from hris.employee`, `by name`. Said in every message about a placeholder. */
export function knownBy(value: ResolvedPlaceholder): string {
  const from = value.source ? ` from ${value.source.id}` : '';
  if (value.by === 'flow') return `by data flow${from}`;
  if (value.by === 'policy') return `by policy${from}`;
  return 'by name';
}

/** The way of a value from its source to the call, for related information. Labels never carry a value. */
export const relatedFlow = (value: ResolvedPlaceholder): RelatedSpan[] =>
  [...(value.segment.flow ?? [])].reverse().map(({ span, uri, label }) => ({ span, uri, message: label }));

/** Given to the function as it is, by a name that tells nothing: what it holds is said where the function is called. */
export const isHandedOn = ({ segment, category }: ResolvedPlaceholder, { handsOn }: Prompt): boolean =>
  category === undefined && handsOn?.includes(segment.path ?? '') === true;

/** A line of the policy for related information; nothing where the policy has no file. */
export function policyLine(policy: Policy, path: string, message: string): RelatedSpan[] {
  const found = policy.locate(path);
  const span = found?.key ?? found?.value;
  return span ? [{ span, uri: found?.uri ?? policy.uri, message }] : [];
}

export const useCaseLine = (policy: Policy, useCase: UseCase): RelatedSpan[] =>
  policyLine(policy, `use_cases[${policy.useCases.indexOf(useCase)}]`, `Use case '${useCase.id}'`);

export const deploymentLine = (policy: Policy, deployment: Deployment): RelatedSpan[] =>
  policyLine(policy, `deployments[${policy.deployments.indexOf(deployment)}]`, `Deployment '${deployment.id}'`);
