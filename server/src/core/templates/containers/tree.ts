import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { SourceDocument } from '../../ports.ts';
import type { ParseProblem, Part, PartKind, PromptLink, Role, TextSegment } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { type Assembled, assemble } from '../assemble.ts';
import { dialects } from '../dialects.ts';
import { nodeSpan, readYaml } from '../front-matter.ts';
import { type RoleMarkers, withRoles } from '../roles.ts';
import { scalarView } from './scalar.ts';

/** A YAML or JSON file (YAML 1.2 reads both). Node ranges are relative to `base`. */
export interface Tree {
  readonly file: string;
  readonly base: number;
  readonly root: Node | null;
  readonly comments: readonly Span[];
  readonly problems: readonly ParseProblem[];
}

export function readTree({ text }: SourceDocument): Tree {
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { file: text, base, ...readYaml(text, { start: base, end: text.length }) };
}

export const spanIn = (tree: Tree, node: Node | undefined): Span =>
  nodeSpan(node, tree.base) ?? { start: tree.base, end: tree.base };

/** The parts of one scalar, read in a template language. */
export function scalarParts(
  tree: Tree,
  node: Node | undefined,
  defaults: {
    readonly syntax: string;
    readonly role: Role;
    readonly kind?: PartKind;
    readonly argument?: string;
    readonly roles?: RoleMarkers;
  },
): Assembled {
  const view = scalarView(tree.file, node, tree.base);
  if (!view) return { parts: [], links: [], comments: [], problems: [] };
  const body = dialects[defaults.syntax]!.parse(view.text, []);
  return assemble(view, body, withRoles(view.text, body.tokens, defaults.roles ?? 'none'), {
    kind: 'text',
    ...defaults,
  });
}

const deepest = 64;

/** Every string below a node, in order. Aliases are not followed. */
export function scalarsBelow(node: Node | undefined, depth = 0): Node[] {
  if (!node || depth > deepest || isAlias(node)) return [];
  if (isScalar(node)) return typeof node.value === 'string' ? [node] : [];
  if (isSeq(node)) return node.items.flatMap((item) => scalarsBelow(item as Node, depth + 1));
  if (isMap(node))
    return node.items.flatMap((pair) => scalarsBelow((pair.value as Node | null) ?? undefined, depth + 1));
  return [];
}

/** Sample, test and default data: literal text that reaches the model when the prompt is tried. */
export function exampleParts(
  file: string,
  base: number,
  nodes: readonly (Node | undefined)[],
): { parts: Part[]; links: PromptLink[] } {
  const links: PromptLink[] = [];
  const parts: Part[] = [];
  for (const node of nodes.flatMap((one) => scalarsBelow(one))) {
    const view = scalarView(file, node, base);
    if (!view || view.text.trim() === '') continue;
    const target = /^(?:file:\/\/|\$\{file:)([^}\s]+)\}?$/.exec(view.text);
    if (target) links.push({ kind: 'data', target: target[1]!, span: view.span });
    else parts.push(examplePart(view));
  }
  return { parts, links };
}

const examplePart = (view: TextSegment): Part => ({ role: 'user', kind: 'example', span: view.span, segments: [view] });
