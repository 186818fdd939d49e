import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { typeText } from './shared.ts';

/** Columns and fields that are declared by a call: Django, SQLAlchemy, marshmallow, peewee, Pydantic. */
const columns =
  /^(?:attrs?|attr)\.(?:ib|attrib|field)\(|^attrib\(|^(?:models|db|fields|sa|orm)\.\w*(?:Field|Column|Key|String|Integer|Date\w*|Text|Email|mapped_column|relationship)\w*\(|^(?:Column|mapped_column|relationship|Field|\w+Field|ForeignKey|Mapped)\(/;

/** Fields of a dataclass, Pydantic or SQLModel model, TypedDict, NamedTuple, attrs class, Django or SQLAlchemy model. */
export function pythonRecord(node: Node, text: string): RecordField[] | undefined {
  if (node.type === 'call') return madeBy(node);
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
  if (definition?.type !== 'class_definition') return undefined;
  const fields: RecordField[] = [];
  for (const statement of definition.childForFieldName('body')?.namedChildren ?? []) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : statement;
    if (assignment?.type === 'function_definition' && assignment.childForFieldName('name')?.text === '__init__') {
      if (fields.length === 0) fields.push(...assigned(assignment, text));
      continue;
    }
    if (assignment?.type !== 'assignment') continue;
    const left = assignment.childForFieldName('left');
    const annotation = assignment.childForFieldName('type');
    const right = assignment.childForFieldName('right');
    if (left?.type !== 'identifier') continue;
    if (!annotation && !(right && columns.test(right.text.slice(0, 80)))) continue;
    const type = typeText(annotation, text);
    fields.push({ name: left.text, ...(type ? { type } : {}) });
  }
  return fields;
}

/** `TypedDict("Patient", {"name": str})`, `namedtuple("Patient", ["name"])`, `NamedTuple("Patient", [("name", str)])`. */
function madeBy(node: Node): RecordField[] | undefined {
  const maker = node.childForFieldName('function')?.text ?? '';
  if (!/^(?:\w+\.)?(?:TypedDict|namedtuple|NamedTuple|create_model|make_dataclass)$/.test(maker)) return undefined;
  return (node.childForFieldName('arguments')?.namedChildren ?? []).slice(1).flatMap((argument): RecordField[] => {
    if (argument.type === 'keyword_argument' && maker.endsWith('create_model'))
      return named(argument.childForFieldName('name'));
    if (argument.type === 'dictionary')
      return argument.namedChildren.flatMap((pair) => named(pair.childForFieldName('key')));
    if (argument.type === 'string') return [...argument.text.matchAll(/\w+/g)].map(([name]) => ({ name }));
    if (!/^(?:list|tuple)$/.test(argument.type)) return [];
    return argument.namedChildren.flatMap((item) => named(item.type === 'tuple' ? item.firstNamedChild : item));
  });
}

function named(node: Node | null): RecordField[] {
  const name = node?.text.replace(/^["']|["']$/g, '') ?? '';
  return /^\w+$/.test(name) ? [{ name }] : [];
}

/** `self.name = name` of a plain class. */
function assigned(init: Node, text: string): RecordField[] {
  const types = new Map<string, string | undefined>();
  for (const parameter of init.childForFieldName('parameters')?.namedChildren ?? []) {
    const name =
      parameter.type === 'identifier' ? parameter : (parameter.childForFieldName('name') ?? parameter.firstNamedChild);
    if (name) types.set(name.text, typeText(parameter.childForFieldName('type'), text));
  }
  return (init.childForFieldName('body')?.namedChildren ?? []).flatMap((statement): RecordField[] => {
    const assignment = statement.firstNamedChild;
    const left = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : null;
    if (left?.type !== 'attribute' || left.childForFieldName('object')?.text !== 'self') return [];
    const name = left.childForFieldName('attribute')?.text ?? '';
    const type = types.get(assignment?.childForFieldName('right')?.text ?? '');
    return [{ name, ...(type ? { type } : {}) }];
  });
}
