import { stringify } from 'yaml';

/** What is written into a policy: texts, numbers, flags, lists of texts, and mappings of these. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value | undefined };

/** A scalar as YAML, quoted where it must be, on one line. */
export const scalar = (value: string | number | boolean): string =>
  /[\r\n\t]/.test(String(value))
    ? JSON.stringify(value)
    : stringify(value, { lineWidth: 0, singleQuote: false }).trim();

const isMapping = (value: Value): value is { readonly [key: string]: Value | undefined } =>
  typeof value === 'object' && !Array.isArray(value);

const entries = (value: { readonly [key: string]: Value | undefined }): [string, Value][] =>
  Object.entries(value).filter((entry): entry is [string, Value] => entry[1] !== undefined);

/** One line: `{ id: x, list: [a, b] }`. Inside flow collections a comma or bracket in a text needs quotes. */
export function flow(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isMapping(value)) {
    const inner = entries(value).map(([key, item]) => `${scalar(key)}: ${flow(item)}`);
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  }
  const plain = scalar(value as string | number | boolean);
  return typeof value === 'string' && !/^["']/.test(plain) && /[,[\]{}:]/.test(plain) ? JSON.stringify(value) : plain;
}

/** Lines of a mapping without indentation. Lists and small mappings stand on one line, larger mappings below their key. */
export function block(value: { readonly [key: string]: Value | undefined }): string[] {
  return entries(value).flatMap(([key, item]) => {
    if (isMapping(item) && entries(item).length > 0 && `${key}: ${flow(item)}`.length > 80) {
      return [`${scalar(key)}:`, ...block(item).map((line) => `  ${line}`)];
    }
    const text = typeof item === 'object' ? flow(item) : scalar(item as string | number | boolean);
    return [`${scalar(key)}: ${text}`];
  });
}

/** Lines of a list entry: `- id: x`, then its other keys below. */
export const blockEntry = (value: { readonly [key: string]: Value | undefined }): string[] =>
  block(value).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
