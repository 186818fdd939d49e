import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { familyOf } from './catalogue/index.ts';
import { importedFolders, usings } from './packages.ts';
import { rootFolder } from './rust-modules.ts';

const script = /\bfrom\s*['"]([^'"\n]+)['"]|\b(?:require|import)\s*\(\s*['"]([^'"\n]+)['"]/g;
const python = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import\b|^[ \t]*import[ \t]+([.\w]+)/gm;
const jvm = /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)/gm;
const php =
  /^[ \t]*use[ \t]+(?:function[ \t]+)?\\?(\w+(?:\\\w+)+)|\b(?:require|include)(?:_once)?\b[^;\n]*?['"]\/?([\w./-]+\.php)['"]/gm;
/** Constants, which Rails loads by name, and `require_relative './llm'`. */
const ruby = /\brequire(?:_relative)?[ \t(]+['"]([\w./-]+)['"]|(?<![\w:.])((?:[A-Z]\w*::)*[A-Z]\w*)\b/g;
/** Specifiers of scripts that lead into the workspace: relative, by an alias, or from a usual folder. Packages are left alone. */
const inWorkspace =
  /^(?:\.|[@~]\/|#|(?:src|app|apps|lib|libs|utils|services|server|backend|shared|core|modules|packages)\/)/;
const maxImports = 60;
const maxBeside = 60;

/** The modules of the workspace that a file may call functions of, as it names them. Read from the text: nothing is parsed. */
export function importsOf(document: SourceDocument, port: WorkspacePort): string[] {
  const { text, languageId } = document;
  const specifiers = (pattern: RegExp): string[] => {
    const found = new Set<string>();
    for (const match of text.matchAll(pattern)) {
      found.add(match[1] ?? match[2]!);
      if (found.size >= maxImports) break;
    }
    return [...found];
  };
  switch (familyOf[languageId]) {
    case 'script':
      return specifiers(script).filter((one) => inWorkspace.test(one));
    case 'python':
      return specifiers(python);
    case 'jvm':
      return [...specifiers(jvm).filter(sharesBeginning(text)), ...beside(document, port, /\.(?:java|kt)$/)];
    case 'php':
      return [...specifiers(php), ...beside(document, port, /\.php$/)];
    case 'ruby':
      return specifiers(ruby);
    case 'csharp':
      return [...namedFiles(document), ...beside(document, port, /\.cs$/)];
    case 'go':
      return ['.', ...importedFolders(document, port.read)].flatMap((folder) =>
        filesIn(folder, document, port, goFile),
      );
    case 'rust':
      return crateFiles(document, port);
    default:
      return [];
  }
}

const goFile = /(?<!_test)\.go$/;

/** Imports of the same company's: packages of others have other beginnings. */
function sharesBeginning(text: string): (name: string) => boolean {
  const own = /^[ \t]*package[ \t]+(\w+(?:\.\w+)?)/m.exec(text)?.[1];
  return (name) => own === undefined || name.startsWith(`${own}.`) || name.startsWith(own);
}

const filesIn = (folder: string, { uri }: SourceDocument, port: WorkspacePort, ending: RegExp): string[] =>
  (port.list?.(folder, uri) ?? []).filter((one) => one !== uri && ending.test(one)).slice(0, maxBeside);

/** Files of the same folder whose name, that of their type, stands in the text. Kotlin's functions have no such file. */
const beside = (document: SourceDocument, port: WorkspacePort, ending: RegExp): string[] =>
  filesIn('.', document, port, ending).filter(
    (uri) => uri.endsWith('.kt') || document.text.includes(uri.slice(uri.lastIndexOf('/') + 1).replace(ending, '')),
  );

const maxFolders = 12;

/** Files of a Rust crate whose module a file names: `mod llm;`, `use crate::llm::ask`, `llm::ask(…)`. */
function crateFiles({ uri, text }: SourceDocument, port: WorkspacePort): string[] {
  const root = rootFolder(uri);
  const top = port.list?.(root, uri) ?? [];
  const folders = top.filter((one) => one.endsWith('/')).slice(0, maxFolders);
  const named = new Set([...text.matchAll(/\bmod\s+(\w+)\s*;|(\w+)::/g)].map(([, declared, path]) => declared ?? path));
  return [...top, ...folders.flatMap((folder) => port.list?.(folder, uri) ?? [])].filter((one) => {
    const module = /([^/]+?)(?:\/mod)?\.rs$/.exec(one)?.[1];
    return one !== uri && module !== undefined && named.has(module);
  });
}

const csharpType = /\bnew\s+([A-Z]\w*)\s*\(|\b([A-Z]\w*)\??\s+_?[a-z]\w*\s*[;,)=]|\b([A-Z]\w*)\.[A-Z]\w*\s*\(/g;
const maxTypes = 40;

/** Types that a C# file makes, declares or calls, in the namespaces of its own that it uses: each has a file of its name. */
function namedFiles({ text }: SourceDocument): string[] {
  const names = new Set<string>();
  for (const [, made, declared, called] of text.matchAll(csharpType)) {
    names.add((made ?? declared ?? called)!);
    if (names.size >= maxTypes) break;
  }
  return [...names].flatMap((name) => usings(name, text));
}

/** The names by which a file knows `name`: itself, and what an import renames it to. */
export function namesFor(name: string, text: string): string[] {
  const renamed = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?:\\s+as|\\s*:)\\s+([\\w$]+)`, 'g');
  return [name, ...[...text.matchAll(renamed)].slice(0, 8).map(([, alias]) => alias!)];
}
