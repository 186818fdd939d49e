import type { Binding } from './code.ts';
import { bindingsOf, type CodeFile } from './code-file.ts';
import { inModule } from './packages.ts';
import { itemAt } from './rust-modules.ts';
import { deeper, type Frame, type Value } from './value.ts';

/** What a module of the workspace exports under `name`; undefined for packages and for files that are not there. */
export function findExport(module: string, name: string, frame: Frame): Value | undefined {
  if (frame.file.language.id === 'rust') return itemAt([...module.split('::'), name], frame);
  const shared = inModule(module, name, frame);
  if (shared?.binding.value) return { operand: shared.binding.value, frame: shared.frame };
  const next = deeper(frame);
  const file = next && frame.file.world.open(module, frame.file);
  return file && exported(file, name, { ...next, file, parameters: new Map(), textual: new Map() });
}

function exported(file: CodeFile, name: string, frame: Frame): Value | undefined {
  if (name === 'default') return defaultExport(file, frame);
  const own = topLevel(file, name);
  if (own?.import) return findExport(own.import.module, own.import.name, frame);
  if (own?.value && !own.select) return { operand: own.value, frame };
  return reExported(file, name, frame);
}

/** A binding outside all functions, preferably one that holds a value. */
export function topLevel(file: CodeFile, name: string): Binding | undefined {
  const found = bindingsOf(file, name).filter(({ scope, field }) => scope.start === 0 && !field);
  return found.find(({ value, import: imported }) => value !== undefined || imported) ?? found[0];
}

function defaultExport(file: CodeFile, frame: Frame): Value | undefined {
  const at = /^[ \t]*(?:export[ \t]+default[ \t]+|module\.exports[ \t]*=[ \t]*)/m.exec(file.text);
  if (!at) return undefined;
  const start = at.index + at[0].length;
  let node = file.root.namedDescendantForIndex(start, start + 1);
  // From the first token to the whole exported expression or declaration.
  while (
    node?.parent &&
    node.parent.startIndex === start &&
    !/^(?:export_statement|expression_statement|program)$/.test(node.parent.type)
  )
    node = node.parent;
  return node ? { operand: node, frame } : undefined;
}

/** `export { a as b } from './c'`, `export * from './c'`. */
function reExported(file: CodeFile, name: string, frame: Frame): Value | undefined {
  for (const match of file.text.matchAll(/\bexport\s*(?:\*|\{([^{}]*)\})\s*from\s*['"]([^'"\n]+)['"]/g)) {
    const [, list, module] = match;
    if (list === undefined) {
      const found = findExport(module!, name, frame);
      if (found) return found;
      continue;
    }
    for (const item of list.split(',')) {
      const [original, alias] = item.trim().split(/\s+as\s+/);
      if ((alias ?? original)?.trim() === name) return findExport(module!, original!.trim(), frame);
    }
  }
  for (const match of file.text.matchAll(/\bexport\s*\{([^{}]*)\}(?!\s*from)/g)) {
    for (const item of match[1]!.split(',')) {
      const [original, alias] = item.trim().split(/\s+as\s+/);
      if (alias?.trim() === name && original) return exported(file, original.trim(), frame);
    }
  }
  return undefined;
}
