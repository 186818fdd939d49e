import type { CallExpr } from './code.ts';
import { lower } from './code-file.ts';
import { literalOf } from './literal.ts';
import { resolveName } from './resolve.ts';
import { canonical, fieldsOf } from './structure.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/**
 * What an object was made with under the name that it is asked for: `mastra.getAgent('triage')` of
 * `new Mastra({ agents: { triage } })`, `models.languageModel('fast')` of `customProvider({ languageModels: { fast } })`.
 */
export function registeredIn(call: CallExpr, frame: Frame): Value | undefined {
  const callee = lower(frame.file, call.callee);
  if (callee.kind !== 'member' || call.args.length !== 1) return undefined;
  const name = literalOf({ operand: call.args[0]!.value, frame })?.text;
  const made = name === undefined ? undefined : madeFrom({ operand: callee.object, frame });
  for (const group of made ?? []) {
    const found = exprOf(group).kind === 'record' ? fieldsOf(group)?.entries.get(canonical(name!)) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The options that the object of a name was constructed with. */
function madeFrom(object: Value): Iterable<Value> | undefined {
  const frame = deeper(object.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: object.operand, frame });
  if (expr.kind === 'typed') return madeFrom({ operand: expr.value, frame });
  if (expr.kind === 'name') {
    const { value } = resolveName(expr, frame);
    return value && madeFrom(value);
  }
  const options = expr.kind === 'call' ? expr.args[0] : undefined;
  return options && fieldsOf({ operand: options.value, frame })?.entries.values();
}
