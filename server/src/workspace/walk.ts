import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { type IgnoreRules, ignoreRulesFor } from './ignore-rules.ts';
import type { Skip } from './text-file.ts';

export interface WalkOptions {
  /** gitignore patterns relative to the root, from the policy (`files.exclude`) or the editor. */
  readonly exclude?: readonly string[];
  /** Which files to yield. */
  readonly accept: (path: string) => boolean;
  readonly signal?: AbortSignal;
  /** The walk stops after this many files, and says so. Default 20,000. */
  readonly maxFiles?: number;
  /** Default 40: deeper folders are reported and left. */
  readonly maxDepth?: number;
}

/** A file to read, or a reason why something was not looked at. */
export type WalkEntry =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skipped'; readonly path: string; readonly skip: Skip };

/**
 * The files below `root` in order of name, ignored ones left out, symbolic links not followed (no loops).
 * Lazy: a consumer that stops reading stops the walk. Never throws; a folder that cannot be read is an entry.
 */
export async function* walk(root: string, options: WalkOptions): AsyncGenerator<WalkEntry> {
  const budget = { files: options.maxFiles ?? 20_000 };
  yield* walkFolder(root, ignoreRulesFor(root, options.exclude), options, budget, 0);
}

async function* walkFolder(
  folder: string,
  rules: IgnoreRules,
  options: WalkOptions,
  budget: { files: number },
  depth: number,
): AsyncGenerator<WalkEntry> {
  if (depth > (options.maxDepth ?? 40)) {
    yield skipped(folder, { code: 'budget', reason: 'Folders are nested too deeply.' });
    return;
  }
  const entries = await list(folder);
  if ('skip' in entries) {
    yield skipped(folder, entries.skip);
    return;
  }
  for (const { name, kind } of entries.names) {
    if (options.signal?.aborted || budget.files < 0) return;
    const path = join(folder, name);
    if (kind === 'other' || rules.ignores(path, kind === 'folder')) continue;
    if (kind === 'folder') yield* walkFolder(path, rules.enter(path), options, budget, depth + 1);
    else if (options.accept(path)) {
      if (--budget.files < 0) {
        yield skipped(path, {
          code: 'budget',
          reason: 'The walk stopped: too many files. Narrow it with files.exclude.',
        });
        return;
      }
      yield { kind: 'file', path };
    }
  }
}

const skipped = (path: string, skip: Skip): WalkEntry => ({ kind: 'skipped', path, skip });

type Listing = { names: { name: string; kind: 'file' | 'folder' | 'other' }[] } | { skip: Skip };

async function list(folder: string): Promise<Listing> {
  try {
    const names: { name: string; kind: 'file' | 'folder' | 'other' }[] = [];
    for await (const entry of await opendir(folder)) {
      names.push({ name: entry.name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other' });
    }
    return { names: names.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return { skip: { code: 'unreadable', reason: `The folder cannot be read (${code}).` } };
  }
}
