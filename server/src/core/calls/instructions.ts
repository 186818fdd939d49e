import type { Part } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { type CallExpr, isNode } from './code.ts';
import { addSystem } from './messages.ts';
import type { Parts } from './parts.ts';
import { resolveName } from './resolve.ts';
import { fieldsOf } from './structure.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** Keys under which agents are given what they send with every call. */
const keys = ['system', 'instructions', 'system_prompt', 'preamble'];

/** The instructions that an agent was made with: an option, or a step of its builder. */
function instructionsOf(construction: Value): { readonly key: string; readonly value: Value } | undefined {
  const made = exprOf(construction);
  const { frame } = construction;
  const given = made.kind === 'call' ? made.args.map((one) => ({ operand: one.value, frame })) : [];
  // Koog's `AIAgent(agentConfig = AIAgentConfig(prompt("id") { system(s) }, model))`: the prompt of the configuration.
  const inner = given.flatMap((one) => {
    const expr = exprOf(one);
    return expr.kind === 'call' ? expr.args.map(({ value: operand }) => ({ operand, frame: one.frame })) : [];
  });
  for (const one of [construction, ...given, ...inner]) {
    const fields = fieldsOf(one);
    const nested = fields?.entries.get('chat_options');
    for (const holder of [fields, nested && fieldsOf(nested)]) {
      const key = keys.find((name) => holder?.entries.has(name));
      if (holder && key) return { key, value: holder.entries.get(key)! };
    }
  }
  return made.kind === 'call' ? documented(made, frame) : undefined;
}

/** DSPy's instructions: what documents a signature's class, or the second argument of `dspy.Signature(fields, text)`. */
function documented(made: CallExpr, frame: Frame): { readonly key: string; readonly value: Value } | undefined {
  const key = 'instructions';
  const [first] = made.args;
  const given = first && exprOf({ operand: first.value, frame });
  const bound = given?.kind === 'name' ? resolveName(given, frame) : undefined;
  const at = bound?.binding?.kind === 'class' ? { operand: bound.binding.value!, frame } : bound?.value;
  const text = at && isNode(at.operand) ? at.frame.file.language.docstring?.(at.operand) : undefined;
  if (text) return { key, value: { operand: text, frame: at!.frame } };
  const signature = given?.kind === 'call' ? given : at && exprOf(at);
  const second = signature?.kind === 'call' ? signature.args[1] : undefined;
  if (signature?.kind !== 'call' || !second || second.name !== undefined) return undefined;
  const holder = at?.frame ?? frame;
  return /(?:^|\.)Signature$/.test(calleeText(holder.file, signature.callee))
    ? { key, value: { operand: second.value, frame: holder } }
    : undefined;
}

/** The parts that go along with each call of an agent. */
export function instructionParts(construction: Value, site: Span, syntax: string): Part[] {
  const found = instructionsOf(construction);
  const parts: Parts = { list: [], syntax, site };
  if (found) addSystem(parts, found.key, found.value, site);
  return parts.list;
}
