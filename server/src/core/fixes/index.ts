/** Finding to edits: how each kind of value is taken out of a prompt, or sent in a form that discloses less. */
export { auditFieldFixes, auditFixes, logFixes, telemetryFixes } from './audit-fixes.ts';
export { bindingFixes } from './bindings.ts';
export { combined } from './combine.ts';
export { exampleFixes, labelFixes, literalFixes } from './literals.ts';
export {
  applyForm,
  formFixes,
  generalizing,
  identifierFix,
  needFixes,
  projectFixes,
  removalFixes,
  removalOf,
  requiredForm,
  valueFixes,
} from './placeholders.ts';
export { policyFixes } from './policy-fixes.ts';
export { featureFixes, modelFixes, regionFixes, removeArgument } from './request-fixes.ts';
export { opaqueIdFixes, restoreFixes, vaultFixes } from './round-trip-fixes.ts';
