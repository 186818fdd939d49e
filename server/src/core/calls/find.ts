import type { Node } from 'web-tree-sitter';
import type { CustomCall } from '../policy/model.ts';
import type { SourceDocument } from '../ports.ts';
import type { Prompt } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calledAs, objectCalls } from './called-objects.ts';
import { chainOf } from './callee.ts';
import type { CallShape, Sdk } from './catalogue/entry.ts';
import { customSdks, familyOf, sdksOf } from './catalogue/index.ts';
import type { Receiver } from './client-types.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { handedCalls } from './handed.ts';
import { endsWith, judge, lastOf } from './judge.ts';
import { type Frame, frameOf, type Value } from './value.ts';

/** A call that sends a prompt to Claude, or looks like it. */
export interface Found {
  readonly call: CallExpr;
  readonly shape: CallShape;
  readonly sdk: Sdk;
  readonly receiver: Receiver;
  readonly confidence: Prompt['confidence'];
  /** What serves the model, where the receiver only runs it: an agent that is given, a model that is set for all calls. */
  readonly served?: Receiver;
  /** The receiver's expression; undefined for plain functions. */
  readonly on?: Value;
  readonly request?: Value;
  readonly calleeSpan: Span;
  /** The function that was called, where that makes the call to Claude; `call` and `calleeSpan` are then those of its call. */
  readonly through?: Prompt['through'];
  /** Arguments of the call to Claude itself, for calls that the policy describes. */
  readonly made?: { readonly call: CallExpr; readonly frame: Frame };
}

/** Nothing of these: no SDK, nothing to parse. Deliberately wide; it only has to be cheap. */
const anySdk = /anthropic|claude|messages|bedrock/i;

export const mayHoldCalls = (text: string, custom: readonly CustomCall[]): boolean =>
  anySdk.test(text) || importsClient.test(text) || custom.some(({ call }) => text.includes(lastOf(call)));

/** An import that may bring a client which is made in another file. */
const importsClient =
  /\b(?:from|import|require|using|use)\b[^\n]{0,120}(?:llm|model|\bai\b|agent|chat|client|anthropic|claude|bedrock)/i;

/** Whether a file makes calls of its own: it names an SDK. One that is given a client or a function need not. */
export function mayMakeCalls({ text, languageId }: SourceDocument, custom: readonly CustomCall[]): boolean {
  if (anySdk.test(text) || custom.some(({ call }) => text.includes(lastOf(call)))) return true;
  const family = familyOf[languageId];
  return family !== undefined && sdksOf(family).some(({ packages }) => packages.some((name) => isNamed(text, name)));
}

/** `ai` is a package and a syllable: a name counts where it stands as an import's whole specifier. */
const isNamed = (text: string, name: string): boolean => {
  const plain = name.replace(/[/.:\\]+\*$/, '');
  return text.includes(`'${plain}`) || text.includes(`"${plain}`) || (plain.length > 5 && text.includes(plain));
};

/** The SDKs that a file may use, the policy's own calls first. */
export function sdksFor(file: CodeFile, custom: readonly CustomCall[]): Sdk[] {
  const family = familyOf[file.languageId];
  if (!family) return [];
  return [...customSdks(family, file.languageId, custom), ...sdksOf(family).filter((sdk) => mayUse(file.text, sdk))];
}

/** In Java and Kotlin a client is named by its type; one that a file is given without it is named after its vendor. */
const namesClaude = /\b(?:import|val|var)\b[^\n]{0,120}(?:anthropic|claude|bedrock)/i;

