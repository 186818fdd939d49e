import type { Policy } from '../../policy/model.ts';
import type { SourceDocument } from '../../ports.ts';
import { typeNamed } from '../../scrub/labels.ts';
import type { CodeLanguage, Helper } from './language.ts';

/** How the user wants a change written: `tokenization:` of the policy for this language, or the library's own way. */
export interface Spelling {
  /** An import line to add where it is not there yet. */
  readonly importLine?: string;
  readonly call: string;
  readonly usesVault: boolean;
}

/** The user's own call for an operation, from `tokenization:`; undefined where the policy names none. */
export function customSpelling(
  operation: 'tokenize' | 'scrub' | 'restore',
  policy: Policy,
  { languageId }: SourceDocument,
): Spelling | undefined {
  const base = languageId.replace(/react$/, '');
  const style = policy.tokenization[languageId] ?? policy.tokenization[base];
  const call = operation === 'tokenize' ? style?.call : style?.[operation];
  if (!call) return undefined;
  return { importLine: style?.import, call, usesVault: call.includes('{vault}') };
}

/** `call` of the policy with its places filled in. */
export const spell = (call: string, expression: string, type: string, vault: string): string =>
  call.replace(/\{(expr|type|vault)\}/g, (_, place: string) =>
    place === 'expr' ? expression : place === 'type' ? type : vault,
  );

/** Entity type for a `type` argument: the id where one is known, else what was given (a category). */
export const typeArgument = (type: string): string => typeNamed(type)?.id ?? type;

/** A variable name for a value of this type, in the language's manner: `personName`, `person_name`. */
export function variableFor(type: string, language: CodeLanguage): string {
  const id = typeNamed(type)?.id ?? type.slice(type.lastIndexOf('.') + 1);
  const words = id.toLowerCase().split(/[^a-z0-9]+/);
  const clean = words.filter((word) => word !== '');
  if (language.naming === 'snake') return clean.join('_');
  return clean.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
}

/** Helpers that an operation calls, the vault's maker included where one has to be made. */
export const helpersFor = (operation: Helper, makesVault: boolean): Helper[] =>
  makesVault ? ['createVault', operation] : [operation];
