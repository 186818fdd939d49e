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

/** Files in the folder of a type, or below it, with a class that extends or implements the type. */
export function implementersIn(uri: string, type: string, { read, list }: Files): SourceDocument[] {
  const ending = /\.\w+$/.exec(uri)?.[0];
  if (!ending || !list) return [];
  const beside = list('.', uri);
  const below = beside.filter((one) => one.endsWith('/')).slice(0, maxFolders);
  const files = [...beside, ...below.flatMap((folder) => list(folder, uri))];
  return files
    .filter((one) => one !== uri && one.endsWith(ending))
    .slice(0, maxFiles)
    .flatMap((one) => {
      const document = read(one, uri);
      return document?.text.includes(type) && headsIn(document).some(({ above }) => above.has(type)) ? [document] : [];
    });
}

const declared =
  /\b(?:interface|trait|protocol|abstract\s+class)\s+(\w+)|\bclass\s+(\w+)\s*\([^()]*\b(?:ABC|Protocol)\b/g;
const maxTypes = 8;

/** Files with a class of a type that a module only declares: whoever calls the type's functions calls theirs. */
export const implementersOf = (module: SourceDocument, files: Files): SourceDocument[] =>
  [...module.text.matchAll(declared)]
    .slice(0, maxTypes)
    .flatMap(([, type, base]) => implementersIn(module.uri, (type ?? base)!, files));
