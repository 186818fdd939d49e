import { calleeText } from './callee.ts';
import type { CallExpr } from './code.ts';
import { lower } from './code-file.ts';
import { heldBy } from './held.ts';
import { literalOf } from './literal.ts';
import { resolveName } from './resolve.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/**
 * The options that an HTTP client was made with which a call is made on: `axios.create({ baseURL, headers })`,
 * `ky.create({ prefixUrl })`, `got.extend(…)`. They hold for each of its calls.
 */
export function instanceOptions(call: CallExpr, frame: Frame): Fields | undefined {
  const callee = lower(frame.file, call.callee);
  if (frame.file.language.id !== 'script') return undefined;
  return optionsOf(callee.kind === 'member' ? { operand: callee.object, frame } : { operand: call.callee, frame });
}

function optionsOf(value: Value): Fields | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && optionsOf(bound);
  }
  if (expr.kind === 'member') {
    const held = heldBy({ operand: value.operand, frame });
    return held && optionsOf(held);
  }
  const options = expr.kind === 'call' ? expr.args[0] : undefined;
  if (
    expr.kind !== 'call' ||
    !options ||
    !/^(?:axios|ky|got|ofetch|\$fetch)\.(?:create|extend)$/.test(calleeText(frame.file, expr.callee))
  )
    return undefined;
  return fieldsOf({ operand: options.value, frame });
}

/** The address that paths are relative to, without a slash at its end. */
export const baseOf = (options: Fields | undefined): string | undefined =>
  ['base_url', 'prefix_url']
    .map((key) => literalOf(options?.entries.get(key)))
    .find((one) => one && one.by !== 'environment')
    ?.text.replace(/\/$/, '');
