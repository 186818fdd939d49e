import { type GeneralizeForm, generalize } from './generalize.ts';
import { type Printable, tokenize } from './tokenize.ts';
import type { Vault } from './vault.ts';

/** Fields of a record by name, or by name with the form in which each goes. */
export type ProjectFields<T> =
  | readonly (keyof T & string)[]
  | { readonly [K in keyof T & string]?: 'keep' | 'redact' | `generalize:${GeneralizeForm}` | `tokenize:${string}` };

/**
 * A record narrowed to named fields; nothing else of it reaches the prompt. With a list the fields go as they are,
 * with an object each in its form: `project(patient, { age: 'generalize:age90', mrn: 'tokenize:MEDICAL_RECORD_NUMBER' }, { vault })`.
 */
export function project<T extends object, K extends keyof T & string>(record: T, fields: readonly K[]): Pick<T, K>;
export function project<T extends object>(
  record: T,
  fields: ProjectFields<T>,
  options?: { readonly vault: Vault },
): Partial<Record<keyof T & string, unknown>>;
export function project<T extends object>(
  record: T,
  fields: ProjectFields<T>,
  options?: { readonly vault: Vault },
): Partial<Record<keyof T & string, unknown>> {
  const result: Partial<Record<keyof T & string, unknown>> = {};
  if (Array.isArray(fields)) {
    for (const name of fields as (keyof T & string)[]) if (Object.hasOwn(record, name)) result[name] = record[name];
    return result;
  }
  for (const [name, form] of Object.entries(fields) as [keyof T & string, string][]) {
    if (!Object.hasOwn(record, name)) continue;
    result[name] = inForm(record[name], form, options?.vault);
  }
  return result;
}

function inForm(value: unknown, form: string, vault: Vault | undefined): unknown {
  if (form === 'keep') return value;
  if (form.startsWith('generalize:')) return generalize(value as Printable, form as `generalize:${GeneralizeForm}`);
  if (form.startsWith('tokenize:') && vault)
    return tokenize(value as Printable, form.slice('tokenize:'.length), { vault });
  if (form.startsWith('tokenize:')) throw new TypeError('project() needs { vault } to tokenize a field.');
  return '[REDACTED]';
}
