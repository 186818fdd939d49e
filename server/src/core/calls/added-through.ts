import type { Node } from 'web-tree-sitter';
import { contains } from '../span.ts';
import { type Addition, type Binding, type CallExpr, type LambdaExpr, spanOf } from './code.ts';
import { type CodeFile, lower, occurrences, operandSpan } from './code-file.ts';
import { isSelf } from './resolve.ts';

/** A function that adds for others is called in a few places; one that is called everywhere is read by its parameters. */
const maxCalls = 12;

/**
 * What a variable is given by a function that adds its own parameters to it: `const say = (role, content) =>
 * messages.push({ role, content })`. Each call of the function in the file is an addition of its own, with what it gives.
 */
export function addedThrough({ additions = [], span }: Binding, position: number, file: CodeFile): readonly Addition[] {
  const { id, nodes } = file.language;
  if (!/^(?:script|python|ruby|csharp|php)$/.test(id) || additions.some(({ how }) => how === 'entry')) return additions;
  let owner = file.root.descendantForIndex(span.start, span.end);
  while (owner && !nodes.functions.has(owner.type)) owner = owner.parent;
  if (!owner || contains(spanOf(owner), { start: position, end: position })) return additions;
  const lambda = lower(file, owner);
  const name = nameOf(owner);
  if (lambda.kind !== 'lambda' || !name || !additions.every((one) => usesParameter(one, lambda, file)))
    return additions;
  const calls = callsOf(name, spanOf(owner), file);
  if (calls.length === 0) return additions;
  return calls.flatMap((call) =>
    additions.map((one): Addition => {
      const callee: LambdaExpr = { ...lambda, results: [one.value] };
      return { ...one, span: call.span, value: { kind: 'call', span: call.span, callee, args: call.args } };
    }),
  );
}

const nameOf = (owner: Node): string | undefined =>
  (
    owner.childForFieldName('name') ??
    (owner.parent?.type === 'variable_declarator' ? owner.parent : undefined)?.childForFieldName('name')
  )?.text;

function usesParameter({ value }: Addition, { parameters }: LambdaExpr, file: CodeFile): boolean {
  const { start, end } = operandSpan(value);
  const text = file.text.slice(start, end);
  return parameters.some(({ name }) => name !== '' && occurrences(text, name, 1).length > 0);
}

function callsOf(name: string, within: ReturnType<typeof spanOf>, file: CodeFile): readonly CallExpr[] {
  file.world.trail?.names.add(name);
  const places = occurrences(file.text, name, 2 * maxCalls);
  const calls = places.flatMap((at) => {
    if (!/^\s*\(/.test(file.text.slice(at + name.length, at + name.length + 20))) return [];
    let node = file.root.descendantForIndex(at, at + name.length);
    for (let step = 0; node && step < 2 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
    const expr = node && file.language.nodes.calls.has(node.type) ? lower(file, node) : undefined;
    if (expr?.kind !== 'call' || contains(within, expr.span)) return [];
    const callee = lower(file, expr.callee);
    const isOwn = callee.kind === 'member' && isSelf(lower(file, callee.object));
    return (callee.kind === 'name' || isOwn) && callee.name === name ? [expr] : [];
  });
  return calls.length > maxCalls ? [] : calls;
}
