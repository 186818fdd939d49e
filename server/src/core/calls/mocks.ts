import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { familyOf, matches, sdksOf } from './catalogue/index.ts';
import { mayMakeCalls } from './find.ts';

/**
 * What test frameworks replace a module by: `vi.mock('./llm')` of Vitest, Jest's and Bun's, `mock.module` of Node;
 * `patch('llm.client')`, `mocker.patch`, `patch.object(llm, 'client')`, `monkeypatch.setattr(llm, …)` of Python.
 */
const script =
  /\b(?:vi|jest|vitest)\s*\.\s*(?:do|unstable_)?[mM]ock(?:Module)?\s*\(\s*(?:import\s*\(\s*)?['"]([^'"\n]+)['"]|\bmock\s*\.\s*module\s*\(\s*['"]([^'"\n]+)['"]/g;
const python =
  /\bpatch(?:\.dict|\.multiple)?\s*\(\s*['"]([\w.]+)['"]|\b(?:patch\s*\.\s*object|monkeypatch\s*\.\s*setattr)\s*\(\s*['"]?([\w.]+)/g;
const maxMocks = 60;

/** Which modules of the workspace send nothing in a test, because it replaces them or what they send with. */
export function mockedBy(
  document: SourceDocument,
  workspace: Pick<WorkspacePort, 'read'>,
): (module: SourceDocument) => boolean {
  const family = familyOf[document.languageId];
  if (family !== 'script' && family !== 'python') return ({ uri }) => isReplaced(typeIn(uri), document.text);
  if (!/mock|monkeypatch/.test(document.text)) return () => false;
  const packages = sdksOf(family).flatMap((sdk) => sdk.packages);
  const replaced = new Set<string>();
  for (const [, first, second] of [...document.text.matchAll(family === 'script' ? script : python)].slice(
    0,
    maxMocks,
  )) {
    const names = family === 'script' ? [(first ?? second)!] : modulesIn((first ?? imported(second!, document.text))!);
    if (names.some((name) => packages.some((one) => matches(one, name)))) return () => true;
    const module = names.map((name) => workspace.read(name, document.uri)).find((one) => one !== undefined);
    if (!module || module.uri === document.uri) continue;
    // With the module that calls Claude, all that call it have nothing to send with.
    if (mayMakeCalls(module, [])) return () => true;
    replaced.add(module.uri);
  }
  return ({ uri }) => replaced.has(uri);
}

/** `@MockBean ClaudeService`, `mockk<ClaudeService>()`, `Mock<IClaudeService>`, `allow_any_instance_of(ClaudeService)`. */
function isReplaced(type: string, text: string): boolean {
  if (!/mock|spy|stub|double|substitute|allow/i.test(text)) return false;
  const replacing = `(?:[mM]ock\\w*|[sS]pyk?|createStub|Substitute\\.For|_double|allow(?:_any_instance_of)?)`;
  const between = `\\W{1,4}(?:(?:private|final|lateinit|var|val)\\s+|\\w+\\s*:\\s*)*`;
  return new RegExp(`${replacing}${between}(?:[\\w\\\\:]+[\\\\:])?${type}\\b`).test(text);
}

/** The type that a file is named after; Ruby's `claude_service.rb` holds `ClaudeService`. */
const typeIn = (uri: string): string =>
  uri
    .slice(uri.lastIndexOf('/') + 1)
    .replace(/\W.*$/, '')
    .replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `app.llm.client` is a name in `app.llm` or in `app`: the longest that is a module. */
const modulesIn = (path: string): string[] => {
  const names = path.split('.');
  return names.map((_, index) => names.slice(0, names.length - index).join('.'));
};

/** `llm` after `from app import llm` or `import app.llm as llm`: the module's whole name. */
function imported(name: string, text: string): string {
  const [root, ...rest] = name.split('.');
  const from = new RegExp(`^[ \\t]*from[ \\t]+([.\\w]+)[ \\t]+import\\b[^\\n]*\\b${root}\\b`, 'm').exec(text)?.[1];
  const alias = new RegExp(`^[ \\t]*import[ \\t]+([.\\w]+)[ \\t]+as[ \\t]+${root}\\b`, 'm').exec(text)?.[1];
  const own = from === undefined ? (alias ?? root!) : `${from}${from.endsWith('.') ? '' : '.'}${root}`;
  return [own, ...rest].join('.');
}
