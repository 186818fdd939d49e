import { isJurisdiction, within } from '../policy/geography.ts';
import type { Agreement, Deployment, Policy } from '../policy/model.ts';
import type { ResolvedPrompt, ResolvedValue } from '../policy/resolve-model.ts';
import { somebodysLiterals } from './prompt-text/linked-literals.ts';
import type { RuleContext } from './rule.ts';
import { identifies, isHealthValue, isPersonal, isSent, placeholdersOf } from './values.ts';

/** Which law looks at a prompt, and which contract is in force. */

type Scope = Pick<RuleContext, 'resolved' | 'policy'>;

/** Placeholders, and written values that are somebody's. */
export const valuesOf = (resolved: ResolvedPrompt): ResolvedValue[] => [
  ...placeholdersOf(resolved),
  ...somebodysLiterals(resolved),
];

export const sourceOf = (value: ResolvedValue) => (value.kind === 'placeholder' ? value.source : undefined);

const roles = (policy: Policy, ...wanted: readonly string[]) =>
  (policy.organization?.roles ?? []).some((role) => wanted.includes(role));

const hipaaRole = (policy: Policy) => roles(policy, 'covered-entity', 'business-associate', 'hybrid-entity');
const gdprRole = (policy: Policy) => roles(policy, 'controller', 'joint-controller', 'processor');

/** A value of a bound source is under the regimes of that source; any other under those of the organization. */
export function underHipaa(value: ResolvedValue, { policy, resolved }: Scope): boolean {
  const source = sourceOf(value);
  if (source) return source.regimes.includes('hipaa');
  return hipaaRole(policy) || resolved.values.some((other) => sourceOf(other)?.regimes.includes('hipaa'));
}

export function underGdpr(value: ResolvedValue, { policy, resolved }: Scope): boolean {
  const source = sourceOf(value);
  if (source) return source.regimes.includes('gdpr') || source.jurisdictions.some(isGdprPlace);
  if (resolved.useCase?.legalBasis?.hipaa) return false;
  return gdprRole(policy) && !resolved.values.some((other) => sourceOf(other)?.regimes.includes('hipaa'));
}

/** The EEA, and the United Kingdom, whose law is the same text. */
export const isGdprPlace = (place: string): boolean =>
  isJurisdiction(place) && (within(place, 'EEA') || within(place, 'UK'));

export interface HealthInformation {
  /** Identifiers A to R, tokenized ones included: they stay personal for whoever holds the vault. */
  readonly identifiers: readonly ResolvedValue[];
  readonly health: readonly ResolvedValue[];
}

/**
 * Protected health information (45 CFR 160.103) in a prompt: health, care or payment data, or an identifier from a
 * source under HIPAA. Undefined: none. Values that were replaced or redacted are gone; records hold both.
 */
export function healthInformation(scope: Scope): HealthInformation | undefined {
  const covered = valuesOf(scope.resolved).filter(
    (value) => isPersonal(value) && value.sent !== 'replace' && value.sent !== 'redact' && underHipaa(value, scope),
  );
  const identifiers = covered.filter((value) => identifies(value) || isRecord(value));
  const health = covered.filter((value) => isHealthValue(value) || isRecord(value));
  const fromRecords = covered.some((value) => sourceOf(value)?.regimes.includes('hipaa'));
  const protectedInformation = fromRecords || (identifiers.length > 0 && health.length > 0);
  return protectedInformation ? { identifiers, health } : undefined;
}

export const isRecord = (value: ResolvedValue): boolean => value.kind === 'placeholder' && value.record !== undefined;

/** What keeps one prompt from being health information at all: a determination recorded on its use case. */
export const isDetermined = ({ useCase }: ResolvedPrompt): boolean => useCase?.determination !== undefined;

export const agreementsOf = (deployment: Deployment, policy: Policy): Agreement[] =>
  deployment.agreements.flatMap((id) => policy.agreements.filter((agreement) => agreement.id === id));

export const inForce = ({ signed, expires }: Agreement, today: string): boolean =>
  (signed === undefined || signed <= today) && (expires === undefined || expires >= today);

/** Agreements of one of the types that are signed and not expired. */
export const agreementsInForce = (
  deployment: Deployment,
  types: readonly string[],
  { policy, today }: RuleContext,
): Agreement[] =>
  agreementsOf(deployment, policy).filter(
    (agreement) => types.includes(agreement.type.toUpperCase()) && inForce(agreement, today),
  );

export const personalValues = (resolved: ResolvedPrompt): ResolvedValue[] => valuesOf(resolved).filter(isPersonal);

/** Personal values that reach Claude in some form, tokens included. */
export const disclosed = (resolved: ResolvedPrompt): ResolvedValue[] =>
  personalValues(resolved).filter((value) => isSent(value) || value.sent === 'tokenize');

/** `ehr.encounter (US-TX)` apart: the jurisdictions of the sources of some values, sorted, without repeats. */
export const jurisdictionsOf = (
  values: readonly ResolvedValue[],
  wanted: (place: string) => boolean = () => true,
): string[] => [...new Set(values.flatMap((value) => sourceOf(value)?.jurisdictions ?? []))].filter(wanted).sort();

export const listOf = (items: readonly string[], most = 4): string => {
  const shown = items.slice(0, most);
  return items.length > most ? `${shown.join(', ')} and ${items.length - most} more` : shown.join(', ');
};
