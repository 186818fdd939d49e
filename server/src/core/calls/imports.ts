import type { SourceDocument } from '../ports.ts';
import { familyOf } from './catalogue/index.ts';

const script = /\bfrom\s*['"]([^'"\n]+)['"]|\b(?:require|import)\s*\(\s*['"]([^'"\n]+)['"]/g;
const python = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import\b|^[ \t]*import[ \t]+([.\w]+)/gm;
/** Specifiers that lead into the workspace: relative, by an alias, or from a usual folder. Packages are left alone. */
const inWorkspace =
  /^(?:\.|[@~]\/|#|(?:src|app|apps|lib|libs|utils|services|server|backend|shared|core|modules|packages)\/)/;
const maxImports = 60;

/** The modules of the workspace that a file imports, as it names them. Read from the text: nothing is parsed. */
export function importsOf({ text, languageId }: SourceDocument): string[] {
  const family = familyOf[languageId];
  if (family !== 'script' && family !== 'python') return [];
  const found = new Set<string>();
  for (const match of text.matchAll(family === 'script' ? script : python)) {
    const specifier = match[1] ?? match[2]!;
    if (family === 'python' || inWorkspace.test(specifier)) found.add(specifier);
    if (found.size >= maxImports) break;
  }
  return [...found];
}

/** The names by which a file knows `name`: itself, and what an import renames it to. */
export function namesFor(name: string, text: string): string[] {
  const renamed = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?:\\s+as|\\s*:)\\s+([\\w$]+)`, 'g');
  return [name, ...[...text.matchAll(renamed)].slice(0, 8).map(([, alias]) => alias!)];
}
