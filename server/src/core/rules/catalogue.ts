import { assuranceMissing } from './agreements/assurance-missing.ts';
import { baaNotOnPlatform } from './agreements/baa-not-on-platform.ts';
import { noBaa } from './agreements/no-baa.ts';
import { noDpa } from './agreements/no-dpa.ts';
import { noDpia } from './agreements/no-dpia.ts';
import { noLegalBasis } from './agreements/no-legal-basis.ts';
import { noTransferMechanism } from './agreements/no-transfer-mechanism.ts';
import { auditEventIncomplete } from './audit/audit-event-incomplete.ts';
import { contentInLog } from './audit/content-in-log.ts';
import { contentInTelemetry } from './audit/content-in-telemetry.ts';
import { noAuditEvent } from './audit/no-audit-event.ts';
import { categoryNotPermitted } from './classification/category-not-permitted.ts';
import { categoryProhibited } from './classification/category-prohibited.ts';
import { identifyingCombination } from './classification/identifying-combination.ts';
import { levelAboveCeiling } from './classification/level-above-ceiling.ts';
import { unclassifiedSource } from './classification/unclassified-source.ts';
import { coveredModel } from './features/covered-model.ts';
import { egressTool } from './features/egress-tool.ts';
import { featureNotHipaa } from './features/feature-not-hipaa.ts';
import { featureNotZdr } from './features/feature-not-zdr.ts';
import { noUseCase } from './governance/no-use-case.ts';
import { policyContradiction } from './governance/policy-contradiction.ts';
import { reviewOverdue } from './governance/review-overdue.ts';
import { useCaseNotApproved } from './governance/use-case-not-approved.ts';
import { identifyingPlaceholder } from './minimum-necessary/identifying-placeholder.ts';
import { notMinimumNecessary } from './minimum-necessary/not-minimum-necessary.ts';
import { unscrubbedFreeText } from './minimum-necessary/unscrubbed-free-text.ts';
import { untokenizedValue } from './minimum-necessary/untokenized-value.ts';
import { wholeRecord } from './minimum-necessary/whole-record.ts';
import { wrongForm } from './minimum-necessary/wrong-form.ts';
import { literalIdentifier } from './prompt-text/literal-identifier.ts';
import { personalDataInMetadata } from './prompt-text/personal-data-in-metadata.ts';
import { phiInPrompt } from './prompt-text/phi-in-prompt.ts';
import { phiInSchema } from './prompt-text/phi-in-schema.ts';
import { realDataInExample } from './prompt-text/real-data-in-example.ts';
import { secretInPrompt } from './prompt-text/secret-in-prompt.ts';
import { specialCategoryInPrompt } from './prompt-text/special-category-in-prompt.ts';
import { weakGeneralisation } from './prompt-text/weak-generalisation.ts';
import { globalRouting } from './residency/global-routing.ts';
import { localisedCategory } from './residency/localised-category.ts';
import { regionNotPermitted } from './residency/region-not-permitted.ts';
import { regionUnknown } from './residency/region-unknown.ts';
import { tokenNotRestored } from './round-trip/token-not-restored.ts';
import { vaultExposed } from './round-trip/vault-exposed.ts';
import type { Rule } from './rule.ts';

/** Every rule, by group, in the order of the documentation. */
export const catalogue: readonly Rule[] = [
  literalIdentifier,
  phiInPrompt,
  specialCategoryInPrompt,
  realDataInExample,
  secretInPrompt,
  weakGeneralisation,
  personalDataInMetadata,
  phiInSchema,

  identifyingPlaceholder,
  untokenizedValue,
  wholeRecord,
  notMinimumNecessary,
  wrongForm,
  unscrubbedFreeText,

  unclassifiedSource,
  categoryNotPermitted,
  categoryProhibited,
  levelAboveCeiling,
  identifyingCombination,

  noBaa,
  baaNotOnPlatform,
  noDpa,
  noTransferMechanism,
  noLegalBasis,
  noDpia,
  assuranceMissing,

  regionNotPermitted,
  globalRouting,
  regionUnknown,
  localisedCategory,

  featureNotZdr,
  featureNotHipaa,
  coveredModel,
  egressTool,

  noAuditEvent,
  auditEventIncomplete,
  contentInLog,
  contentInTelemetry,

  noUseCase,
  reviewOverdue,
  policyContradiction,
  useCaseNotApproved,

  tokenNotRestored,
  vaultExposed,
];
