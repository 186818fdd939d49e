import { helperUse } from './helper-use.ts';
import { joined } from './jvm.ts';
import type { CodeLanguage } from './language.ts';

export const go: CodeLanguage = {
  ids: ['go'],
  lexis: { lineComments: ['//'], blockComments: [['/*', '*/']], quotes: ['"', '`', "'"] },
  tokenize: (expression, type, vault) => `tokenize(${expression}, "${type}", ${vault})`,
  generalize: (expression, form) => `generalize(${expression}, "${form}")`,
  restore: (expression, vault) => `restore(${expression}, ${vault})`,
  newVault: (name) => `${name} := createVault()`,
  madeVault: /\b(\w+)(?:,\s*\w+)?\s*:=\s*(?:createVault|importVault)\(/,
  vaultParameter: /\b(\w+)\s+\*PrivacyVault\b/,
  body: 'braces',
  parameter: (name) => `${name} string`,
  naming: 'camel',
  use: (_, document) => helperUse(document, /\bcreateVault\(\)|\*PrivacyVault\b/.test(document.text)),
  embed: (place, expression) => joined(place, expression),
  lastParameter: /\.\.\./,
};
