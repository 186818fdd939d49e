import { readdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
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
}

const readLimit = 1_000_000;
const cacheLimit = 400;
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
  open: (uri: string) => VersionedDocument | undefined,
): CachedSources {
  const cache = new Map<string, SourceDocument | null>();
  const folders = new Map<string, readonly string[]>();
  const load = (path: string): SourceDocument | null => {
    const content = readText(path, readLimit);
    if (content.kind === 'skipped') return null;
    return { uri: toUri(path), languageId: languageIdOf(path), text: content.text };
  };
  const remember = (path: string, document: SourceDocument | null) => {
    if (cache.size >= cacheLimit) cache.delete(cache.keys().next().value!);
    cache.set(path, document);
    return document ?? undefined;
  };
  return {
    open,
    read(path) {
      const edited = open(toUri(path));
      if (edited) return edited;
      const known = cache.get(path);
      if (known !== undefined) return known ?? undefined;
      return remember(path, isAllowed(path, roots()) ? load(path) : null);
    },
    list(folder) {
      const known = folders.get(folder);
      if (known) return known;
      if (folders.size >= cacheLimit) folders.delete(folders.keys().next().value!);
      const names = isAllowed(folder, roots()) ? namesIn(folder) : [];
      folders.set(folder, names);
      return names;
    },
    forget(path) {
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
