import { contains } from '../span.ts';
import type { Addition, CallExpr, LambdaExpr } from './code.ts';
import { bindingsOf, type CodeFile, lower } from './code-file.ts';

const maxHops = 3;

/**
 * What a function of the file adds to the variable that it is handed: `writeNotes(&sb, notes)` adds what the function
 * writes to its parameter, with the arguments of this call in place of its parameters.
 */
export function passedOn(addition: Addition, file: CodeFile, hops = 0): readonly Addition[] {
  if (addition.passed === undefined) return [addition];
  const call = lower(file, addition.value);
  const lambda = call.kind === 'call' && hops < maxHops ? ownFunction(call, file) : undefined;
  const parameter = lambda?.parameters[addition.passed];
  if (call.kind !== 'call' || !lambda || !parameter || parameter.name === '') return [];
  const { start, end } = lambda.span;
  return bindingsOf(file, parameter.name, start)
    .filter(({ kind, span }) => kind === 'addition' && contains({ start, end }, span))
    .flatMap(({ additions = [] }) => additions.flatMap((one) => passedOn(one, file, hops + 1)))
    .map((one): Addition => {
      const callee: LambdaExpr = { ...lambda, results: [one.value] };
      return { ...one, span: addition.span, value: { kind: 'call', span: call.span, callee, args: call.args } };
    });
}

/** The only function or method of that name in the file. */
function ownFunction(call: CallExpr, file: CodeFile): LambdaExpr | undefined {
  const callee = lower(file, call.callee);
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
  const [first, ...more] = bindingsOf(file, name, callee.span.start).filter(
    ({ kind, value }) => kind === 'function' && value !== undefined,
  );
  const lambda = first && more.length === 0 ? lower(file, first.value!) : undefined;
  return lambda?.kind === 'lambda' ? lambda : undefined;
}
