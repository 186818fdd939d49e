import type { Argument, CallExpr, LambdaExpr, Operand } from './code.ts';
import { operandSpan } from './code-file.ts';
import { mappers } from './functions.ts';
import { mappedElement, mapperIn } from './mapped.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import type { Frame, Value } from './value.ts';

/** What a function that is handed to a list method gives, seen from inside its call. */
export interface Iterated {
  readonly lambda: LambdaExpr;
  readonly frame: Frame;
}

/** What a list method of that name makes of the list it is called on, through a function of the program. */
export function iteratedBy(call: CallExpr, name: string, list: Value, frame: Frame): Iterated | undefined {
  if (mappers.has(name)) return mappedOver(list, call, frame);
  return /^reduce(?:Right)?$/.test(name) ? gatheredFrom(list, call, frame) : undefined;
}

/** `list.map((one) => …)`, `list.map(describe)`: the function for any element of the list. */
function mappedOver(list: Value, call: CallExpr, frame: Frame): Iterated | undefined {
  const target = mapperIn(call, frame);
  const entered = target && enter(target.lambda, target.frame, [{ value: mappedElement(list) }], frame);
  return entered && { lambda: target.lambda, frame: entered };
}

/** `list.reduce((text, one) => …, first)`: what is gathered begins as `first`. */
function gatheredFrom(list: Value, { args: [step, first] }: CallExpr, frame: Frame): Iterated | undefined {
  const target = step && resolveFunction({ operand: step.value, frame });
  if (!target) return undefined;
  const element: Argument = { value: { kind: 'index', span: operandSpan(list.operand), object: list.operand } };
  const begun: Argument = first ? { value: first.value } : element;
  const entered = enter(target.lambda, target.frame, [begun, element], frame);
  return entered && { lambda: target.lambda, frame: entered };
}

export const resultsOf = ({ lambda, frame }: Iterated): readonly Value[] =>
  lambda.results.map((operand: Operand) => ({ operand, frame }));
