/** Working in the policy file: pure functions that the language server calls. */
export { type CompletionContext, type PolicyCompletion, policyCompletions } from './completion.ts';
export { type HoverContext, type PolicyHover, policyHover } from './hover.ts';
export {
  definitionOf,
  type PolicySymbol,
  promptReferences,
  refusalOf,
  renameEdits,
  symbolAt,
  symbolsOf,
} from './references.ts';
export { type PolicyLens, type PolicyUsage, policyLenses, usageOf, usedBy } from './usage.ts';
