import type { RecordField } from '../../prompt.ts';
import { maxColumns, type Table } from './table.ts';

interface Dialect {
  readonly table: RegExp;
  readonly column: RegExp;
  readonly end: RegExp;
}

/** `create_table "patients" do |t|` with `t.string "name"`: https://guides.rubyonrails.org/active_record_migrations.html */
const rails: Dialect = {
  table: /\bcreate_table\s*\(?\s*[:"'](\w+)/,
  column: /^\s*t\.(?!index\b|foreign_key\b|check_constraint\b|timestamps\b|primary_key\b)\w+\s*\(?\s*[:"'](\w+)/,
  end: /^\s*end\b/,
};

/** `Schema::create('patients', …)` with `$table->string('name')`: https://laravel.com/docs/migrations */
const laravel: Dialect = {
  table: /\bSchema::(?:create|table)\(\s*['"](\w+)/,
  column: /\$\w+->(?!index\b|foreign\b|unique\b|primary\b|drop)\w+\(\s*['"](\w+)/,
  end: /^\s*\}\s*\)/,
};

/** Tables that a program declares line by line. */
function tablesBy({ table, column, end }: Dialect, text: string): Table[] {
  const tables = new Map<string, { name: string; columns: RecordField[]; relations: [] }>();
  let columns: RecordField[] | undefined;
  for (const line of text.split('\n')) {
    const name = table.exec(line)?.[1];
    if (name !== undefined) {
      const known = tables.get(name) ?? { name, columns: [], relations: [] };
      tables.set(name, known);
      columns = known.columns;
    } else if (end.test(line)) columns = undefined;
    else if (columns && columns.length < maxColumns) {
      const found = column.exec(line)?.[1];
      if (found !== undefined) columns.push({ name: found });
    }
  }
  return [...tables.values()];
}

export const railsTables = (text: string): Table[] => tablesBy(rails, text);
export const laravelTables = (text: string): Table[] => tablesBy(laravel, text);
