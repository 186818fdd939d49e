import { tokenFor } from '../core/scrub/vault.ts';
import { dataOf, type Vault } from './vault.ts';

/** What can stand in a prompt as text. */
export type Printable = string | number | bigint | boolean | Date | null | undefined;

/**
 * The token that stands for a value in a conversation: `[PERSON_1]`. The same value has the same token for as long as
 * the vault lives; the token is a counter and says nothing about the value. `type` is an entity type, a category or a
 * name of your own. A missing or empty value stays empty.
 */
export function tokenize(value: Printable, type: string, { vault }: { readonly vault: Vault }): string {
  const text = printed(value);
  return text === '' ? '' : tokenFor(dataOf(vault), text, type);
}

/** As a template literal would print it, but nothing for a missing value and ISO 8601 for a date. */
export function printed(value: Printable): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? isoDate(value) : String(value);
}

const isoDate = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString());
