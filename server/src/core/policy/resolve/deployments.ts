import type { Platform, Prompt, RequestFacts } from '../../prompt.ts';
import { within } from '../geography.ts';
import { matchesAny, matchesName } from '../glob.ts';
import type { Deployment, Policy, UseCase } from '../model.ts';

export interface DeploymentChoice {
  readonly deployments: readonly Deployment[];
  readonly deploymentReason: string;
  /** The code calls a platform that none of the allowed deployments is on; `deployments` then holds all that are allowed. */
  readonly platformMismatch?: boolean;
}

/**
 * The deployment that the policy names for a wrapper of the user's; else the use case's list (without one: all), narrowed by the platform seen in code, then by `match`. Several may be left:
 * each is checked. A template without a known call is checked against all of them.
 */
export function chooseDeployments(
  { request, api }: Pick<Prompt, 'request' | 'api'>,
  useCase: UseCase | undefined,
  policy: Policy,
  path: string,
): DeploymentChoice {
  const listed = useCase?.deployments.length
    ? policy.deployments.filter(({ id }) => useCase.deployments.includes(id))
    : policy.deployments;
  const whose = useCase?.deployments.length
    ? `deployments of use case '${useCase.id}'`
    : 'all deployments of the policy';
  const own = policy.calls.find(({ call, deployment }) => call === api && deployment !== undefined)?.deployment;
  const named = policy.deployments.find(({ id }) => id === own);
  if (named) {
    const reason = listed.includes(named)
      ? `calls of ${api} go there`
      : `calls of ${api} go there, outside the ${whose}`;
    return { deployments: [named], deploymentReason: reason };
  }
  if (listed.length === 0) return { deployments: [], deploymentReason: 'the policy names no deployment' };
  const platform = request.platform?.value;
  const onPlatform =
    platform && isTelling(platform) ? listed.filter((one) => samePlatform(one.platform, platform)) : listed;
  if (onPlatform.length === 0) {
    return {
      deployments: listed,
      deploymentReason: `the call goes to ${platform}, which is none of the ${whose}`,
      platformMismatch: true,
    };
  }
  const verdicts = onPlatform.map((one) => ({ one, verdict: verdictOf(one, request, path) }));
  const certain = verdicts.filter(({ verdict }) => verdict === 'yes');
  const open = certain.length > 0 ? certain : verdicts.filter(({ verdict }) => verdict !== 'no');
  if (open.length === 0) return { deployments: onPlatform, deploymentReason: `no \`match\` fits; ${whose}` };
  const by = certain.length > 0 ? 'match' : onPlatform.length < listed.length ? `platform ${platform}` : whose;
  return { deployments: open.map(({ one }) => one), deploymentReason: by };
}

/** Platforms that say where a call goes. A gateway or an unread client may lead anywhere. */
const isTelling = (platform: Platform): boolean =>
  !['unknown', 'gateway', 'other-vendor', 'agent-sdk'].includes(platform);

/** Vertex is the older name of Claude on Google Cloud. */
const samePlatform = (a: Platform, b: Platform): boolean =>
  a === b || (['vertex', 'google-cloud'].includes(a) && ['vertex', 'google-cloud'].includes(b));

/** `yes`: all conditions are seen to hold. `no`: one is seen to fail. `open`: no conditions, or the code does not tell. */
function verdictOf({ match }: Deployment, request: RequestFacts, path: string): 'yes' | 'no' | 'open' {
  if (!match) return 'open';
  const checks: (boolean | undefined)[] = [];
  if (match.paths) checks.push(matchesAny(match.paths, path));
  if (match.env) checks.push(seen(request.keyEnv?.value, (value) => value === match.env));
  if (match.region)
    checks.push(seen(request.region?.value, (value) => value === match.region || within(value, match.region!)));
  if (match.baseUrl) checks.push(seen(request.baseUrl?.value, (value) => value.startsWith(match.baseUrl!)));
  if (match.model) checks.push(seen(request.model?.value, (value) => matchesName(match.model!, value)));
  if (checks.includes(false)) return 'no';
  return checks.length > 0 && checks.every((check) => check) ? 'yes' : 'open';
}

const seen = (value: string | undefined, test: (value: string) => boolean): boolean | undefined =>
  value === undefined ? undefined : test(value);
