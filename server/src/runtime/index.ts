/** What an application imports: `import { createVault, tokenize, scrub, restore } from 'prompt-privacy'`. */

export type { AuditEvent, AuditSink, AuditValue, OtelLogger, OtelTracer } from './audit.ts';
export { PrivacyError, type PrivacyErrorCode, type PrivacyErrorDetails } from './errors.ts';
export { type GeneralizeForm, generalize } from './generalize.ts';
export { type Policy, readPolicy } from './policy.ts';
export { type FieldForm, type FieldForms, type ProjectOptions, project } from './project.ts';
export {
  type LeftToken,
  type RestoreOptions,
  type RestoreReport,
  restore,
  restoreStream,
  restoreWithReport,
} from './restore.ts';
export { type ScrubbedEntity, type ScrubOptions, type ScrubResult, scrub } from './scrub.ts';
export { tokenize } from './tokenize.ts';
export { createVault, exportVault, importVault, type Vault, type VaultOptions } from './vault.ts';
export { type ConversationOptions, type PrivacyOptions, type PrivateClient, withPrivacy } from './with-privacy.ts';
