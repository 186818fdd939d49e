import { isMap, isScalar, type Node } from 'yaml';
import type { PromptLink } from '../../prompt.ts';
import { items, nodeAt, stringAt } from '../front-matter.ts';
import { firstLine } from '../lines.ts';
import type { Reader } from '../reader.ts';
import { type Built, promptsOf } from './build.ts';
import { exampleParts, readTree, scalarParts, spanIn, type Tree } from './tree.ts';

/** promptfoo configuration: inline prompts in Nunjucks, links to prompt files, and the data of tests. */
export const readPromptfoo: Reader = (document, reading) => {
  const tree = readTree(document);
  const built: Built[] = [];
  const links: PromptLink[] = [];
  const prompts = nodeAt(tree.root, 'prompts');
  for (const prompt of isScalar(prompts) ? [prompts as Node] : items(prompts)) addPrompt(tree, prompt, built, links);
  const data = exampleParts(tree.file, tree.base, testData(tree.root));
  const anchor = firstLine(document.text, tree.base);
  if (data.parts.length > 0 || data.links.length > 0 || links.length > 0) {
    const examples = { parts: data.parts, links: [...links, ...data.links] };
    built.push({ name: 'tests', span: { start: 0, end: document.text.length }, anchor, pieces: [], examples });
  }
  return promptsOf(tree, built, reading);
};

/** A string, or an object with `raw` or `id`. A path is a link; text is a prompt. */
function addPrompt(tree: Tree, node: Node, built: Built[], links: PromptLink[]): void {
  const value = isMap(node) ? (nodeAt(node, 'raw') ?? nodeAt(node, 'id')) : node;
  const text = isScalar(value) && typeof value.value === 'string' ? value.value : undefined;
  if (!value || text === undefined) return;
  const span = spanIn(tree, value);
  const path = /^(?:file:\/\/)?([^\s{}]+\.(?:txt|md|json|ya?ml|csv|j2|py|js|ts|mjs|cjs))(?::\w+)?$/.exec(text);
  if (path || text.startsWith('file://')) links.push({ kind: 'renders', target: path?.[1] ?? text.slice(7), span });
  else
    built.push({
      name: stringAt(node, 'label'),
      span,
      anchor: span,
      pieces: [scalarParts(tree, value, { syntax: 'nunjucks', role: 'user' })],
    });
}

/** `vars` of tests, of the default test and of scenarios. */
function testData(root: Node | null): Node[] {
  const holders = [
    nodeAt(root, 'defaultTest'),
    ...items(nodeAt(root, 'tests')),
    ...items(nodeAt(root, 'scenarios')).flatMap((scenario) => [
      ...items(nodeAt(scenario, 'config')),
      ...items(nodeAt(scenario, 'tests')),
    ]),
  ];
  return holders.flatMap((holder) => nodeAt(holder, 'vars') ?? []);
}
