import { dirname, posix } from 'node:path';
import { URI } from 'vscode-uri';
import { parsePolicy } from '../core/policy/index.ts';
import type { LoadedPolicy } from './policies.ts';
import { policyFileNames } from './policy-names.ts';
import type { Sources } from './sources.ts';

/** URIs at which the policy of a document without a path may lie, nearest first. */
export function virtualCandidates(uri: string): string[] {
  const parsed = URI.parse(uri);
  const candidates: string[] = [];
  for (let folder = posix.dirname(parsed.path); ; folder = posix.dirname(folder)) {
    for (const name of policyFileNames) candidates.push(parsed.with({ path: posix.join(folder, name) }).toString());
    if (folder === posix.dirname(folder)) return candidates;
  }
}

/** A policy that a client handed over: `extends` reaches other files that it handed over. */
export function virtualPolicy(uri: string, text: string, sources: Sources): LoadedPolicy {
  const { path } = URI.parse(uri);
  const { policy, problems } = parsePolicy(text, uri, (target, from) => {
    const parsed = URI.parse(from);
    const at = parsed.with({ path: posix.resolve(posix.dirname(parsed.path), target) }).toString();
    const document = sources.open(at);
    return document && { uri: at, text: document.text };
  });
  return { policy, problems, path, folder: dirname(path), text, extends: [] };
}
