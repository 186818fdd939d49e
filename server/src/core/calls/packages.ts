import type { Binding } from './code.ts';
import { bindingsOf, type CodeFile } from './code-file.ts';
import { deeper, type Frame } from './value.ts';

/** How a language shares names between the files of a folder, without an import. */
interface Sharing {
  readonly ending: RegExp;
  /** What a file must hold that declares a name; `NAME` stands for it. */
  readonly declares: string;
  /** Names that can be declared in another file at all. */
  readonly names: RegExp;
}

const types = '\\b(?:class|record|interface|struct|enum|object)\\s+NAME\\b';

/** By the `id` of the language. Go: https://go.dev/ref/spec#Packages; the others share the types of a package or namespace. */
const sharing: Readonly<Record<string, Sharing>> = {
  go: {
    ending: /(?<!_test)\.go$/,
    declares: '\\bfunc\\s+(?:\\([^()\\n]*\\)\\s*)?NAME\\s*[(\\[]|^\\s*(?:(?:var|const|type)\\s+)?NAME\\b(?!\\s*[,:(.])',
    names: /^\w+$/,
  },
  java: { ending: /\.java$/, declares: types, names: /^[A-Z]\w*$/ },
  kotlin: { ending: /\.kt$/, declares: `${types}|\\b(?:fun|val)\\s+NAME\\b`, names: /^\w+$/ },
  csharp: { ending: /\.cs$/, declares: types, names: /^[A-Z]\w*$/ },
};

const maxFiles = 60;

export interface Shared {
  readonly binding: Binding;
  /** The file that declares it. */
  readonly frame: Frame;
}

/** What a name of the same package means that another file of the folder declares. */
export const inPackage = (name: string, frame: Frame): Shared | undefined => sharedIn('.', name, frame, false);

/** A method that one other file of the package declares, whatever its receiver. */
export const methodInPackage = (name: string, frame: Frame): Shared | undefined =>
  frame.file.language.id === 'go' ? sharedIn('.', name, frame, true) : undefined;

/** `name` of a package of the same Go module: its folder is what follows the module's path, beside `go.mod`. */
export function inModule(path: string, name: string, frame: Frame): Shared | undefined {
  const { file } = frame;
  if (file.language.id !== 'go' || !path.includes('/')) return undefined;
  const module = file.world.read('go.mod', file.uri);
  const own = module && /^module\s+(\S+)/m.exec(module.text)?.[1];
  if (!module || !own || (path !== own && !path.startsWith(`${own}/`))) return undefined;
  return sharedIn(module.uri.replace(/[^/]*$/, '') + path.slice(own.length + 1), name, frame, false);
}

function sharedIn(folder: string, name: string, frame: Frame, field: boolean): Shared | undefined {
  const { file } = frame;
  const shares = sharing[file.language.id];
  const next = shares?.names.test(name) ? deeper(frame) : undefined;
  if (!shares || !next) return undefined;
  const declares = new RegExp(shares.declares.replaceAll('NAME', name), 'm');
  const uris = file.world.list(folder, file.uri).filter((uri) => shares.ending.test(uri) && uri !== file.uri);
  for (const uri of uris.slice(0, maxFiles)) {
    const text = file.world.read(uri, file.uri)?.text;
    if (!text?.includes(name) || !declares.test(text)) continue;
    const other = file.world.open(uri, file);
    const binding = other && declarationIn(other, name, field);
    if (binding) return { binding, frame: { ...next, file: other, parameters: new Map(), textual: new Map() } };
  }
  return undefined;
}

function declarationIn(file: CodeFile, name: string, field: boolean): Binding | undefined {
  const found = bindingsOf(file, name).filter(
    (one) =>
      one.value !== undefined &&
      !one.import &&
      (one.scope.start === 0 || one.kind === 'class') &&
      (one.field === true) === field,
  );
  return field && found.length !== 1 ? undefined : found[0];
}
