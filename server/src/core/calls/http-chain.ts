import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { fieldsOf } from './structure.ts';
import { enclosingAt } from './surroundings.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** Steps of reqwest and ureq that give a request its body. */
const bodySteps = /^(?:json|body|send_json)$/;
/** A step of a chain that gives the request its body, `….json(&body)`. */
export const givesBody = (call: CallExpr, file: CodeFile): boolean =>
  bodySteps.test(lastName(calleeText(file, call.callee)));
const verbs = /^(?:post|put|patch|get|delete|request)$/;

/**
 * Whether a call is of the kind that its name alone does not tell. Go's `client.Do(request)` is asked about only where it
 * is given a record with its URL; a Rust chain is asked about where it begins, or where a function of the program began it.
 */
export function isAsked(file: CodeFile, call: CallExpr, request: Value): boolean {
  const name = lastName(calleeText(file, call.callee));
  const { frame } = request;
  if (file.language.id === 'go' && name === 'Do') {
    const fields = call.args[0] && fieldsOf({ operand: call.args[0].value, frame });
    return fields?.entries.has('url') === true && fields.entries.has('body');
  }
  if (file.language.id !== 'rust') return true;
  if (bodySteps.test(name)) return begun(call, frame) !== undefined;
  // A helper that begins the request: what it sends is said where its callers add the body.
  const around = enclosingAt(file, call.span.start)?.span;
  const head = around ? file.text.slice(around.start, Math.min(around.end, around.start + 600)) : '';
  return fieldsOf(request)?.entries.size !== 0 || !/->[^{]*\b(?:RequestBuilder|Request)\b/.test(head);
}

/** The call of a function of the program that begins a chain: `self.new_request(method, url).json(&body)`. */
function begun(call: CallExpr, frame: Frame): CallExpr | undefined {
  let at: Operand | undefined = call.callee;
  for (let step = 0; at && step < 40; step++) {
    const expr = lower(frame.file, at);
    if (expr.kind === 'member') at = expr.object;
    else if (expr.kind === 'call') {
      const callee = calleeText(frame.file, expr.callee);
      // A client's own `post` may be called as the method of the program that calls it is.
      const mayBeOwn = !verbs.test(lastName(callee)) || /^(?:self|Self)\.\w+$/.test(callee);
      if (mayBeOwn && resolveFunction({ operand: expr.callee, frame })) return expr;
      if (verbs.test(lastName(calleeText(frame.file, expr.callee)))) return undefined;
      at = expr.callee;
    } else return undefined;
  }
  return undefined;
}

/** What may be the URL of a chain that a function of the program begins: what it is given, and what it makes of it. */
export function urlsBegun(file: CodeFile, call: CallExpr, frame: Frame): Value[] {
  if (file.language.id !== 'rust' || !bodySteps.test(lastName(calleeText(file, call.callee)))) return [];
  const first = begun(call, frame);
  const target = first && resolveFunction({ operand: first.callee, frame });
  const entered = first && target && enter(target.lambda, target.frame, first.args, frame);
  if (!first || !target || !entered) return [];
  const inside = target.lambda.results.flatMap((operand) => verbArguments({ operand, frame: entered }));
  return [...first.args.map(({ value: operand }) => ({ operand, frame })), ...inside];
}

function verbArguments(chain: Value): Value[] {
  let at: Operand | undefined = chain.operand;
  for (let step = 0; at && step < 40; step++) {
    const expr = exprOf({ operand: at, frame: chain.frame });
    if (expr.kind === 'member') at = expr.object;
    else if (expr.kind !== 'call') return [];
    else if (verbs.test(lastName(calleeText(chain.frame.file, expr.callee))))
      return expr.args.map(({ value: operand }) => ({ operand, frame: chain.frame }));
    else at = expr.callee;
  }
  return [];
}
