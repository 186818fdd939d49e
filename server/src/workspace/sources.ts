import { realpathSync } from 'node:fs';
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
}

const readLimit = 1_000_000;
const cacheLimit = 400;

/**
 * Reads for other files than the one analysed (imports, includes, policies). Cached until `forget`.
 * `roots` bounds what may be read: a hostile include must not reach into the home directory, not even by a link.
 */
export function createSources(
  roots: () => readonly string[],
  open: (uri: string) => VersionedDocument | undefined,
): Sources & { forget(path?: string): void } {
  const cache = new Map<string, SourceDocument | null>();
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
    forget(path) {
      if (path === undefined) cache.clear();
      else cache.delete(path);
    },
  };
}

function isAllowed(path: string, roots: readonly string[]): boolean {
  try {
    const real = realpathSync(path);
    return roots.some((root) => isInside(root, path) && isInside(realpathSync(root), real));
  } catch {
    return false;
  }
}
