import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { helperUse } from './helper-use.ts';
import { joined } from './jvm.ts';
import type { CodeLanguage, LiteralPlace } from './language.ts';
import { cLike } from './scan.ts';
import { insert } from './scope.ts';

/** Languages without a library: the fix writes the call, its note says what has to stand behind it. */

const inBraces =
  (open: string) =>
  ({ start, end }: LiteralPlace, expression: string): Edit[] => [
    { span: { start, end }, newText: `${open}${expression}}` },
  ];

export const csharp: CodeLanguage = {
  ids: ['csharp'],
  lexis: { ...cLike, quotes: ['"""', '"', "'"] },
  tokenize: (expression, type, vault) => `PromptPrivacy.Tokenize(${expression}, "${type}", ${vault})`,
  scrub: (expression, vault) => `PromptPrivacy.Scrub(${expression}, ${vault})`,
  generalize: (expression, form) => `PromptPrivacy.Generalize(${expression}, "${form}")`,
  restore: (expression, vault) => `PromptPrivacy.Restore(${expression}, ${vault})`,
  newVault: (name) => `var ${name} = PromptPrivacy.CreateVault();`,
  madeVault: /\b(?:var|Vault)\s+(\w+)\s*=\s*PromptPrivacy\.(?:CreateVault|ImportVault)\(/,
  vaultParameter: /\b(?:PromptPrivacy\.)?Vault\s+(\w+)/,
  body: 'braces',
  parameter: (name) => `string ${name}`,
  naming: 'camel',
  use: (_, document) => helperUse(document, /\bPromptPrivacy\./.test(document.text)),
  embed: (place, expression) =>
    /\$"$/.test(place.text.slice(0, place.segmentStart)) || place.text[place.segmentStart - 1] === '}'
      ? inBraces('{')(place, expression)
      : joined(place, expression),
  lastParameter: /^params\b/,
};

export const ruby: CodeLanguage = {
  ids: ['ruby'],
  lexis: { lineComments: ['#'], blockComments: [], quotes: ['"', "'"] },
  tokenize: (expression, type, vault) => `PromptPrivacy.tokenize(${expression}, "${type}", vault: ${vault})`,
  scrub: (expression, vault) => `PromptPrivacy.scrub(${expression}, vault: ${vault})`,
  generalize: (expression, form) => `PromptPrivacy.generalize(${expression}, "${form}")`,
  restore: (expression, vault) => `PromptPrivacy.restore(${expression}, vault: ${vault})`,
  newVault: (name) => `${name} = PromptPrivacy.create_vault`,
  madeVault: /^[ \t]*(\w+)\s*=\s*PromptPrivacy\.(?:create_vault|import_vault)/m,
  vaultParameter: /[(,]\s*(vault):?\b/,
  body: 'lines',
  parameter: (name) => name,
  naming: 'snake',
  use: (_, document) =>
    helperUse(document, /^require(?:_relative)? ["']prompt_privacy/m.test(document.text), requirement(document)),
  embed: (place, expression) =>
    place.text[place.segmentStart - 1] === "'" ? joined(place, expression) : inBraces('#{')(place, expression),
  lastParameter: /^[*&]/,
};

function requirement({ text }: SourceDocument): Edit[] {
  if (/^require(?:_relative)? ["']prompt_privacy/m.test(text)) return [];
  const all = [...text.matchAll(/^require(?:_relative)? [^\n]+$/gm)];
  const last = all.at(-1);
  if (last) return [insert(last.index + last[0].trimEnd().length, '\nrequire_relative "prompt_privacy"')];
  const comments = /^(?:#[^\n]*\n)*/.exec(text)![0].length;
  return [insert(comments, 'require_relative "prompt_privacy"\n\n')];
}

export const php: CodeLanguage = {
  ids: ['php'],
  lexis: { lineComments: ['//', '#'], blockComments: [['/*', '*/']], quotes: ['"', "'"] },
  tokenize: (expression, type, vault) => `PromptPrivacy::tokenize(${expression}, '${type}', ${vault})`,
  scrub: (expression, vault) => `PromptPrivacy::scrub(${expression}, ${vault})`,
  generalize: (expression, form) => `PromptPrivacy::generalize(${expression}, '${form}')`,
  restore: (expression, vault) => `PromptPrivacy::restore(${expression}, ${vault})`,
  newVault: (name) => `${name} = PromptPrivacy::createVault();`,
  madeVault: /(\$\w+)\s*=\s*PromptPrivacy::(?:createVault|importVault)\(/,
  vaultParameter: /(\$vault)\b/,
  body: 'braces',
  parameter: (name) => `string $${name}`,
  naming: 'camel',
  use: (_, document) => helperUse(document, /\bPromptPrivacy::/.test(document.text)),
  embed: (place, expression) => joined(place, expression, '.'),
  // A double-quoted string cannot hold a call: it ends before and goes on after. A heredoc cannot.
  interpolate: ({ span, quote }, call) => (quote === '"' ? { span, newText: `" . ${call} . "` } : undefined),
  lastParameter: /\.\.\./,
};

export const rust: CodeLanguage = {
  ids: ['rust'],
  lexis: { lineComments: ['//'], blockComments: [['/*', '*/']], quotes: ['"'] },
  tokenize: (expression, type, vault) => `prompt_privacy::tokenize(&${expression}, "${type}", &${vault})`,
  scrub: (expression, vault) => `prompt_privacy::scrub(&${expression}, &${vault})`,
  generalize: (expression, form) => `prompt_privacy::generalize(&${expression}, "${form}")`,
  restore: (expression, vault) => `prompt_privacy::restore(&${expression}, &${vault})`,
  newVault: (name) => `let ${name} = prompt_privacy::create_vault();`,
  madeVault: /\blet\s+(?:mut\s+)?(\w+)\s*=\s*prompt_privacy::(?:create_vault|import_vault)\(/,
  vaultParameter: /\b(\w+)\s*:\s*&(?:mut\s+)?(?:prompt_privacy::)?Vault\b/,
  body: 'braces',
  parameter: (name) => `${name}: &str`,
  naming: 'snake',
  use: (_, document) => helperUse(document, /\bprompt_privacy::/.test(document.text)),
  // `{name}` in a format string takes a variable and nothing else.
  embed: () => undefined,
  interpolate: () => undefined,
};
