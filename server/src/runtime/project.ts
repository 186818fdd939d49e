import { type GeneralizeForm, generalize } from './generalize.ts';
import type { Policy } from './policy.ts';
import { scrub } from './scrub.ts';
import { type Printable, tokenize } from './tokenize.ts';
import type { Vault } from './vault.ts';

/** The form of one field: `tokenize:` and `replace:` are followed by an entity type, a category or a name of your own. */
export type FieldForm = 'keep' | 'redact' | 'replace' | 'scrub' | `generalize:${GeneralizeForm}` | `tokenize:${string}`;

export type FieldForms<T> = { readonly [K in keyof T & string]?: FieldForm };

export interface ProjectOptions {
  readonly vault: Vault;
  /** For fields that are scrubbed. */
  readonly policy?: Policy;
  readonly useCase?: string;
}

/**
 * A record narrowed to named fields; nothing else of it reaches the prompt. With a list the fields go as they are,
 * with an object each in its form: `project(patient, { age: 'generalize:age90', mrn: 'tokenize:MEDICAL_RECORD_NUMBER' }, { vault })`.
 * The items of a list take the form one by one.
 */
export function project<T extends object, K extends keyof T & string>(record: T, fields: readonly K[]): Pick<T, K>;
export function project<T extends object, F extends FieldForms<T>>(
  record: T,
  fields: F,
  options?: ProjectOptions,
): { [K in keyof F & keyof T]: F[K] extends 'keep' ? T[K] : unknown };
export function project(
  record: object,
  fields: readonly string[] | Readonly<Record<string, FieldForm | undefined>>,
  options?: ProjectOptions,
): Record<string, unknown> {
  const forms: [string, FieldForm | undefined][] = Array.isArray(fields)
    ? fields.map((name: string) => [name, 'keep'])
    : Object.entries(fields as Readonly<Record<string, FieldForm | undefined>>);
  const kept: [string, unknown][] = [];
  for (const [name, form] of forms) {
    if (form && name in record) kept.push([name, inForm((record as Record<string, unknown>)[name], form, options)]);
  }
  return Object.fromEntries(kept);
}

function inForm(value: unknown, form: FieldForm, options: ProjectOptions | undefined): unknown {
  if (form === 'keep') return value;
  if (Array.isArray(value)) return value.map((item) => inForm(item, form, options));
  const text = printable(value);
  if (form.startsWith('generalize:')) return generalize(text, form as `generalize:${GeneralizeForm}`);
  if (form === 'redact' || form === 'replace') return '[REDACTED]';
  if (!options) throw new TypeError(`project() needs { vault } for the form '${form}'.`);
  return form === 'scrub' ? scrub(text, options).text : tokenize(text, form.slice('tokenize:'.length), options);
}

/** What is no text or number goes as its JSON. */
const printable = (value: unknown): Printable =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
    ? (JSON.stringify(value) as string | undefined)
    : (value as Printable);
