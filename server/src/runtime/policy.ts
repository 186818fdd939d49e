import { parsePolicy } from '../core/policy/index.ts';
import type { Policy, UseCase } from '../core/policy/model.ts';
import { PrivacyError } from './errors.ts';

export type { Policy } from '../core/policy/model.ts';

/**
 * The policy in the text of a `prompt-privacy.yaml`. `load` gives the text of a file named by `extends:`; the library
 * reads no files itself. Throws `policy-invalid` with line and mend of each mistake: half a policy must not decide.
 */
export function readPolicy(text: string, load?: (path: string) => string | undefined): Policy {
  const { policy, problems } = parsePolicy(text, 'prompt-privacy.yaml', (target) => {
    const found = load?.(target);
    return found === undefined ? undefined : { uri: target, text: found };
  });
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return policy;
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  const told = errors.slice(0, 5).map(({ span, message }) => `line ${line(span.start)}: ${message}`);
  throw new PrivacyError('policy-invalid', `The policy has ${errors.length} mistakes. ${told.join(' ')}`);
}

/** The use case with this id; undefined when none is named. Throws `use-case-unknown`. */
export function useCaseOf(policy: Policy, id: string | undefined): UseCase | undefined {
  if (id === undefined) return undefined;
  const found = policy.useCases.find((one) => one.id === id);
  if (found) return found;
  throw new PrivacyError('use-case-unknown', `Use case '${id}' is not in the policy.`, { useCase: id });
}
