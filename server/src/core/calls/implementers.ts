import type { SourceDocument, WorkspacePort } from '../ports.ts';

/** A class with what its declaration says it extends or implements. */
interface Head {
  readonly name: string;
  readonly above: ReadonlySet<string>;
}

type Files = Pick<WorkspacePort, 'read'> & { list?(folder: string, from: string): readonly string[] };

const maxHead = 600;
const maxFiles = 60;
const maxFolders = 12;
const known = new WeakMap<SourceDocument, readonly Head[]>();

/** The classes of a file, by their heads. Read from the text: nothing is parsed. */
export function headsIn(document: SourceDocument): readonly Head[] {
  const before = known.get(document);
  if (before) return before;
  const { text, languageId } = document;
  const heads = [...text.matchAll(/\b(?:class|object)\s+(\w+)/g)].map(({ index, 0: { length }, 1: name }) => {
    const from = index + length;
    const head = text.slice(from, from + maxHead);
    const above = languageId === 'python' ? (/^\s*\(([^()]*)\)/.exec(head)?.[1] ?? '') : afterName(head);
    return { name: name!, above: new Set(above.match(/\w+/g) ?? []) };
  });
  known.set(document, heads);
  return heads;
}

/** Without the parameters of a constructor: what stands after `extends`, `implements`, `:` or `<`. */
function afterName(head: string): string {
  let depth = 0;
  let rest = '';
  for (const char of head) {
    if (depth === 0 && (char === '{' || char === ';')) break;
    if (char === ')') depth--;
    if (depth === 0) rest += char === ')' ? ' ' : char;
    if (char === '(') depth++;
  }
  return rest.replace(/\n\s*\n[\s\S]*$/, '');
}

/** Files in a folder, or below it, with a class that extends or implements one of the types. `from` is a file of the folder. */
export function implementersIn(from: string, types: ReadonlySet<string>, { read, list }: Files): SourceDocument[] {
  const ending = /\.\w+$/.exec(from)?.[0];
  if (!ending || !list) return [];
  const beside = list('.', from);
  const below = beside.filter((one) => one.endsWith('/')).slice(0, maxFolders);
  return [...beside, ...below.flatMap((folder) => list(folder, from))]
    .filter((one) => one.endsWith(ending))
    .slice(0, maxFiles)
    .flatMap((one) => read(one, from) ?? [])
    .filter((document) => headsIn(document).some(({ above }) => [...above].some((name) => types.has(name))));
}

const declared =
  /\b(?:interface|trait|protocol|abstract\s+class)\s+(\w+)|\bclass\s+(\w+)\s*\([^()]*\b(?:ABC|Protocol)\b/g;
const maxTypes = 40;

/** Types that a module declares and leaves to other classes. */
function typesIn(module: SourceDocument): readonly string[] {
  const before = types.get(module);
  if (before) return before;
  const found = [...module.text.matchAll(declared)].slice(0, maxTypes).map(([, type, base]) => (type ?? base)!);
  types.set(module, found);
  return found;
}

const types = new WeakMap<SourceDocument, readonly string[]>();

/**
 * Files with a class of a type that one of the modules declares and `text` names: whoever calls the type's functions
 * calls theirs. A folder is read once for all modules in it.
 */
export function implementersOf(modules: readonly SourceDocument[], text: string, files: Files): SourceDocument[] {
  // One pass: a search for each of many names takes longer than all the rest.
  const named = new Set(text.match(/[A-Z]\w*/g));
  const wanted = new Map<string, { readonly from: string; readonly types: Set<string> }>();
  for (const module of modules) {
    const folder = module.uri.slice(0, module.uri.lastIndexOf('/') + 1) + /\.\w+$/.exec(module.uri)?.[0];
    const known = wanted.get(folder) ?? { from: module.uri, types: new Set() };
    for (const type of typesIn(module)) if (named.has(type)) known.types.add(type);
    wanted.set(folder, known);
  }
  return [...wanted.values()].flatMap(({ from, types }) => (types.size > 0 ? implementersIn(from, types, files) : []));
}
