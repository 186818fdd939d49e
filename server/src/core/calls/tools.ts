import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { type Item, itemsOf } from './items.ts';
import { addDeep, addPart, type Parts, siteOf } from './parts.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { exprOf, type Value } from './value.ts';

/** Tools: descriptions and schemas. A tool made by a function gives its description where that is a literal. */
export function addTools(parts: Parts, argument: string, value: Value, site: Span): undefined {
  const here = siteOf(value, site);
  const items = itemsOf(value) ?? namedTools(value);
  if (!items) return addPart(parts, 'system', 'tool-description', argument, value, here);
  items.forEach((item, index) => {
    addTool(parts, `${argument}[${index}]`, item, here);
  });
}

/** A tool whose definition is not written here is a value like any other. */
function addTool(parts: Parts, path: string, item: Item, site: Span): undefined {
  const expr = item.rest ? undefined : exprOf(item.value);
  const isMade = expr?.kind === 'call' && /tool|function/i.test(calleeText(item.value.frame.file, expr.callee));
  const first = isMade && expr.args[0] ? { operand: expr.args[0].value, frame: item.value.frame } : undefined;
  const fields = expr && ((first && fieldsOf(first)) ?? fieldsOf(item.value));
  if (!fields) return addPart(parts, 'system', 'tool-description', path, item.value, site);
  for (const holder of [fields, nestedFields(fields, 'tool_spec'), nestedFields(fields, 'function')]) {
    const description = holder?.entries.get('description');
    if (description) addPart(parts, 'system', 'tool-description', `${path}.description`, description, site);
    for (const key of ['input_schema', 'parameters', 'schema']) {
      const schema = holder?.entries.get(key);
      if (schema) addSchema(parts, `${path}.${key}`, schema, site);
    }
    const examples = holder?.entries.get('input_examples');
    if (examples) addDeep(parts, 'system', 'example', `${path}.input_examples`, examples, site);
  }
}

const nestedFields = (fields: Fields, key: string): Fields | undefined => {
  const value = fields.entries.get(key);
  return value && fieldsOf(value);
};

/** The AI SDK has tools as an object by name. */
function namedTools(value: Value) {
  const fields = fieldsOf(value);
  return fields ? [...fields.entries.values()].map((one) => ({ value: one, rest: false })) : undefined;
}

/** A JSON schema written as a literal; one made by a library's functions is left to that library. */
export function addSchema(parts: Parts, argument: string, value: Value, site: Span): undefined {
  if (exprOf(value).kind === 'call') return;
  addDeep(parts, 'system', 'schema', argument, value, site);
}
