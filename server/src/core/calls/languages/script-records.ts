import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { typeText } from './shared.ts';

/** Fields of an interface, an object type, a class, or a schema of zod, valibot, TypeBox, drizzle, mongoose. */
export function scriptRecord(node: Node, text: string): RecordField[] | undefined {
  switch (node.type) {
    case 'interface_declaration':
    case 'class_declaration':
    case 'abstract_class_declaration': {
      const body = node.childForFieldName('body');
      return body ? members(body, text) : undefined;
    }
    case 'type_alias_declaration': {
      const value = node.childForFieldName('value');
      if (!value) return undefined;
      return objectTypes(value).flatMap((type) => members(type, text));
    }
    case 'call_expression':
    case 'new_expression':
      return schemaFields(node, text);
  }
  return undefined;
}

/** `A & { … }` and `{ … } | null`: the object types written in it. */
function objectTypes(node: Node): Node[] {
  if (node.type === 'object_type') return [node];
  if (/^(?:intersection_type|union_type|parenthesized_type|readonly_type)$/.test(node.type))
    return node.namedChildren.flatMap(objectTypes);
  return [];
}

const memberTypes = new Set([
  'property_signature',
  'public_field_definition',
  'field_definition',
  'required_parameter',
]);

function members(body: Node, text: string): RecordField[] {
  const fields: RecordField[] = [];
  for (const child of body.namedChildren) {
    if (child.type === 'method_definition' && /^constructor\b/.test(child.text)) {
      for (const parameter of child.childForFieldName('parameters')?.namedChildren ?? []) {
        if (/^(?:public|private|protected|readonly)\b/.test(parameter.text))
          push(parameter, parameter.childForFieldName('pattern'));
      }
    }
    if (memberTypes.has(child.type))
      push(child, child.childForFieldName('name') ?? child.childForFieldName('property'));
  }
  function push(owner: Node, name: Node | null): void {
    if (!name) return;
    const type = typeText(owner.childForFieldName('type'), text);
    fields.push({ name: name.text.replace(/^['"#]|['"]$/g, ''), ...(type ? { type } : {}) });
  }
  return fields;
}

const schemas =
  /(?:^|\.)(?:object|strictObject|looseObject|Object|pgTable|mysqlTable|sqliteTable|Schema|model|define|interface|strict|passthrough|extend|array|nullable|optional|partial)$/;

function schemaFields(node: Node, text: string): RecordField[] | undefined {
  const callee = node.childForFieldName(node.type === 'new_expression' ? 'constructor' : 'function');
  const args = node.childForFieldName('arguments');
  if (!callee || !args) return undefined;
  const object = args.namedChildren.find(({ type }) => type === 'object');
  const inner = callee.type === 'member_expression' ? callee.childForFieldName('object') : null;
  const before = inner?.type === 'call_expression' ? (schemaFields(inner, text) ?? []) : [];
  if (!schemas.test(callee.text.replace(/\([\s\S]*\)/g, ''))) return before.length > 0 ? before : undefined;
  if (!object) {
    // `mongoose.model('Member', new Schema({ … }))`, `z.array(z.object({ … }))`: the schema stands inside.
    const nested = args.namedChildren.find(({ type }) => /^(?:call|new)_expression$/.test(type));
    return (nested && schemaFields(nested, text)) ?? (before.length > 0 ? before : undefined);
  }
  const own = object.namedChildren.flatMap((child): RecordField[] => {
    const key = child.childForFieldName('key');
    return child.type === 'pair' && key ? [{ name: key.text.replace(/^['"]|['"]$/g, '') }] : [];
  });
  return [...before, ...own];
}
