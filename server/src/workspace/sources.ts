import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SourceDocument } from '../core/ports.ts';
import { languageIdOf } from './language-ids.ts';
import { readText } from './text-file.ts';
import { isInside, toUri } from './uris.ts';

/** An open document of an editor; `version` grows with every edit. */
export interface VersionedDocument extends SourceDocument {
  readonly version: number;
}

/** Texts by path: the editor's version of a file where it is open, else the disk's. Nothing outside the roots is read. */
export interface Sources {
  open(uri: string): VersionedDocument | undefined;
  /** Undefined when there is no such file, it is too large, binary, or outside. */
  read(path: string): SourceDocument | undefined;
  /** Names in a folder, in order, those of folders with `/` at the end; none outside the roots. */
  list(folder: string): readonly string[];
  /** Whether something stands at a path, as cheaply as can be said. */
  has(path: string): boolean;
  /** Another number once files may have come or gone: what was found or missed before is then asked anew. */
  generation(): number;
}

const readLimit = 1_000_000;
const cacheLimit = 1_000;
const folderLimit = 4_000;
const uriLimit = 20_000;
/** Names of one folder that are looked at. */
const listLimit = 2_000;

/**
 * Reads for other files than the one analysed (imports, includes, policies). Cached until `forget`.
 * `roots` bounds what may be read: a hostile include must not reach into the home directory, not even by a link.
 */
export interface CachedSources extends Sources {
  /** Drops what is known of a path, of everything without one. True when a folder lists other names than before. */
  forget(path?: string): boolean;
}

export function createSources(
  roots: () => readonly string[],
  open?: (uri: string) => VersionedDocument | undefined,
): CachedSources {
  const cache = new Map<string, SourceDocument | null>();
  const folders = new Map<string, readonly string[]>();
  const present = new Map<string, ReadonlySet<string>>();
  const uris = new Map<string, string>();
  const uriOf = (path: string): string => uris.get(path) ?? bounded(uris, path, toUri(path), uriLimit);
  const everythingIn = (folder: string): ReadonlySet<string> =>
    new Set(roots().some((root) => isInside(root, folder)) ? entriesOf(folder) : []);
  let last: readonly [folder: string, names: ReadonlySet<string>] | undefined;
  /** An import may stand for a hundred paths: whether one exists is asked of its folder, which is listed once. */
  const exists = (path: string): boolean => {
    const folder = dirname(path);
    if (last?.[0] !== folder)
      last = [folder, present.get(folder) ?? bounded(present, folder, everythingIn(folder), folderLimit)];
    return last[1].size > 0 && last[1].has(basename(path));
  };
  let generation = 0;
  const load = (path: string): SourceDocument | null => {
    const content = readText(path, readLimit);
    if (content.kind === 'skipped') return null;
    return { uri: toUri(path), languageId: languageIdOf(path), text: content.text };
  };
  return {
    open: (uri) => open?.(uri),
    generation: () => generation,
    has: (path) => exists(path) || open?.(uriOf(path)) !== undefined,
    read(path) {
      const edited = open?.(uriOf(path));
      if (edited) return edited;
      const known = cache.get(path);
      if (known !== undefined) return known ?? undefined;
      if (!exists(path)) return undefined;
      return bounded(cache, path, isAllowed(path, roots()) ? load(path) : null, cacheLimit) ?? undefined;
    },
    list(folder) {
      const known = folders.get(folder);
      if (known) return known;
      return bounded(folders, folder, isAllowed(folder, roots()) ? namesIn(folder) : [], cacheLimit);
    },
    forget(path) {
      present.clear();
      last = undefined;
      generation++;
      if (path === undefined) {
        cache.clear();
        folders.clear();
        return true;
      }
      cache.delete(path);
      folders.delete(path);
      const folder = dirname(path);
      const before = folders.get(folder);
      if (!before) return false;
      const now = namesIn(folder);
      folders.set(folder, now);
      return before.join('/') !== now.join('/');
    },
  };
}

/** Sets an entry; the oldest makes room. */
function bounded<V>(map: Map<string, V>, key: string, value: V, limit: number): V {
  if (map.size >= limit) map.delete(map.keys().next().value!);
  map.set(key, value);
  return value;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory()))
      .slice(0, listLimit)
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  } catch {
    return [];
  }
}

function isAllowed(path: string, roots: readonly string[]): boolean {
  try {
    const real = realpathSync(path);
    return roots.some((root) => isInside(root, path) && isInside(realpathSync(root), real));
  } catch {
    return false;
  }
}
