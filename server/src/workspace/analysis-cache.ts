import { normalizeUri } from './uris.ts';

/** Latest result per document. A stamp says what it was made of; another stamp is a miss. */
export interface AnalysisCache<T> {
  get(uri: string, stamp: string): T | undefined;
  set(uri: string, stamp: string, value: T, size: number): void;
  /** Drops the entries that `condition` holds for and says how many; keys are normalized URIs. */
  delete(condition: (uri: string, value: T) => boolean): number;
  clear(): void;
}

/** Bounded by count and by the characters of the texts analysed; the oldest goes first. */
export function createAnalysisCache<T>(maxEntries = 200, maxSize = 20_000_000): AnalysisCache<T> {
  const entries = new Map<string, { stamp: string; value: T; size: number }>();
  let total = 0;
  const remove = (key: string) => {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  return {
    get(uri, stamp) {
      const entry = entries.get(normalizeUri(uri));
      return entry?.stamp === stamp ? entry.value : undefined;
    },
    set(uri, stamp, value, size) {
      const key = normalizeUri(uri);
      remove(key);
      entries.set(key, { stamp, value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && total <= maxSize) break;
        remove(oldest);
      }
    },
    delete(condition) {
      const doomed = [...entries].filter(([key, { value }]) => condition(key, value));
      for (const [key] of doomed) remove(key);
      return doomed.length;
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
