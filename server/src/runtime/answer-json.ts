import { type RestoreOptions, restoreText } from '../core/scrub/restore.ts';
import type { VaultData } from '../core/scrub/vault.ts';

/** Strings of an answer that are not Claude's words, or that must come back to the API as they are. */
const untouched: ReadonlySet<string> = new Set([
  'id',
  'type',
  'role',
  'model',
  'signature',
  'encrypted_content',
  'encrypted_index',
  'stop_reason',
  'tool_use_id',
  'media_type',
  'file_id',
  'processing_status',
  'request_id',
]);

const sealed: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking', 'compaction']);

export interface RestoreCount {
  restored: number;
  left: number;
}

/**
 * An answer (a message, a batch result, an event) with values in place of tokens. `json`: its text blocks hold JSON
 * (structured output), so values are written with JSON's escapes. Tool inputs are objects: their strings are plain.
 */
export function restoreAnswer(
  answer: unknown,
  vault: VaultData,
  options: RestoreOptions,
  count: RestoreCount,
): unknown {
  const text = (value: string, json: boolean): string => {
    const result = restoreText(value, vault, { json });
    count.restored += result.restored;
    count.left += result.left.length;
    return result.text;
  };
  const walk = (value: unknown, data: boolean, depth: number): unknown => {
    if (typeof value === 'string') return text(value, false);
    if (typeof value !== 'object' || value === null || depth > 200) return value;
    if (Array.isArray(value)) return value.map((item) => walk(item, data, depth + 1));
    const object = value as Record<string, unknown>;
    if (!data && sealed.has(String(object['type']))) return object;
    const entries = Object.entries(object).map(([key, item]): [string, unknown] => {
      if (data) return [text(key, false), walk(item, true, depth + 1)];
      if (untouched.has(key)) return [key, item];
      if (key === 'text' && object['type'] === 'text' && typeof item === 'string')
        return [key, text(item, options.json ?? false)];
      return [key, walk(item, key === 'input', depth + 1)];
    });
    return Object.fromEntries(entries);
  };
  return walk(answer, false, 0);
}
