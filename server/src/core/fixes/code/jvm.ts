import type { SourceDocument } from '../../ports.ts';
import type { Edit } from '../fix.ts';
import { helperUse } from './helper-use.ts';
import type { CodeLanguage, LiteralPlace } from './language.ts';
import type { Lexis } from './scan.ts';

const lexis: Lexis = { lineComments: ['//'], blockComments: [['/*', '*/']], quotes: ['"""', '"', "'"] };

const use = (_: unknown, document: SourceDocument) => helperUse(document, /\bPromptPrivacy\./.test(document.text));

export const java: CodeLanguage = {
  ids: ['java'],
  lexis,
  tokenize: (expression, type, vault) => `PromptPrivacy.tokenize(${expression}, "${type}", ${vault})`,
  generalize: (expression, form) => `PromptPrivacy.generalize(${expression}, "${form}")`,
  restore: (expression, vault) => `PromptPrivacy.restore(${expression}, ${vault})`,
  newVault: (name) => `PromptPrivacy.Vault ${name} = PromptPrivacy.createVault();`,
  madeVault: /\b(?:PromptPrivacy\.)?(?:Vault|var)\s+(\w+)\s*=\s*(?:PromptPrivacy\.)?(?:createVault|importVault)\(/,
  vaultParameter: /\b(?:PromptPrivacy\.)?Vault\s+(\w+)/,
  body: 'braces',
  parameter: (name) => `String ${name}`,
  naming: 'camel',
  use,
  embed: (place, expression) => joined(place, expression),
  lastParameter: /\.\.\./,
};

export const kotlin: CodeLanguage = {
  ...java,
  ids: ['kotlin'],
  newVault: (name) => `val ${name} = PromptPrivacy.createVault()`,
  madeVault: /\bval\s+(\w+)\s*(?::\s*PromptPrivacy\.Vault\s*)?=\s*PromptPrivacy\.(?:createVault|importVault)\(/,
  vaultParameter: /\b(\w+)\s*:\s*(?:PromptPrivacy\.)?Vault\b/,
  parameter: (name) => `${name}: String`,
  embed: (place, expression) => [{ span: { start: place.start, end: place.end }, newText: `\${${expression}}` }],
  interpolate: ({ text, span, expression }, call) =>
    text.startsWith('${', span.start) ? { span: expression, newText: call } : { span, newText: `\${${call}}` },
  lastParameter: /^vararg\b/,
};

/** `"…" + call + "…"`; a text block would have to be cut at a line, so nothing is written there. */
export function joined(
  { text, start, end, segmentStart, segmentEnd }: LiteralPlace,
  expression: string,
  operator = '+',
): Edit[] | undefined {
  const quote = text[segmentStart - 1];
  if (
    (quote !== '"' && quote !== "'") ||
    text[segmentEnd] !== quote ||
    text.startsWith(quote.repeat(3), segmentStart - 3)
  )
    return undefined;
  if (/^\s*\./.test(text.slice(segmentEnd + 1, segmentEnd + 20)) && operator === '+') return undefined;
  return [{ span: { start, end }, newText: `${quote} ${operator} ${expression} ${operator} ${quote}` }];
}
