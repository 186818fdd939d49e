export { generalizeValue, restrictedZip3 } from './generalize.ts';
export { knownLabels, labelOf, typeNamed } from './labels.ts';
export { type RenderedPreview, renderPreview } from './render-preview.ts';
export {
  type LeftToken,
  type Restored,
  type RestoreOptions,
  restoreText,
  type StreamRestorer,
  streamRestorer,
} from './restore.ts';
export { isFreeText, sampleOf } from './samples.ts';
export {
  type LegendEntry,
  type PreviewOptions,
  type ScrubbedPart,
  type ScrubbedPiece,
  type ScrubbedPrompt,
  scrubPrompt,
} from './scrub-prompt.ts';
export { redacted, type Scrubbed, type ScrubbedEntity, type ScrubOptions, scrubText, writeForm } from './scrub-text.ts';
export { defaultFormat, parseTokenFormat, type TokenFormat, writeLabel, writeToken } from './token-format.ts';
export { emptyVault, tokenFor, type VaultData, type VaultEntry } from './vault.ts';
export { parseVault, serializeVault, type VaultProblem } from './vault-json.ts';
