import type { Prompt } from '../../prompt.ts';
import { matchesGlob } from '../glob.ts';
import type { Policy, UseCase } from '../model.ts';

export interface UseCaseChoice {
  readonly useCase?: UseCase;
  /** The id that the prompt names, known or not. */
  readonly useCaseId?: string;
  readonly useCaseReason: string;
}

const said = {
  'call-comment': 'comment at the call',
  'front-matter': 'front matter',
  'file-comment': 'comment in the file',
} as const;

/** A comment at the call, then front matter, then a comment in the file (the parser has chosen among them), then globs: the last match wins. */
export function chooseUseCase(prompt: Prompt, policy: Policy, path: string): UseCaseChoice {
  if (prompt.useCase) {
    const { id, by } = prompt.useCase;
    const useCase = policy.useCases.find((one) => one.id === id);
    const reason = useCase ? said[by] : `${said[by]} names '${id}', which is not in the policy`;
    return { ...(useCase ? { useCase } : {}), useCaseId: id, useCaseReason: reason };
  }
  for (let index = policy.useCases.length - 1; index >= 0; index--) {
    const useCase = policy.useCases[index]!;
    const glob = useCase.prompts.find((one) => matchesGlob(one, path));
    if (glob) return { useCase, useCaseId: useCase.id, useCaseReason: `glob ${glob}` };
  }
  return { useCaseReason: policy.useCases.length > 0 ? 'no use case matches' : 'the policy has no use cases' };
}
