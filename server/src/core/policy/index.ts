/** The policy: parsed, checked, and applied to prompts. */
export { type Contradiction, contradictionsOf } from './checks/contradictions.ts';
export { unusedExceptions } from './checks/exceptions.ts';
export { checkPatterns } from './checks/patterns.ts';
export { checkReviews, type Due, dueOn } from './checks/reviews.ts';
export { satisfies } from './forms.ts';
export { type FoundPrompt, type InitialPolicyOptions, initialPolicy } from './init.ts';
export { type LoadPolicy, type ParsedPolicy, type ParseOptions, parsePolicy } from './parse/parse.ts';
export {
  coveredModels,
  type Eligibility,
  type Feature,
  featureEligibility,
  isCoveredModel,
  modelGeneration,
  type PlatformFacts,
  platformFacts,
  restrictedZip3,
  retentionDays,
  takesInferenceGeo,
} from './platform-facts.ts';
export { type ResolvedRegion, resolveRegion } from './region.ts';
export { resolvePrompt } from './resolve/prompt.ts';
export { isBuiltIn, starterPolicy } from './starters/index.ts';
