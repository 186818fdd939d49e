import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import type { Found } from './find.ts';

/** Ktor's `client.post { url(…); setBody(x) }`: the call is that of the block in which the URL is set. */
export function blockAround(file: CodeFile, call: CallExpr): Pick<Found, 'call' | 'calleeSpan'> | undefined {
  if (file.language.id !== 'kotlin' || lower(file, call.callee).kind !== 'name') return undefined;
  let node = file.root.descendantForIndex(call.span.start, call.span.end - 1);
  for (let step = 0; node && step < 8 && node.type !== 'lambda_literal'; step++) node = node.parent;
  const block = node;
  // The grammar reads `request<T> { … }` as a comparison.
  for (let step = 0; node && step < 4 && !/^(?:call|binary)_expression$/.test(node.type); step++) node = node.parent;
  if (!block || !node) return undefined;
  const around = lower(file, node);
  const span = { start: node.startIndex, end: node.endIndex };
  if (around.kind === 'call')
    return { call: around, calleeSpan: { start: span.start, end: lower(file, around.callee).span.end } };
  const callee = node.type === 'binary_expression' ? node.firstNamedChild?.firstNamedChild : undefined;
  if (!callee) return undefined;
  const made: CallExpr = { kind: 'call', span, callee, args: [{ value: block }] };
  return { call: made, calleeSpan: { start: span.start, end: callee.endIndex } };
}
