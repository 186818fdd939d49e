import { entityType } from '../taxonomy/entity-types.ts';
import { type Form, higher, type Level } from '../taxonomy/levels.ts';
import { addMonths } from './dates.ts';
import { block, blockEntry, flow } from './emit.ts';
import { singular } from './resolve/names.ts';
import { typeOfCategory } from './resolve/required-form.ts';
import type { ResolvedPlaceholder, ResolvedPrompt } from './resolve-model.ts';

/** A prompt of the workspace and the file that holds it, relative to where the policy will stand. */
export interface FoundPrompt {
  readonly path: string;
  readonly resolved: ResolvedPrompt;
}

export interface InitialPolicyOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Name of the organization, if known. */
  readonly organization?: string;
}

/** Most use cases, sources and fields that are written; a person has to read them. */
const MOST = 40;

/**
 * A commented policy from what a workspace contains: a deployment for each platform that is called, a source for each
 * object whose fields are put into prompts, a use case for each folder of prompts with the data that it sends today.
 * Types and names only: no value that stands in a prompt is written. The result parses without errors.
 */
export function initialPolicy(found: readonly FoundPrompt[], options: InitialPolicyOptions): string {
  const health = found.some(({ resolved }) =>
    resolved.values.some(({ category }) => category?.startsWith('user.health_and_medical')),
  );
  const deployments = deploymentsOf(found);
  const sources = sourcesOf(found);
  const sections = [
    [
      '# Which data may be sent to Claude, from which sources, for which purpose, and where to.',
      '# Written from what this workspace contains; every entry is a guess for you to check.',
      'version: 1',
      ...(health
        ? ['# Health data was found. Remove this line if you are not under HIPAA.', 'extends: hipaa']
        : ['# Built-in rules to start from: starter, hipaa, gdpr, support or logs.', 'extends: starter']),
    ],
    organization(options),
    agreements(),
    section(
      'deployments',
      'Where calls go. Name the agreements that cover each, and the highest level of data it may take.',
      deployments,
    ),
    section(
      'sources',
      'Where data comes from. Categories are guessed from names; write `none` for a field without personal data.',
      sources,
    ),
    section(
      'use_cases',
      'Why prompts exist. `needs` lists what is sent today, in the form that suffices: remove what is not needed.',
      useCasesOf(found, options.today),
    ),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const organization = ({ organization: name }: InitialPolicyOptions): string[] => [
  'organization:',
  `  ${block({ name: name ?? 'Name of your organization' })[0]}`,
  '  # Roles: covered-entity, business-associate (HIPAA); controller, processor (GDPR).',
  '  roles: []',
  '  # contact: privacy@example.com',
  '  # review: { every: P3M, last: 2026-01-31 }',
];

const agreements = (): string[] => [
  '# Contracts with those who receive the data: BAA, DPA, SCC, ZDR …',
  'agreements: []',
  '#  - { id: dpa-anthropic, type: DPA, party: Anthropic Ireland Ltd, signed: 2026-01-31, ref: where it is filed }',
];

function section(name: string, comment: string, entries: readonly (readonly string[])[]): string[] {
  if (entries.length === 0) return [`# ${comment}`, `${name}: []`];
  return [`# ${comment}`, `${name}:`, ...entries.slice(0, MOST).flatMap((lines) => lines.map((line) => `  ${line}`))];
}

/** Id of the deployment that a prompt goes to, as far as the code shows; undefined for templates. */
function deploymentId({ prompt }: ResolvedPrompt): string | undefined {
  const { platform, keyEnv } = prompt.request;
  if (!platform || ['unknown', 'other-vendor'].includes(platform.value)) return undefined;
  const key = slug((keyEnv?.value ?? '').replace(/^ANTHROPIC_|_?API_?KEY_?/g, ''));
  return key === '' ? platform.value : `${platform.value}-${key}`;
}

/** One entry for each platform and key that the code shows. */
function deploymentsOf(found: readonly FoundPrompt[]): string[][] {
  const entries = new Map<string, string[]>();
  for (const { resolved } of found) {
    const id = deploymentId(resolved);
    if (id === undefined || entries.has(id)) continue;
    const { platform, keyEnv, region, inferenceGeo } = resolved.prompt.request;
    const match = id === platform!.value ? {} : { match: { env: keyEnv!.value } };
    const where = [inferenceGeo, region].find((fact) => fact?.by === 'literal' || fact?.by === 'constant')?.value;
    entries.set(id, [
      ...blockEntry({
        id,
        platform: platform!.value,
        ...match,
        regions: where && /^[\w-]+$/.test(where) ? [where] : [],
      }),
      '  agreements: []',
      '  # ceiling: confidential',
    ]);
  }
  return [...entries.values()];
}

interface SourceGuess {
  readonly root: string;
  readonly types: Set<string>;
  readonly fields: Map<string, string | undefined>;
  level: Level;
}

/** One entry for each object below which values are read, and one for what stands alone. */
function sourcesOf(found: readonly FoundPrompt[]): string[][] {
  const guesses = new Map<string, SourceGuess>();
  for (const value of placeholdersOf(found)) {
    const root = rootOf(value);
    if (root === undefined) continue;
    const guess = guesses.get(root) ?? { root, types: new Set(), fields: new Map(), level: 'public' };
    guesses.set(root, guess);
    if (value.segment.typeName && /^\w+$/.test(value.segment.typeName)) guess.types.add(value.segment.typeName);
    const path = pathOf(value);
    for (const field of value.record?.fields ?? [])
      if (/^[\w.]+$/.test(field.name)) guess.fields.set(`${root}.${field.name}`, field.category);
    if (!value.record && path && !guess.fields.get(path)) guess.fields.set(path, value.category);
    guess.level = higher(guess.level, value.type ? (entityType(value.type)?.level ?? 'public') : 'public');
  }
  return [...guesses.values()]
    .filter(({ fields }) => [...fields.values()].some((category) => category !== undefined))
    .map(writeSource);
}

function writeSource({ root, types, fields, level }: SourceGuess): string[] {
  const known = [...fields].filter((field): field is [string, string] => field[1] !== undefined && field[1] !== 'user');
  const open = [...fields].filter(([, category]) => category === undefined);
  return [
    ...blockEntry({ id: `app.${slug(root)}`, level }),
    '  subjects: []',
    '  # jurisdictions: [US-TX, DE]; regimes: [hipaa, gdpr]',
    `  match: ${flow({ ...(types.size > 0 ? { types: [...types] } : {}), placeholders: [root] })}`,
    known.length === 0 ? '  fields: {}' : '  fields:',
    ...known
      .slice(0, MOST)
      .flatMap(([path, category]) => block({ [path]: category }))
      .map((line) => `    ${line}`),
    ...open.slice(0, MOST).map(([path]) => `    # ${path}: none`),
  ];
}

interface Folder {
  readonly globs: Set<string>;
  readonly needs: Map<string, Form>;
  readonly deployments: Set<string>;
}

/** Names of folders that say nothing about a purpose. */
const generic = new Set(
  'src lib app apps prompts templates services service server api core utils packages pkg main internal'.split(' '),
);

/** One entry for each folder that holds prompts; folders of one telling name (`prompts/hr`, `src/hr`) share it. */
function useCasesOf(found: readonly FoundPrompt[], today: string): string[][] {
  const folders = new Map<string, Folder>();
  for (const { path, resolved } of found) {
    const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const last = slug(parent.split('/').at(-1) ?? '');
    const id = parent === '' ? 'general' : generic.has(last) ? slug(parent) : last;
    const folder = folders.get(id) ?? { globs: new Set(), needs: new Map(), deployments: new Set() };
    folders.set(id, folder);
    folder.globs.add(parent === '' ? './*' : `${parent}/**`);
    const deployment = deploymentId(resolved);
    if (deployment !== undefined) folder.deployments.add(deployment);
    for (const { category } of placeholdersOf([{ path, resolved }])) {
      const form = typeOfCategory(category)?.form;
      if (category && category !== 'none' && category !== 'user' && form && form !== 'block')
        folder.needs.set(category, form);
    }
  }
  return [...folders].map(([id, folder]) => writeUseCase(id, folder, today));
}

const writeUseCase = (id: string, { globs, needs, deployments }: Folder, today: string): string[] => [
  ...blockEntry({ id, purpose: 'State in one sentence what the answer is used for', status: 'proposed' }),
  '  # legal_basis: { gdpr: contract } or { hipaa: treatment }',
  '  subjects: []',
  // Empty: any deployment. A template does not show where it is sent.
  `  deployments: ${flow([...deployments])}`,
  needs.size === 0 ? '  needs: {}' : '  needs:',
  ...[...needs].flatMap(([category, form]) => block({ [category]: form })).map((line) => `    ${line}`),
  `  prompts: ${flow([...globs])}`,
  `  review: ${flow({ next: addMonths(today, 3) })}`,
];

const placeholdersOf = (found: readonly FoundPrompt[]): ResolvedPlaceholder[] =>
  found.flatMap(({ resolved }) =>
    resolved.values.filter((value): value is ResolvedPlaceholder => value.kind === 'placeholder'),
  );

/** `patient` of `patients[].name`; a path of one word is its own root. */
function rootOf(value: ResolvedPlaceholder): string | undefined {
  const first = value.segment.path?.split('.')[0];
  const name = first?.replace(/\[.*$/, '');
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  return first!.includes('[') ? singular(name) : name;
}

function pathOf(value: ResolvedPlaceholder): string | undefined {
  const root = rootOf(value);
  const rest = value.segment.path?.split('.').slice(1) ?? [];
  const path = [root, ...rest.map((part) => part.replace(/\[.*$/, ''))].join('.');
  return /^[\w.]+$/.test(path) ? path : undefined;
}

const slug = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
