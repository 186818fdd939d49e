import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createDetector } from '../core/detection/index.ts';
import { checkPatterns } from '../core/policy/index.ts';
import { type EnginePreference, loadRegexEngine } from './regex-engines.ts';
import { createSyntax } from './syntax.ts';
import type { Engines } from './workspace.ts';

export interface EngineOptions {
  readonly engine?: EnginePreference;
  /** Searched for grammars before the places that come with the package. */
  readonly grammars?: readonly string[];
}

/** Loads the regular-expression engine and prepares tree-sitter, whose grammars load when a language is first seen. */
export async function loadEngines(options: EngineOptions = {}): Promise<Engines> {
  const engine = await loadRegexEngine(options.engine);
  const syntax = createSyntax(...(options.grammars ?? []), ...grammarFolders());
  return {
    name: engine.name,
    detect: createDetector(engine),
    syntax: syntax.port,
    checkPatterns: (policy) => checkPatterns(policy, engine),
    load: (languageIds) => syntax.load(languageIds),
    forget: (uri) => syntax.forget(uri),
  };
}

/** `wasm/` beside the bundle; run from source, the packages that it is copied from. */
function grammarFolders(): string[] {
  // The bundle is CommonJS: there `import.meta` is empty.
  if (typeof import.meta.url !== 'string') return [join(__dirname, 'wasm')];
  const packageFolder = (name: string) => dirname(createRequire(import.meta.url).resolve(name));
  return [
    packageFolder('web-tree-sitter'),
    join(packageFolder('@vscode/tree-sitter-wasm/package.json'), 'wasm'),
    packageFolder('@tree-sitter-grammars/tree-sitter-kotlin/package.json'),
  ];
}
