import type { CallExpr, RecordExpr } from './code.ts';
import { lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { type Fields, keywordRecord } from './structure.ts';
import { exprOf, type Value } from './value.ts';

/** Functions that put records together, the last one winning, and those that leave keys out; PHP's and Ruby's. */
const merges = /^(?:merge|deep_merge|update|array_merge|array_replace|array_merge_recursive)$/;
const reduces =
  /^(?:compact|compact_blank|except|slice|to_h|with_indifferent_access|deep_symbolize_keys|symbolize_keys|array_filter|toArray|all|freeze|dup|tap)$/;

/** `params.merge(system: s)`, `array_merge($defaults, $options)`, `{ … }.compact`. */
export function mergedFields(
  call: CallExpr,
  { frame }: Value,
  callee: string,
  fieldsOf: (value: Value) => Fields | undefined,
): Fields | undefined {
  const { id } = frame.file.language;
  const name = lastName(callee);
  if ((id !== 'ruby' && id !== 'php') || !(merges.test(name) || reduces.test(name))) return undefined;
  const lowered = lower(frame.file, call.callee);
  const receiver = lowered.kind === 'member' ? [{ operand: lowered.object, frame }] : [];
  if (reduces.test(name)) {
    const [subject] = receiver.length > 0 ? receiver : call.args.map((one) => ({ operand: one.value, frame }));
    return subject && fieldsOf(subject);
  }
  const keywords = keywordRecord(call);
  const positional = call.args.filter((one) => one.name === undefined && one.spread !== 'record');
  const all = [
    ...receiver,
    ...positional.map((one) => ({ operand: one.value, frame })),
    ...(keywords ? [{ operand: keywords, frame }] : []),
  ];
  const known = all.map((one) => ({ one, fields: fieldsOf(one) }));
  if (known.every(({ fields }) => !fields)) return undefined;
  return {
    entries: new Map(known.flatMap(({ fields }) => [...(fields?.entries ?? [])])),
    spreads: known.flatMap(({ one, fields }) => fields?.spreads ?? [one]),
    at: known.find(({ fields }) => fields)!.fields!.at,
  };
}

/** `Map.of("role", "user", "content", x)`: keys and values by turns. */
export function pairsRecord(call: CallExpr, frame: Value['frame']): RecordExpr | undefined {
  const entries = [];
  for (const { value: operand } of call.args) {
    // Kotlin's `"role" to "user"`.
    const pair = exprOf({ operand, frame });
    const key =
      pair.kind === 'list' && pair.items.length === 2 ? exprOf({ operand: pair.items[0]!.value, frame }) : undefined;
    const piece = key?.kind === 'text' ? key.pieces[0] : undefined;
    if (pair.kind === 'list' && piece?.kind === 'text')
      entries.push({ key: piece.text, value: pair.items[1]!.value, span: pair.span });
  }
  if (entries.length > 0) return { kind: 'record', span: call.span, entries };
  for (let index = 0; index + 1 < call.args.length; index += 2) {
    const key = exprOf({ operand: call.args[index]!.value, frame });
    const piece = key.kind === 'text' ? key.pieces[0] : undefined;
    if (piece?.kind === 'text') entries.push({ key: piece.text, value: call.args[index + 1]!.value, span: key.span });
  }
  return entries.length > 0 ? { kind: 'record', span: call.span, entries } : undefined;
}
