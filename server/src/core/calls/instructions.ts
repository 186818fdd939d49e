import type { Part } from '../prompt.ts';
import type { Span } from '../span.ts';
import { addSystem } from './messages.ts';
import type { Parts } from './parts.ts';
import { fieldsOf } from './structure.ts';
import { exprOf, type Value } from './value.ts';

/** Keys under which agents are given what they send with every call. */
const keys = ['system', 'instructions', 'system_prompt', 'preamble'];

/** The instructions that an agent was made with: an option, or a step of its builder. */
function instructionsOf(construction: Value): { readonly key: string; readonly value: Value } | undefined {
  const made = exprOf(construction);
  const { frame } = construction;
  const given = made.kind === 'call' ? made.args.map((one) => ({ operand: one.value, frame })) : [];
  for (const one of [construction, ...given]) {
    const fields = fieldsOf(one);
    const nested = fields?.entries.get('chat_options');
    for (const holder of [fields, nested && fieldsOf(nested)]) {
      const key = keys.find((name) => holder?.entries.has(name));
      if (holder && key) return { key, value: holder.entries.get(key)! };
    }
  }
  return undefined;
}

/** The parts that go along with each call of an agent. */
export function instructionParts(construction: Value, site: Span, syntax: string): Part[] {
  const found = instructionsOf(construction);
  const parts: Parts = { list: [], syntax, site };
  if (found) addSystem(parts, found.key, found.value, site);
  return parts.list;
}
