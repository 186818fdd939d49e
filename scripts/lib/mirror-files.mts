import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDocument } from '../../server/src/core/ports.ts';
import { languageIdOf } from '../../server/src/workspace/language-ids.ts';
import type { Sources } from '../../server/src/workspace/sources.ts';
import { toUri } from '../../server/src/workspace/uris.ts';

/** As the product: larger files are not read as imports. */
const readLimit = 1_000_000;

/** A repository at a commit, as if it were checked out at `root`. Nothing is written to disk. */
export interface MirrorFiles {
  readonly root: string;
  readonly sources: Sources;
}

/** Reads a repository from its mirror, file by file as they are asked for. Throws where mirror or commit are not there. */
export function openMirror(mirrors: string, repo: string, commit: string): MirrorFiles {
  const directory = gitDirectory(mirrors, repo);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['--git-dir', directory, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const root = `/${repo.replace('/', '+')}`;
  const paths = new Set(git('ls-tree', '-r', '-z', '--name-only', commit).split('\0'));
  const known = new Map<string, SourceDocument | undefined>();
  const read = (path: string): SourceDocument | undefined => {
    const inside = path.slice(root.length + 1);
    if (!path.startsWith(`${root}/`) || !paths.has(inside)) return undefined;
    if (!known.has(path)) {
      const text = git('show', `${commit}:${inside}`);
      const document = { uri: toUri(path), languageId: languageIdOf(path), text };
      known.set(path, text.length > readLimit ? undefined : document);
    }
    return known.get(path);
  };
  const list = (folder: string): readonly string[] => {
    const inside = folder === root ? '' : `${folder.slice(root.length + 1)}/`;
    const names = new Set<string>();
    if (folder === root || folder.startsWith(`${root}/`))
      for (const path of paths) if (path.startsWith(inside)) names.add(path.slice(inside.length).replace(/\/.*/, '/'));
    return [...names].filter(Boolean).sort();
  };
  return {
    root,
    sources: {
      open: () => undefined,
      read,
      list,
      has: (path) => paths.has(path.slice(root.length + 1)),
      generation: () => 0,
    },
  };
}

/** `owner+name`, `owner+name.git`, or a clone in a folder of that name. */
function gitDirectory(mirrors: string, repo: string): string {
  const base = join(mirrors, repo.replace('/', '+'));
  const places = [base, `${base}.git`, join(base, '.git'), join(base, 'repo'), join(base, 'repo', '.git')];
  const found = places.find((place) => existsSync(join(place, 'HEAD')) && existsSync(join(place, 'objects')));
  if (!found) throw new Error(`${base} is not there: git clone --mirror https://github.com/${repo} ${base}`);
  return found;
}
