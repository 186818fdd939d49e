import type { Policy } from '../policy/model.ts';
import type { Edit } from './fix.ts';
import type { PolicyTarget } from './policy/index.ts';
import { addItem, entryOf, openPolicy } from './policy/yaml-edit.ts';

/** Replaces a value of the policy file at its path; nothing when it is not there, or stands in a policy that is extended. */
export function replaceValue(policy: Policy, path: string, newText: string): Edit[] {
  const found = policy.locate(path);
  if (!found?.value || (found.uri !== undefined && found.uri !== policy.uri) || policy.uri.startsWith('builtin:'))
    return [];
  return [{ uri: policy.uri, span: found.value, newText }];
}

/** Adds a path to the prompts of a use case. */
export function addPrompt({ policy, policyText }: PolicyTarget, useCase: string, path: string): Edit[] {
  if (policyText === undefined || policy.uri.startsWith('builtin:')) return [];
  const file = openPolicy(policy.uri, policyText);
  const entry = entryOf(file, 'use_cases', useCase);
  const edit = entry && addItem(file, entry, 'prompts', path);
  return edit ? [edit] : [];
}
