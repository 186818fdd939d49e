import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { resolveFunction } from './resolve-function.ts';
import { exprOf, type Value } from './value.ts';

/** Functions that put values into a template: `render({ patient })`, `SUMMARY.render(note=n)`, `prompt.format_messages(…)`. */
const fills =
  /(?:^|\.)(?:render|renderString|renderTemplate|render_template|render_str|result_with_hash|parseAndRender|format_messages|formatMessages|format_prompt|formatPrompt|fill|interpolate|template|fillTemplate|renderPrompt)$|(?:[tT]emplate|[pP]rompt)\w*(?:\(\))?\.(?:invoke|ainvoke|format|create|apply|process|execute)$/;

/** The values that a call fills a template with, where it names them; undefined for other calls and for functions in reach. */
export function filledWith(call: CallExpr, value: Value): Operand[] | undefined {
  const { frame } = value;
  if (!fills.test(calleeText(frame.file, call.callee))) return undefined;
  const given = call.args.flatMap(({ name, value: operand, spread }): Operand[] => {
    if (name !== undefined) return [operand];
    const expr = spread ? undefined : exprOf({ operand, frame });
    return expr?.kind === 'record' ? expr.entries.map((entry) => entry.value) : [];
  });
  return given.length > 0 && !resolveFunction({ operand: call.callee, frame }) ? given : undefined;
}
