import { parseTokenFormat } from './token-format.ts';
import type { VaultData, VaultEntry } from './vault.ts';

/** What is wrong with a serialized vault. Says where, never what stands there. */
export interface VaultProblem {
  readonly message: string;
}

export const serializeVault = (vault: VaultData): string => JSON.stringify(vault);

/** Reads a serialized vault. A vault that would give one token two values, or restart a counter, is refused. */
export function parseVault(json: string): { readonly vault: VaultData } | { readonly problem: VaultProblem } {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return problem('the vault is not JSON');
  }
  if (!isObject(data) || data['promptPrivacyVault'] !== 1) return problem('not a vault of version 1');
  const { id, format, next, bare, entries } = data;
  if (typeof id !== 'string' || id === '') return problem('the vault has no id');
  if (typeof format !== 'string' || !parseTokenFormat(format)) return problem('the vault has no usable token format');
  if (!isObject(next) || !Object.values(next).every((value) => Number.isSafeInteger(value) && (value as number) > 0))
    return problem('the counters of the vault are damaged');
  if (!Array.isArray(bare) || !bare.every((label) => typeof label === 'string'))
    return problem('the bare labels of the vault are damaged');
  if (!Array.isArray(entries)) return problem('the vault has no entries');
  const checked = checkEntries(entries, next as Record<string, number>, format);
  if (typeof checked === 'string') return problem(checked);
  const counters: Record<string, number> = Object.assign(Object.create(null), next);
  return { vault: { promptPrivacyVault: 1, id, format, next: counters, bare: [...bare], entries: checked } };
}

function checkEntries(
  entries: readonly unknown[],
  next: Record<string, number>,
  source: string,
): VaultEntry[] | string {
  const { open, separator, close } = parseTokenFormat(source)!;
  const tokens = new Set<string>();
  const values = new Set<string>();
  const result: VaultEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry)) return `entry ${index} of the vault is damaged`;
    const { token, label, type, value, literal } = entry;
    if (typeof token !== 'string' || typeof label !== 'string' || typeof type !== 'string' || typeof value !== 'string')
      return `entry ${index} of the vault is damaged`;
    const head = `${open}${label}${separator}`;
    const number = Number(token.slice(head.length, -close.length));
    if (!token.startsWith(head) || !token.endsWith(close) || !Number.isSafeInteger(number) || number < 1)
      return `entry ${index} of the vault has no token of its format`;
    if (tokens.has(token)) return `entry ${index} of the vault repeats a token`;
    if (values.has(`${label}\u0000${value}`)) return `entry ${index} of the vault repeats a value`;
    if (number >= (next[label] ?? 0)) return `the counter of entry ${index} of the vault went back`;
    tokens.add(token);
    values.add(`${label}\u0000${value}`);
    result.push({ token, label, type, value, ...(literal === true ? { literal: true as const } : {}) });
  }
  return result;
}

const problem = (message: string): { problem: VaultProblem } => ({ problem: { message } });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
