import { methodApart } from './classes.ts';
import type { Operand } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { topLevel } from './modules.ts';
import { deeper, type Frame, type Value } from './value.ts';

const maxHops = 6;

/** Where the modules below a file stand: `mod.rs`, `lib.rs` and `main.rs` are those of their folder. */
const ownFolder = (uri: string): string => uri.replace(/(?:\/(?:mod|lib|main))?\.rs$/, '');
/** The folder of a crate's sources. */
export const rootFolder = (uri: string): string => {
  const at = uri.lastIndexOf('/src/');
  return at < 0 ? uri.replace(/\/[^/]*$/, '') : uri.slice(0, at + 4);
};

/**
 * The item of the crate that a path names: https://doc.rust-lang.org/reference/paths.html. `path` begins with `crate`,
 * `self` or `super`, with a module of the file, or with a name that the file imports.
 */
export function itemAt(path: readonly string[], frame: Frame, hops = 0): Value | undefined {
  const next = hops < maxHops ? deeper(frame) : undefined;
  const [first = '', ...rest] = path;
  if (!next || path.length < 2) return undefined;
  const { uri } = frame.file;
  if (first === 'crate') return below(rootFolder(uri), rest, next, hops);
  if (first === 'self' || first === 'super') {
    let folder = ownFolder(uri);
    let names: readonly string[] = path;
    for (; names[0] === 'self' || names[0] === 'super'; names = names.slice(1))
      if (names[0] === 'super') folder = folder.replace(/\/[^/]*$/, '');
    return below(folder, names, next, hops);
  }
  const imported = topLevel(frame.file, first)?.import;
  if (!imported) return undefined;
  const module = imported.module.split('::');
  return itemAt(imported.name === '*' ? [...module, ...rest] : [...module, imported.name, ...rest], next, hops + 1);
}

/** An item by the folder of the module that it is looked for in, and its path from there. */
function below(folder: string, path: readonly string[], frame: Frame, hops: number): Value | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return undefined;
  if (rest.length > 0) {
    const found = below(`${folder}/${name}`, rest, frame, hops);
    if (found) return found;
  }
  const file = fileOf(folder, frame.file);
  if (!file || file.uri === frame.file.uri)
    return file && rest.length === 0 ? ownItem(file, name, frame, hops) : undefined;
  const there: Frame = { ...frame, file, parameters: new Map(), textual: new Map() };
  if (rest.length === 0) return ownItem(file, name, there, hops);
  // `Case::new`: a function of a type.
  const type = rest.length === 1 && /^[A-Z]/.test(name) ? ownItem(file, name, there, hops) : undefined;
  return type && methodApart(type, rest[0]!)?.value;
}

function ownItem(file: CodeFile, name: string, frame: Frame, hops: number): Value | undefined {
  const found = topLevel(file, name);
  if (found?.value !== undefined) return { operand: found.value, frame };
  if (!found?.import || found.import.name === '*') return undefined;
  // `pub use self::prompts::build_prompt;`
  return itemAt([...found.import.module.split('::'), found.import.name], frame, hops + 1);
}

/** The file of the module whose own modules stand in a folder. */
function fileOf(folder: string, from: CodeFile): CodeFile | undefined {
  const candidates =
    folder === rootFolder(`${folder}/x`) || folder.endsWith('/src') ? ['/lib.rs', '/main.rs'] : ['.rs', '/mod.rs'];
  for (const ending of candidates) {
    const uri = folder + ending;
    if (uri === from.uri) return from;
    const file = from.world.read(uri, from.uri) ? from.world.open(uri, from) : undefined;
    if (file) return file;
  }
  return undefined;
}

/** `prompts::SYSTEM`, `crate::prompts::build(…)`: the item that a path with `::` stands for. */
export function itemOf({ operand, frame }: Value): Value | undefined {
  if (frame.file.language.id !== 'rust') return undefined;
  const only = lower(frame.file, operand);
  if (only.kind === 'name') {
    const imported = topLevel(frame.file, only.name)?.import;
    return imported && imported.name !== '*'
      ? itemAt([...imported.module.split('::'), imported.name], frame)
      : undefined;
  }
  const names: string[] = [];
  let at: Operand = operand;
  for (let expr = lower(frame.file, at); ; expr = lower(frame.file, at)) {
    if (expr.kind === 'name') {
      names.unshift(expr.name);
      break;
    }
    if (expr.kind !== 'member' || names.length > 8) return undefined;
    names.unshift(expr.name);
    at = expr.object;
  }
  const { start } = lower(frame.file, operand).span;
  return frame.file.text.startsWith(`${names[0]}::`, start) ? itemAt(names, frame) : undefined;
}
