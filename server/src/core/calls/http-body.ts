import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { fieldsOf, keywordRecord } from './structure.ts';
import { unserialized } from './unserialized.ts';
import type { Frame, Value } from './value.ts';

const bodyKeys = ['body', 'data', 'json', 'content'];

/** The body of an HTTP call: an option, the argument after the URL, or a later step of a fluent client. */
export function bodyOf(file: CodeFile, call: CallExpr, frame: Frame): Value {
  const keywords = keywordRecord(call);
  if (keywords) return { operand: keywords, frame };
  const given = call.args.map(({ value: operand }) => ({ operand, frame }));
  const options = given.find((one) => bodyKeys.some((key) => fieldsOf(one)?.entries.has(key)));
  if (options) return options;
  const body =
    given.find((one, index) => index > 0 && fieldsOf(unserialized(one))?.entries.has('messages')) ??
    fluentBody(file, call, frame) ??
    given.at(given.length > 2 ? 2 : 1);
  const span = call.span;
  const entries = body ? [{ key: 'body', value: body.operand, span }] : [];
  return { operand: { kind: 'record', span, entries }, frame };
}

/** `client.post(url).json(&body).send()`. */
function fluentBody(file: CodeFile, call: CallExpr, frame: Frame): Value | undefined {
  let node = file.root.descendantForIndex(call.span.start, call.span.end);
  for (let step = 0; node && step < 24; step++, node = node.parent) {
    if (!file.language.nodes.calls.has(node.type) || node.endIndex <= call.span.end) continue;
    const outer = lower(file, node);
    const callee = outer.kind === 'call' ? lower(file, outer.callee) : undefined;
    const first = outer.kind === 'call' ? outer.args[0] : undefined;
    if (first && callee?.kind === 'member' && /^(?:json|body|send_json|setBody|content|withBody)$/.test(callee.name))
      return { operand: first.value, frame };
  }
  return undefined;
}
