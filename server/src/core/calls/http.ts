import type { CallExpr } from './code.ts';
import { fieldsOf } from './structure.ts';
import { textOf } from './text.ts';
import type { Frame, Value } from './value.ts';

/** An HTTP call whose URL or headers say that it goes to the Messages API. The header pair is the better signal. */
export function isClaudeUrl(call: CallExpr, frame: Frame): boolean {
  const values = call.args.map((argument) => ({ operand: argument.value, frame }));
  const urls = values.flatMap((value, index) => {
    const fields = call.args[index]!.name === undefined ? fieldsOf(value) : undefined;
    return [value, ...['url', 'uri', 'base_url'].flatMap((key) => fields?.entries.get(key) ?? [])];
  });
  const texts = urls.map((value) => urlText(value));
  if (
    texts.some((text) =>
      /anthropic\.com\/v1\/(?:messages|complete)(?!\/batches\/)|aws-external-anthropic[^/]*\/v1\/messages/.test(text),
    )
  )
    return true;
  if (texts.some((text) => /\/(?:v1\/(?:models|files|skills|organizations)|api)\b/.test(text))) return false;
  const headers = values.flatMap((value, index) =>
    call.args[index]!.name === 'headers' ? [value] : (fieldsOf(value)?.entries.get('headers') ?? []),
  );
  return headers.some((value) => {
    const fields = fieldsOf(value);
    return (
      fields !== undefined &&
      [...fields.entries.keys()].some((key) => key.toLowerCase() === 'anthropic-version' || key === 'anthropic_version')
    );
  });
}

/** `client.post(path, …)`: the path is that of messages, or is known at run time only. */
export function isMessagesPath(call: CallExpr, frame: Frame): boolean {
  const path = call.args[0] ? urlText({ operand: call.args[0].value, frame }) : '';
  return /\/(?:messages|complete)\b|\u2026/.test(path);
}

/** A URL as far as it is known: literals, constants and templates of both. */
function urlText(value: Value): string {
  return textOf(value, { start: 0, end: 0 }, '')
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u2026'))
    .join('')
    .slice(0, 400);
}
