import { dirname, join, resolve } from 'node:path';
import type { Ports, SourceDocument } from '../core/ports.ts';
import { languageIdOf } from './language-ids.ts';
import { targetCandidates } from './resolve-target.ts';
import type { Sources } from './sources.ts';
import { isInside, toPath, toUri } from './uris.ts';
import type { Engines } from './workspace.ts';

/** What one analysis asked of other files. */
export interface Reads {
  /** Whether a path was read, or would have been if it were there; a folder that was listed ends in `/`. */
  concern(path: string): boolean;
  /** Language ids of the files found. */
  readonly languages: ReadonlySet<string>;
}

/** The core's ports on engines and disk, and a way to learn what an analysis read through them. */
export interface TrackedPorts {
  readonly ports: Ports;
  /** Runs a synchronous analysis and notes its reads. */
  track<T>(run: () => T): { readonly result: T; readonly reads: Reads };
}

const maxResolutions = 20_000;

/** What a file means by an import, an include or a path: asked once for all files of a folder. */
interface Resolution {
  /** Every path that it may be, up to the one that is there. */
  readonly tried: readonly string[];
  readonly found: string | undefined;
}

export function createPorts(engines: Engines, sources: Sources, roots: () => readonly string[]): TrackedPorts {
  let asked = new Set<Resolution>();
  let folders = new Set<string>();
  let languages = new Set<string>();
  let known = new Map<string, Resolution>();
  /** By the names of a folder, which are the same list while nothing comes or goes. */
  const listed = new WeakMap<readonly string[], readonly string[]>();
  let validFor: readonly [readonly string[], number] | undefined;

  const resolved = (target: string, path: string): Resolution => {
    const now = [roots(), sources.generation()] as const;
    if (validFor?.[0] !== now[0] || validFor[1] !== now[1] || known.size > maxResolutions) known = new Map();
    validFor = now;
    const language = languageIdOf(path);
    const key = `${language} ${dirname(path)} ${target}`;
    const before = known.get(key);
    if (before) return before;
    const own = now[0].some((root) => isInside(root, path)) ? now[0] : [...now[0], dirname(path)];
    const candidates = targetCandidates(target, path, language, own);
    const index = candidates.findIndex((candidate) => sources.has(candidate) && sources.read(candidate) !== undefined);
    const resolution = { tried: index < 0 ? candidates : candidates.slice(0, index + 1), found: candidates[index] };
    known.set(key, resolution);
    return resolution;
  };
  const read = (target: string, from: string): SourceDocument | undefined => {
    const path = toPath(from);
    if (path === undefined) return undefined;
    const resolution = resolved(target, path);
    asked.add(resolution);
    const found = resolution.found === undefined ? undefined : sources.read(resolution.found);
    if (found) languages.add(found.languageId);
    return found;
  };
  const list = (folder: string, from: string): readonly string[] => {
    const path = toPath(from);
    const absolute = folder.startsWith('file:') ? toPath(folder) : path && resolve(dirname(path), folder);
    if (path === undefined || absolute === undefined) return [];
    folders.add(`${absolute}/`);
    const names = sources.list(absolute);
    const before = listed.get(names);
    if (before) return before;
    const uris = names.map((name) =>
      name.endsWith('/') ? `${toUri(join(absolute, name.slice(0, -1)))}/` : toUri(join(absolute, name)),
    );
    listed.set(names, uris);
    return uris;
  };
  return {
    ports: { detect: engines.detect, syntax: engines.syntax, workspace: { read, list } },
    track(run) {
      asked = new Set();
      folders = new Set();
      languages = new Set();
      const result = run();
      const seen = folders;
      const resolutions = [...asked];
      const concern = (path: string) => seen.has(path) || resolutions.some(({ tried }) => tried.includes(path));
      return { result, reads: { concern, languages } };
    },
  };
}
