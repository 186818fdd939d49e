import { covers, longestCovering } from '../../taxonomy/categories.ts';
import { type Level, levels } from '../../taxonomy/levels.ts';
import { isWithheld } from '../forms.ts';
import { permitted } from '../geography.ts';
import type { Deployment, Policy, PolicyProblem, ResidencyRule, Source, UseCase } from '../model.ts';
import { childPath } from '../parse/path.ts';
import { oneOf, problem, quote } from '../parse/problem.ts';
import { typeOfCategory } from '../resolve/required-form.ts';
import { levelAfter } from '../severity.ts';
import { removalOf } from './removal.ts';

/** Two statements of a policy that cannot both be kept. */
export interface Contradiction {
  readonly message: string;
  /** Where it stands, for `policy.locate`. */
  readonly path: string;
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
    ...policy.useCases.flatMap((_, index) => ofUseCase(policy, index)),
    ...ofLevels(policy),
  ];
}

export function checkContradictions(policy: Policy, text: string): PolicyProblem[] {
  return contradictionsOf(policy).flatMap(({ path, message, severity, removal }) => {
    const place = policy.locate(path);
    const span = place?.key ?? place?.value;
    if (!span || place?.uri) return [];
    const entry = { start: span.start, end: Math.max(span.end, place?.value?.end ?? 0) };
    const fix = removal ? { title: removal, span: removalOf(text, entry), newText: '' } : undefined;
    return [problem('contradiction', span, message, { severity, fix })];
  });
}

