import { addMonths } from '../../policy/dates.ts';
import { block, blockEntry, type Value } from '../../policy/emit.ts';
import type { Policy, PolicyException } from '../../policy/model.ts';
import type { YamlMap } from '../../policy/parse/nodes.ts';
import { policyShape } from '../../policy/schema/definition.ts';
import type { Form, Level } from '../../taxonomy/levels.ts';
import type { Edit } from '../fix.ts';
import {
  addEntry,
  addItem,
  child,
  childMap,
  entryOf,
  openPolicy,
  type PolicyText,
  putSection,
  setInner,
  setKey,
} from './yaml-edit.ts';

/**
 * Edits of the policy file, computed from its text. They keep its comments and layout. Where there is no policy file a
 * new one is written at `newPolicyUri`; without either there is nothing to edit and the list is empty. An entry that
 * stands in a policy that is extended is not changed from here.
 */
export interface PolicyTarget {
  readonly policy: Policy;
  readonly policyText?: string;
  readonly newPolicyUri?: string;
}

const order = Object.keys(policyShape.fields);

type Entry = { readonly [key: string]: Value | undefined };

export interface NewSource {
  readonly id: string;
  readonly level?: Level;
  readonly types?: readonly string[];
  readonly placeholders?: readonly string[];
  readonly tables?: readonly string[];
  readonly calls?: readonly string[];
  readonly files?: readonly string[];
  /** Path to category or `none`; guesses, for a person to check. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Adds a source with its guessed fields. */
export function classifySource(target: PolicyTarget, source: NewSource): Edit[] {
  const { id, level, fields, ...match } = source;
  const named = Object.fromEntries(Object.entries(match).filter(([, names]) => names && names.length > 0));
  const matched = Object.keys(named).length > 0 ? { match: named as Entry } : {};
  return addTo(target, 'sources', {
    id,
    level: level ?? target.policy.classification.unclassified,
    ...matched,
    fields,
  });
}

/** Binds a path to a category (or `none`) of a source that exists, and its root to the placeholders of that source. */
export function bindPlaceholder(target: PolicyTarget, source: string, path: string, category: string): Edit[] {
  return inEntry(target, 'sources', source, (file, entry) => {
    const root = path.split(/[.[]/)[0]!;
    const field = setInner(file, entry, 'fields', path, category);
    const known = target.policy.sources.find((one) => one.id === source)?.match.placeholders.includes(root) ?? false;
    const match = childMap(entry, 'match');
    if (known) return [field];
    return [
      field,
      match ? addItem(file, match, 'placeholders', root) : setKey(file, entry, 'match', { placeholders: [root] }),
    ];
  });
}

/** Sources that template variables without a source of their own are listed under: with and without personal data. */
const inputs = { personal: 'prompt.inputs', none: 'prompt.settings' } as const;

/** Says what a placeholder that belongs to no source carries: a category, or `none` for no personal data. */
export function mapPlaceholder(target: PolicyTarget, path: string, category: string): Edit[] {
  const id = category === 'none' ? inputs.none : inputs.personal;
  if (target.policy.sources.some((source) => source.id === id)) return bindPlaceholder(target, id, path, category);
  const level: Level = category === 'none' ? 'internal' : target.policy.classification.unclassified;
  return classifySource(target, { id, level, placeholders: [path.split(/[.[]/)[0]!], fields: { [path]: category } });
}

/** Adds a category to what a use case needs, or changes the form of one that is there. */
export const addNeed = (target: PolicyTarget, useCase: string, category: string, form: Form): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => [setInner(file, entry, 'needs', category, form)]);

export const addPermitted = (target: PolicyTarget, category: string): Edit[] =>
  inSection(target, 'categories', { permitted: [category] }, (file, map) => addItem(file, map, 'permitted', category));

/** Counts a function of the user's as a sanitizer. The built-in names stay listed when the list is new. */
export const addSanitizer = (target: PolicyTarget, name: string): Edit[] =>
  inSection(target, 'scrub', { functions: [...target.policy.scrub.functions, name] }, (file, map) =>
    child(map, 'functions')
      ? addItem(file, map, 'functions', name)
      : setKey(file, map, 'functions', [...target.policy.scrub.functions, name]),
  );

export const addAuditFunction = (target: PolicyTarget, name: string): Edit[] =>
  inSection(target, 'audit', { functions: [name] }, (file, map) => addItem(file, map, 'functions', name));

/** Adds an exception; a reason and an end are part of it. */
export const addException = (
  target: PolicyTarget,
  exception: Omit<PolicyException, 'kind'> & { kind?: PolicyException['kind'] },
): Edit[] =>
  addTo(target, 'exceptions', {
    rule: exception.rule,
    use_case: exception.useCase,
    category: exception.category,
    paths: exception.paths,
    reason: exception.reason,
    kind: exception.kind,
    approved_by: exception.approvedBy,
    expires: exception.expires,
  });

/** Adds an agreement to be completed and names it in the deployment. */
export function addAgreementStub(target: PolicyTarget, deployment: string, type: string, party: string): Edit[] {
  const taken = new Set(target.policy.agreements.map(({ id }) => id));
  const base = `${type.toLowerCase()}-${deployment}`;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  const named = inEntry(target, 'deployments', deployment, (file, entry) => [addItem(file, entry, 'agreements', id)]);
  return named.length === 0 ? [] : [...addTo(target, 'agreements', { id, type, party, ref: 'to be filed' }), ...named];
}

export const addAssurance = (target: PolicyTarget, deployment: string, name: string, date: string): Edit[] =>
  inEntry(target, 'deployments', deployment, (file, entry) => [
    addItem(file, entry, 'assurances', { name, date, ref: 'to be filed' }),
  ]);

export const addDeployment = (
  target: PolicyTarget,
  deployment: { id: string; platform: string; regions?: readonly string[] },
): Edit[] =>
  addTo(target, 'deployments', { id: deployment.id, platform: deployment.platform, regions: deployment.regions });

/** Records a review on `today`; the next one is due after `months`. */
export const setReviewed = (target: PolicyTarget, useCase: string, today: string, months = 3): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => {
    const next = addMonths(today, months);
    const review = childMap(entry, 'review');
    if (!review) return [setKey(file, entry, 'review', { last: today, next })];
    return [setKey(file, review, 'last', today), setKey(file, review, 'next', next)];
  });

export const setStatus = (target: PolicyTarget, useCase: string, status: 'proposed' | 'approved'): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => [setKey(file, entry, 'status', status)]);

