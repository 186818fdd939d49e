import picomatch from 'picomatch';
import type { Policy } from '../core/policy/model.ts';

const compiled = new Map<string, (path: string) => boolean>();

/** True when one of the globs matches `path` (relative, with `/`); dot files count. Broken globs match nothing. */
export function matchesAny(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => matcher(glob)(path));
}

function matcher(glob: string): (path: string) => boolean {
  const known = compiled.get(glob);
  if (known) return known;
  let match: (path: string) => boolean;
  try {
    match = picomatch(glob, { dot: true, noextglob: true });
  } catch {
    match = () => false;
  }
  if (compiled.size > 500) compiled.clear();
  compiled.set(glob, match);
  return match;
}

/** `files.exclude` of a policy. A folder's name alone excludes what is below it. */
export function isExcluded(files: Policy['files'], path: string): boolean {
  return files.exclude.length > 0 && (matchesAny(files.exclude, path) || matchesAny(below(files.exclude), path));
}

const below = (globs: readonly string[]): string[] => globs.map((glob) => `${glob.replace(/\/$/, '')}/**`);
