import { isWithheld } from '../core/policy/forms.ts';
import { meets, permitted } from '../core/policy/geography.ts';
import type { Deployment, ResidencyRule, Source, UseCase } from '../core/policy/model.ts';
import { type ResolvedRegion, resolveRegion } from '../core/policy/region.ts';
import { chooseDeployments } from '../core/policy/resolve/deployments.ts';
import { highest, levelAfter } from '../core/policy/severity.ts';
import type { RequestFacts } from '../core/prompt.ts';
import { typeNamed } from '../core/scrub/labels.ts';
import { covers, longestCovering } from '../core/taxonomy/categories.ts';
import { isHealth, isIdentifier } from '../core/taxonomy/entity-types.ts';
import { type Level, levels } from '../core/taxonomy/levels.ts';
import { PrivacyError } from './errors.ts';
import type { Policy } from './policy.ts';
import type { FoundEntity } from './request-scrub.ts';

export interface Situation {
  readonly policy: Policy;
  readonly useCase: UseCase | undefined;
  /** Sources that the caller says its data is from. */
  readonly sources: readonly Source[];
  readonly jurisdictions: readonly string[];
  /** The caller's own word where the call goes; else chosen by platform and use case. */
  readonly deployment?: Deployment;
  readonly today: string;
}

/** What a request carries and where it goes, for the decision and for the audit event. */
export interface Assessment {
  readonly categories: readonly string[];
  readonly level: Level;
  readonly phi: boolean;
  readonly region: ResolvedRegion;
  readonly deployments: readonly Deployment[];
  /** Why the request must not leave; undefined when it may. */
  readonly refusal?: PrivacyError;
}

/** Judges a scrubbed request by the policy: permitted data, level, deployment, region. */
export function assess(found: readonly FoundEntity[], facts: RequestFacts, situation: Situation): Assessment {
  const { policy, useCase, sources, deployment } = situation;
  const known = found.map((entity) => ({ ...entity, known: typeNamed(entity.type) }));
  const fromSources = sources.flatMap((source) => Object.values(source.fields).filter((key) => key !== 'none'));
  const detected = known.flatMap((one) => (one.known ? [one.known.category] : []));
  const level = highest([
    ...known.map(({ known, form }) => levelAfter(known?.level ?? policy.classification.unclassified, form, known)),
    ...sources.map((source) => source.level ?? policy.classification.unclassified),
  ]);
  const choice = deployment
    ? { deployments: [deployment], platformMismatch: false }
    : chooseDeployments({ request: facts }, useCase, policy, '');
  const region = resolveRegion(facts, policy.platformFacts, choice.deployments[0]?.platform);
  const phi =
    sources.some((source) => source.regimes.includes('hipaa')) ||
    (known.some(({ known }) => known && isIdentifier(known)) && known.some(({ known }) => known && isHealth(known)));
  const categories = [...new Set([...detected, ...fromSources])].sort();
  const base = { categories, level, phi, region, deployments: choice.deployments };
  const refusal =
    blockedOrForbidden(known, policy) ??
    (choice.platformMismatch ? wrongPlatform(facts, useCase) : undefined) ??
    choice.deployments.map((one) => aboveCeiling(one, level) ?? outsideRegions(one, region, situation)).find(Boolean) ??
    outsideResidency(base, situation);
  return refusal ? { ...base, refusal } : base;
}

type Known = FoundEntity & { readonly known: ReturnType<typeof typeNamed> };

function blockedOrForbidden(found: readonly Known[], { categories }: Policy): PrivacyError | undefined {
  for (const { type, form, argument, known } of found) {
    if (form === 'block')
      return new PrivacyError('type-blocked', `${known?.name ?? type} must not be sent to Claude (${argument}).`, {
        types: [type],
        argument,
      });
    const category = known?.category;
    if (!category || isWithheld(form)) continue;
    if (longestCovering(categories.prohibited, category))
      return new PrivacyError('category-prohibited', `${category} must not be sent to Claude (${argument}).`, {
        types: [type],
        categories: [category],
        argument,
      });
    if (categories.permitted && !longestCovering(categories.permitted, category))
      return new PrivacyError(
        'category-not-permitted',
        `${category} is not on the list of permitted data (${argument}).`,
        {
          types: [type],
          categories: [category],
          argument,
        },
      );
  }
  return undefined;
}

const wrongPlatform = ({ platform }: RequestFacts, useCase: UseCase | undefined): PrivacyError =>
  new PrivacyError(
    'deployment-not-permitted',
    `The client calls ${platform?.value}, which is no deployment of ${useCase ? `use case '${useCase.id}'` : 'the policy'}.`,
    { useCase: useCase?.id },
  );

function aboveCeiling({ id, ceiling }: Deployment, level: Level): PrivacyError | undefined {
  if (!ceiling || levels.indexOf(level) <= levels.indexOf(ceiling)) return undefined;
  return new PrivacyError(
    'level-above-ceiling',
    `The request is ${level} after scrubbing; deployment '${id}' takes up to ${ceiling}.`,
    { deployment: id, level },
  );
}

function outsideRegions(
  { id, regions }: Deployment,
  region: ResolvedRegion,
  { policy }: Situation,
): PrivacyError | undefined {
  if (regions.length === 0 || runsIn(regions, region, policy)) return undefined;
  return new PrivacyError(
    'region-not-permitted',
    `Deployment '${id}' runs in ${regions.join(', ')}; this call goes to ${region.region ?? 'any region'} (${region.why}).`,
    { deployment: id, region: region.region },
  );
}

/** A region that the request does not tell (Foundry) is not held against it: the audit event says that it is unknown. */
function allows(places: readonly string[], region: ResolvedRegion, policy: Policy): boolean {
  if (region.kind === 'unknown') return true;
  if (region.kind === 'global') return places.includes('global');
  const extra = policy.platformFacts?.['regions'] as Readonly<Record<string, readonly string[]>> | undefined;
  return region.countries.every((country) => permitted(country, places, extra));
}

/** A deployment in `eu` is one that calls `eu`, wherever that platform takes it: the law's rules look at the countries. */
const runsIn = (places: readonly string[], region: ResolvedRegion, policy: Policy): boolean =>
  (region.region !== undefined && places.includes(region.region)) || allows(places, region, policy);

/** Rules of the law of the persons' countries. Scrubbing does not clear them: tokens are personal data still. */
function outsideResidency(
  { categories, region, deployments }: Omit<Assessment, 'refusal'>,
  situation: Situation,
): PrivacyError | undefined {
  const { policy, jurisdictions, today } = situation;
  const applies = (rule: ResidencyRule) =>
    rule.jurisdictions.some((place) => jurisdictions.some((mine) => meets(place, mine))) &&
    categories.some((category) => rule.categories.some((key) => covers(key, category)));
  const mechanisms = policy.agreements.filter(
    ({ id, expires }) => deployments.every((one) => one.agreements.includes(id)) && (!expires || expires >= today),
  );
  for (const rule of policy.residency.filter(applies)) {
    if (allows(rule.permit, region, policy)) continue;
    if (rule.orMechanism.some((type) => mechanisms.some((agreement) => agreement.type === type))) continue;
    return new PrivacyError(
      'region-not-permitted',
      `Data of ${jurisdictions.join(', ')} may be processed only in ${rule.permit.join(', ')} (${rule.rule ?? rule.id}); this call goes to ${region.region ?? 'any region'} (${region.why}).`,
      { region: region.region, categories: categories.slice() },
    );
  }
  return undefined;
}
