import { findExport } from './modules.ts';
import { isSelf, resolveField, resolveName } from './resolve.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** What `record.member`, `module.member` or `this.member` holds, where the program says so. */
export function heldBy(value: Value): Value | undefined {
  const expr = exprOf(value);
  if (expr.kind !== 'member') return undefined;
  const object = { operand: expr.object, frame: value.frame };
  if (isSelf(exprOf(object))) return resolveField(expr.name, expr.span.start, value.frame).value;
  return memberValue(object, expr.name);
}

/** The value of a key of a record literal or an export of a module, through names. */
export function memberValue(object: Value, key: string): Value | undefined {
  const frame = deeper(object.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: object.operand, frame });
  switch (expr.kind) {
    case 'record': {
      const entry = expr.entries.findLast((one) => one.key === key);
      return entry && { operand: entry.value, frame };
    }
    case 'name': {
      const { value, binding } = resolveName(expr, frame);
      if (value) return memberValue(value, key);
      const module = binding?.import;
      return module && module.name === '*' ? findExport(module.module, key, frame) : undefined;
    }
    case 'typed':
      return memberValue({ operand: expr.value, frame }, key);
    case 'built': {
      const set = expr.added.findLast((one) => one.how === 'entry' && one.key === key);
      return set ? { operand: set.value, frame } : memberValue({ operand: expr.base, frame }, key);
    }
    case 'member': {
      const held = heldBy({ operand: object.operand, frame });
      return held && memberValue(held, key);
    }
    default:
      return undefined;
  }
}
