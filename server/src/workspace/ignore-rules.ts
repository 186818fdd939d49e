import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isInside, relativePath } from './uris.ts';

/** `.gitignore` semantics: rules of nested folders come later and win, and what git ignores in a folder stays ignored below. */
export interface IgnoreRules {
  /** `path` is absolute and lies in the folder these rules are for. */
  ignores(path: string, directory: boolean): boolean;
  /** The rules that hold in a sub-folder: these and its own `.gitignore`. */
  enter(directory: string): IgnoreRules;
}

/** Never looked into, whatever git says: other people's code and tools' own files. */
const always = [
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  'site-packages',
  '.tox',
  'bower_components',
];

interface Level {
  readonly base: string;
  readonly rules: Ignore;
}

/** Rules for walking `root`: those of every folder from the repository's root down to it, then git's private ones. */
export function ignoreRulesFor(root: string, exclude: readonly string[] = []): IgnoreRules {
  const chain = repositoryChain(root);
  const own = read(join(chain[0]!, '.git', 'info', 'exclude'));
  return fromLevels([
    {
      base: root,
      rules: ignore()
        .add(always)
        .add([...exclude]),
    },
    ...(own ? [{ base: chain[0]!, rules: ignore().add(own) }] : []),
    ...chain.flatMap(levelOf),
  ]);
}

/** The folders from the repository's root down to `folder`; just `folder` when it is in no repository. */
function repositoryChain(folder: string): string[] {
  const chain: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    chain.unshift(at);
    if (existsSync(join(at, '.git'))) return chain;
    if (dirname(at) === at) return [folder];
  }
}

function fromLevels(levels: readonly Level[]): IgnoreRules {
  return {
    ignores: (path, directory) => isIgnored(levels, path, directory),
    enter: (directory) => {
      const own = levelOf(directory);
      return own.length === 0 ? fromLevels(levels) : fromLevels([...levels, ...own]);
    },
  };
}

function isIgnored(levels: readonly Level[], path: string, directory: boolean): boolean {
  for (let index = levels.length - 1; index >= 0; index--) {
    const { base, rules } = levels[index]!;
    if (path === base || !isInside(base, path)) continue;
    const verdict = rules.test(relativePath(base, path) + (directory ? '/' : ''));
    if (verdict.ignored) return true;
    // What we never look into cannot be brought back by a project's own file.
    if (verdict.unignored && index > 0) return levels[0]!.rules.test(relativePath(levels[0]!.base, path)).ignored;
  }
  return false;
}

function levelOf(directory: string): Level[] {
  const text = read(join(directory, '.gitignore'));
  return text ? [{ base: directory, rules: ignore().add(text) }] : [];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
