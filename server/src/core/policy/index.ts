import type { Detect } from '../detection/entity.ts';
import type { Prompt } from '../prompt.ts';
import type { Policy, PolicyProblem } from './model.ts';
import type { ResolvedPrompt } from './resolve-model.ts';

/**
 * Parses a policy file. Total: a broken file gives what could be read and a problem at each mistake.
 * `load` gives the text of a file named by `extends:`, relative to `uri`; undefined when there is none.
 */
export function parsePolicy(
  _text: string,
  uri: string,
  _load: (target: string, from: string) => { uri: string; text: string } | undefined,
): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] } {
  return { policy: { ...starterPolicy, uri }, problems: [] };
}

/** The built-in policy that applies without a file. */
export const starterPolicy: Policy = {
  version: 1,
  uri: 'builtin:starter',
  revision: 'starter',
  classification: { levels: ['public', 'internal', 'confidential', 'restricted'], unclassified: 'restricted' },
  agreements: [],
  deployments: [],
  categories: { prohibited: [], defaultForm: {} },
  sources: [],
  useCases: [],
  residency: [],
  audit: { functions: [] },
  scrub: { functions: ['tokenize', 'scrub', 'project', 'generalize'], tokenFormat: '[{TYPE}_{n}]' },
  tokenization: {},
  calls: [],
  recognizers: [],
  allow: { values: [], patterns: [], scopes: [] },
  samples: {},
  rules: {},
  files: { include: [], exclude: [], maxSize: 1_000_000, experiments: [] },
  exceptions: [],
  locate: () => undefined,
};

/** What a prompt carries, why it exists and where it goes, as the policy sees it. */
export function resolvePrompt(
  prompt: Prompt,
  context: { readonly policy: Policy; readonly path: string; readonly today: string; readonly detect: Detect },
): ResolvedPrompt {
  return {
    prompt,
    useCaseReason: 'no use case matches',
    deployments: context.policy.deployments,
    deploymentReason: 'all deployments of the policy',
    values: [],
    level: { before: 'public', after: 'public' },
  };
}
