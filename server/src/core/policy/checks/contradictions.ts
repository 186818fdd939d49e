import { longestCovering } from '../../taxonomy/categories.ts';
import type { Level } from '../../taxonomy/levels.ts';
import { permitted } from '../geography.ts';
import type { Deployment, Policy, PolicyProblem } from '../model.ts';
import { oneOf, problem, quote } from '../parse/problem.ts';
import { removalOf } from './removal.ts';
import { useCaseContradictions } from './use-case-contradictions.ts';

/** Two statements of a policy that cannot both be kept. */
export interface Contradiction {
  readonly message: string;
  /** Where it stands, for `policy.locate`; with `item` the list that holds that word. */
  readonly path: string;
  readonly item?: string;
  /** The use case whose prompts it concerns; undefined when it concerns all. */
  readonly useCase?: string;
  readonly severity?: 'warning';
  /** Title of the mend that removes the entry at `path`, where that settles it. */
  readonly removal?: string;
}

/** Every contradiction of a policy, in its order. */
export function contradictionsOf(policy: Policy): Contradiction[] {
  return [
    ...amongCategories(policy),
    ...policy.deployments.flatMap(ofDeployment),
    ...useCaseContradictions(policy),
    ...ofLevels(policy),
  ];
}

export function checkContradictions(policy: Policy, text: string): PolicyProblem[] {
  return contradictionsOf(policy)
    .slice(0, MAX_CONTRADICTIONS)
    .flatMap(({ path, item, message, severity, removal }) => {
      const place = item === undefined ? policy.locate(path) : locateItem(policy, path, item, text);
      const span = place?.key ?? place?.value;
      if (!span || place?.uri) return [];
      const entry = { start: span.start, end: Math.max(span.end, place?.value?.end ?? 0) };
      const fix = removal ? { title: removal, span: removalOf(text, entry), newText: '' } : undefined;
      return [problem('contradiction', span, message, { severity, fix })];
    });
}

/** A policy with more is listed no further. */
const MAX_CONTRADICTIONS = 500;

/** The item of a list that says `item`: the model holds each once and leaves mistakes out, so indexes may differ. */
function locateItem(policy: Policy, path: string, item: string, text: string): ReturnType<Policy['locate']> {
  for (let index = 0; ; index++) {
    const place = policy.locate(`${path}[${index}]`);
    if (!place?.value) return policy.locate(path);
    const written = text.slice(place.value.start, place.value.end).replace(/^(["'])(.*)\1$/, '$2');
    if (place.uri || written === item) return place;
  }
}

function amongCategories({ categories: { permitted: allowed = [], prohibited } }: Policy): Contradiction[] {
  return allowed.flatMap((key): Contradiction[] => {
    const parent = longestCovering(prohibited, key);
    if (parent === undefined) return [];
    const how = parent === key ? 'also prohibited' : `below ${quote(parent)}, which is prohibited`;
    const message = `${quote(key)} is permitted and ${how}; prohibited wins. Remove one.`;
    return [{ path: 'categories.permitted', item: key, message, removal: `No longer permit ${quote(key)}` }];
  });
}

/** Places that a platform can pin requests to, where these are few. */
const pins: Partial<Record<Deployment['platform'], readonly string[]>> = {
  'claude-api': ['us', 'global', 'US'],
  'claude-aws': ['us', 'global', 'US'],
  foundry: ['us', 'global', 'US'],
};

function ofDeployment(deployment: Deployment, index: number): Contradiction[] {
  const found: Contradiction[] = [];
  const possible = pins[deployment.platform];
  const path = `deployments[${index}]`;
  deployment.regions.forEach((region) => {
    if (!possible || possible.includes(region)) return;
    const message = `On ${deployment.platform} requests cannot be kept in ${quote(region)}: it takes ${oneOf(possible.slice(0, 2))}. Use Bedrock or Google Cloud for other regions.`;
    found.push({ path: `${path}.regions`, item: region, message });
  });
  deployment.inRegion?.forEach((region) => {
    if (deployment.regions.length === 0 || permitted(region, deployment.regions)) return;
    found.push({
      path: `${path}.in_region`,
      item: region,
      message: `${quote(region)} is not in ${oneOf(deployment.regions)}. \`in_region\` narrows \`regions\`.`,
      removal: `Remove ${quote(region)}`,
    });
  });
  return found;
}

function ofLevels({ classification, sources, deployments }: Policy): Contradiction[] {
  const used = classification.levels;
  const found: Contradiction[] = [];
  const check = (level: Level | undefined, path: string) => {
    if (level && !used.includes(level))
      found.push({ path, message: `${quote(level)} is not among the levels in use: ${oneOf(used)}.` });
  };
  check(classification.unclassified, 'classification.unclassified');
  for (const [index, { level }] of sources.entries()) check(level, `sources[${index}].level`);
  for (const [index, { ceiling }] of deployments.entries()) check(ceiling, `deployments[${index}].ceiling`);
  return found;
}
