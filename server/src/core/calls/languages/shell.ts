import type { Node } from 'web-tree-sitter';
import { type Binding, type Expr, type Language, type NodeTypes, type Piece, spanOf } from '../code.ts';
import { type Atom, pieces } from '../pieces.ts';
import { scopeSpan } from './shared.ts';
import { command, filtered } from './shell-output.ts';

const nodes: NodeTypes = {
  functions: new Set(['function_definition']),
  classes: new Set([]),
  blocks: new Set([]),
  calls: new Set(['command']),
  comments: new Set(['comment']),
  returns: new Set([]),
  assignments: new Set([]),
};

/** Bash and its relatives. A command is a call whose arguments are its words. */
export const shell: Language = { id: 'shell', nodes, lower, binding };

function binding(node: Node, text: string): Binding | undefined {
  if (node.type === 'word') return filled(node);
  if (node.type !== 'variable_name') return undefined;
  const owner = node.parent;
  const base = {
    name: text.slice(node.startIndex, node.endIndex),
    span: spanOf(node),
    scope: owner ? scopeSpan(owner, nodes) : spanOf(node),
  };
  if (owner?.type === 'for_statement') {
    const value = owner.childForFieldName('value');
    return { ...base, kind: 'variable', ...(value ? { value, select: [] } : {}) };
  }
  if (owner?.type !== 'variable_assignment' || owner.childForFieldName('name')?.id !== node.id) return undefined;
  const value = owner.childForFieldName('value');
  const adds = owner.children.some(({ type }) => type === '+=');
  if (adds && value) return { ...base, kind: 'addition', additions: [{ how: 'join', value, span: spanOf(owner) }] };
  // Variables of a script are global, also those set in a function.
  return { ...base, kind: 'variable', scope: { start: 0, end: Number.MAX_SAFE_INTEGER }, ...(value ? { value } : {}) };
}

/** `printf -v name …` and `read -r name <<EOF` give a variable its value. */
function filled(word: Node): Binding | undefined {
  const command = word.parent;
  const program = command?.type === 'command' ? command.childForFieldName('name')?.text : undefined;
  if (!command || (program !== 'printf' && program !== 'read')) return undefined;
  const words = wordsOf(command);
  const at = words.findIndex(({ id }) => id === word.id);
  const base = { name: word.text, span: spanOf(word), scope: { start: 0, end: Number.MAX_SAFE_INTEGER } };
  if (program === 'printf')
    return at > 0 && words[at - 1]!.text === '-v' ? { ...base, kind: 'variable', value: command } : undefined;
  const redirected = command.parent?.type === 'redirected_statement' ? heredocOf(command.parent) : undefined;
  return at >= 0 && redirected && at === words.length - 1
    ? { ...base, kind: 'variable', value: redirected }
    : undefined;
}

const expansions = new Set(['simple_expansion', 'expansion', 'command_substitution', 'arithmetic_expansion']);

export function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const opaque: Expr = { kind: 'opaque', span };
  switch (node.type) {
    case 'variable_name':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'simple_expansion':
    case 'expansion': {
      const name = node.namedChildren.find(({ type }) => /^(?:variable_name|special_variable_name)$/.test(type));
      const named: Expr = name ? { kind: 'name', span: spanOf(name), name: name.text } : opaque;
      // `${template//NAME/$name}`: with what is put into it.
      const put = expansionsIn(node).map((child) => hole(child, text));
      return put.length === 0 ? named : { kind: 'text', span, pieces: [{ kind: 'hole', span, value: named }, ...put] };
    }
    case 'string':
      return quoted(node, { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) }, /\\[$"`\\\n]/g, text);
    case 'raw_string':
      return quoted(node, { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) }, undefined, text);
    case 'ansi_c_string':
      return quoted(node, { start: span.start + 2, end: Math.max(span.start + 2, span.end - 1) }, /\\./g, text);
    case 'word':
    case 'number':
      return quoted(node, span, /\\./g, text);
    case 'heredoc_body':
      return quoted(node, span, node.namedChildCount > 0 ? /\\[$`\\]/g : undefined, text);
    case 'concatenation':
      return { kind: 'text', span, pieces: node.namedChildren.flatMap((child) => piecesOf(child, text)) };
    case 'command_substitution': {
      const inner = node.firstNamedChild;
      return inner ? lower(inner, text) : opaque;
    }
    case 'redirected_statement': {
      const body = heredocOf(node);
      const command = node.childForFieldName('body') ?? node.firstNamedChild;
      const isCat = command?.type === 'command' && /^cat\b/.test(command.text);
      return body && isCat ? lower(body, text) : command ? lower(command, text) : opaque;
    }
    case 'pipeline': {
      const last = node.lastNamedChild;
      if (!last) return opaque;
      const before = node.namedChildren.at(-2);
      return (before && filtered(last, before, text)) ?? lower(last, text);
    }
    case 'command':
      return command(node, text);
  }
  return opaque;
}

export const piecesOf = (node: Node, text: string): readonly Piece[] => {
  if (expansions.has(node.type)) return [hole(node, text)];
  const lowered = lower(node, text);
  return lowered.kind === 'text' ? lowered.pieces : [{ kind: 'hole', span: spanOf(node), value: node }];
};

const expansionsIn = (node: Node): Node[] => node.namedChildren.filter(({ type }) => expansions.has(type));

function hole(node: Node, text: string): Atom & Piece & { kind: 'hole' } {
  const span = expansionSpan(node, text);
  const name =
    node.type === 'command_substitution' || expansionsIn(node).length > 0
      ? undefined
      : node.namedChildren.find(({ type }) => /variable_name$/.test(type));
  return { kind: 'hole', span, value: name ? { kind: 'name', span, name: name.text } : node };
}

/** The grammar counts blanks before an expansion to it. */
function expansionSpan(node: Node, text: string): { start: number; end: number } {
  const blank = /^\s*/.exec(text.slice(node.startIndex, node.endIndex))![0].length;
  return { start: node.startIndex + blank, end: node.endIndex };
}

/** A quoted text: expansions are holes, and these escapes lose their backslash. */
function quoted(node: Node, content: { start: number; end: number }, escapes: RegExp | undefined, text: string): Expr {
  const atoms: Atom[] = node.namedChildren.flatMap((child): Atom[] =>
    expansions.has(child.type) ? [hole(child, text)] : [],
  );
  if (escapes) {
    for (const match of text.slice(content.start, content.end).matchAll(escapes)) {
      const start = content.start + match.index;
      if (!atoms.some((one) => one.span.start <= start && start < one.span.end))
        atoms.push({
          kind: 'escape',
          span: { start, end: start + match[0].length },
          text: match[0].slice(1).replace('\n', ''),
        });
    }
  }
  return {
    kind: 'text',
    span: spanOf(node),
    pieces: pieces(
      text,
      content,
      atoms.sort((a, b) => a.span.start - b.span.start),
    ),
  };
}

export function heredocOf(node: Node): Node | undefined {
  const redirect = node.namedChildren.find(({ type }) => type === 'heredoc_redirect');
  const body = redirect?.namedChildren.find(({ type }) => type === 'heredoc_body');
  if (body) return body;
  const here = node.namedChildren.find(({ type }) => type === 'herestring_redirect');
  return here?.firstNamedChild ?? undefined;
}

/** Words of a command after its name. */
export const wordsOf = (node: Node): Node[] => node.childrenForFieldName('argument');
