import { bindingFixes } from '../../fixes/index.ts';
import type { ResolvedPlaceholder, ResolvedPrompt } from '../../policy/resolve-model.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { isHandedOn, placeholderAt, placeholdersOf, quotedName, relatedFlow } from '../values.ts';

/** Where a value came from outside: what a policy is expected to list under `sources`. */
const external = new Set(['query', 'http', 'file', 'request', 'record']);

const cameFrom = ({ segment }: ResolvedPlaceholder) => segment.flow?.find((step) => step.source)?.source;

const isUnbound = (value: ResolvedPlaceholder, { prompt }: ResolvedPrompt): boolean => {
  const kind = cameFrom(value)?.kind;
  return (
    !value.source &&
    !isHandedOn(value, prompt) &&
    value.part.kind !== 'metadata' &&
    value.by !== 'policy' &&
    value.category !== 'none' &&
    value.sent === 'keep' &&
    kind !== 'constant' &&
    kind !== 'environment'
  );
};

export const unclassifiedSource: Rule = {
  meta: {
    id: 'unclassified-source',
    group: 'classification',
    summary: 'Data reaches a prompt from a source that the policy does not list.',
    severity: 'warning',
    references: ['ISO/IEC 27001:2022 A.5.12'],
    cwe: [201],
    starter: false,
  },
  check: ({ resolved, policy }) =>
    placeholdersOf(resolved)
      .filter((value) => isUnbound(value, resolved))
      .map((value): FindingDraft => {
        const kind = cameFrom(value)?.kind;
        const telling = value.category !== undefined || (kind !== undefined && external.has(kind));
        const message = telling
          ? `${quotedName(value)} has no data source in the policy. Treated as ${policy.classification.unclassified}.`
          : `Placeholder ${quotedName(value)} is not bound to a category.`;
        return {
          span: value.span,
          message: message.charAt(0).toUpperCase() + message.slice(1),
          severity: telling ? 'warning' : 'information',
          category: value.category,
          related: relatedFlow(value),
        };
      }),
  fixes(finding, context) {
    const value = placeholderAt(context.resolved, finding);
    return value ? bindingFixes(value, context) : [];
  },
};
