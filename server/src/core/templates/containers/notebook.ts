import type { Node } from 'yaml';
import { dialectOf } from '../dialects.ts';
import { hasDirective } from '../directives.ts';
import { items, nodeAt, stringAt } from '../front-matter.ts';
import { readBody } from '../read-text.ts';
import type { Reader } from '../reader.ts';
import { hasRoleLines } from '../roles.ts';
import type { View } from '../view.ts';
import { type Built, promptsOf } from './build.ts';
import { scalarView } from './scalar.ts';
import { readTree, spanIn } from './tree.ts';

/** Jupyter notebooks: Markdown and raw cells that are prompts (role lines, or a directive comment). */
export const readNotebook: Reader = (document, reading) => {
  const tree = readTree(document);
  const built = items(nodeAt(tree.root, 'cells')).flatMap((cell): Built[] => {
    const type = stringAt(cell, 'cell_type');
    const source = nodeAt(cell, 'source');
    if (!source || (type !== 'markdown' && type !== 'raw')) return [];
    const view = joined(tree.file, tree.base, source);
    if (!view || !(hasRoleLines(view.text) || hasDirective(view.text))) return [];
    const span = spanIn(tree, source);
    const anchor = { start: view.span.start, end: Math.min(view.span.end, view.span.start + 40) };
    return [{ span, anchor, pieces: [readBody(view, dialectOf(view.text), { roles: 'lines', role: 'user' })] }];
  });
  return promptsOf(tree, built, reading);
};

/** The lines of a cell (one string, or a list of them) as one text. */
function joined(file: string, base: number, source: Node): View | undefined {
  const lines = items(source);
  if (lines.length === 0) return scalarView(file, source, base);
  let text = '';
  const runs: [number, number, number][] = [];
  for (const line of lines) {
    const view = scalarView(file, line, base);
    if (!view || view.text === '') continue;
    const own = view.runs ?? [[0, view.span.start, view.span.end] as const];
    for (const [at, start, end] of own) runs.push([text.length + at, start, end]);
    text += view.text;
  }
  if (runs.length === 0) return undefined;
  return { kind: 'text', text, runs, span: { start: runs[0]![1], end: runs[runs.length - 1]![2] } };
}