export const setPurpose = (target: PolicyTarget, useCase: string, purpose: string): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => [setKey(file, entry, 'purpose', purpose)]);

export const setLegalBasis = (
  target: PolicyTarget,
  useCase: string,
  law: 'gdpr' | 'special' | 'hipaa' | 'assessment',
  basis: string,
): Edit[] => inEntry(target, 'use_cases', useCase, (file, entry) => [setInner(file, entry, 'legal_basis', law, basis)]);

export const setDpia = (target: PolicyTarget, useCase: string, reference: string): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => [setKey(file, entry, 'dpia', reference)]);

export const setDetermination = (
  target: PolicyTarget,
  useCase: string,
  method: string,
  date: string,
  author: string,
): Edit[] =>
  inEntry(target, 'use_cases', useCase, (file, entry) => [
    setKey(file, entry, 'determination', { method, date, author }),
  ]);

export interface NewUseCase {
  readonly id: string;
  readonly purpose?: string;
  readonly prompts: readonly string[];
  readonly needs?: Readonly<Record<string, Form>>;
}

/** Adds a use case that is proposed, for a person to complete. */
export const createUseCase = (target: PolicyTarget, useCase: NewUseCase): Edit[] =>
  addTo(target, 'use_cases', {
    id: useCase.id,
    purpose: useCase.purpose ?? 'State in one sentence what the answer is used for',
    status: 'proposed',
    needs: useCase.needs ?? {},
    prompts: useCase.prompts,
  });

function addTo(target: PolicyTarget, section: string, entry: Entry): Edit[] {
  const file = fileOf(target);
  if (file) return [addEntry(file, section, entry, order)];
  return created(target, [`${section}:`, ...blockEntry(entry).map((line) => `  ${line}`)]);
}

function inSection(
  target: PolicyTarget,
  section: string,
  fresh: Entry,
  edit: (file: PolicyText, map: YamlMap) => Edit | undefined,
): Edit[] {
  const file = fileOf(target);
  const lines = [`${section}:`, ...block(fresh).map((line) => `  ${line}`)];
  if (!file) return created(target, lines);
  const map = childMap(file.root, section);
  if (!map) return [putSection(file, section, lines, order)];
  const made = edit(file, map);
  return made ? [made] : [];
}

function inEntry(
  target: PolicyTarget,
  section: string,
  id: string,
  edit: (file: PolicyText, entry: YamlMap) => readonly (Edit | undefined)[],
): Edit[] {
  const file = fileOf(target);
  const entry = file && entryOf(file, section, id);
  return entry ? edit(file, entry).filter((one) => one !== undefined) : [];
}

const fileOf = ({ policy, policyText }: PolicyTarget): PolicyText | undefined =>
  policyText === undefined || policy.uri.startsWith('builtin:') ? undefined : openPolicy(policy.uri, policyText);

function created({ policyText, newPolicyUri }: PolicyTarget, lines: readonly string[]): Edit[] {
  if (policyText !== undefined || newPolicyUri === undefined) return [];
  const newText = ['version: 1', 'extends: starter', '', ...lines, ''].join('\n');
  return [{ uri: newPolicyUri, create: true, span: { start: 0, end: 0 }, newText }];
}
