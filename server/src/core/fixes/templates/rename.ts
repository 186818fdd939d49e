import type { Node } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import type { SourceDocument } from '../../ports.ts';
import type { PlaceholderSegment, Prompt } from '../../prompt.ts';
import { type Span, sliceOf } from '../../span.ts';
import { entries, nodeAt, nodeSpan, readFrontMatter, readYaml } from '../../templates/front-matter.ts';
import { renamed } from '../../templates/naming.ts';
import type { Edit } from '../fix.ts';

/**
 * Languages without filters: the variable gets a name that says what was done to its value, in all its places in the
 * file (placeholders, declared inputs, test data), and the caller hands it in under that name.
 */
export const placeholderOf: Readonly<Record<string, (name: string) => string>> = {
  'format-string': (name) => `{${name}}`,
  'string-template': (name) => `{${name}}`,
  'github-models': (name) => `{{${name}}}`,
  fabric: (name) => `{{${name}}}`,
  console: (name) => `{{${name.toUpperCase()}}}`,
  vscode: (name) => `\${input:${name}}`,
  baml: (name) => `{{ ${name} }}`,
  promptl: (name) => `{{ ${name} }}`,
  // Its context is JSON (pip install poml), so that no function can be handed in.
  poml: (name) => `{{ ${name} }}`,
};

export const isRenamed = (syntax: string): boolean => Object.hasOwn(placeholderOf, syntax);

/** Edits that rename the variable of a segment wherever the file has it; undefined where its name cannot take a suffix. */
export function renameEdits(
  segment: PlaceholderSegment,
  filter: string,
  document: SourceDocument,
  prompt: Prompt,
  all: readonly PlaceholderSegment[],
): Edit[] | undefined {
  const { text } = document;
  const { path, syntax } = segment;
  if (path === null) return undefined;
  const last = lastName(path);
  // `{{ who = patient.name }}{{ who }}`: what is renamed is the input, where it is written, not its other names.
  const same = all.filter(
    (other) => other.path === path && other.syntax === syntax && lastName(sliceOf(text, other.pathSpan)) === last,
  );
  const [first] = same;
  const written = first && sliceOf(text, first.pathSpan);
  const name = written && renamed(written, filter);
  if (!name || !/[\p{L}\p{N}_]$/u.test(written)) return undefined;
  const suffix = name.slice(written.length);
  const inputs = (prompt.inputs ?? []).filter((input) => input.name === written).map(({ span }) => span);
  const places = [...same.map(({ pathSpan }) => pathSpan), ...inputs, ...dataKeys(text, written)];
  const ends = [...new Set(places.map(({ end }) => (isQuote(text[end - 1]) ? end - 1 : end)))].sort((a, b) => a - b);
  return ends.map((at) => ({ span: { start: at, end: at }, newText: suffix }));
}

const lastName = (path: string): string => /[^.[\]]*$/.exec(path.replace(/\[\]$/, ''))![0];

const isQuote = (char: string | undefined) => char === '"' || char === "'";

/** Keys of that name in sample and test data, where the container is YAML or JSON. */
function dataKeys(text: string, name: string): Span[] {
  const matter = readFrontMatter(text);
  const structured = matter === undefined && /^\s*(?:[{[]|[\w-]+:|#)/.test(text);
  const block = matter?.yaml ?? { start: text.charCodeAt(0) === 0xfeff ? 1 : 0, end: text.length };
  const root = matter?.root ?? (structured ? readYaml(text, block).root : null);
  const holders = [
    ['testData'],
    ['tests'],
    ['defaultTest'],
    ['examples'],
    ['sample'],
    ['input', 'default'],
    ['partial_variables'],
  ];
  return holders.flatMap((keys) => keysBelow(nodeAt(root, ...keys), name, block.start, 0));
}

function keysBelow(node: Node | undefined, name: string, base: number, depth: number): Span[] {
  if (!node || depth > 16 || isScalar(node)) return [];
  if (isSeq(node)) return node.items.flatMap((item) => keysBelow(item as Node, name, base, depth + 1));
  if (!isMap(node)) return [];
  return entries(node).flatMap(({ key, keyNode, value }) => {
    const at = key === name ? nodeSpan(keyNode, base) : undefined;
    return [...(at ? [at] : []), ...keysBelow(value, name, base, depth + 1)];
  });
}
