import { combined, identifierFix, removalOf } from '../../fixes/index.ts';
import { satisfies } from '../../policy/forms.ts';
import type { ResolvedValue } from '../../policy/resolve-model.ts';
import { longestCovering } from '../../taxonomy/categories.ts';
import { entityType } from '../../taxonomy/entity-types.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { agreementsInForce, healthInformation, isRecord } from '../scope.ts';
import { identifies, isSent, kindOf, typeName, typeOf } from '../values.ts';

/** Every deployment has a BAA in force, and every value is needed and in its form: nothing to say. */
function conforms(values: readonly ResolvedValue[], context: RuleContext): boolean {
  const { useCase, deployments } = context.resolved;
  if (!useCase || deployments.length === 0) return false;
  const needs = Object.keys(useCase.needs);
  return (
    deployments.every((one) => one.hipaaReady !== false && agreementsInForce(one, ['BAA'], context).length > 0) &&
    values.every(
      (value) => !isRecord(value) && longestCovering(needs, value.category!) && satisfies(value.sent, value.required),
    )
  );
}

/** Identifiers that still stand in the prompt as they are, where the prompt holds health information. */
function exposed(context: RuleContext): { identifiers: ResolvedValue[]; health: readonly ResolvedValue[] } | undefined {
  const found = healthInformation(context);
  const identifiers = found?.identifiers.filter((value) => isSent(value) && value.sent === 'keep') ?? [];
  if (!found || identifiers.length === 0) return undefined;
  return conforms([...found.identifiers, ...found.health], context) ? undefined : { identifiers, health: found.health };
}

export const phiInPrompt: Rule = {
  meta: {
    id: 'phi-in-prompt',
    group: 'prompt-text',
    summary: 'Protected health information: an identifier together with health data.',
    severity: 'error',
    fixed: true,
    references: ['45 CFR 160.103', '45 CFR 164.514'],
    cwe: [359],
    starter: false,
  },
  check(context) {
    const found = exposed(context);
    if (!found) return [];
    const { prompt } = context.resolved;
    const first = found.identifiers[0]!;
    const letter = letterOf(first);
    const beside = found.health.find((value) => !identifies(value)) ?? found.health.find((value) => value !== first);
    const rest = found.identifiers.length - 1;
    return [
      {
        span: prompt.anchor,
        message: `PHI: ${typeName(first)}${letter ? ` (HIPAA ${letter})` : ''}${rest > 0 ? ` and ${rest} more` : ''} together with ${beside ? typeName(beside) : 'the record of a patient'}. Tokenize the identifiers.`,
        related: found.identifiers
          .slice(0, 5)
          .map((value) => ({ span: value.span, message: `Identifier: ${kindOf(value)}` })),
      },
    ];
  },
  fixes(_finding, context) {
    const identifiers = exposed(context)?.identifiers ?? [];
    const harmless = identifiers.map((value) => identifierFix(value, context));
    if (identifiers.every(({ kind }) => kind === 'literal')) {
      return [combined('Replace every identifier in this prompt with its label', harmless)].flatMap((fix) => fix ?? []);
    }
    const removed = identifiers.map((value) => removalOf(value, context));
    return [
      combined('Tokenize every identifier in this prompt', harmless),
      combined('Remove every identifier from this prompt', removed),
    ].flatMap((fix) => fix ?? []);
  },
};

const letterOf = (value: ResolvedValue): string | undefined => {
  const letter = (typeOf(value) ?? (value.type ? entityType(value.type) : undefined))?.hipaa?.charAt(0);
  return letter && /[A-R]/.test(letter) ? letter : undefined;
};
