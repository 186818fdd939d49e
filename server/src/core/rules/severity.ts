import type { Policy, Severity } from '../policy/model.ts';
import { lowered, severityFor } from '../policy/severity.ts';
import type { Prompt } from '../prompt.ts';
import type { FindingDraft, RuleMeta } from './rule.ts';

export type Shown = Exclude<Severity, 'off'>;

const steps: readonly Shown[] = ['error', 'warning', 'information', 'hint'];

export const moreSevere = (a: Shown, b: Shown): Shown => (steps.indexOf(a) <= steps.indexOf(b) ? a : b);

/**
 * Severity of a finding; undefined when the policy turns the rule off. What the policy says is final; else the rule's
 * own, lowered by the level of the data (unless fixed) and once more where the parser only guesses that the text
 * reaches Claude.
 */
export function severityOf(meta: RuleMeta, draft: FindingDraft, prompt: Prompt, policy: Policy): Shown | undefined {
  const set = policy.rules[meta.id];
  if (set) return set === 'off' ? undefined : set;
  const base = draft.severity ?? (meta.fixed ? meta.severity : severityFor(meta.severity, draft.level));
  return prompt.confidence === 'possible' ? lowered(base, 1) : base;
}
