import { calleeText } from './callee.ts';
import { type CallExpr, isNode } from './code.ts';
import { lower } from './code-file.ts';
import { filledWith } from './filled.ts';
import { formatted } from './format.ts';
import {
  identities,
  lastName,
  listMakers,
  listTransforms,
  mappers,
  sanitizers,
  serializers,
  textArgument,
  transforms,
} from './functions.ts';
import { heldBy } from './held.ts';
import { iteratedBy, resultsOf } from './iterated.ts';
import { resolveName } from './resolve.ts';
import { enter, resolveFunction } from './resolve-function.ts';
import { templated } from './templated.ts';
import { isModule } from './trace-call.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** Whether the program itself builds (part of) a list. */
export const isList = (value: Value): boolean => {
  const frame = deeper(value.frame);
  if (!frame) return false;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'list') return true;
  if (expr.kind === 'built')
    return expr.added.some(({ how }) => how === 'item') || isList({ operand: expr.base, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound !== undefined && isList(bound);
  }
  if (expr.kind !== 'call') return false;
  const name = lastName(calleeText(frame.file, expr.callee));
  if (mappers.has(name)) return true;
  if (listMakers.has(name) && expr.args.length > 1) return true;
  const callee = lower(frame.file, expr.callee);
  if (!listTransforms.has(name)) return false;
  // Python's `filter(None, sections)`, `sorted(names)`.
  const subject = callee.kind === 'member' ? callee.object : (textArgument(name, expr.args) ?? expr.args[0])?.value;
  return subject !== undefined && isList({ operand: subject, frame });
};

/** Whether the program itself builds (part of) the text, so that it pays to expand it. */
export function isTextual(value: Value): boolean {
  const { textual } = value.frame;
  const key = isNode(value.operand) ? value.operand.id : value.operand;
  const known = textual.get(key);
  if (known !== undefined) return known;
  // What a loop of definitions leads back to is no text of its own.
  textual.set(key, false);
  const result = decideTextual(value);
  textual.set(key, result);
  return result;
}

function decideTextual(value: Value): boolean {
  const frame = deeper(value.frame);
  if (!frame) return false;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'text':
    case 'list':
    case 'record':
      return true;
    case 'join':
      return expr.operands.length > 1 || expr.operands.some((operand) => isTextual({ operand, frame }));
    case 'choice':
      return expr.branches.some((operand) => isTextual({ operand, frame }));
    case 'typed':
      return isTextual({ operand: expr.value, frame });
    case 'built':
      return expr.added.some(({ how }) => how !== 'entry') || isTextual({ operand: expr.base, frame });
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound !== undefined && isTextual(bound);
    }
    case 'index':
    case 'member': {
      const held = heldBy(here);
      return held !== undefined && isTextual(held);
    }
    case 'call':
      return isTextualCall(expr, here);
    case 'lambda':
      // Ruby: the bare name of a method is a call of it.
      return frame.file.language.implicitSelf === true && expr.results.some((operand) => isTextual({ operand, frame }));
    default:
      return false;
  }
}

/** Methods of JavaScript's strings and lists that are given places and patterns. */
const ownMethods = /^(?:slice|substring|substr|split|at|padStart|padEnd|repeat|toFixed|match|matchAll|normalize)$/;

/** What a transformation may be about: the receiver, else the first argument. `note.encode("utf-8")` is not about `"utf-8"`. */
export function subjectsOf(call: CallExpr, name: string, receiver: Value | undefined, frame: Value['frame']): Value[] {
  const after = textArgument(calleeText(frame.file, call.callee), call.args);
  if (after) return [{ operand: after.value, frame }];
  const first = call.args[0] && { operand: call.args[0].value, frame };
  const isMethod = frame.file.language.id === 'script' && ownMethods.test(name);
  if (receiver && isMethod && !isModule(receiver.operand, receiver)) return [receiver];
  const isOption =
    receiver !== undefined &&
    first !== undefined &&
    !identities.has(name) &&
    !sanitizers.has(name) &&
    (call.args[0]!.name !== undefined || exprOf(first).kind === 'text') &&
    !isModule(receiver.operand, receiver);
  return [receiver, isOption ? undefined : first].filter((one) => one !== undefined);
}

const replacers = /^(?:replace|replaceAll|replace_all|Replace|ReplaceAll|str_replace|sub|gsub|concat)$/;

/** What a text holds after the call in place of something: `template.replace('{{NOTE}}', note)`. */
export function replacedWith({ args }: CallExpr, name: string, frame: Value['frame']): Value | undefined {
  if (args.length < 2 || !replacers.test(name)) return undefined;
  // `re.sub(pattern, new, text)`, `str_replace(old, new, text)`: the text comes last.
  const at = args.length > 2 && /^(?:sub|str_replace)$/.test(name) ? 1 : args.length - 1;
  const given = args[at]?.name === undefined && args[at] ? { operand: args[at].value, frame } : undefined;
  const kind = given && exprOf(given);
  if (!given || !kind || kind.kind === 'lambda' || (kind.kind === 'opaque' && kind.constant)) return undefined;
  return isPlainText(kind) ? undefined : given;
}

const isPlainText = (expr: ReturnType<typeof exprOf>): boolean =>
  expr.kind === 'text' && expr.pieces.every(({ kind }) => kind === 'text');

/** A tagged template whose tag gives a text: other tags run what they are given, or make something of another kind. */
export const isTextTag = (call: CallExpr, callee: string): boolean =>
  call.tagged === true && !/sql|quer|gql|graphql|css|style|keyframes|\$$|exec|shell|regex|url/i.test(callee);

/** A function that hands a text on as it is; the browser's `prompt("Name?")` asks for one. */
export const isIdentity = (name: string, callee: string, { file }: Value['frame']): boolean =>
  (identities.has(name) || identities.has(callee)) && !(callee === 'prompt' && file.language.id === 'script');

function isTextualCall(call: CallExpr, value: Value): boolean {
  const { frame } = value;
  const callee = calleeText(frame.file, call.callee);
  const name = lastName(callee);
  if (formatted(call, name, value) || templated(value) || filledWith(call, value)) return true;
  if (isTextTag(call, callee)) return true;
  if (mappers.has(name) && call.args.some(({ value: operand }) => exprOf({ operand, frame }).kind === 'lambda'))
    return true;
  if (/^(?:join|Join|implode|joinToString)$/.test(name)) return true;
  const calleeExpr = lower(frame.file, call.callee);
  const receiver = calleeExpr.kind === 'member' ? { operand: calleeExpr.object, frame } : undefined;
  const each = receiver && iteratedBy(call, name, receiver, frame);
  if (each && resultsOf(each).some(isTextual)) return true;
  const subjects = subjectsOf(call, name, receiver, frame);
  if (replacedWith(call, name, frame)) return true;
  const own = !receiver && resolveFunction({ operand: call.callee, frame });
  if (
    own
      ? sanitizers.has(name)
      : isIdentity(name, callee, frame) ||
        transforms.has(name) ||
        listTransforms.has(name) ||
        serializers.has(name) ||
        sanitizers.has(name)
  ) {
    if (subjects.some(isTextual)) return true;
  }
  const target = resolveFunction({ operand: call.callee, frame });
  const entered = target && enter(target.lambda, target.frame, call.args, frame);
  return entered !== undefined && target!.lambda.results.some((operand) => isTextual({ operand, frame: entered }));
}
