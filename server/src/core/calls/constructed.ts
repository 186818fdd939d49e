import type { CallExpr, Entry, RecordExpr } from './code.ts';
import { isNode } from './code.ts';
import { lower, operandSpan, touch } from './code-file.ts';
import { declarationsOf } from './records.ts';
import { deeper, type Frame } from './value.ts';

/**
 * What an instance is made with, by the members that keep it: `new ChatMessage("user", text)` of a record, or of a
 * class in reach whose constructor keeps what it is given. Undefined for classes that are not in reach.
 */
export function constructedRecord(call: CallExpr, frame: Frame): RecordExpr | undefined {
  const next = call.construct && call.args.length > 0 ? deeper(frame) : undefined;
  const callee = next && lower(frame.file, call.callee);
  if (!next || callee?.kind !== 'name') return undefined;
  for (const { operand, frame: at } of declarationsOf(callee.name, next)) {
    const { file } = at;
    if (!isNode(operand) || !file.language.nodes.classes.has(operand.type)) continue;
    touch(file, operand.startIndex);
    const members = file.language.construction?.(operand, file.text, call.args.length);
    if (!members?.length) continue;
    const entries = call.args.flatMap(({ name, value, spread }, index): Entry[] => {
      const key = name ?? members[index];
      return key === undefined || spread ? [] : [{ key, value, span: operandSpan(value) }];
    });
    if (entries.length > 0) return { kind: 'record', span: call.span, entries, typeName: callee.name };
  }
  return undefined;
}
