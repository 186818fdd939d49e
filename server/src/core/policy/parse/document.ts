import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Span } from '../../span.ts';
import type { PolicyProblem } from '../model.ts';
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
  readonly root: Node | null;
  readonly problems: readonly PolicyProblem[];
  /** The node that an alias stands for; the node itself when it is none. */
  readonly deref: (node: unknown) => Node | null;
}

/** Reads YAML into nodes with offsets. Never throws: what cannot be read is a problem. */
export function readYaml(text: string, uri: string): YamlFile {
  if (text.length > MAX_POLICY_SIZE) {
    const size = `${(text.length / 1_000_000).toFixed(1)} MB`;
    return unreadable(
      text,
      uri,
      'too-large',
      `The policy is ${size} long; at most 2 MB are read. Split it with \`extends\`.`,
    );
  }
  if (nestsTooDeep(text)) {
    return unreadable(text, uri, 'syntax', `Nested deeper than ${MAX_DEPTH} levels; this is no policy.`);
  }
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { prettyErrors: false, logLevel: 'silent', keepSourceTokens: false });
  } catch {
    return unreadable(text, uri, 'syntax', 'The YAML could not be read: it is nested too deeply or not YAML at all.');
  }
  const { anchors, unresolved, bomb } = anchorsOf(document.contents);
  const problems = document.errors.map((error) => {
    const [start, end] = error.pos;
    const code = error.code === 'DUPLICATE_KEY' ? 'duplicate' : 'syntax';
    const message =
      code === 'duplicate' ? 'This key stands twice; only one of them counts. Remove one.' : yamlMessage(error.message);
    return problem(code, clamp({ start, end: Math.max(end, start + 1) }, text), message);
  });
  for (const span of unresolved) {
    problems.push(problem('aliases', span, 'This alias stands for nothing: no anchor of that name ends before it.'));
  }
  if (bomb) {
    const message = 'Aliases expand to too much. Write the entries out, or use `extends`.';
    problems.push(problem('aliases', { start: 0, end: firstLineEnd(text) }, message));
    return { text, uri, root: null, problems, deref: (node) => node as Node };
  }
  const deref = (node: unknown): Node | null => {
    let current = node as Node | null;
    for (let hops = 0; isAlias(current) && hops < 10; hops++) current = anchors.get(current.source) ?? null;
    return isAlias(current) ? null : current;
  };
  return { text, uri, root: deref(document.contents), problems, deref };
}

function unreadable(text: string, uri: string, code: 'too-large' | 'syntax', message: string): YamlFile {
  const span = { start: 0, end: Math.min(firstLineEnd(text), 200) };
  return { text, uri, root: null, problems: [problem(code, span, message)], deref: () => null };
}

const firstLineEnd = (text: string): number => {
  const end = text.slice(0, 1000).search(/[\r\n]/);
  return end < 0 ? Math.min(text.length, 1000) : end;
};

const clamp = ({ start, end }: Span, text: string): Span => ({
  start: Math.min(start, text.length),
  end: Math.min(end, text.length),
});

/** The library's messages name the mistake well; only its source excerpts are left out. */
const yamlMessage = (message: string): string => `YAML: ${message.split('\n')[0]!.replace(/ at line \d+.*$/, '')}`;

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
    else if (code === 10) {
      let column = index + 1;
      let dashes = 0;
      for (
        let next = text.charCodeAt(column);
        next === 32 || next === 45 || next === 63;
        next = text.charCodeAt(++column)
      ) {
        if (next !== 32) dashes++;
      }
      if (dashes > MAX_DEPTH && !/^-+$/.test(text.slice(index + 1, column))) return true;
      if (column - index > MAX_DEPTH * 40) return true;
    }
    if (flow > MAX_DEPTH) return true;
  }
  return false;
}

interface Anchors {
  readonly anchors: ReadonlyMap<string, Node>;
  /** Aliases of anchors that do not exist, come later or hold the alias. */
  readonly unresolved: readonly Span[];
  /** The aliases together stand for too many nodes. */
  readonly bomb: boolean;
}

function anchorsOf(root: unknown): Anchors {
  const anchors = new Map<string, Node>();
  const unresolved: Span[] = [];
  const sizes = new Map<string, number>();
  let expanded = 0;
  const visit = (node: unknown): number => {
    if (isAlias(node)) {
      if (!anchors.has(node.source) && node.range) unresolved.push({ start: node.range[0], end: node.range[1] });
      const size = sizes.get(node.source) ?? 1;
      expanded += size;
      return size;
    }
    let size = 1;
    if (isMap(node)) for (const { key, value } of node.items) size += visit(key) + visit(value);
    else if (isSeq(node)) for (const item of node.items) size += visit(item);
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
    if (anchor) {
      anchors.set(anchor, node as Node);
      sizes.set(anchor, size);
    }
    return size;
  };
  visit(root);
  return { anchors, unresolved, bomb: expanded > MAX_ALIASED_NODES };
}
