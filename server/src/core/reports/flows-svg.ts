import type { FlowMap, FlowNode } from './flows.ts';
import { escapeXml } from './xml.ts';

const columns = ['source', 'prompt', 'use-case', 'deployment'] as const;
const headings = { source: 'Sources', prompt: 'Prompts', 'use-case': 'Use cases', deployment: 'Deployments' } as const;
const box = { width: 230, height: 34, gap: 14, between: 110, top: 56, left: 20 } as const;

interface Placed {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
}

/** The map as a picture: four columns, edges that do not conform are dashed and say so in their tooltip. */
export function flowsSvg(map: FlowMap): string {
  const placed = place(map);
  const height =
    box.top +
    Math.max(1, ...columns.map((kind) => map.nodes.filter((node) => node.kind === kind).length)) *
      (box.height + box.gap) +
    20;
  const width = box.left * 2 + columns.length * box.width + (columns.length - 1) * box.between;
  const lines = map.edges.map((edge) => {
    const from = placed.get(edge.from)!;
    const to = placed.get(edge.to)!;
    const x1 = from.x + box.width;
    const y1 = from.y + box.height / 2;
    const y2 = to.y + box.height / 2;
    const bend = x1 + (to.x - x1) / 2;
    const kind = edge.conforms ? 'flow' : 'flow raw';
    const tip = `${edge.carries.join(', ') || 'nothing classified'}${edge.conforms ? '' : ' (a form weaker than required)'}`;
    return `<path class="${kind}" d="M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${to.x} ${y2}"><title>${escapeXml(tip)}</title></path>`;
  });
  const boxes = [...placed.values()].map(
    ({ node, x, y }) =>
      `<g class="${node.kind}"><title>${escapeXml(node.label)}${node.level ? `, ${node.level}` : ''}</title><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="4"/><text x="${x + 10}" y="${y + 22}">${escapeXml(shorten(node.label))}</text></g>`,
  );
  const heads = columns.map(
    (kind, index) => `<text class="heading" x="${columnX(index)}" y="32">${headings[kind]}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Data-flow map">
<style>text{font:12px system-ui,sans-serif;fill:currentColor}.heading{font-weight:600}rect{fill:none;stroke:currentColor}.flow{fill:none;stroke:currentColor;opacity:.55}.raw{stroke-dasharray:6 4;opacity:1}</style>
${[...heads, ...lines, ...boxes].join('\n')}
</svg>
`;
}

const columnX = (index: number): number => box.left + index * (box.width + box.between);

function place(map: FlowMap): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  columns.forEach((kind, column) => {
    map.nodes
      .filter((node) => node.kind === kind)
      .forEach((node, row) => {
        placed.set(node.id, { node, x: columnX(column), y: box.top + row * (box.height + box.gap) });
      });
  });
  return placed;
}

/** The end of a path says more than its start. */
const shorten = (label: string): string => (label.length <= 32 ? label : `…${label.slice(-31)}`);
