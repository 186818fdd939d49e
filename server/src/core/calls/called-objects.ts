import type { Node } from 'web-tree-sitter';
import type { Sdk } from './catalogue/entry.ts';
import type { CodeFile } from './code-file.ts';
import { namesFor } from './imports.ts';

/** Name under which the catalogue has the call of an object: `agent(prompt)`. */
export const calledAs = '__call__';

const maxNames = 40;
const maxCalls = 200;

/**
 * Calls in Python of objects that packages make to be called like functions: agents, chains, DSPy's modules. Found in
 * the text, by the names that a file gives them; whether it is one, their construction says.
 */
export function objectCalls(file: CodeFile, sdks: readonly Sdk[]): { readonly node: Node }[] {
  const callable = sdks.filter(({ calls }) => calls.some(({ callee }) => callee === calledAs));
  if (file.language.id !== 'python' || callable.length === 0) return [];
  const makers = callable
    .flatMap(({ clients }) => clients.map(({ name }) => name))
    .filter((name) => file.text.includes(name))
    .flatMap((name) => namesFor(name, file.text));
  const names = [...namesOf(file.text, makers), ...importedNames(file.text)].slice(0, maxNames);
  const found = new Map<number, Node>();
  for (const node of [...callsNamed(file, names), ...callsOfMade(file, makers)]) found.set(node.startIndex, node);
  return [...found.values()].slice(0, maxCalls).map((node) => ({ node }));
}

/** Variables, fields and functions whose value names one of the makers; then those that name one of these. */
function namesOf(text: string, makers: readonly string[]): string[] {
  const known = new Set<string>();
  let latest = makers;
  for (let round = 0; round < 3 && latest.length > 0 && known.size < maxNames; round++) {
    const words = latest.map((name) => name.replace(/\W/g, '\\$&')).join('|');
    const assigned = new RegExp(
      `(?<!\\w)(\\w+)(?:\\s*:[^=\\n]{1,80})?\\s*=\\s*\\(?\\s*(?:await\\s+)?(?:\\w+\\.){0,4}(?:${words})\\b\\s*[.(\\[]`,
      'g',
    );
    const typed = new RegExp(`(?<!\\w)(\\w+)\\s*:\\s*["']?(?:\\w+\\.){0,3}(?:${words})\\b`, 'g');
    const returned = new RegExp(`\\breturn\\s+(?:\\w+\\.){0,4}(?:${words})\\b`, 'g');
    const next = [...text.matchAll(assigned), ...text.matchAll(typed)].map(([, name]) => name!);
    for (const { index } of text.matchAll(returned)) {
      const name = /^def\s+(\w+)\s*\(/.exec(lastDefinition(text, index))?.[1];
      if (name) next.push(name);
    }
    latest = [...new Set(next)].filter((name) => !known.has(name)).slice(0, maxNames);
    for (const name of latest) known.add(name);
  }
  return [...known];
}

/** The text from the nearest `def` before a place. */
const lastDefinition = (text: string, at: number): string => {
  const from = text.lastIndexOf('def ', at);
  return from < 0 ? '' : text.slice(from, Math.min(at, from + 200));
};

/** What another file of the program may have made. */
const importedNames = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*from[ \t]+[.\w]+[ \t]+import[ \t]+([^\n(]+|\([^()]*\))/gm)]
    .flatMap(([, list]) => list!.match(/[a-z]\w*/g) ?? [])
    .filter((name) => /agent|chain|crew|llm|program|predictor|assistant/.test(name))
    .slice(0, 12);

function callsNamed(file: CodeFile, names: readonly string[]): Node[] {
  if (names.length === 0) return [];
  const pattern = new RegExp(`(?<!\\w)(?<!\\bdef\\s)(?<!\\bclass\\s)(?:${names.join('|')})(?=\\()`, 'g');
  return [...file.text.matchAll(pattern)].slice(0, maxCalls).flatMap(({ 0: name, index }) => {
    let node = file.root.descendantForIndex(index, index + name.length);
    for (let step = 0; node && step < 3 && node.type !== 'call'; step++) node = node.parent;
    const callee = node?.type === 'call' ? node.childForFieldName('function') : null;
    return node && callee?.endIndex === index + name.length ? [node] : [];
  });
}

/** `dspy.Predict(signature)(note=note)`: called where it is made. */
function callsOfMade(file: CodeFile, makers: readonly string[]): Node[] {
  if (makers.length === 0 || !/\)\s*\(/.test(file.text)) return [];
  const pattern = new RegExp(`(?<!\\w)(?:${makers.join('|')})(?=[.(])`, 'g');
  return [...file.text.matchAll(pattern)].slice(0, maxCalls).flatMap(({ 0: name, index }) => {
    let node = file.root.descendantForIndex(index, index + name.length);
    for (let step = 0; node && step < 8; step++, node = node.parent) {
      const outer = node.type === 'call' ? node.parent : null;
      if (outer?.type === 'call' && outer.childForFieldName('function')?.id === node.id) return [outer];
    }
    return [];
  });
}
