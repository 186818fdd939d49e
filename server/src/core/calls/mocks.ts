import type { SourceDocument, WorkspacePort } from '../ports.ts';
import { familyOf, matches, sdksOf } from './catalogue/index.ts';
import { mayMakeCalls } from './find.ts';
import { importsOf } from './imports.ts';

/**
 * What test frameworks replace a module by: `vi.mock('./llm')` of Vitest, Jest's and Bun's, `mock.module` of Node;
 * `patch('llm.client')`, `mocker.patch`, `patch.object(llm, 'client')`, `monkeypatch.setattr(llm, …)` of Python.
 */
const script =
  /\b(?:vi|jest|vitest)\s*\.\s*(?:do|unstable_)?[mM]ock(?:Module)?\s*\(\s*(?:import\s*\(\s*)?['"]([^'"\n]+)['"]|\bmock\s*\.\s*module\s*\(\s*['"]([^'"\n]+)['"]/g;
const python =
  /\bpatch(?:\.dict|\.multiple)?\s*\(\s*['"]([\w.]+)['"]|\b(?:patch\s*\.\s*object|monkeypatch\s*\.\s*setattr)\s*\(\s*['"]?([\w.]+)['"]?(?:\s*,\s*['"](\w+)['"])?/g;
const maxMocks = 60;
const maxHops = 3;

/** The functions of a module that still send something in a test: those that it does not replace. */
export type Unmocked = <F extends { readonly name: string }>(
  module: SourceDocument,
  functions: readonly F[],
) => readonly F[];

type Port = Pick<WorkspacePort, 'read'> & Partial<WorkspacePort>;

const everything: Unmocked = (_module, functions) => functions;
const nothing: Unmocked = () => [];

/** What a test replaces, by the module's URI: some of its members, or (`*`) all of it. */
type Replaced = ReadonlyMap<string, ReadonlySet<string>>;

/** Which functions of the workspace send nothing in a test, because it replaces them or what they send with. */
export function unmockedIn(document: SourceDocument, workspace: Port): Unmocked {
  const family = familyOf[document.languageId];
  if (family !== 'script' && family !== 'python') return everything;
  if (!/mock|monkeypatch/.test(document.text)) return everything;
  const packages = sdksOf(family).flatMap((sdk) => sdk.packages);
  const replaced = new Map<string, Set<string>>();
  for (const { names, members } of mocksOf(document.text, family).slice(0, maxMocks)) {
    if (names.some((name) => packages.some((one) => matches(one, name)))) return nothing;
    const at = names.findIndex((name) => workspace.read(name, document.uri) !== undefined);
    const module = at < 0 ? undefined : workspace.read(names[at]!, document.uri);
    if (!module || module.uri === document.uri) continue;
    // `llm.client` in the module `llm`: what follows the module's name.
    const rest = family === 'python' && at > 0 ? names[at - 1]!.slice(names[at]!.length + 1).split('.')[0] : undefined;
    const known = replaced.get(module.uri) ?? new Set();
    for (const member of members.length > 0 ? members : [rest ?? '*']) known.add(member);
    replaced.set(module.uri, known);
  }
  return (module, functions) => left(module, functions, replaced, workspace);
}

function left<F extends { readonly name: string }>(
  module: SourceDocument,
  functions: readonly F[],
  replaced: Replaced,
  workspace: Port,
): readonly F[] {
  const members = replaced.get(module.uri);
  // A member that is none of the functions is what they send with.
  if (members)
    return [...members].every((member) => functions.some(({ name }) => name === member))
      ? functions.filter(({ name }) => !members.has(name))
      : [];
  // A module that makes no calls of its own has nothing to send with when what it imports is replaced.
  return !mayMakeCalls(module, []) && restsOn(module, replaced, workspace, maxHops) ? [] : functions;
}

function restsOn(module: SourceDocument, replaced: Replaced, workspace: Port, hops: number): boolean {
  if (hops === 0) return false;
  return importsOf(module, workspace as WorkspacePort).some((target) => {
    const imported = workspace.read(target, module.uri);
    if (!imported || imported.uri === module.uri) return false;
    return replaced.has(imported.uri) || restsOn(imported, replaced, workspace, hops - 1);
  });
}

interface Mock {
  /** Names that the module may have, the longest first. */
  readonly names: readonly string[];
  /** Its members that are replaced; none: all of it, or what the name itself says. */
  readonly members: readonly string[];
}

const mocksOf = (text: string, family: 'script' | 'python'): Mock[] =>
  family === 'script'
    ? [...text.matchAll(script)].map((match) => ({
        names: [(match[1] ?? match[2])!],
        members: keptBeside(text, match),
      }))
    : [...text.matchAll(python)].map(([, path, object, member]) => ({
        names: modulesIn(path ?? imported(object!, text)),
        members: member ? [member] : [],
      }));

/** Members that a factory replaces while it keeps the rest: `async (original) => ({ ...(await original()), ask: vi.fn() })`. */
function keptBeside(text: string, { index, 0: head }: RegExpExecArray): string[] {
  const factory = text.slice(index + head.length, index + head.length + 1_000);
  const end = /\n\}?\)+;?[ \t]*(?:\n|$)/.exec(factory)?.index ?? factory.indexOf('\n');
  const body = factory.slice(0, end < 0 ? factory.length : end);
  if (!/importOriginal|importActual|requireActual|\.\.\.\s*\(?\s*await\b|\.\.\.\s*(?:actual|original)/i.test(body))
    return [];
  return [...body.matchAll(/([A-Za-z_$][\w$]*)\s*:\s*(?:vi|jest|mock|async|\()/g)].map(([, name]) => name!);
}

/** Whether a test replaces the class or interface that a file is named after, in languages where tests replace types. */
export const isMockedType = ({ languageId, text }: SourceDocument, { uri }: SourceDocument): boolean =>
  !/^(?:script|python)$/.test(familyOf[languageId] ?? '') && isReplaced(typeIn(uri), text);

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
