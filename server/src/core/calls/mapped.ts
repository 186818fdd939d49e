import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { lower, operandSpan } from './code-file.ts';
import { lastName, listTransforms, mappers } from './functions.ts';
import { resolveName } from './resolve.ts';
import { resolveFunction, type Target } from './resolve-function.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

/** What makes an iterator in Rust; on anything else `map` is that of an option or a result. */
const iterators =
  /^(?:iter|iter_mut|into_iter|lines|chars|char_indices|bytes|split\w*|rsplit\w*|drain|keys|values|into_values|windows|chunks|args|enumerate|zip|rev|par_iter|into_par_iter|rows|captures_iter|find_iter|matches)$/;

/** What a closure given to `map` is given: an element of the list, or what the option holds. */
export function mappedElement(list: Value): Operand {
  return isOption(list) ? list.operand : { kind: 'index', span: operandSpan(list.operand), object: list.operand };
}

/** Whether `map` is called on one value that may be missing, and not on a list. */
export const isOption = (value: Value): boolean => value.frame.file.language.id === 'rust' && !isIterator(value);

function isIterator(value: Value): boolean {
  const frame = deeper(value.frame);
  if (!frame) return true;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'list') return true;
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound !== undefined && isIterator(bound);
  }
  if (expr.kind !== 'call') return false;
  const name = lastName(calleeText(frame.file, expr.callee));
  if (iterators.test(name)) return true;
  const callee = lower(frame.file, expr.callee);
  const adapts = mappers.has(name) || listTransforms.has(name);
  return adapts && callee.kind === 'member' && isIterator({ operand: callee.object, frame });
}

/**
 * The function that `map` is given: a closure, or one that is named, `.map(describe)`. JavaScript's is followed from the
 * analysed file only: structures are shown as deep as it writes them.
 */
export function mapperIn(call: CallExpr, frame: Frame): Target | undefined {
  for (const { value: operand } of call.args) {
    const expr = exprOf({ operand, frame });
    if (expr.kind === 'lambda') return { lambda: expr, frame };
  }
  const { language, uri, world } = frame.file;
  const isNamed = /^(?:rust|csharp|php)$/.test(language.id) || (language.id === 'script' && uri === world.main);
  const first = call.args.length === 1 && isNamed ? call.args[0] : undefined;
  const named = first && exprOf({ operand: first.value, frame });
  return named?.kind === 'name' || named?.kind === 'member'
    ? resolveFunction({ operand: first!.value, frame })
    : undefined;
}
