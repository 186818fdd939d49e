import type { Detect } from '../../detection/entity.ts';
import type { Prompt } from '../../prompt.ts';
import { entityType } from '../../taxonomy/entity-types.ts';
import { stronger } from '../forms.ts';
import type { Policy } from '../model.ts';
import type { ResolvedPrompt, ResolvedValue } from '../resolve-model.ts';
import { highest, levelAfter } from '../severity.ts';
import { chooseDeployments } from './deployments.ts';
import { resolveLiterals } from './literal.ts';
import { resolvePlaceholder } from './placeholder.ts';
import { chooseUseCase } from './use-case.ts';

/** What a prompt carries, why it exists and where it goes, as the policy sees it. Total and linear in the prompt. */
export function resolvePrompt(
  prompt: Prompt,
  context: { readonly policy: Policy; readonly path: string; readonly today: string; readonly detect: Detect },
): ResolvedPrompt {
  const { policy, path } = context;
  const choice = chooseUseCase(prompt, policy, path);
  const guarded = prompt.request.guarded === true;
  const values = prompt.parts.flatMap((part): ResolvedValue[] => {
    const placeholders = part.segments.flatMap((segment) => {
      if (segment.kind !== 'placeholder' || segment.unprinted) return [];
      const value = resolvePlaceholder(segment, part, choice.useCase, policy);
      // A wrapped client brings every value into the form that is required of it.
      return [guarded ? { ...value, sent: stronger(value.sent, value.required) } : value];
    });
    return [...placeholders, ...resolveLiterals(part, prompt, choice.useCase, context)];
  });
  values.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const counted = values.filter(counts);
  return {
    prompt,
    ...choice,
    ...chooseDeployments(prompt, choice.useCase, policy, path),
    values,
    level: {
      before: highest(counted.map(({ level }) => level)),
      after: highest(
        counted.map(({ level, sent, type }) => levelAfter(level, sent, type ? entityType(type) : undefined)),
      ),
    },
  };
}

/** Places where data is read from, as opposed to names that only may hold some. */
const dataSources = new Set(['query', 'http', 'file', 'record', 'request']);

/**
 * What raises the level of a prompt. A reserved example value is nobody's. A placeholder of which nothing is known but an
 * untelling name (`{{ tone }}`) is a finding of its own and does not make every prompt restricted.
 */
function counts(value: ResolvedValue): boolean {
  if (value.kind === 'literal') return !value.entity.reserved && value.entity.score >= 0.5;
  if (value.category !== undefined || value.source) return true;
  return (value.segment.flow ?? []).some(({ source }) => source !== undefined && dataSources.has(source.kind));
}
