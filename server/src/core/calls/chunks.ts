import type { Node } from 'web-tree-sitter';
import type { Span } from '../span.ts';
import type { Language } from './code.ts';

/** A top-level statement or a member of a class, with what follows up to the next one. */
export interface Chunk extends Span {
  readonly text: string;
  /** Names that are bound in indented lines of it are not seen outside. */
  readonly closed: boolean;
  /** Node type; of a class the part before its body. With `broken` the parser had to guess in it. */
  readonly type: string;
  readonly broken: boolean;
  /** Column of its first character. */
  readonly indent: number;
  /** Names that stand here but bind nothing for other chunks, with how often: kept for the file's next version. */
  hidden: Map<string, number>;
}

const containers =
  /^(?:export_statement|namespace|namespace_declaration|file_scoped_namespace_declaration|decorated_definition|module|program)$/;
/** Statements whose inner declarations end with them, beside functions; fields of Go's structs are seen by all methods. */
const closedTypes =
  /^(?!type_declaration$)(?:expression_statement|lexical_declaration|export_statement|decorated_definition|.*(?:method|function|constructor|property|class|interface|struct|type|enum|const)\w*)$/;
/** Declarations that take a pattern apart over several lines, and imports. */
const open = /^(?:export\s+)?(?:import|from|use|using|(?:const|let|var)\s*[{[(]|const\s*\(|var\s*\(|import\s*\()/;
const maxDepth = 4;

/** Cuts a file into chunks, in order and without gaps. */
export function chunksOf(root: Node, text: string, language: Language): Chunk[] {
  const starts: { at: number; type: string; broken: boolean }[] = [{ at: 0, type: '', broken: false }];
  const opens = ({ type }: Node): boolean => language.nodes.classes.has(type) || containers.test(type);
  const bodyOf = (node: Node, depth: number): Node | undefined => {
    const inner =
      node.childForFieldName('body') ??
      node.childForFieldName('declaration') ??
      node.childForFieldName('definition') ??
      node.lastNamedChild;
    if (!inner || depth > maxDepth) return undefined;
    return opens(inner) ? bodyOf(inner, depth + 1) : /body|block|list/.test(inner.type) ? inner : undefined;
  };
  const visit = (node: Node, depth: number): void => {
    for (const child of node.namedChildren) {
      const { startIndex: at, type } = child;
      const body = depth < maxDepth && opens(child) ? bodyOf(child, 0) : undefined;
      const broken = !body && child.hasError;
      if (at > starts.at(-1)!.at) starts.push({ at, type, broken });
      else starts[starts.length - 1] = { at: starts.at(-1)!.at, type, broken: broken || starts.at(-1)!.broken };
      if (body) visit(body, depth + 1);
    }
  };
  visit(root, 0);
  return starts.map(({ at, type, broken }, index) => {
    const end = starts[index + 1]?.at ?? text.length;
    const content = text.slice(at, end);
    // The parameters of a primary constructor are seen in the whole class, on whichever line they stand.
    const isHead = language.implicitSelf === true && language.nodes.classes.has(type);
    const isClosed =
      !isHead && (language.nodes.functions.has(type) || closedTypes.test(type)) && !open.test(content.slice(0, 40));
    return {
      start: at,
      end,
      text: content,
      type,
      broken,
      closed: isClosed,
      indent: at - (text.lastIndexOf('\n', at - 1) + 1),
      hidden: new Map(),
    };
  });
}

export function chunkAt(chunks: readonly Chunk[], offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const adds =
  /^\s*(?:\.(?:\w{1,30}\.)?(?:push|append|add|extend|unshift|concat|Add(?!Singleton|Scoped|Transient)\w*|Append\w*|Insert)\b|\+=|\[|<<)/;
/** `field = value;` of a class whose members are named without `this.`; also as the body of a constructor. */
const assigned = /^\s*\??\??=(?![=>])/;
const promoted = /^[ \t]*(?:#\[[^\]\n]*\]\s*)*(?:public|private|protected|readonly)\b/;
const beginning = /(?:^|=>|[;{])[ \t]*$/;

/**
 * Whether an occurrence of a name may bind it for other chunks. In a function's indented lines only members
 * (`this.x`, `@x`), keyed fields (`client: …`) and additions to a variable of the file reach beyond it. `bare`: members
 * may be named without `this.`.
 */
export function reachesOut(text: string, chunk: Chunk, at: number, length: number, bare: boolean): boolean {
  if (!chunk.closed) return true;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (lineStart <= chunk.start) return true;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))![0].length;
  if (indent <= chunk.indent) return true;
  const before = text[at - 1];
  if (before === '.' || before === '@' || before === '#' || before === '>') return true;
  // PHP's promoted parameters: `private readonly Client $client,`.
  if (before === '$' && promoted.test(text.slice(lineStart, at))) return true;
  const after = text.slice(at + length, at + length + 48);
  // `st.session_state["messages"] = …`
  if ((before === '"' || before === "'") && /^["']\]/.test(after)) return true;
  if (bare && assigned.test(after) && beginning.test(text.slice(lineStart, at))) return true;
  return /^\s*:[^:=]/.test(after) || adds.test(after);
}
