import type { Node } from 'web-tree-sitter';
import { type Expr, isNode, type Operand, type Piece, spanOf } from '../code.ts';
import { cut } from '../format.ts';
import { type Atom, pieces } from '../pieces.ts';
import { heredocOf, lower, piecesOf, wordsOf } from './shell.ts';

/** What a command prints. */
export function command(node: Node, text: string): Expr {
  const span = spanOf(node);
  const name = node.childForFieldName('name');
  if (!name) return { kind: 'opaque', span };
  const words = wordsOf(node);
  if (name.text === 'printf') {
    const [format, ...args] = words[0]?.text === '-v' ? words.slice(2) : words.filter(({ text }) => text !== '--');
    return { kind: 'text', span, pieces: format ? formatted(piecesOf(format, text), args, text) : [] };
  }
  if (name.text === 'echo') {
    const shown = words.filter((word) => !/^-[neE]+$/.test(word.text));
    return { kind: 'text', span, pieces: shown.flatMap((word) => [...piecesOf(word, text)]) };
  }
  if (name.text === 'jq') {
    const program = jqProgram(words, text);
    if (program) return program;
  }
  const redirected = node.parent?.type === 'redirected_statement' ? node.parent : undefined;
  const filter = filtered(node, heredocOf(redirected ?? node) ?? (redirected && readFrom(redirected, text)), text);
  if (filter) return filter;
  const written = name.text === 'cat' && words.length === 1 ? writtenTo(words[0]!, text) : undefined;
  if (written) return lower(written, text);
  const args = words.filter((word) => !word.text.startsWith('-')).map((value) => ({ value }));
  const here = redirected && heredocOf(redirected);
  if (name.text === 'cat' && here) return lower(here, text);
  return { kind: 'call', span, callee: { kind: 'name', span: spanOf(name), name: name.text }, args };
}

/** Programs whose output is what they read, changed by their words. */
const filters = /^(?:jq|sed|tr|head|tail|fold|fmt|iconv|envsubst|tee|base64)$/;

/** `echo "$note" | jq -Rs .`, `sed "s/NAME/$name/" <<< "$letter"`: what is read, and what is put into it. */
export function filtered(node: Node, input: Node | undefined, text: string): Expr | undefined {
  const command = node.type === 'redirected_statement' ? node.childForFieldName('body') : node;
  const name = command?.type === 'command' ? command.childForFieldName('name')?.text : undefined;
  if (!command || !name || !filters.test(name)) return undefined;
  // `jq -Rs .` quotes a text; other programs of it take what they read apart.
  if (name === 'jq' && !/\s-[a-z]*R|\s--raw-input/.test(command.text)) return undefined;
  const words = wordsOf(command);
  const put = words.flatMap((word) => piecesOf(word, text).filter(({ kind }) => kind === 'hole'));
  const files = words.filter((word) => !word.text.startsWith('-')).slice(1);
  // `sed "s/NAME/$name/" letter.md`
  const read = input ? piecesOf(input, text) : put.length > 0 ? contentOf(files) : [];
  // What another program prints has no name of its own: it is known by that of the variable which holds the whole.
  const isKnown = [...read, ...put].some((piece) => piece.kind === 'hole' && !isNode(piece.value));
  return isKnown ? { kind: 'text', span: spanOf(node), pieces: [...read, ...put] } : undefined;
}

const contentOf = (files: readonly Node[]): Piece[] =>
  files.map((file) => {
    const span = spanOf(file);
    const callee: Expr = { kind: 'name', span, name: 'cat' };
    return { kind: 'hole', span, value: { kind: 'call', span, callee, args: [{ value: file }] } };
  });

