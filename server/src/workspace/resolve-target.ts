import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callLanguages } from '../core/calls/index.ts';
import { modulePaths } from '../core/calls/module-paths.ts';
import { isInside, relativePath } from './uris.ts';

/** Endings that an include or a partial may leave out. */
const endings = [
  '.j2',
  '.jinja',
  '.jinja2',
  '.hbs',
  '.handlebars',
  '.mustache',
  '.liquid',
  '.prompt',
  '.md',
  '.txt',
  '.poml',
  '.promptl',
];

/** Where loaders look, below the folder that a program is started in. */
const templateFolders = ['', 'templates', 'prompts', 'partials', '_partials', 'src/prompts', 'src/main/resources'];

/**
 * Candidate paths for what `from` calls `target` (an import specifier, an include, a path or a `file:` URL),
 * best first. Pure: nothing is read.
 */
export function targetCandidates(target: string, from: string, languageId: string, roots: readonly string[]): string[] {
  const root = roots.find((candidate) => isInside(candidate, from)) ?? dirname(from);
  if (target.startsWith('file:')) return fileUrl(target, from, root);
  if (callLanguages.has(languageId)) {
    const modules = modulePaths(target, relativePath(root, from)).map((path) => join(root, path));
    return unique([
      ...(isAbsolute(target) ? [target] : []),
      ...modules,
      ...(isFileName(target) ? searched(target, from, root) : []),
    ]);
  }
  const found = searched(target, from, root);
  return unique(
    [...found, ...found.map(asPartial)].flatMap((path) => [path, ...endings.map((ending) => path + ending)]),
  );
}

const unique = (paths: readonly string[]): string[] => [...new Set(paths)];

const isFileName = (target: string): boolean => /[\w-]\.\w+$/.test(target);

/** Handlebars and Dotprompt name partials `_header`. */
const asPartial = (path: string): string => join(dirname(path), `_${path.slice(dirname(path).length + 1)}`);

/** As written beside the file, then from every folder up to the root, in it or in its template folders. */
function searched(target: string, from: string, root: string): string[] {
  if (isAbsolute(target)) return [target, join(root, target)];
  if (target.startsWith('.')) return [resolve(dirname(from), target), join(root, target)];
  return ancestors(from, root).flatMap((folder) => templateFolders.map((name) => join(folder, name, target)));
}

function fileUrl(target: string, from: string, root: string): string[] {
  const path = target.slice('file:'.length).replace(/^\/\//, '');
  if (!path.startsWith('/')) return unique([resolve(dirname(from), path), join(root, path)]);
  try {
    return [fileURLToPath(target)];
  } catch {
    return [];
  }
}

/** Folders above `from`, nearest first, up to and with `root`. */
function ancestors(from: string, root: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(from); isInside(root, at); at = dirname(at)) {
    folders.push(at);
    if (at === dirname(at)) break;
  }
  return folders;
}
