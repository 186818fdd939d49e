import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceDocument } from '../core/ports.ts';
import { isInside } from './uris.ts';

/** Suffixes tried in order, by the language of the file that refers. `''` first: a path as written. */
const suffixes: Readonly<Record<string, readonly string[]>> = {
  typescript: ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.json', '/index.ts', '/index.tsx', '/index.js'],
  javascript: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.json', '/index.js', '/index.ts'],
  python: ['.py', '/__init__.py'],
  template: [
    '.j2',
    '.jinja',
    '.hbs',
    '.handlebars',
    '.mustache',
    '.liquid',
    '.prompt',
    '.md',
    '.txt',
    '.poml',
    '.promptl',
  ],
};

const family = (languageId: string): string =>
  languageId.startsWith('typescript') ? 'typescript' : languageId.startsWith('javascript') ? 'javascript' : languageId;

/**
 * Candidate paths for what `from` calls `target` (an import specifier, an include, a path or a `file:` URL),
 * best first. Bare package names give none. Pure: nothing is read.
 */
export function targetCandidates(target: string, from: string, languageId: string, roots: readonly string[]): string[] {
  const language = family(languageId);
  const bases = language === 'python' ? pythonBases(target, from, roots) : pathBases(target, from, language, roots);
  const endings = suffixes[language] ?? suffixes['template']!;
  const candidates = bases.flatMap((base) => [
    base,
    ...swapped(base, language),
    ...endings.map((ending) => base + ending),
  ]);
  const partials =
    language in suffixes ? [] : bases.map((base) => join(dirname(base), `_${base.slice(dirname(base).length + 1)}`));
  return [
    ...new Set([...candidates, ...partials.flatMap((base) => [base, ...endings.map((ending) => base + ending)])]),
  ];
}

/** TypeScript's ESM style: `./x.js` in the source is `./x.ts` on disk. */
function swapped(base: string, language: string): string[] {
  const match = /^(.*)\.([cm]?)js(x?)$/.exec(base);
  return match && language === 'typescript' ? [`${match[1]}.${match[2]}ts${match[3]}`] : [];
}

function pathBases(target: string, from: string, language: string, roots: readonly string[]): string[] {
  if (target.startsWith('file:')) return fileUrl(target, from, roots);
  if (isAbsolute(target)) return [target, ...roots.map((root) => join(root, target))];
  const beside = resolve(dirname(from), target);
  const code = language === 'typescript' || language === 'javascript';
  const looksLikePath = target.startsWith('.') || target.includes('/') || /\.\w+$/.test(target);
  if (code && !looksLikePath) return [];
  if (code && target.startsWith('.'))
    return [beside, ...ancestors(from, roots).map((folder) => resolve(folder, target))];
  // Loaders look in a template folder or in the folder a program is started in: every folder up to the root.
  return [
    beside,
    ...ancestors(from, roots)
      .flatMap((folder) => [folder, ...templateFolders.map((name) => join(folder, name))])
      .map((folder) => join(folder, target)),
  ];
}

const templateFolders = ['templates', 'prompts', 'partials', '_partials', 'src/prompts', 'src/main/resources'];

function fileUrl(target: string, from: string, roots: readonly string[]): string[] {
  const path = target.slice('file:'.length).replace(/^\/\//, '');
  if (!path.startsWith('/')) return [resolve(dirname(from), path), ...roots.map((root) => join(root, path))];
  try {
    return [fileURLToPath(target)];
  } catch {
    return [];
  }
}

/** `.models`, `..pkg.models` and `app.models`, tried beside the importing file and from every folder up to the root. */
function pythonBases(target: string, from: string, roots: readonly string[]): string[] {
  if (target.includes('/') || /\.(txt|md|j2|jinja2?|prompty?|ya?ml|json|st|hbs|mustache|liquid)$/.test(target)) {
    return pathBases(target, from, 'template', roots);
  }
  const dots = /^\.*/.exec(target)![0].length;
  const rest = target.slice(dots).split('.').filter(Boolean).join('/');
  if (dots > 0) return [join(dirname(from), ...Array<string>(dots - 1).fill('..'), rest)];
  return [dirname(from), ...ancestors(from, roots)].map((folder) => join(folder, rest));
}

/** Folders above `from`, nearest first, up to and with the root that holds it. */
function ancestors(from: string, roots: readonly string[]): string[] {
  const root = roots.find((candidate) => isInside(candidate, from));
  const folders: string[] = [];
  for (let at = dirname(from); root !== undefined && isInside(root, at) && at !== dirname(at); at = dirname(at)) {
    folders.push(at);
  }
  return folders;
}

/** The first candidate that `read` knows. */
export function resolveTarget(
  candidates: readonly string[],
  read: (path: string) => SourceDocument | undefined,
): SourceDocument | undefined {
  for (const path of candidates) {
    const found = read(path);
    if (found) return found;
  }
  return undefined;
}
