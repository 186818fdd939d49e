import type { Expr } from './code.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { deeper, exprOf, type Value } from './value.ts';

const maxReadings = 24;

/**
 * What a value may be, where the program writes it as one of several: both sides of a conditional, every `return` of
 * a function of the program. Through names and casts; the value itself where there is only one. What carries nothing
 * (`null`) is left out.
 */
export function readingsOf(value: Value): Value[] {
  const found: Value[] = [];
  collect(value, found);
  return found;
}

function collect(value: Value, found: Value[]): undefined {
  const frame = deeper(value.frame);
  if (found.length >= maxReadings) return;
  const here: Value = frame ? { operand: value.operand, frame } : value;
  const expr = exprOf(here);
  if (expr.kind === 'opaque' && expr.constant) return;
  const inner = frame ? branchesOf(expr, here) : undefined;
  if (!inner) {
    found.push(value);
    return;
  }
  for (const one of inner) collect(one, found);
}

function branchesOf(expr: Expr, value: Value): readonly Value[] | undefined {
  const { frame } = value;
  switch (expr.kind) {
    case 'choice':
      return expr.branches.map((operand) => ({ operand, frame }));
    case 'typed': {
      const inner: Value = { operand: expr.value, frame };
      return isOneOfSeveral(inner) ? [inner] : undefined;
    }
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && isOneOfSeveral(bound) ? [bound] : undefined;
    }
    case 'call': {
      const target = resolveFunction({ operand: expr.callee, frame });
      if (!target || target.lambda.results.length < 2) return undefined;
      const entered = enter(target.lambda, target.frame, expr.args, frame);
      return entered && target.lambda.results.map((operand) => ({ operand, frame: entered }));
    }
    default:
      return undefined;
  }
}

/** Whether it pays to look behind a name: what stands for one thing keeps the name that people know. */
function isOneOfSeveral(value: Value): boolean {
  const frame = deeper(value.frame);
  if (!frame) return false;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'choice') return true;
  return branchesOf(expr, here) !== undefined;
}
