import type { Part } from '../prompt.ts';
import type { CallExpr } from './code.ts';
import { itemsOf } from './items.ts';
import { addContent, addMessages, addSystem } from './messages.ts';
import type { Parts } from './parts.ts';
import { canonical, fieldsOf } from './structure.ts';
import type { Frame, Value } from './value.ts';

/**
 * Parts of what a call has beside its positional argument: keywords (`agent.run(question, message_history=…)`), or an
 * object of options (`agent.generate(question, { instructions })`).
 */
export function besideParts(call: CallExpr, frame: Frame, names: readonly string[], syntax: string): Part[] {
  const parts: Parts = { list: [], syntax, site: call.span };
  const add = (name: string, value: Value): undefined =>
    /system|instruction/.test(name)
      ? addSystem(parts, name, value, call.span)
      : addMessages(parts, name, value, call.span);
  for (const [index, { name, value: operand }] of call.args.entries()) {
    if (name !== undefined && names.includes(name)) add(name, { operand, frame });
    const options = name === undefined && index > 0 ? fieldsOf({ operand, frame }) : undefined;
    for (const key of options ? names : []) {
      const value = options!.entries.get(canonical(key));
      if (value) add(key, value);
    }
  }
  return parts.list;
}

/** Parts of a call that the policy describes: each of its paths, `[0]`, `prompt` or `options.system`. */
export function customParts(call: CallExpr, frame: Frame, paths: readonly string[], syntax: string): Part[] {
  const parts: Parts = { list: [], syntax, site: call.span };
  for (const path of paths) {
    const steps = path.match(/\[\d+\]|[\w$]+/g) ?? [];
    let value = argumentAt(call, frame, steps[0] ?? '');
    for (const step of steps.slice(1)) {
      const index = /^\[(\d+)\]$/.exec(step)?.[1];
      if (value)
        value =
          index === undefined ? fieldsOf(value)?.entries.get(canonical(step)) : itemsOf(value)?.[Number(index)]?.value;
    }
    if (!value) continue;
    if (/(?:^|\.)messages$/.test(path)) addMessages(parts, path, value, call.span);
    else addContent(parts, /system|instruction/i.test(path) ? 'system' : 'user', path, value, call.span);
  }
  return parts.list;
}

/** `[0]` is a positional argument; a name is a keyword argument, else a key of the first object that is given. */
function argumentAt(call: CallExpr, frame: Frame, step: string): Value | undefined {
  const index = /^\[(\d+)\]$/.exec(step)?.[1];
  const positional = call.args.filter(({ name }) => name === undefined);
  if (index !== undefined) {
    const operand = positional[Number(index)]?.value;
    return operand && { operand, frame };
  }
  const named = call.args.find(({ name }) => name === step);
  if (named) return { operand: named.value, frame };
  for (const { value: operand } of positional) {
    const found = fieldsOf({ operand, frame })?.entries.get(canonical(step));
    if (found) return found;
  }
  return undefined;
}
