import { modelFixes } from '../../fixes/index.ts';
import { coveredModels, isCoveredModel } from '../../policy/platform-facts.ts';
import type { Rule, RuleContext } from '../rule.ts';
import { noRetention } from './retention.ts';

const covered = ({ resolved, policy }: RuleContext) => {
  const { model } = resolved.prompt.request;
  return model && isCoveredModel(model.value, policy.platformFacts) ? model : undefined;
};

export const coveredModel: Rule = {
  meta: {
    id: 'covered-model',
    group: 'features',
    summary: 'A model that keeps prompts is used where nothing may be kept.',
    severity: 'error',
    references: ['Claude docs: model-specific retention'],
    cwe: [212],
    starter: false,
  },
  check(context) {
    const model = covered(context);
    const asking = model && noRetention(context);
    if (!model || !asking) return [];
    return [
      {
        span: model.span,
        message: `${model.value} keeps prompts for ${coveredModels.days} days and is not available under ZDR, which ${asking} requires. Use an Opus, Sonnet or Haiku model.`,
      },
    ];
  },
  fixes: (_finding, context) => modelFixes(context),
};
