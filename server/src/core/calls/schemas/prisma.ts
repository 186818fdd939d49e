import type { RecordField } from '../../prompt.ts';
import { maxColumns, type Table } from './table.ts';

const opening = /^\s*(?:model|type|view)\s+(\w+)\s*\{/;
const field = /^\s*(\w+)\s+(\w+)(\[\])?\??(?:\s+(.*))?$/;
const mappedTable = /@@map\(\s*(?:name:\s*)?"([^"]+)"/;

/**
 * The models of a Prisma schema: https://www.prisma.io/docs/orm/reference/prisma-schema-reference. A model that is
 * stored under another name (`@@map`) is listed under both.
 */
export function prismaTables(text: string): Table[] {
  const models = modelsOf(text);
  const names = new Set(models.map(({ name }) => name));
  return models.flatMap(({ name, fields, stored }) => {
    const isRelation = ({ type }: RecordField): boolean => type !== undefined && names.has(type.replace('[]', ''));
    const columns = fields.filter((one) => !isRelation(one)).map(({ name: column }) => ({ name: column }));
    const table: Table = { name, columns, relations: fields.filter(isRelation) };
    return stored === undefined ? [table] : [table, { ...table, name: stored }];
  });
}

interface Model {
  readonly name: string;
  readonly fields: RecordField[];
  stored?: string;
}

function modelsOf(text: string): Model[] {
  const models: Model[] = [];
  let model: Model | undefined;
  let left = maxColumns;
  for (const line of text.split('\n')) {
    const code = line.replace(/\/\/.*$/, '').trimEnd();
    const name = opening.exec(code)?.[1];
    if (name !== undefined) {
      model = { name, fields: [] };
      models.push(model);
    } else if (/^\s*\}/.test(code)) model = undefined;
    else if (model && left-- > 0) addLine(model, code);
  }
  return models;
}

function addLine(model: Model, code: string): void {
  const stored = mappedTable.exec(code)?.[1];
  if (stored !== undefined) model.stored = stored;
  const [, name, type, list] = field.exec(code) ?? [];
  if (name !== undefined) model.fields.push({ name, type: `${type}${list ?? ''}` });
}
