import type { Node } from 'web-tree-sitter';
import type { Span } from '../../../span.ts';

/** Small readings of syntax trees that hold for all languages in which Claude calls are read. */

export const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });

/** The list of arguments of a call, whatever the grammar calls it. */
export const isArguments = ({ type }: Node): boolean => /^(?:arguments|argument_list|value_arguments)$/.test(type);

const wrappers = new Set([
  'argument',
  'value_argument',
  'literal_element',
  'parenthesized_expression',
  'expression_list',
  'await',
]);

/** Up through nodes that only wrap: C#'s `argument`, Go's `literal_element`. */
export function outermost(node: Node): Node {
  let at = node;
  while (at.parent && wrappers.has(at.parent.type) && at.parent.namedChildCount === 1) at = at.parent;
  return at;
}

/** Down through nodes that only wrap. */
export function innermost(node: Node): Node {
  let at = node;
  while (wrappers.has(at.type) && at.namedChildCount === 1) at = at.namedChild(0)!;
  return at;
}

/** The string literal that a node of its content belongs to. */
export function stringAround(node: Node): Node | undefined {
  let at: Node | null = node;
  let found: Node | undefined;
  while (at && /string|encapsed|^heredoc/.test(at.type)) {
    found = at;
    at = at.parent;
  }
  return found;
}

/** Content of a string literal without quotes and prefixes; undefined when it is put together. */
export function contentOf(literal: Node, text: string): Span | undefined {
  const written = text.slice(literal.startIndex, literal.endIndex);
  const open = /^[A-Za-z@$]{0,2}("""|'''|["'`])/.exec(written);
  const [prefix, quote] = open ?? ['', ''];
  if (!open || !written.endsWith(quote!) || written.length < prefix.length + quote!.length) return undefined;
  return { start: literal.startIndex + prefix.length, end: literal.endIndex - quote!.length };
}

/** What a call is made on and with: `template.render`, without its arguments. */
export function calleeOf(call: Node, text: string): string {
  const list = call.namedChildren.find((child): child is Node => child !== null && isArguments(child));
  return text.slice(call.startIndex, list ? list.startIndex : call.endIndex);
}

export const lastWord = (text: string): string => /(\w+)[^\w]*$/.exec(text)?.[1] ?? '';

/** Every node below, in order, at most `most`. Iterative: code nests deeper than the stack. */
export function* nodesBelow(root: Node, most = 60_000): Generator<Node> {
  const stack: Node[] = [root];
  for (let count = 0; stack.length > 0 && count < most; count += 1) {
    const node = stack.pop()!;
    yield node;
    for (let index = node.namedChildCount - 1; index >= 0; index -= 1) stack.push(node.namedChild(index)!);
  }
}
