import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Edit, Language, Parser, type Point, type Tree } from 'web-tree-sitter';
import type { SyntaxPort } from '../core/ports.ts';

/** Language id of an editor to the name in `tree-sitter-<name>.wasm`. */
const grammarOf: Readonly<Record<string, string>> = {
  typescript: 'typescript',
  typescriptreact: 'tsx',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  jupyter: 'python',
  java: 'java',
  kotlin: 'kotlin',
  go: 'go',
  csharp: 'c-sharp',
  ruby: 'ruby',
  php: 'php',
  rust: 'rust',
  shellscript: 'bash',
};

/** Languages whose documents hold others: the scripts of a workflow, the `!` lines of a notebook. */
const within: Readonly<Record<string, readonly string[]>> = {
  yaml: ['shellscript'],
  'github-actions-workflow': ['shellscript'],
  jupyter: ['shellscript'],
};

/** Trees live in WASM memory, outside of what the garbage collector sees: this bounds it. */
const maxTrees = 64;
const maxTreeCharacters = 8_000_000;
/** A parse that takes longer is given up: no real source file of a size that we read comes near. */
const parseBudgetMs = 3_000;

interface CachedTree {
  readonly languageId: string;
  readonly text: string;
  readonly tree: Tree;
}

export interface Syntax {
  readonly port: SyntaxPort;
  /** Loads the grammars of these language ids; unknown ones and grammars that are not there are left out. Never rejects. */
  load(languageIds: Iterable<string>): Promise<void>;
  /** Forgets the tree of a closed document. */
  forget(uri: string): void;
  /** Frees all trees. */
  dispose(): void;
}

/**
 * Tree-sitter behind the core's port. The WASM files are looked for in `directories`, in order: `dist/server/wasm`
 * beside a bundle, or the packages' own folders.
 */
export function createSyntax(...directories: readonly string[]): Syntax {
  const languages = new Map<string, Promise<Language | undefined>>();
  const ready = new Map<string, Language>();
  const trees = new Map<string, CachedTree>();
  let characters = 0;
  let parser: Parser | undefined;
  let initialized: Promise<void> | undefined;

  const bytes = async (file: string): Promise<Uint8Array> => {
    for (const directory of directories.slice(0, -1)) {
      const found = await readFile(join(directory, file)).catch(() => undefined);
      if (found) return found;
    }
    return readFile(join(directories.at(-1) ?? '.', file));
  };

  const initialize = async (): Promise<void> => {
    // The bytes are handed in, so that the library does not look for its WASM beside a file that a bundler has moved.
    const wasmBinary = await bytes('web-tree-sitter.wasm');
    await Parser.init({ wasmBinary } as Parameters<typeof Parser.init>[0]);
    parser = new Parser();
  };

  const loadGrammar = async (grammar: string): Promise<Language | undefined> => {
    try {
      initialized ??= initialize();
      await initialized;
      const language = await Language.load(await bytes(`tree-sitter-${grammar}.wasm`));
      ready.set(grammar, language);
      return language;
    } catch {
      return undefined;
    }
  };

  const drop = (uri: string): void => {
    const cached = trees.get(uri);
    if (!cached) return;
    cached.tree.delete();
    characters -= cached.text.length;
    trees.delete(uri);
  };

  const keep = (uri: string, cached: CachedTree): void => {
    trees.set(uri, cached);
    characters += cached.text.length;
    // The newest few are never dropped: an analysis that follows imports holds nodes of several trees at once.
    for (const oldest of trees.keys()) {
      if (trees.size <= 16 || (trees.size <= maxTrees && characters <= maxTreeCharacters)) break;
      drop(oldest);
    }
  };

  const parse = (languageId: string, text: string, uri: string): Tree | undefined => {
    const language = ready.get(grammarOf[languageId] ?? '');
    if (!language || !parser) return undefined;
    const previous = trees.get(uri);
    if (previous?.languageId === languageId && previous.text === text) {
      trees.delete(uri);
      trees.set(uri, previous);
      return previous.tree;
    }
    const reusable = previous?.languageId === languageId ? previous : undefined;
    if (reusable) reusable.tree.edit(editBetween(reusable.text, text));
    parser.setLanguage(language);
    const deadline = Date.now() + parseBudgetMs;
    const progressCallback = (() => Date.now() > deadline) as unknown as () => void;
    const tree = parser.parse(text, reusable?.tree ?? null, { progressCallback });
    drop(uri);
    if (!tree) {
      parser.reset();
      return undefined;
    }
    keep(uri, { languageId, text, tree });
    return tree;
  };

  return {
    port: { parse },
    async load(languageIds) {
      const all = [...languageIds].flatMap((id) => [id, ...(within[id] ?? [])]);
      const grammars = new Set(all.flatMap((id) => grammarOf[id] ?? []));
      await Promise.all(
        [...grammars].map((grammar) => {
          const loading = languages.get(grammar) ?? loadGrammar(grammar);
          languages.set(grammar, loading);
          return loading;
        }),
      );
    },
    forget: drop,
    dispose() {
      for (const uri of [...trees.keys()]) drop(uri);
    },
  };
}

/** The one edit that makes `after` of `before`: what lies between their common start and common end. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

function pointAt(text: string, index: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: index - lineStart };
}
