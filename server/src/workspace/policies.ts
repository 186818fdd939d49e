import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parsePolicy, starterPolicy } from '../core/policy/index.ts';
import type { Policy, PolicyProblem } from '../core/policy/model.ts';
import { isPolicyPath, policyFileNames } from './policy-names.ts';
import type { Sources } from './sources.ts';
import { readText } from './text-file.ts';
import { isInside, toPath, toUri } from './uris.ts';
import { virtualCandidates, virtualPolicy } from './virtual-policy.ts';

/** A policy as it applies to a folder. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  /** Absolute path of the file; undefined: the built-in starter applies. */
  readonly path?: string;
  /** Text of the file as parsed, for features in the policy itself. */
  readonly text: string;
  /** Globs of the policy are relative to this folder. Undefined for the starter: the workspace folder counts. */
  readonly folder?: string;
  /** Files that `extends` brought in: when one changes, so does the policy. */
  readonly extends: readonly string[];
}

export interface Policies {
  /** The policy nearest to the folder of `path`, up to the root of its repository; else the starter. */
  forPath(path: string): LoadedPolicy;
  /** The same for any URI: where there is no disk, policies are found among the open documents. */
  forUri(uri: string): LoadedPolicy | undefined;
  /** Reads one policy file, open documents first. */
  load(path: string): LoadedPolicy;
  /** True when a change of `path` may change a policy or which policy applies. */
  isConcerned(path: string): boolean;
  /** Drops what is cached: after a change of `path`, or of anything. */
  forget(path?: string): void;
}

/** A policy is small; anything larger is refused with a problem at its first line. */
const policyLimit = 2_000_000;

const starter: LoadedPolicy = { policy: starterPolicy, problems: [], text: '', extends: [] };

/**
 * `fixed`: the file that `--policy` names, for every path. `check`: what only a regular-expression engine can say of a
 * policy's patterns.
 */
export function createPolicies(
  sources: Sources,
  fixed?: string,
  check: (policy: Policy) => readonly PolicyProblem[] = () => [],
): Policies {
  const nearest = new Map<string, string | null>();
  const loaded = new Map<string, LoadedPolicy>();
  const load = (path: string): LoadedPolicy => {
    const known = loaded.get(path);
    if (known) return known;
    const policy = checked(readPolicy(path, sources), check);
    loaded.set(path, policy);
    return policy;
  };
  const find = (folder: string): string | null => {
    const known = nearest.get(folder);
    if (known !== undefined) return known;
    if (nearest.size > 10_000) nearest.clear();
    const found = findPolicy(folder, sources, find);
    nearest.set(folder, found);
    return found;
  };
  const loadVirtual = (uri: string, text: string): LoadedPolicy => {
    const policy = loaded.get(uri) ?? checked(virtualPolicy(uri, text, sources), check);
    loaded.set(uri, policy);
    return policy;
  };
  return {
    load,
    forUri(uri) {
      const path = toPath(uri) ?? fixed;
      if (path !== undefined) return this.forPath(path);
      const found = virtualCandidates(uri).find((candidate) => sources.open(candidate));
      return found === undefined ? undefined : loadVirtual(found, sources.open(found)!.text);
    },
    forPath(path) {
      const found = fixed ?? find(dirname(path));
      return found === null ? starter : load(found);
    },
    isConcerned: (path) => isPolicyPath(path) || [...loaded.values()].some((policy) => policy.extends.includes(path)),
    forget(path) {
      nearest.clear();
      if (path === undefined) loaded.clear();
      else for (const [at, policy] of loaded) if (at === path || policy.extends.includes(path)) loaded.delete(at);
    },
  };
}

function findPolicy(folder: string, sources: Sources, find: (parent: string) => string | null): string | null {
  for (const name of policyFileNames) {
    const path = join(folder, name);
    if (existsSync(path) || sources.open(toUri(path))) return path;
  }
  const parent = dirname(folder);
  // The root of a repository ends the search: a file in a home directory must not rule over every project below it.
  return parent === folder || existsSync(join(folder, '.git')) ? null : find(parent);
}

const checked = (loaded: LoadedPolicy, check: (policy: Policy) => readonly PolicyProblem[]): LoadedPolicy => ({
  ...loaded,
  problems: [...loaded.problems, ...check(loaded.policy)],
});

function readPolicy(path: string, sources: Sources): LoadedPolicy {
  const folder = dirname(path);
  const own = readPolicyText(path, sources);
  if ('problem' in own) {
    const problem = {
      span: { start: 0, end: 0 },
      severity: 'error',
      code: 'unreadable',
      message: own.problem,
    } as const;
    return { policy: { ...starterPolicy, uri: toUri(path) }, problems: [problem], path, folder, text: '', extends: [] };
  }
  const brought = new Set<string>();
  const boundary = boundaryOf(folder);
  const { policy, problems } = parsePolicy(own.text, toUri(path), (target, from) => {
    const at = resolve(dirname(toPath(from) ?? path), target);
    if (!/\.ya?ml$/.test(at) || !isReachable(boundary, at)) return undefined;
    brought.add(at);
    const text = readPolicyText(at, sources);
    return 'problem' in text ? undefined : { uri: toUri(at), text: text.text };
  });
  return { policy, problems, path, folder, text: own.text, extends: [...brought] };
}

function readPolicyText(path: string, sources: Sources): { text: string } | { problem: string } {
  const edited = sources.open(toUri(path));
  if (edited && edited.text.length <= policyLimit) return { text: edited.text };
  if (edited)
    return {
      problem:
        'This policy is too large to be read (limit 2 MB). The built-in starter applies: split it with `extends`.',
    };
  const content = readText(path, policyLimit);
  if (content.kind === 'text') return { text: content.text };
  return {
    problem: `This policy is not read: ${content.skip.reason} The built-in starter applies until it is mended.`,
  };
}

/** `extends` reaches files of the same repository, or below the policy's own folder when there is none. */
function boundaryOf(folder: string): string {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, '.git'))) return at;
  return folder;
}

function isReachable(boundary: string, path: string): boolean {
  try {
    return isInside(boundary, path) && isInside(realpathSync(boundary), realpathSync(path));
  } catch {
    // Not there (yet): reading it gives the answer.
    return isInside(boundary, path);
  }
}
