import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Role } from '../../prompt.ts';
import type { Assembled } from '../assemble.ts';
import { dialectOf } from '../dialects.ts';
import { roleOf } from '../families/jinja-statements.ts';
import { entries, nodeAt, stringAt } from '../front-matter.ts';
import { firstLine } from '../lines.ts';
import type { Reader } from '../reader.ts';
import { promptsOf, wholeFile } from './build.ts';
import { exampleParts, readTree, scalarParts, type Tree } from './tree.ts';

const skSyntaxes: Readonly<Record<string, string>> = { handlebars: 'handlebars', liquid: 'liquid', jinja2: 'jinja' };

/** Semantic Kernel YAML: `template:` in the language that `template_format:` names. */
export const readSemanticKernelYaml: Reader = (document, reading) => {
  const tree = readTree(document);
  const syntax = skSyntaxes[stringAt(tree.root, 'template_format') ?? ''] ?? 'semantic-kernel';
  const pieces = [scalarParts(tree, nodeAt(tree.root, 'template'), { syntax, role: 'user', roles: 'messages' })];
  const examples = exampleParts(tree.file, tree.base, defaultsOf(nodeAt(tree.root, 'input_variables')));
  return promptsOf(tree, [wholeFile(tree, firstLine(document.text, tree.base), { pieces, examples })], reading);
};

const defaultsOf = (inputs: Node | undefined): (Node | undefined)[] =>
  isSeq(inputs) ? inputs.items.map((item) => nodeAt(item as Node, 'default')) : [];

/** Keys under which projects of their own making keep prompt text. */
const promptKey =
  /prompt|template|instruction|system|user|assistant|message|content|text|persona|context|question|^role$|^task$/i;
const exampleKey = /^(?:examples?|few_?shots?|samples?|sample_?data|test_?data|demonstrations?)$/i;
const maxDepth = 24;

/** YAML or JSON below a prompt folder, in a shape of the project's own: text under keys that speak of prompts. */
export const readStructured: Reader = (document, reading) => {
  const tree = readTree(document);
  const pieces: Assembled[] = [];
  const samples: Node[] = [];
  walk(tree, tree.root ?? undefined, 'user', false, pieces, samples, 0);
  const examples = exampleParts(tree.file, tree.base, samples);
  return promptsOf(tree, [wholeFile(tree, firstLine(document.text, tree.base), { pieces, examples })], reading);
};

function walk(
  tree: Tree,
  node: Node | undefined,
  role: Role,
  prompt: boolean,
  pieces: Assembled[],
  samples: Node[],
  depth: number,
): void {
  if (!node || depth > maxDepth) return;
  if (isScalar(node)) {
    if (prompt && typeof node.value === 'string' && /\s/.test(node.value.trim()))
      pieces.push(scalarParts(tree, node, { syntax: dialectOf(node.value), role }));
  } else if (isSeq(node)) {
    for (const item of node.items) walk(tree, item as Node, role, prompt, pieces, samples, depth + 1);
  } else if (isMap(node)) {
    const speaker = roleOf(stringAt(node, 'role') ?? '') ?? role;
    for (const { key, value } of entries(node)) {
      if (exampleKey.test(key) && value) samples.push(value);
      else
        walk(
          tree,
          value,
          roleOfKey(key) ?? speaker,
          prompt ? !/^(?:name|id|version|author|model|description)$/i.test(key) : promptKey.test(key),
          pieces,
          samples,
          depth + 1,
        );
    }
  }
}

const roleOfKey = (key: string): Role | undefined => roleOf(/^(system|user|assistant|human)/i.exec(key)?.[1] ?? '');
