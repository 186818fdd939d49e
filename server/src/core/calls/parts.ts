import type { Part, PartKind, Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import { operandSpan } from './code-file.ts';
import { itemsOf } from './items.ts';
import { readingsOf } from './readings.ts';
import { resolveName } from './resolve.ts';
import { fieldsOf } from './structure.ts';
import { textOf } from './text.ts';
import { exprOf, type Value } from './value.ts';

/** Collects the parts of one request. */
export interface Parts {
  readonly list: Part[];
  readonly syntax: string;
  /** Where parts stand whose values are written in another file. */
  readonly site: Span;
}

const maxParts = 1_000;

function isFull({ list }: Parts, { frame: { budget } }: Value): boolean {
  if (list.length >= maxParts) budget.spent = true;
  return list.length >= maxParts;
}

/** The place of a value in the analysed file; for one from another file the place of what leads to it. */
export function siteOf(value: Value, fallback: Span): Span {
  const { file } = value.frame;
  return file.world.main === file.uri ? operandSpan(value.operand) : fallback;
}

export function addPart(
  parts: Parts,
  role: Role,
  kind: PartKind,
  argument: string,
  value: Value,
  site: Span = parts.site,
): undefined {
  if (isFull(parts, value)) return;
  const given = argumentFor(value);
  const span = siteOf(given, site);
  const segments = textOf(given, span, parts.syntax);
  if (segments.length > 0) parts.list.push({ role, kind, argument, span, segments });
}

/** A parameter that is a part as a whole stands for the argument that the call which led here gives it. */
function argumentFor(value: Value): Value {
  let at = value;
  for (let step = 0; step < 8; step++) {
    const expr = exprOf(at);
    const { binding, value: bound } = expr.kind === 'name' ? resolveName(expr, at.frame) : {};
    if (binding?.kind !== 'parameter' || !bound || bound.operand === at.operand) break;
    at = bound;
  }
  return at;
}

/** Every string and value in a nested structure as a part of its own: schemas, tool input, unknown blocks. */
export function addDeep(
  parts: Parts,
  role: Role,
  kind: PartKind,
  argument: string,
  value: Value,
  site: Span = parts.site,
  depth = 0,
): undefined {
  if (depth > 12 || isFull(parts, value)) return;
  const span = siteOf(value, site);
  const readings = readingsOf(value);
  if (readings.length > 1 && readings.some((one) => fieldsOf(one) ?? itemsOf(one))) {
    for (const one of readings) addDeep(parts, role, kind, argument, one, span, depth + 1);
    return;
  }
  const expr = exprOf(value);
  const fields = expr.kind === 'text' ? undefined : fieldsOf(value);
  if (fields) {
    for (const [key, inner] of fields.entries) addDeep(parts, role, kind, `${argument}.${key}`, inner, span, depth + 1);
    for (const spread of fields.spreads) addPart(parts, role, kind, argument, spread, span);
    return;
  }
  const items = expr.kind === 'text' ? undefined : itemsOf(value);
  if (items) {
    items.forEach((item, index) => {
      if (item.rest) addPart(parts, role, kind, `${argument}[${index}]`, item.value, span);
      else addDeep(parts, role, kind, `${argument}[${index}]`, item.value, span, depth + 1);
    });
    return;
  }
  addPart(parts, role, kind, argument, value, span);
}
