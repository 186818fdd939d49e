import { combined, generalizing, removalOf } from '../../fixes/index.ts';
import type { ResolvedPrompt, ResolvedValue } from '../../policy/resolve-model.ts';
import type { Rule } from '../rule.ts';
import { sourceOf, valuesOf } from '../scope.ts';
import { isHealthValue, isSent, kindOf, typeName } from '../values.ts';

/** Sweeney (2000): date of birth, sex and ZIP single out most people in the US. Others: WP29 opinion 05/2014 on linking. */
const quasiIdentifiers = new Set([
  'DATE_OF_BIRTH',
  'AGE_90_PLUS',
  'GENDER',
  'POSTAL_CODE_US',
  'POSTAL_CODE',
  'CITY',
  'RACE_ETHNICITY',
  'NATIONALITY',
  'JOB_TITLE',
  'EMPLOYER',
]);

/** Values about one person: of one source, else of one object, else of the written text. */
const subjectKey = (value: ResolvedValue): string => {
  const source = sourceOf(value);
  if (source) return `source ${source.id}`;
  return value.kind === 'placeholder' ? `object ${(value.segment.path ?? '').replace(/\.[^.]*$/, '')}` : 'text';
};

/** Quasi-identifiers of one subject that together single it out: three kinds, or two beside health data. */
function combination(resolved: ResolvedPrompt): ResolvedValue[] {
  const values = valuesOf(resolved).filter((value) => isSent(value) && !value.sent.startsWith('generalize'));
  const health = values.some((value) => value.kind === 'placeholder' && isHealthValue(value));
  const groups = new Map<string, Map<string, ResolvedValue>>();
  for (const value of values) {
    if (!value.type || !quasiIdentifiers.has(value.type)) continue;
    const kinds = groups.get(subjectKey(value)) ?? new Map<string, ResolvedValue>();
    if (!kinds.has(value.type)) kinds.set(value.type, value);
    groups.set(subjectKey(value), kinds);
  }
  return [...([...groups.values()].find((kinds) => kinds.size >= 3 || (kinds.size === 2 && health))?.values() ?? [])];
}

export const identifyingCombination: Rule = {
  meta: {
    id: 'identifying-combination',
    group: 'classification',
    summary: 'Several harmless looking facts together single a person out.',
    severity: 'warning',
    references: ['45 CFR 164.514(b)(2)(ii)', 'GDPR Recital 26', 'LINDDUN: Linking'],
    cwe: [359],
    starter: false,
  },
  check({ resolved }) {
    const values = combination(resolved);
    if (values.length === 0) return [];
    const names = values.map(typeName);
    return [
      {
        span: resolved.prompt.anchor,
        message: `${names.slice(0, -1).join(', ')} and ${names.at(-1)} together single a person out. Generalize or drop one.`,
        related: values.map((value) => ({ span: value.span, message: kindOf(value) })),
      },
    ];
  },
  fixes(_finding, context) {
    const values = combination(context.resolved);
    const enough = values.length - 1;
    const coarser = values.flatMap((value) => generalizing(value, context) ?? []);
    const dropped = values.slice(0, Math.max(1, enough - 1));
    return [
      ...(coarser.length > 0 ? [combined('Generalize what can be generalized', coarser)] : []),
      combined(
        `Remove ${dropped.map(typeName).join(' and ')}`,
        dropped.map((value) => removalOf(value, context)),
      ),
    ].flatMap((fix) => fix ?? []);
  },
};
