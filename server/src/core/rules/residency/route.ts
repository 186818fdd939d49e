import { countriesOf } from '../../policy/geography.ts';
import type { Deployment } from '../../policy/model.ts';
import { type ResolvedRegion, resolveRegion } from '../../policy/region.ts';
import type { Platform } from '../../prompt.ts';
import type { RuleContext } from '../rule.ts';

type Scope = Pick<RuleContext, 'resolved' | 'policy'>;

/** Platforms of code that say where a call goes. */
const telling = (platform: Platform | undefined): Platform | undefined =>
  platform && !['unknown', 'gateway', 'other-vendor', 'agent-sdk'].includes(platform) ? platform : undefined;

/** The platform that code or, failing that, policy names. */
export const platformOf = (
  { resolved }: Pick<RuleContext, 'resolved'>,
  deployment = resolved.deployments[0],
): Platform | undefined => telling(resolved.prompt.request.platform?.value) ?? deployment?.platform;

/** Where the call of a prompt goes. Undefined for a template, whose call is not known. */
export const routeOf = (
  { resolved, policy }: Scope,
  deployment = resolved.deployments[0],
): ResolvedRegion | undefined =>
  resolved.prompt.origin === 'call'
    ? resolveRegion(resolved.prompt.request, policy.platformFacts, deployment?.platform)
    : undefined;

/** `global` for any route that may run anywhere, however it is written; undefined where the code does not tell. */
export const regionOf = (route: ResolvedRegion | undefined): string | undefined =>
  route?.kind === 'global' ? 'global' : route?.region;

/** Where a prompt may be processed: what its code says, else what the policy says of the deployment. */
export function regionsOf(scope: Scope, deployment: Deployment): readonly string[] {
  const region = regionOf(routeOf(scope, deployment));
  return region ? [region] : deployment.regions;
}

/**
 * Places in which a platform can be told to process Claude calls: the profiles and in-region endpoints of Bedrock, the
 * multi-regions and regions of Vertex AI, `us` of the Claude API. Docs of the platforms, read 2026-08-21.
 */
const served = ['us', 'eu', 'jp', 'au', 'europe-west1', 'asia-southeast1', 'asia-east1', 'us-east5'];

const servedCountries = new Set(served.flatMap((place) => countriesOf(place) ?? []));

/** True when none of the places holds a country in which Claude runs. */
export const isUnservedPlace = (places: readonly string[]): boolean => {
  const countries = places.flatMap((place) => countriesOf(place) ?? []);
  return (
    countries.length > 0 && countries.every((country) => country !== '*' && !servedCountries.has(country.slice(0, 2)))
  );
};