/** Whether a file can hold calls of an SDK at all: cheap, so that files full of `request(…)` cost nothing. */
function mayUse(text: string, { id, family, packages, clients }: Sdk): boolean {
  if (id === 'http') return /anthropic|\bv1\/messages|x-api-key|chat\/completions/i.test(text);
  if (id === 'anthropic') return true;
  if (id === 'claude-code')
    // `exec` of JavaScript is that of regular expressions nearly everywhere.
    return /["'`\s/]claude(?:["'`\s]|-code\b)/.test(text) && (family !== 'script' || /child_process|execa/.test(text));
  return (
    packages.some((name) => text.includes(name.replace(/[/.:\\]+\*$/, ''))) ||
    clients.some(({ name }) => text.includes(name)) ||
    (family === 'jvm' ? namesClaude.test(text) : importsClient.test(text))
  );
}

/** A place where a callee's last name is called. */
export interface Candidate {
  readonly node: Node;
  /** As the catalogue has it, also where the file imports it under another name. */
  readonly name: string;
  /** What is called may be an object as well. */
  readonly object?: true;
  /** The call that it makes, where that is not the one which is written. */
  readonly call?: CallExpr;
}

/** Call nodes whose callee ends in one of the catalogue's names. */
export function candidatesOf(file: CodeFile, sdks: readonly Sdk[]): Candidate[] {
  const names = namesIn(sdks);
  const written = [...callsNamed(file, names, renamedImports(file.text, sdks)), ...handedCalls(file, names)];
  const all = new Map<number, Candidate>(written.map((one) => [one.node.id, one]));
  for (const { node } of objectCalls(file, sdks)) {
    const known = all.get(node.id);
    all.set(node.id, known ? { ...known, object: true } : { node, name: calledAs });
  }
  return [...all.values()];
}

export const namesIn = (sdks: readonly Sdk[]): ReadonlySet<string> =>
  new Set(sdks.flatMap(({ calls }) => calls.map(({ callee }) => lastOf(callee))));

const asWritten: ReadonlyMap<string, string> = new Map();

/** Call nodes whose callee ends in one of the names: found in the text, so that no tree is walked. */
export function callsNamed(file: CodeFile, names: ReadonlySet<string>, renamed = asWritten): Candidate[] {
  if (names.size === 0) return [];
  const escaped = [...names, ...renamed.keys()].map((name) => name.replace(/[^\w]/g, '\\$&'));
  // Ruby calls without brackets: `chat.ask question, with: path`.
  const bare = file.language.id === 'ruby' ? `|[ \\t]+["':\\w@\\[<*-]` : '';
  const pattern = new RegExp(
    `(?<![\\w$])(?:${escaped.join('|')})(?=\\s*(?:<[^()\\n]{0,80}>)?\\s*[?.]*[({]${bare})`,
    'g',
  );
  const result = new Map<string, Candidate>();
  // PHP's `Http::withHeaders($h)->$method($url, $body)`: whichever method it is, its arguments say what it sends.
  const anyMethod = file.language.id === 'php' && names.has('post') ? file.text.matchAll(dynamic) : [];
  for (const match of [...file.text.matchAll(pattern), ...anyMethod]) {
    let node = file.root.descendantForIndex(match.index, match.index + match[0].length);
    for (let step = 0; node && step < 4 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
    if (!node || !file.language.nodes.calls.has(node.type)) continue;
    const key = `${node.startIndex}:${node.endIndex}`;
    const name = /^[${]/.test(match[0]) && !names.has(match[0]) ? 'post' : match[0];
    if (!result.has(key)) result.set(key, { node, name: renamed.get(match[0]) ?? name });
  }
  return [...result.values()];
}

const dynamic = /(?<=->|::)(?:\$\w+|\{[^{}\n]{1,60}\})(?=\s*\()/g;

const importLists =
  /\bimport\s*\{([^{}]*)\}\s*from\s*['"]([^'"\n]+)['"]|\bfrom\s+([\w.]+)\s+import\s+(\([^()]*\)|[^\n;]*)/g;

/** `import { query as ask }`: functions of the catalogue by the names that a file gives them. */
function renamedImports(text: string, sdks: readonly Sdk[]): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const [, braces, script, python, list] of text.matchAll(importLists)) {
    const sdk = sdks.find(({ packages }) => packages.includes((script ?? python)!));
    for (const [, name, alias] of sdk ? (braces ?? list)!.matchAll(/(\w+)\s+as\s+([\w$]+)/g) : []) {
      if (sdk!.calls.some(({ callee }) => callee === name)) renamed.set(alias!, name!);
    }
  }
  return renamed;
}

/** The call of the catalogue that a candidate is, seen from `frame`; undefined for everything else. */
export function findCall(
  file: CodeFile,
  candidate: Candidate,
  sdks: readonly Sdk[],
  frame: Frame = frameOf(file),
): Found | undefined {
  const { node, name, call } = candidate;
  const expr = call ?? lower(file, node);
  if (expr.kind !== 'call') return undefined;
  const written = chainOf(file, expr.callee);
  const chain =
    name === calledAs
      ? { names: [...written.names, name], prefixes: [...written.prefixes, expr.callee] }
      : { ...written, names: [...written.names.slice(0, -1), name] };
  for (const sdk of sdks) {
    for (const shape of sdk.calls) {
      if (lastOf(shape.callee) !== name || !endsWith(chain, shape.callee)) continue;
      const found = judge(file, expr, chain, shape, sdk, frame);
      if (found && call) return { ...found, calleeSpan: calledAt(file, node, call) };
      if (found) return found;
    }
  }
  return candidate.object ? findCall(file, { node, name: calledAs }, sdks, frame) : undefined;
}

/** Where a call stands that is not written as one: the method among the arguments, else what is called in its place. */
function calledAt(file: CodeFile, node: Node, call: CallExpr): Span {
  const method = operandSpan(call.callee);
  if (node.startIndex <= method.start && method.end <= node.endIndex) return method;
  const written = lower(file, node);
  return written.kind === 'call' ? operandSpan(written.callee) : method;
}
