import { policyFixes } from '../../fixes/index.ts';
import type { ResolvedPrompt } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { isHandedOn, useCaseLine } from '../values.ts';

/** What is missing between a prompt and its purpose; undefined: nothing. */
function problem({ resolved }: RuleContext): string | undefined {
  const { useCase, useCaseId } = resolved;
  const named = useCaseId ?? resolved.prompt.useCase?.id;
  if (useCase)
    return useCase.purpose?.trim() ? undefined : `Use case '${useCase.id}' has no purpose. Write down what it is for.`;
  if (named) return `Use case '${named}' is not in the policy. Add it, or name one that is.`;
  if (onlyHandsOn(resolved)) return undefined;
  return 'This prompt is not tied to a use case. Choose one, or create it.';
}

/** A function that anybody may call with any prompt has no purpose of its own: its callers have. */
const onlyHandsOn = ({ prompt, values }: ResolvedPrompt): boolean =>
  prompt.handsOn !== undefined && values.every((value) => value.kind === 'placeholder' && isHandedOn(value, prompt));

export const noUseCase: Rule = {
  meta: {
    id: 'no-use-case',
    group: 'governance',
    summary: 'Nobody has said what the prompt is for.',
    severity: 'warning',
    references: ['GDPR Art. 5(1)(b)', 'GDPR Art. 30(1)(b)'],
    cwe: [],
    starter: false,
  },
  check(context): FindingDraft[] {
    const message = problem(context);
    if (!message) return [];
    const { prompt, useCase } = context.resolved;
    const related = useCase ? useCaseLine(context.policy, useCase) : [];
    return [{ span: useCase ? prompt.anchor : (prompt.useCase?.span ?? prompt.anchor), message, related }];
  },
  fixes: (_finding, context) =>
    context.resolved.useCase ? policyFixes.purpose(context) : policyFixes.chooseUseCase(context),
};
