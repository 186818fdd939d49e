import type { Node } from 'web-tree-sitter';
import { chunkAt } from './chunks.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower, occurrences } from './code-file.ts';
import type { Frame, Value } from './value.ts';

/**
 * The client that sends a command: `client.send(new ConverseCommand(…))`, or `client.send(command)` further down in the
 * function. Undefined when it is sent elsewhere.
 */
export function senderOf(file: CodeFile, command: CallExpr, frame: Frame): Value | undefined {
  const { start, end } = command.span;
  const direct = sendAround(file, start, end, frame);
  if (direct) return direct;
  const name = variableOf(file, command);
  if (!name) return undefined;
  const chunk = file.chunks[chunkAt(file.chunks, start)]!;
  for (const at of occurrences(file.text.slice(end, chunk.end), name)) {
    const sent = sendAround(file, end + at, end + at + name.length, frame);
    if (sent) return sent;
  }
  return undefined;
}

/** The name that a command is kept under. */
function variableOf(file: CodeFile, { span }: CallExpr): string | undefined {
  let node: Node | null = file.root.descendantForIndex(span.start, span.end);
  for (let step = 0; node && step < 4; step++, node = node.parent) {
    const name = node.childForFieldName('name');
    if (name && name.endIndex < span.start) return file.text.slice(name.startIndex, name.endIndex);
  }
  return undefined;
}

/** The receiver of the `send(…)` whose argument stands at these offsets. */
function sendAround(file: CodeFile, start: number, end: number, frame: Frame): Value | undefined {
  let node: Node | null = file.root.descendantForIndex(start, end);
  for (let step = 0; node && step < 5; step++, node = node.parent) {
    if (!file.language.nodes.calls.has(node.type) || node.startIndex === start) continue;
    const expr = lower(file, node);
    const callee = expr.kind === 'call' ? lower(file, expr.callee) : undefined;
    return callee?.kind === 'member' && callee.name === 'send' ? { operand: callee.object, frame } : undefined;
  }
  return undefined;
}
