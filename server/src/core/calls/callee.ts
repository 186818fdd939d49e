import type { CallExpr, Operand } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';

/** A callee as the chain of its names: `this.client.messages.create` gives all four. `()` marks a call on the way. */
export interface Chain {
  readonly names: readonly string[];
  /** Operand of each prefix: `prefixes[i]` is what `names[0..i]` stand for. */
  readonly prefixes: readonly Operand[];
}

const maxChain = 400;

/** Takes a chain of members and calls apart; `undefined` when its root is no name (then `names[0]` is `''`). */
export function chainOf(file: CodeFile, callee: Operand): Chain {
  const names: string[] = [];
  const prefixes: Operand[] = [];
  let operand: Operand | undefined = callee;
  for (let step = 0; operand && step < maxChain; step++) {
    const expr = lower(file, operand);
    prefixes.unshift(operand);
    if (expr.kind === 'member') {
      names.unshift(expr.name);
      operand = expr.object;
    } else if (expr.kind === 'call') {
      names.unshift('()');
      operand = expr.callee;
    } else if (expr.kind === 'index') {
      names.unshift('[]');
      operand = expr.object;
    } else if (expr.kind === 'typed') {
      prefixes.shift();
      operand = expr.value;
    } else {
      names.unshift(expr.kind === 'name' ? expr.name : '');
      break;
    }
  }
  return { names, prefixes };
}

/** The callee as written, without arguments and type arguments: `this.client.messages.create`. */
export function calleeText(file: CodeFile, callee: Operand): string {
  const { names } = chainOf(file, callee);
  if (names[0] === '') {
    const span = operandSpan(callee);
    return names.slice(1).join('.') || file.text.slice(span.start, span.end).slice(0, 80);
  }
  return names.join('.').replaceAll('.()', '()').replaceAll('.[]', '[]');
}

export const receiverOf = (file: CodeFile, call: CallExpr): Operand | undefined => {
  const callee = lower(file, call.callee);
  return callee.kind === 'member' ? callee.object : undefined;
};
