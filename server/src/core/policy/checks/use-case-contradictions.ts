import { covers, longestCovering } from '../../taxonomy/categories.ts';
import { higher, type Level, levels } from '../../taxonomy/levels.ts';
import { isWithheld } from '../forms.ts';
import { permitted } from '../geography.ts';
import type { Deployment, Policy, ResidencyRule, Source, UseCase } from '../model.ts';
import { childPath } from '../parse/path.ts';
import { oneOf, quote } from '../parse/problem.ts';
import { typeOfCategory } from '../resolve/required-form.ts';
import { levelAfter } from '../severity.ts';
import type { Contradiction } from './contradictions.ts';

/** Sources that are alike for the checks here count once: a register may have thousands. */
interface SourceKind extends Pick<Source, 'id' | 'level' | 'subjects' | 'jurisdictions'> {
  readonly categories: readonly string[];
}

/** Pairs of a use case and a kind of source that are compared; beyond it the rest is said not to be. */
const MAX_PAIRS = 2_000_000;

/** Needs that the lists forbid, and deployments that cannot take what the use case needs. */
export function useCaseContradictions(policy: Policy): Contradiction[] {
  const kinds = kindsOf(policy.sources);
  const deployments = new Map(policy.deployments.map((one) => [one.id, one]));
  const compared = Math.floor(MAX_PAIRS / Math.max(1, kinds.length));
  const found = policy.useCases.slice(0, compared).flatMap((useCase, index) => {
    const path = `use_cases[${index}]`;
    const sources = sourcesOf(kinds, useCase);
    const places = useCase.deployments.flatMap((id): Contradiction[] => {
      const deployment = deployments.get(id);
      if (!deployment) return [];
      const messages = [
        aboveCeiling(useCase, deployment, sources),
        outsideResidency(policy, useCase, deployment, sources),
        kept(policy, useCase, deployment),
      ];
      return messages.flatMap((message) => (message ? [{ path: `${path}.deployments`, item: id, message }] : []));
    });
    return [...needs(policy, useCase, path), ...places].map((one) => ({ ...one, useCase: useCase.id }));
  });
  if (compared >= policy.useCases.length) return found;
  const message = `Use cases from '${policy.useCases[compared]!.id}' on are not compared with the ${kinds.length} kinds of sources: there are too many. Split the policy.`;
  return [...found, { path: 'use_cases', message, severity: 'warning' }];
}

function kindsOf(sources: readonly Source[]): SourceKind[] {
  const kinds = new Map<string, SourceKind>();
  for (const { id, level, subjects, jurisdictions, fields } of sources) {
    const categories = [...new Set(Object.values(fields))].filter((category) => category !== 'none').sort();
    const key = JSON.stringify([level, subjects, jurisdictions, categories]);
    if (!kinds.has(key)) kinds.set(key, { id, level, subjects, jurisdictions, categories });
  }
  return [...kinds.values()];
}

/** Sources that hold something the use case needs, about the people it is about. */
function sourcesOf(kinds: readonly SourceKind[], { needs, subjects }: UseCase): SourceKind[] {
  const needed = Object.keys(needs);
  const people = new Set(subjects);
  return kinds.filter(
    (kind) =>
      (people.size === 0 || kind.subjects.some((one) => people.has(one))) &&
      kind.categories.some((category) => longestCovering(needed, category) !== undefined),
  );
}

function needs(policy: Policy, useCase: UseCase, path: string): Contradiction[] {
  return Object.entries(useCase.needs).flatMap(([category, form]): Contradiction[] => {
    const at = { path: childPath(`${path}.needs`, category), removal: `Remove the need for ${category}` };
    if (form === 'block') {
      const message = `${quote(useCase.id)} needs ${category} and blocks it. Remove the need or choose another form.`;
      return [{ ...at, message }];
    }
    const message = isWithheld(form) ? undefined : disallowed(policy, useCase.id, category);
    return message ? [{ ...at, message }] : [];
  });
}

function disallowed({ categories }: Policy, useCase: string, category: string): string | undefined {
  if (longestCovering(categories.prohibited, category) !== undefined) {
    return `${quote(useCase)} needs ${category}, which the policy prohibits. Tokenize it or remove the need.`;
  }
  if (!categories.permitted || longestCovering(categories.permitted, category) !== undefined) return undefined;
  return `${quote(useCase)} needs ${category}, which the policy does not permit. Permit the category or remove the need.`;
}

const holds = ({ categories }: SourceKind, category: string): boolean =>
  categories.some((own) => covers(category, own) || covers(own, category));

function aboveCeiling(
  useCase: UseCase,
  { id, ceiling }: Deployment,
  sources: readonly SourceKind[],
): string | undefined {
  if (!ceiling) return undefined;
  for (const [category, form] of Object.entries(useCase.needs)) {
    const type = typeOfCategory(category);
    let level: Level = type?.level ?? 'public';
    for (const source of sources) if (source.level && holds(source, category)) level = higher(level, source.level);
    const after = levelAfter(level, form, type);
    if (levels.indexOf(after) <= levels.indexOf(ceiling)) continue;
    return `${quote(useCase.id)} needs ${category} as ${form}, which is ${after}; ${quote(id)} takes up to ${ceiling}. Choose another form or deployment.`;
  }
  return undefined;
}

function outsideResidency(
  policy: Policy,
  useCase: UseCase,
  deployment: Deployment,
  sources: readonly SourceKind[],
): string | undefined {
  if (deployment.regions.length === 0 || useCase.determination) return undefined;
  const regions = deployment.inRegion ?? deployment.regions;
  for (const rule of policy.residency) {
    if (rule.permit.length === 0 || regions.some((region) => permitted(region, rule.permit))) continue;
    if (hasMechanism(rule, deployment, policy)) continue;
    const covered = Object.keys(useCase.needs).filter((key) => longestCovering(rule.categories, key) !== undefined);
    for (const source of sources) {
      if (!source.jurisdictions.some((place) => permitted(place, rule.jurisdictions))) continue;
      const category = covered.find((key) => holds(source, key));
      if (!category) continue;
      return `${quote(useCase.id)} needs ${category} from ${quote(source.id)}, which ${rule.rule ?? quote(rule.id)} keeps in ${oneOf(rule.permit)}; ${quote(deployment.id)} processes in ${oneOf(regions)}. Choose another deployment.`;
    }
  }
  return undefined;
}

const agreed = (policy: Policy, deployment: Deployment, types: readonly string[]): boolean =>
  types.length > 0 &&
  policy.agreements.some(({ id, type }) => deployment.agreements.includes(id) && types.includes(type));

const hasMechanism = ({ orMechanism }: ResidencyRule, deployment: Deployment, policy: Policy): boolean =>
  agreed(policy, deployment, orMechanism);

function kept(policy: Policy, useCase: UseCase, deployment: Deployment): string | undefined {
  if (useCase.retention !== 'none' || deployment.zdr || agreed(policy, deployment, ['ZDR'])) return undefined;
  return `${quote(useCase.id)} asks for no retention; ${quote(deployment.id)} has no zero data retention. Add a ZDR agreement or change \`retention\`.`;
}
