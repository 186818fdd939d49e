import type { Raw } from './build.ts';

/** Data of a policy and of those it extends, and which file each entry of a list came from. */
export interface Merged {
  readonly data: Raw;
  /** For each list of entries with ids: file (0 is the outermost, the policy itself) and index there. */
  readonly origins: Readonly<Record<string, readonly { readonly file: number; readonly index: number }[]>>;
}

/** Lists whose entries have ids: an entry of the same id replaces the inherited one, others are added after it. */
const byId = ['agreements', 'deployments', 'sources', 'use_cases', 'residency', 'recognizers'];
/** Lists without ids: own entries first, then the inherited ones. */
const joined = ['exceptions', 'calls'];

type Entry = { readonly item: Raw; readonly file: number; readonly index: number };

/** Merges files from the policy itself to its furthest ancestor. What is nearer wins; lists grow. */
export function mergeFiles(files: readonly Raw[]): Merged {
  if (files.length === 1) return { data: files[0]!, origins: {} };
  const data: Record<string, unknown> = {};
  const origins: Record<string, { file: number; index: number }[]> = {};
  for (const key of new Set(files.flatMap((file) => Object.keys(file)))) {
    if (byId.includes(key)) {
      const entries = mergeById(files.map((file) => file[key]));
      data[key] = entries.map(({ item }) => item);
      origins[key] = entries.map(({ file, index }) => ({ file, index }));
    } else if (key === 'extends') data[key] = files[0]![key];
    else data[key] = files.map((file) => file[key]).reduce((near, far) => mergeValue(near, far, joined.includes(key)));
  }
  return { data, origins };
}

function mergeById(lists: readonly unknown[]): Entry[] {
  const entries: Entry[] = [];
  const places = new Map<unknown, number>();
  for (let file = lists.length - 1; file >= 0; file--) {
    const list = lists[file];
    if (!Array.isArray(list)) continue;
    list.forEach((item: Raw, index) => {
      const place = places.get(item.id);
      const inherited = place !== undefined && entries[place]!.file !== file;
      if (inherited) entries[place] = { item, file, index };
      else {
        if (item.id !== undefined) places.set(item.id, entries.length);
        entries.push({ item, file, index });
      }
    });
  }
  return entries;
}

function mergeValue(near: unknown, far: unknown, concatenate: boolean): unknown {
  if (near === undefined) return far;
  if (far === undefined) return near;
  if (Array.isArray(near) && Array.isArray(far)) {
    return concatenate ? [...near, ...far] : [...near, ...far.filter((item) => !near.includes(item))];
  }
  if (isRecord(near) && isRecord(far)) {
    const result: Record<string, unknown> = { ...far };
    for (const [key, value] of Object.entries(near)) result[key] = mergeValue(value, far[key], concatenate);
    return result;
  }
  return near;
}

const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
