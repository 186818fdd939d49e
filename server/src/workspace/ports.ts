import { dirname, join, resolve } from 'node:path';
import type { Ports, SourceDocument } from '../core/ports.ts';
import { languageIdOf } from './language-ids.ts';
import { resolveTarget, targetCandidates } from './resolve-target.ts';
import type { Sources } from './sources.ts';
import { isInside, toPath, toUri } from './uris.ts';
import type { Engines } from './workspace.ts';

/** What one analysis asked of other files. */
export interface Reads {
  /** Paths that were read, and those that would have been if they were there; a folder that was listed ends in `/`. */
  readonly paths: ReadonlySet<string>;
  /** Language ids of the files found. */
  readonly languages: ReadonlySet<string>;
}

/** The core's ports on engines and disk, and a way to learn what an analysis read through them. */
export interface TrackedPorts {
  readonly ports: Ports;
  /** Runs a synchronous analysis and notes its reads. */
  track<T>(run: () => T): { readonly result: T; readonly reads: Reads };
}

export function createPorts(engines: Engines, sources: Sources, roots: () => readonly string[]): TrackedPorts {
  let paths = new Set<string>();
  let languages = new Set<string>();
  const read = (target: string, from: string): SourceDocument | undefined => {
    const path = toPath(from);
    if (path === undefined) return undefined;
    const own = roots().some((root) => isInside(root, path)) ? roots() : [...roots(), dirname(path)];
    const found = resolveTarget(targetCandidates(target, path, languageIdOf(path), own), (candidate) => {
      paths.add(candidate);
      return sources.read(candidate);
    });
    if (found) languages.add(found.languageId);
    return found;
  };
  const list = (folder: string, from: string): string[] => {
    const path = toPath(from);
    const absolute = folder.startsWith('file:') ? toPath(folder) : path && resolve(dirname(path), folder);
    if (path === undefined || absolute === undefined) return [];
    paths.add(`${absolute}/`);
    return sources
      .list(absolute)
      .map((name) =>
        name.endsWith('/') ? `${toUri(join(absolute, name.slice(0, -1)))}/` : toUri(join(absolute, name)),
      );
  };
  return {
    ports: { detect: engines.detect, syntax: engines.syntax, workspace: { read, list } },
    track(run) {
      paths = new Set();
      languages = new Set();
      return { result: run(), reads: { paths, languages } };
    },
  };
}