/** What was written into the file that a statement reads: `envsubst < letter.md`. */
function readFrom(statement: Node, text: string): Node | undefined {
  const read = statement.namedChildren.find((one) => one.type === 'file_redirect' && /^<[^<(]/.test(one.text));
  return read?.lastNamedChild ? writtenTo(read.lastNamedChild, text) : undefined;
}

/** The one command that wrote the file a word names, before it stands there: `cat > "$tmp" <<EOF`, `jq … > body.json`. */
export function writtenTo(word: Node, text: string): Node | undefined {
  const target = unquoted(word.text).replace(/^@/, '');
  if (target.length < 2 || target === '/dev/null') return undefined;
  const escaped = target.replace(/[^\w]/g, '\\$&');
  const writes = [
    ...text.matchAll(
      new RegExp(`>\\|?[ \\t]*["']?${escaped}(?![\\w./-])|\\btee[ \\t]+["']?${escaped}(?![\\w./-])`, 'g'),
    ),
  ];
  const [write, ...others] = writes.filter(({ index }) => index < word.startIndex);
  if (!write || others.length > 0) return undefined;
  let node = word.tree.rootNode.descendantForIndex(write.index);
  while (node && !/^(?:redirected_statement|pipeline)$/.test(node.type)) node = node.parent;
  const isTee = node?.type === 'pipeline' && /^tee\b/.test(node.lastNamedChild?.text ?? '');
  return (isTee ? node?.namedChildren.at(-2) : node) ?? undefined;
}

const unquoted = (word: string): string => word.replace(/["']/g, '');

const conversion = /%(?:%|[-+ #0]*[\d.]*[sbqdiufxc])/g;

/** A format of `printf` with its arguments in the place of its conversions. */
function formatted(format: readonly Piece[], args: readonly Node[], text: string): Piece[] {
  let next = 0;
  const filled = format.flatMap((piece): Piece[] => {
    if (piece.kind !== 'text') return [piece];
    const result: Piece[] = [];
    let from = 0;
    for (const { index, 0: found } of piece.text.matchAll(conversion)) {
      if (found === '%%') continue;
      const before = cut(piece, from, index);
      if (before) result.push(before);
      const arg = args[next++];
      if (arg) result.push(...piecesOf(arg, text));
      from = index + found.length;
    }
    const rest = cut(piece, from, piece.text.length);
    return rest ? [...result, rest] : result;
  });
  // A format that a variable holds has its conversions elsewhere.
  return [...filled, ...args.slice(next).flatMap((arg) => [...piecesOf(arg, text)])];
}

/** `jq -n --arg p "$PROMPT" '{…$p…}'`: the program is JSON text whose variables are the arguments. */
function jqProgram(words: readonly Node[], text: string): Expr | undefined {
  const given = new Map<string, Operand>();
  let program: Node | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (/^--(?:arg|argjson|rawfile|slurpfile)$/.test(word.text)) {
      const [name, value] = [words[index + 1], words[index + 2]];
      if (name && value) given.set(name.text, value);
      index += 2;
    } else if (/^(?:raw_string|string|concatenation)$/.test(word.type)) program = word;
  }
  if (!program) return undefined;
  if (program.type === 'concatenation') {
    // `'{"model": "'"$MODEL"'", "messages": [… $p …]}'`: pieces of the program and of the shell by turns.
    const parts = program.namedChildren.flatMap((child) =>
      child.type === 'raw_string' ? jqPieces(child, given, text) : piecesOf(child, text),
    );
    return { kind: 'text', span: spanOf(program), pieces: parts };
  }
  return { kind: 'text', span: spanOf(program), pieces: jqPieces(program, given, text) };
}

function jqPieces(program: Node, given: ReadonlyMap<string, Operand>, text: string): readonly Piece[] {
  const content = { start: program.startIndex + 1, end: Math.max(program.startIndex + 1, program.endIndex - 1) };
  const atoms = [...text.slice(content.start, content.end).matchAll(/\\?\$(\w+)/g)].flatMap((match): Atom[] => {
    const value = given.get(match[1]!);
    const start = content.start + match.index;
    return value ? [{ kind: 'hole', span: { start, end: start + match[0].length }, value }] : [];
  });
  return pieces(text, content, atoms);
}
