import type { ResolvedPrompt } from '../policy/resolve-model.ts';
import type { Level } from '../taxonomy/levels.ts';

/** Which source reaches which prompt, for which use case, and where it goes: the data-flow map. */
export interface FlowMap {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export interface FlowNode {
  readonly id: string;
  /** Column of the map: source, prompt, use case, deployment. */
  readonly kind: 'source' | 'prompt' | 'use-case' | 'deployment';
  readonly label: string;
  readonly level?: Level;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Categories and the form they go in: `user.name (keep)`. */
  readonly carries: readonly string[];
  /** False when something goes in a form weaker than required. */
  readonly conforms: boolean;
}

export function flowMap(prompts: readonly { readonly path: string; readonly resolved: ResolvedPrompt }[]): FlowMap {
  const nodes = new Map<string, FlowNode>();
  const edges = new Map<string, { from: string; to: string; carries: Set<string>; conforms: boolean }>();
  const link = (from: FlowNode, to: FlowNode, carries: readonly string[], conforms: boolean): void => {
    for (const node of [from, to]) nodes.set(node.id, nodes.get(node.id) ?? node);
    const key = `${from.id}>${to.id}`;
    const edge = edges.get(key) ?? { from: from.id, to: to.id, carries: new Set<string>(), conforms: true };
    for (const one of carries) edge.carries.add(one);
    edge.conforms &&= conforms;
    edges.set(key, edge);
  };
  for (const { path, resolved } of prompts) {
    const prompt: FlowNode = { id: `prompt:${path}`, kind: 'prompt', label: path, level: resolved.level.after };
    const all: string[] = [];
    let conforms = true;
    for (const value of resolved.values) {
      if (!value.category || value.category === 'none') continue;
      const carried = `${value.category} (${value.sent})`;
      const fits = value.sent !== 'keep' || value.required === 'keep';
      all.push(carried);
      conforms &&= fits;
      link(sourceNode(value), prompt, [carried], fits);
    }
    const useCase: FlowNode = resolved.useCase
      ? { id: `use-case:${resolved.useCase.id}`, kind: 'use-case', label: resolved.useCase.id }
      : { id: 'use-case:none', kind: 'use-case', label: 'no use case' };
    link(prompt, useCase, all, conforms);
    for (const deployment of resolved.deployments) {
      link(
        useCase,
        {
          id: `deployment:${deployment.id}`,
          kind: 'deployment',
          label: `${deployment.id} (${deployment.regions.join(', ')})`,
        },
        all,
        conforms,
      );
    }
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].map((edge) => ({ ...edge, carries: [...edge.carries].sort() })),
  };
}

function sourceNode(value: ResolvedPrompt['values'][number]): FlowNode {
  if (value.kind === 'literal')
    return { id: 'source:text', kind: 'source', label: 'written in the prompt', level: value.level };
  return value.source
    ? { id: `source:${value.source.id}`, kind: 'source', label: value.source.id, level: value.source.level }
    : { id: 'source:unclassified', kind: 'source', label: 'unclassified source', level: value.level };
}

export function flowsMermaid({ nodes, edges }: FlowMap): string {
  const name = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
  const shape = {
    source: ['[(', ')]'],
    prompt: ['[', ']'],
    'use-case': ['([', '])'],
    deployment: ['{{', '}}'],
  } as const;
  const quote = (text: string) => `"${text.replaceAll('"', '#quot;')}"`;
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${name.get(node.id)}${shape[node.kind][0]}${quote(node.label)}${shape[node.kind][1]}`),
    ...edges.map((edge) => {
      const label = edge.carries.length ? `|${quote(edge.carries.join('<br>'))}|` : '';
      return `  ${name.get(edge.from)} ${edge.conforms ? '-->' : '-.->'}${label} ${name.get(edge.to)}`;
    }),
    '',
  ].join('\n');
}

export const flowsJson = (map: FlowMap): string => `${JSON.stringify({ version: 1, ...map }, null, 2)}\n`;