function amongCategories({ categories: { permitted: allowed = [], prohibited } }: Policy): Contradiction[] {
  return allowed.flatMap((key, index): Contradiction[] => {
    const parent = longestCovering(prohibited, key);
    if (parent === undefined) return [];
    const how = parent === key ? 'also prohibited' : `below ${quote(parent)}, which is prohibited`;
    return [
      {
        path: `categories.permitted[${index}]`,
        message: `${quote(key)} is permitted and ${how}; prohibited wins. Remove one.`,
        removal: `No longer permit ${quote(key)}`,
      },
    ];
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
  deployment.regions.forEach((region, number) => {
    if (!possible || possible.includes(region)) return;
    const message = `On ${deployment.platform} requests cannot be kept in ${quote(region)}: it takes ${oneOf(possible.slice(0, 2))}. Use Bedrock or Google Cloud for other regions.`;
    found.push({ path: `${path}.regions[${number}]`, message });
  });
  deployment.inRegion?.forEach((region, number) => {
    if (deployment.regions.length === 0 || permitted(region, deployment.regions)) return;
    found.push({
      path: `${path}.in_region[${number}]`,
      message: `${quote(region)} is not in ${oneOf(deployment.regions)}. \`in_region\` narrows \`regions\`.`,
      removal: `Remove ${quote(region)}`,
    });
  });
  return found;
}

function ofUseCase(policy: Policy, index: number): Contradiction[] {
  const useCase = policy.useCases[index]!;
  const path = `use_cases[${index}]`;
  const needs = Object.entries(useCase.needs).flatMap(([category, form]): Contradiction[] => {
    const at = childPath(`${path}.needs`, category);
    if (form === 'block')
      return [
        {
          path: at,
          message: `${quote(useCase.id)} needs ${category} and blocks it. Remove the need or choose another form.`,
          removal: `Remove the need for ${category}`,
        },
      ];
    if (isWithheld(form)) return [];
    const message = disallowed(policy, useCase.id, category);
    return message ? [{ path: at, message, removal: `Remove the need for ${category}` }] : [];
  });
  const sources = sourcesOf(policy, useCase);
  const places = useCase.deployments.flatMap((id, number): Contradiction[] => {
    const deployment = policy.deployments.find((one) => one.id === id);
    if (!deployment) return [];
    const at = `${path}.deployments[${number}]`;
    return [
      ...aboveCeiling(useCase, deployment, sources),
      ...outsideResidency(policy, useCase, deployment, sources),
      ...kept(policy, useCase, deployment),
    ].map((message) => ({ path: at, message }));
  });
  return [...needs, ...places].map((one) => ({ ...one, useCase: useCase.id }));
}

function disallowed({ categories }: Policy, useCase: string, category: string): string | undefined {
  const forbidden = longestCovering(categories.prohibited, category);
  if (forbidden !== undefined)
    return `${quote(useCase)} needs ${category}, which the policy prohibits. Tokenize it or remove the need.`;
  if (!categories.permitted || longestCovering(categories.permitted, category) !== undefined) return undefined;
  return `${quote(useCase)} needs ${category}, which the policy does not permit. Permit the category or remove the need.`;
}

/** Sources that hold something the use case needs, about the people it is about. */
function sourcesOf(policy: Policy, useCase: UseCase): Source[] {
  const needed = Object.keys(useCase.needs);
  return policy.sources.filter((source) => {
    const people = useCase.subjects.length === 0 || source.subjects.some((one) => useCase.subjects.includes(one));
    return people && Object.values(source.fields).some((category) => longestCovering(needed, category) !== undefined);
  });
}

const holds = (source: Source, category: string): boolean =>
  Object.values(source.fields).some((own) => covers(category, own) || covers(own, category));

function aboveCeiling(useCase: UseCase, deployment: Deployment, sources: readonly Source[]): string[] {
  const { ceiling } = deployment;
  if (!ceiling) return [];
  for (const [category, form] of Object.entries(useCase.needs)) {
    const type = typeOfCategory(category);
    const given: (Level | undefined)[] = [
      type?.level,
      ...sources.filter((source) => holds(source, category)).map(({ level }) => level),
    ];
    const level = levels[Math.max(...given.map((one) => (one ? levels.indexOf(one) : 0)))]!;
    const after = levelAfter(level, form, type);
    if (levels.indexOf(after) <= levels.indexOf(ceiling)) continue;
    return [
      `${quote(useCase.id)} needs ${category} as ${form}, which is ${after}; ${quote(deployment.id)} takes up to ${ceiling}. Choose another form or deployment.`,
    ];
  }
  return [];
}

function outsideResidency(
  policy: Policy,
  useCase: UseCase,
  deployment: Deployment,
  sources: readonly Source[],
): string[] {
  if (deployment.regions.length === 0) return [];
  const regions = deployment.inRegion ?? deployment.regions;
  for (const rule of policy.residency) {
    if (rule.permit.length === 0 || useCase.determination || hasMechanism(rule, deployment, policy)) continue;
    const source = sources.find((one) => one.jurisdictions.some((place) => permitted(place, rule.jurisdictions)));
    const category =
      source &&
      Object.keys(useCase.needs).find(
        (key) => holds(source, key) && longestCovering(rule.categories, key) !== undefined,
      );
    if (!category || regions.some((region) => permitted(region, rule.permit))) continue;
    return [
      `${quote(useCase.id)} needs ${category} from ${quote(source.id)}, which ${rule.rule ?? quote(rule.id)} keeps in ${oneOf(rule.permit)}; ${quote(deployment.id)} processes in ${oneOf(regions)}. Choose another deployment.`,
    ];
  }
  return [];
}

const hasMechanism = (rule: ResidencyRule, deployment: Deployment, policy: Policy): boolean =>
  rule.orMechanism.length > 0 &&
  policy.agreements.some(({ id, type }) => deployment.agreements.includes(id) && rule.orMechanism.includes(type));

function kept(policy: Policy, useCase: UseCase, deployment: Deployment): string[] {
  if (useCase.retention !== 'none' || deployment.zdr) return [];
  const agreed = policy.agreements.some(({ id, type }) => type === 'ZDR' && deployment.agreements.includes(id));
  return agreed
    ? []
    : [
        `${quote(useCase.id)} asks for no retention; ${quote(deployment.id)} has no zero data retention. Add a ZDR agreement or change \`retention\`.`,
      ];
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
