import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { resolveName } from './resolve.ts';
import { resolveFunction } from './resolve-function.ts';
import { exprOf, type Value } from './value.ts';

/** Functions that put values into a template: `render({ patient })`, `SUMMARY.render(note=n)`, `prompt.format_messages(…)`. */
const fills =
  /(?:^|\.)(?:render|renderString|renderTemplate|render_template|render_template_string|render_to_string|render_str|result_with_hash|chat_messages|parseAndRender|format_messages|formatMessages|format_prompt|formatPrompt|fill|interpolate|template|fillTemplate|renderPrompt)$|(?:[tT]emplate|[pP]rompt)\w*(?:\(\))?\.(?:invoke|ainvoke|format|create|apply|process|execute)$/;

/** JavaScript's packages for templates agree on words only: `substituteVariables(template, { … })`. */
const scriptFills = /prompt|template|interpolat|substitut|placeholder|variables/i;

/** Python's strings fill themselves, whatever they are called: `self.letter.format(name=name)`, `text % (a, b)`. */
const pythonFills = /(?:^|\.)(?:format|format_map|substitute|safe_substitute|%)$/;

/** The values that a call fills a template with, where it names them; undefined for other calls and for functions in reach. */
export function filledWith(call: CallExpr, value: Value): Operand[] | undefined {
  const { frame } = value;
  const callee = calleeText(frame.file, call.callee);
  const isString = frame.file.language.id === 'python' && pythonFills.test(callee);
  const isNamed = frame.file.language.id === 'script' && scriptFills.test(lastName(callee));
  if (!isString && !isNamed && !fills.test(callee)) return undefined;
  const given = call.args.flatMap(({ name, value: operand, spread }): Operand[] => {
    if (name !== undefined || (isString && spread)) return [operand];
    const expr = spread ? undefined : exprOf({ operand, frame });
    if (expr?.kind === 'record') return expr.entries.map((entry) => entry.value);
    return isString && expr && expr.kind !== 'text' && !isConstant(expr) ? [operand] : [];
  });
  if (given.length === 0 || resolveFunction({ operand: call.callee, frame })) return undefined;
  // A remainder of numbers is written like a format.
  if (lastName(callee) === '%' && given.length < 2 && call.args[0]?.name === undefined) return undefined;
  const template = lower(frame.file, call.callee);
  if (!isString || template.kind !== 'member' || isTemplate({ operand: template.object, frame })) return given;
  return [template.object, ...given];
}

/** An object that was made of a template is no text: the text is read where it is made. */
function isTemplate(value: Value): boolean {
  const expr = exprOf(value);
  const bound = expr.kind === 'name' ? resolveName(expr, value.frame).value : undefined;
  const made = bound && exprOf(bound);
  return made?.kind === 'call' && /[tT]emplate|[pP]rompt|from_string/.test(calleeText(bound!.frame.file, made.callee));
}

const isConstant = (expr: ReturnType<typeof exprOf>): boolean => expr.kind === 'opaque' && expr.constant === true;
