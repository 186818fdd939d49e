import { isMap, isSeq, type Node } from 'yaml';
import type { PromptLink, Role } from '../../prompt.ts';
import type { Assembled } from '../assemble.ts';
import { roleOf } from '../families/jinja-statements.ts';
import { entries, inputsOf, items, nodeAt, stringAt } from '../front-matter.ts';
import { firstLine } from '../lines.ts';
import type { Reader } from '../reader.ts';
import { promptsOf, wholeFile } from './build.ts';
import { exampleParts, readTree, scalarParts, spanIn, type Tree } from './tree.ts';

const syntaxes: Readonly<Record<string, string>> = {
  'f-string': 'format-string',
  jinja2: 'jinja',
  mustache: 'mustache',
};
const maxDepth = 24;

interface Found {
  readonly pieces: Assembled[];
  readonly links: PromptLink[];
  readonly examples: (Node | undefined)[];
  inputs: ReturnType<typeof inputsOf>;
}

/**
 * LangChain prompt files: `{"_type": "prompt", "template": …}`, `few_shot` and `chat`, and serialized objects
 * `{"lc": 1, "id": [… "PromptTemplate"], "kwargs": {…}}`.
 */
export const readLangchain: Reader = (document, reading) => {
  const tree = readTree(document);
  const found: Found = { pieces: [], links: [], examples: [], inputs: [] };
  template(tree, tree.root ?? undefined, 'user', found, 0);
  const { pieces, links, inputs } = found;
  const examples = exampleParts(tree.file, tree.base, found.examples);
  return promptsOf(
    tree,
    [wholeFile(tree, firstLine(document.text, tree.base), { pieces, links, examples, inputs })],
    reading,
  );
};

/** A prompt object, serialized one way or the other, and those inside it. */
function template(tree: Tree, node: Node | undefined, role: Role, found: Found, depth: number): void {
  if (!node || depth > maxDepth) return;
  const fields = nodeAt(node, 'kwargs') ?? node;
  const id = items(nodeAt(node, 'id'));
  const speaker =
    roleOfClass(stringAtNode(id[id.length - 1]) ?? stringAt(node, '_type') ?? '') ??
    roleOf(stringAt(fields, 'role') ?? '') ??
    role;
  const syntax = syntaxes[stringAt(fields, 'template_format') ?? 'f-string'] ?? 'format-string';
  if (found.inputs.length === 0) found.inputs = inputsOf(fields, tree.base);
  for (const key of ['prefix', 'template', 'suffix', 'content'] as const) {
    const value = nodeAt(fields, key);
    if (stringAtNode(value) !== undefined) found.pieces.push(scalarParts(tree, value, { syntax, role: speaker }));
  }
  const path = nodeAt(fields, 'template_path');
  if (path)
    found.links.push({ kind: 'include', target: stringAt(fields, 'template_path') ?? '', span: spanIn(tree, path) });
  found.examples.push(nodeAt(fields, 'examples'));
  // Chains hold prompts at any depth: `llm_chain.prompt`, `combine_document_chain.document_prompt`.
  for (const { key, value } of entries(fields)) {
    if (key === 'examples') continue;
    for (const inner of isSeq(value) ? items(value) : [value])
      if (isMap(inner)) template(tree, inner, speaker, found, depth + 1);
  }
}

const stringAtNode = (node: Node | undefined): string | undefined => {
  const value = (node as { value?: unknown } | undefined)?.value;
  return typeof value === 'string' ? value : undefined;
};

/** `SystemMessagePromptTemplate` gives `system`. */
function roleOfClass(name: string): Role | undefined {
  const word = /^(System|Human|AI|Tool)Message/.exec(name)?.[1];
  return word ? roleOf(word) : undefined;
}
