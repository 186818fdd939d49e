import { parseDocument } from 'yaml';
import type { Span } from '../../span.ts';
import type { PolicyProblem } from '../model.ts';
import { type Assembled, errorOf, readInPieces, type YamlError, yamlOptions } from './chunks.ts';
import { fromYaml, type YamlNode } from './nodes.ts';
import { problem } from './problem.ts';

/** Largest policy that is read, in UTF-16 code units. A register of thousands of use cases stays far below. */
export const MAX_POLICY_SIZE = 2_000_000;

/** Nodes that aliases may add to a document. More is an alias bomb. */
const MAX_ALIASED_NODES = 10_000;

/** Nesting that the YAML library follows safely; a policy needs seven levels. */
const MAX_DEPTH = 100;

export interface YamlFile {
  readonly text: string;
  readonly uri: string;
  readonly root: YamlNode | null;
  readonly problems: readonly PolicyProblem[];
  /** The node that an alias stands for; the node itself when it is none. */
  readonly deref: (node: YamlNode | null) => YamlNode | null;
}

/** Reads YAML into nodes with offsets. Never throws: what cannot be read is a problem. */
export function readYaml(text: string, uri: string): YamlFile {
  const refused = refusalOf(text);
  if (refused) return unreadable(text, uri, ...refused);
  let read: { root: YamlNode | null; errors: readonly YamlError[] };
  try {
    read = readInPieces(text) ?? readWhole(text);
  } catch {
    return unreadable(text, uri, 'syntax', 'The YAML could not be read: it is nested too deeply or not YAML at all.');
  }
  const problems = read.errors.map((error) => toProblem(error, text));
  const { anchors, unresolved, bomb } = anchorsOf(read.root);
  for (const span of unresolved) {
    problems.push(problem('aliases', span, 'This alias stands for nothing: no anchor of that name ends before it.'));
  }
  const deref = (node: YamlNode | null): YamlNode | null => {
    let current = node;
    for (let hops = 0; current?.kind === 'alias' && hops < 10; hops++) current = anchors.get(current.name) ?? null;
    return current?.kind === 'alias' ? null : current;
  };
  if (!bomb) return { text, uri, root: deref(read.root), problems, deref };
  const message = 'Aliases expand to too much. Write the entries out, or use `extends`.';
  problems.push(problem('aliases', { start: 0, end: firstLineEnd(text) }, message));
  return { text, uri, root: null, problems, deref };
}

function readWhole(text: string): { root: Assembled['root'] | YamlNode | null; errors: readonly YamlError[] } {
  const document = parseDocument(text, yamlOptions);
  return { root: fromYaml(document.contents, 0), errors: document.errors.map((error) => errorOf(error, 0)) };
}

function refusalOf(text: string): ['too-large' | 'syntax', string] | undefined {
  if (text.length > MAX_POLICY_SIZE) {
    const size = `${(text.length / 1_000_000).toFixed(1)} MB`;
    return ['too-large', `The policy is ${size} long; at most 2 MB are read. Split it with \`extends\`.`];
  }
  return nestsTooDeep(text) ? ['syntax', `Nested deeper than ${MAX_DEPTH} levels; this is no policy.`] : undefined;
}

function unreadable(text: string, uri: string, code: 'too-large' | 'syntax', message: string): YamlFile {
  const span = { start: 0, end: Math.min(firstLineEnd(text), 200) };
  return { text, uri, root: null, problems: [problem(code, span, message)], deref: () => null };
}

const firstLineEnd = (text: string): number => {
  const end = text.slice(0, 1000).search(/[\r\n]/);
  return end < 0 ? Math.min(text.length, 1000) : end;
};

/** The library's messages name the mistake well; only its source excerpts are left out. */
function toProblem({ message, start, end }: YamlError, text: string): PolicyProblem {
  const span = { start: Math.min(start, text.length), end: Math.min(end, text.length) };
  return problem('syntax', span, `YAML: ${message.split('\n')[0]!.replace(/ at line \d+.*$/, '')}`);
}

/**
 * A cheap look ahead so that no parser is asked to recurse into thousands of levels: open flow brackets,
 * and block levels by indentation and dashes.
 */
function nestsTooDeep(text: string): boolean {
  let flow = 0;
  for (let index = -1; index < text.length; index++) {
    const code = index < 0 ? 10 : text.charCodeAt(index);
    if (code === 91 || code === 123) flow++;
    else if ((code === 93 || code === 125) && flow > 0) flow--;
    else if (code === 10 && blockDepth(text, index + 1) > MAX_DEPTH) return true;
    if (flow > MAX_DEPTH) return true;
  }
  return false;
}

/** How deep a line may be at most: dashes and question marks that each open a level, and one level for 40 blanks. */
function blockDepth(text: string, lineStart: number): number {
  let column = lineStart;
  let marks = 0;
  for (
    let next = text.charCodeAt(column);
    next === 32 || next === 45 || next === 63;
    next = text.charCodeAt(++column)
  ) {
    if (next !== 32) marks++;
  }
  const rule = marks > 0 && /^-+$/.test(text.slice(lineStart, Math.min(column, lineStart + 4000)));
  return Math.max(rule ? 0 : marks, (column - lineStart) / 40);
}

interface Anchors {
  readonly anchors: ReadonlyMap<string, YamlNode>;
  /** Aliases of anchors that do not exist, come later or hold the alias. */
  readonly unresolved: readonly Span[];
  /** The aliases together stand for too many nodes. */
  readonly bomb: boolean;
}

function anchorsOf(root: YamlNode | null): Anchors {
  const anchors = new Map<string, YamlNode>();
  const unresolved: Span[] = [];
  const sizes = new Map<string, number>();
  let expanded = 0;
  const visit = (node: YamlNode | null): number => {
    if (!node) return 1;
    if (node.kind === 'alias') {
      if (!anchors.has(node.name)) unresolved.push({ start: node.start, end: node.end });
      const size = sizes.get(node.name) ?? 1;
      expanded += size;
      return size;
    }
    let size = 1;
    if (node.kind === 'map') for (const { key, value } of node.items) size += visit(key) + visit(value);
    else if (node.kind === 'seq') for (const item of node.items) size += visit(item);
    if (node.anchor) {
      anchors.set(node.anchor, node);
      sizes.set(node.anchor, size);
    }
    return size;
  };
  visit(root);
  return { anchors, unresolved, bomb: expanded > MAX_ALIASED_NODES };
}
