import type { Node } from 'web-tree-sitter';
import type { Prompt, RequestFacts } from '../prompt.ts';
import type { Span } from '../span.ts';
import { spanOf } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';

const directive = /prompt-privacy/g;

/** Comments of the file that speak to this tool. */
export function directiveComments(file: CodeFile): Span[] {
  const found: Span[] = [];
  for (const match of file.text.matchAll(directive)) {
    let node = file.root.descendantForIndex(match.index);
    while (node && !file.language.nodes.comments.has(node.type)) node = node.parent;
    if (node && found.at(-1)?.start !== node.startIndex) found.push(spanOf(node));
  }
  return found;
}

/** The use case that a comment at the call names, else one at the top of the file. */
export function useCaseAt(file: CodeFile, comments: readonly Span[], call: Span): Prompt['useCase'] {
  let fileWide: Prompt['useCase'];
  let nearest: Prompt['useCase'];
  const statement = statementStart(file, call.start);
  for (const comment of comments) {
    const match = /prompt-privacy:\s*use-case\s*=\s*([\w.-]+)/.exec(file.text.slice(comment.start, comment.end));
    if (!match) continue;
    const start = comment.start + match.index + match[0].length - match[1]!.length;
    const here = { id: match[1]!, span: { start, end: start + match[1]!.length } };
    const between = file.text.slice(comment.end, statement);
    const inside = comment.start >= statement && comment.end <= call.end;
    const trailing = comment.start >= call.end && !file.text.slice(call.end, comment.start).includes('\n');
    if (
      inside ||
      trailing ||
      (comment.end <= statement && /^(?:[ \t]*\r?\n)?[ \t]*(?:(?:\/\/|#|\*|--)[^\n]*\r?\n[ \t]*)*$/.test(between))
    )
      nearest = { ...here, by: 'call-comment' };
    else if (comment.start < 2_000 && !/\S/.test(withoutComments(file, comment.start)))
      fileWide ??= { ...here, by: 'file-comment' };
  }
  return nearest ?? fileWide;
}

const withoutComments = (file: CodeFile, end: number): string =>
  file.text.slice(0, end).replace(/^#!.*|\/\/.*|\/\*[\s\S]*?\*\/|^\s*#.*|<\?php/gm, '');

/** Start of the statement that holds an offset: the line on which it begins. */
function statementStart(file: CodeFile, offset: number): number {
  let node = file.root.descendantForIndex(offset);
  while (node?.parent && !isBody(node.parent)) node = node.parent;
  return node ? node.startIndex : offset;
}

const isBody = (node: Node): boolean =>
  /(?:block|body|program|module|source_file|compilation_unit|statements|suite|declaration_list)$/.test(node.type);

/** The function around an offset. */
export function enclosingAt(file: CodeFile, offset: number): RequestFacts['enclosing'] {
  const { functions } = file.language.nodes;
  let node = file.root.descendantForIndex(offset);
  while (node && !functions.has(node.type)) node = node.parent;
  if (!node) return undefined;
  const expr = lower(file, node);
  const body = node.childForFieldName('body') ?? node.namedChildren.at(-1) ?? node;
  const name = node.childForFieldName('name');
  return {
    name: (name && file.text.slice(name.startIndex, name.endIndex)) ?? assignedName(node, file),
    span: spanOf(node),
    bodySpan: spanOf(body),
    parameters:
      expr.kind === 'lambda' ? expr.parameters.map((parameter) => parameter.name).filter((one) => one !== '') : [],
  };
}

/** `const draft = async () => …` is called `draft`. */
function assignedName(node: Node, file: CodeFile): string | null {
  const parent = node.parent;
  const name =
    parent?.childForFieldName('name') ?? parent?.childForFieldName('key') ?? parent?.childForFieldName('left');
  return name && name.id !== node.id ? file.text.slice(name.startIndex, name.endIndex).slice(0, 80) : null;
}

const carriers = new Set([
  'await_expression',
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'await',
  'try_expression',
  'await_expression',
  'type_assertion',
  'cast_expression',
]);

/** The variable that receives the answer of a call. */
export function answerOf(file: CodeFile, call: Span, streamed: boolean): RequestFacts['answer'] {
  let node = file.root.descendantForIndex(call.start, call.end);
  while (
    node &&
    node.startIndex === call.start &&
    node.endIndex === call.end &&
    node.parent &&
    node.parent.startIndex === call.start &&
    node.parent.endIndex === call.end
  )
    node = node.parent;
  while (node?.parent && carriers.has(node.parent.type)) node = node.parent;
  const parent = node?.parent;
  if (!node || !parent) return undefined;
  for (const fieldName of ['name', 'left', 'pattern', 'alias']) {
    const target = parent.childForFieldName(fieldName);
    if (target && target.id !== node.id) {
      return { name: file.text.slice(target.startIndex, target.endIndex), span: spanOf(target), streamed };
    }
  }
  return { name: null, span: call, streamed };
}
