import { combined, policyFixes, removalOf, requiredForm } from '../../fixes/index.ts';
import type { Deployment } from '../../policy/model.ts';
import type { ResolvedPrompt, ResolvedValue } from '../../policy/resolve-model.ts';
import { levelAfter } from '../../policy/severity.ts';
import { type Form, type Level, levels } from '../../taxonomy/levels.ts';
import type { Rule } from '../rule.ts';
import { listOf, valuesOf } from '../scope.ts';
import { kindOf, typeOf } from '../values.ts';

const above = (level: Level, ceiling: Level): boolean => levels.indexOf(level) > levels.indexOf(ceiling);

const exceeded = ({ deployments, level }: ResolvedPrompt): Deployment[] =>
  deployments.filter(({ ceiling }) => ceiling !== undefined && above(level.after, ceiling));

/** The values that hold a prompt's level up, after their forms are applied. */
const raising = (resolved: ResolvedPrompt): ResolvedValue[] =>
  valuesOf(resolved).filter((value) => levelAfter(value.level, value.sent, typeOf(value)) === resolved.level.after);

export const levelAboveCeiling: Rule = {
  meta: {
    id: 'level-above-ceiling',
    group: 'classification',
    summary: 'The prompt is classified higher than its deployment may take.',
    severity: 'error',
    references: ['ISO/IEC 27001:2022 A.5.12', 'ISO/IEC 27001:2022 A.8.12'],
    cwe: [201],
    starter: false,
  },
  check({ resolved }) {
    const over = exceeded(resolved);
    if (over.length === 0) return [];
    const names = over.map(({ id, ceiling }) => `'${id}' takes up to ${ceiling}`);
    return [
      {
        span: resolved.prompt.anchor,
        message: `Prompt is ${resolved.level.after} after scrubbing; ${listOf(names)}. Scrub more, or send it elsewhere.`,
        level: resolved.level.after,
        related: raising(resolved)
          .slice(0, 8)
          .map((value) => ({ span: value.span, message: `Raises the level: ${kindOf(value)}` })),
      },
    ];
  },
  fixes(_finding, context) {
    const values = raising(context.resolved);
    const lowers = values.every((value) => levelAfter(value.level, lowering(value), typeOf(value)) !== value.level);
    const scrubbed = lowers ? values.map((value) => requiredForm(value, context)) : [];
    const removed = values.map((value) => removalOf(value, context));
    return [
      combined('Apply the required form to what raises the level', scrubbed),
      combined('Remove what raises the level', removed),
    ]
      .flatMap((fix) => fix ?? [])
      .concat(policyFixes.otherDeployment(context, levelAboveCeiling.check));
  },
};

/** The form that `requiredForm` gives a value: its own, or a token where that is only for people to write. */
const lowering = ({ required }: ResolvedValue): Form => (required === 'keep' ? 'tokenize' : required);
