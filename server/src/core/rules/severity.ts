import type { Policy, Severity } from '../policy/model.ts';
import type { Prompt } from '../prompt.ts';
import type { Level } from '../taxonomy/levels.ts';
import type { FindingDraft, RuleMeta } from './rule.ts';

export type Shown = Exclude<Severity, 'off'>;

const steps: readonly Shown[] = ['error', 'warning', 'information', 'hint'];

/** Steps that a level lowers a severity: the rules state theirs for restricted data. */
const stepsDown: Readonly<Record<Level, number>> = { restricted: 0, confidential: 1, internal: 2, public: 3 };

/** `count` steps less severe; `hint` is the floor. */
export const lowered = (severity: Shown, count = 1): Shown =>
  steps[Math.min(steps.length - 1, steps.indexOf(severity) + count)]!;

export const moreSevere = (a: Shown, b: Shown): Shown => (steps.indexOf(a) <= steps.indexOf(b) ? a : b);

/**
 * Severity of a finding; undefined when the policy turns the rule off. What the policy says is final; else the rule's
 * own, lowered by the level of the data (unless fixed) and once more where the parser only guesses that the text
 * reaches Claude.
 */
export function severityOf(meta: RuleMeta, draft: FindingDraft, prompt: Prompt, policy: Policy): Shown | undefined {
  const set = policy.rules[meta.id];
  if (set) return set === 'off' ? undefined : set;
  const base =
    draft.severity ?? (meta.fixed || !draft.level ? meta.severity : lowered(meta.severity, stepsDown[draft.level]));
  return prompt.confidence === 'possible' ? lowered(base) : base;
}
