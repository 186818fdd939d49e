import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { type Binding, isNode } from './code.ts';
import { bindingsOf, type CodeFile } from './code-file.ts';
import { declaredIn } from './declared.ts';
import { deeper, type Frame } from './value.ts';

/** How a language shares names between the files of a folder, without an import. */
interface Sharing {
  readonly ending: RegExp;
  /** What a file must hold that declares a name; `NAME` stands for it. */
  readonly declares: string;
  /** Names that can be declared in another file at all. */
  readonly names: RegExp;
  /** Specifiers of files outside the folder that may declare a name, in a file with this text. */
  readonly beyond?: (name: string, text: string) => readonly string[];
}

const types = '\\b(?:class|record|interface|struct|enum|object)\\s+NAME\\b';

/** By the `id` of the language. Go: https://go.dev/ref/spec#Packages; the others share the types of a package or namespace. */
const sharing: Readonly<Record<string, Sharing>> = {
  go: {
    ending: /(?<!_test)\.go$/,
    declares:
      '\\bfunc\\s+(?:\\([^()\\n]*\\)\\s*)?NAME\\s*[(\\[]|^[ \\t]*(?:(?:var|const|type)\\s+)?(?!func\\b)NAME\\b(?!\\s*[,:(.])',
    names: /^\w+$/,
  },
  java: { ending: /\.java$/, declares: types, names: /^[A-Z]\w*$/, beyond: starImports },
  kotlin: { ending: /\.kt$/, declares: `${types}|\\b(?:fun|val)\\s+NAME\\b`, names: /^\w+$/ },
  csharp: { ending: /\.cs$/, declares: types, names: /^[A-Z]\w*$/, beyond: usings },
  php: { ending: /\.php$/, declares: types, names: /^[A-Z]\w*$/ },
  ruby: {
    ending: /\.rb$/,
    declares: '\\b(?:class|module)\\s+(?:\\w+::)*NAME\\b',
    names: /^[A-Z]\w*$/,
    beyond: (name) => [name],
  },
};

/** `import com.acme.llm.*;` */
function starImports(name: string, text: string): string[] {
  return [...text.matchAll(/^import\s+([\w.]+)\.\*;/gm)].slice(0, maxNamespaces).map(([, path]) => `${path}.${name}`);
}

/** `using Acme.Services;`: what `name` may be called in full, where it is the program's own. */
export function usings(name: string, text: string): string[] {
  const around = /^\s*namespace\s+([\w.]+)/m.exec(text)?.[1]?.split('.') ?? [];
  const used = [...text.matchAll(/^\s*(?:global\s+)?using\s+([\w.]+);/gm)].map(([, path]) => path!);
  const own = used.filter((path) =>
    around[0] ? path.split('.')[0] === around[0] : !/^(?:System|Microsoft)\b/.test(path),
  );
  // A namespace sees the types of those around it.
  const outer = around.map((_, index) => around.slice(0, index + 1).join('.'));
  return [...own.slice(0, maxNamespaces), ...outer].map((path) => `${path}.${name}`);
}

const maxNamespaces = 20;

const maxFiles = 60;

export interface Shared {
  readonly binding: Binding;
  /** The file that declares it. */
  readonly frame: Frame;
}

/** What a name of the same package means that another file of the folder declares. */
export const inPackage = (name: string, frame: Frame): Shared | undefined => sharedIn('.', name, frame, false);

/** A method that one other file of the package, or of one that it imports, declares, whatever its receiver. */
export function methodInPackage(name: string, frame: Frame): Shared | undefined {
  if (frame.file.language.id !== 'go') return undefined;
  return sharedIn('.', name, frame, true) ?? inImportedPackage(name, frame, true);
}

/** What a package of its own module that a Go file imports declares: a type is written with its package, of which the name alone is kept. */
export function inImportedPackage(name: string, frame: Frame, field = false): Shared | undefined {
  if (frame.file.language.id !== 'go' || !/^[A-Z]/.test(name)) return undefined;
  for (const folder of importedFolders(frame.file, frame.file.world.read)) {
    const found = sharedIn(folder, name, frame, field);
    if (found) return found;
  }
  return undefined;
}

/** `name` of a package of the same Go module. */
export function inModule(path: string, name: string, frame: Frame): Shared | undefined {
  const { file } = frame;
  const folder = file.language.id === 'go' && path.includes('/') ? folderIn(path, file, file.world.read) : undefined;
  return folder === undefined ? undefined : sharedIn(folder, name, frame, false);
}

type ReadFile = WorkspacePort['read'];

/** Folders of the packages of its own module that a Go file imports. */
export const importedFolders = ({ text, uri }: Pick<SourceDocument, 'text' | 'uri'>, read: ReadFile): string[] =>
  [...text.slice(0, 5_000).matchAll(/^(?:import\s+)?\s*(?:[\w.]+\s+)?"([\w.-]+\/[\w./-]+)"/gm)]
    .slice(0, maxNamespaces)
    .flatMap(([, path]) => folderIn(path!, { uri }, read) ?? []);

/** A package's folder is what follows the module's path, beside `go.mod`. */
function folderIn(path: string, { uri }: Pick<SourceDocument, 'uri'>, read: ReadFile): string | undefined {
  const module = read('go.mod', uri);
  const own = module && /^module\s+(\S+)/m.exec(module.text)?.[1];
  if (!module || !own || (path !== own && !path.startsWith(`${own}/`))) return undefined;
  return module.uri.replace(/[^/]*$/, '') + path.slice(own.length + 1);
}

function sharedIn(folder: string, name: string, frame: Frame, field: boolean): Shared | undefined {
  const { file } = frame;
  const shares = sharing[file.language.id];
  const next = shares?.names.test(name) ? deeper(frame) : undefined;
  if (!shares || !next) return undefined;
  const declared = (target: string): Shared | undefined => {
    const document = file.world.read(target, file.uri);
    if (!document || !declaredIn(document, shares.declares).has(name)) return undefined;
    const other = file.world.open(target, file);
    const binding = other && declarationIn(other, name, field);
    return binding && { binding, frame: { ...next, file: other, parameters: new Map(), textual: new Map() } };
  };
  const uris = file.world.list(folder, file.uri).filter((uri) => shares.ending.test(uri) && uri !== file.uri);
  for (const target of [...uris.slice(0, maxFiles), ...(shares.beyond?.(name, file.text) ?? [])]) {
    const found = declared(target);
    if (found) return found;
  }
  return undefined;
}

function declarationIn(file: CodeFile, name: string, field: boolean): Binding | undefined {
  const found = bindingsOf(file, name).filter(
    (one) =>
      one.value !== undefined &&
      !one.import &&
      (one.scope.start === 0 || (one.kind === 'class' && !isNested(one, file))) &&
      (one.field === true) === field,
  );
  return field && found.length !== 1 ? undefined : found[0];
}

/** A class in a class is known by both names: `Letter.Builder`. */
function isNested({ value }: Binding, { language: { nodes } }: CodeFile): boolean {
  let node = isNode(value!) ? value.parent : null;
  // Go's declaration of a type is around its name and body.
  if (node?.type === 'type_declaration') node = node.parent;
  while (node && !nodes.classes.has(node.type)) node = node.parent;
  return node !== null;
}
