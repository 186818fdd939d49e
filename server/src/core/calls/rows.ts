import type { RecordField } from '../prompt.ts';
import { chainOf } from './callee.ts';
import type { CallExpr } from './code.ts';
import { lastName } from './functions.ts';
import { callsOf, selectIn } from './queries.ts';
import { recordOf } from './records.ts';
import { tableNamed, tablesFor } from './schemas/index.ts';
import type { Table } from './schemas/table.ts';
import type { Select } from './select-text.ts';
import type { Source } from './sources.ts';
import { fieldsOf } from './structure.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** What a query gives: rows of a named type, or rows whose fields are known. */
export interface Row {
  readonly type?: string;
  readonly fields?: readonly RecordField[];
  /** Where the types of fields are looked up. */
  readonly types: Frame;
}

/** The rows of a query: by its SQL and the tables' declarations, or by the model that it is made on. `element`: what the receiver holds. */
export function rowOf(
  call: CallExpr,
  value: Value,
  source: Source | undefined,
  element: string | undefined,
): Row | undefined {
  const { frame } = value;
  const select = source?.kind === 'query' || source?.kind === 'file' ? selectIn(call, value) : undefined;
  if (select) {
    const fields = selected(select, frame);
    if (fields.length > 0) return { fields, types: frame };
  }
  const isQuery =
    source?.kind === 'query' || queries.test(lastName(chainOf(frame.file, call.callee).names.at(-1) ?? ''));
  return isQuery ? modelRow(call, value, source, element) : undefined;
}

/** Further verbs of object mappers, which say little by themselves: they count when a model is known. */
const queries =
  /^(?:get|exec|findBy\w*|findOneBy\w*|findOneOrFail|findByPk|findAndCountAll|getOne|getMany|getOneOrFail|find_by!?|take|Find|First|Last|Single\w*|First\w*|Query\w*|ToList|ToArray\w*|fetch_optional|getReferenceById|findAllBy\w*|create|update|upsert|delete|save|insert|returning|values|lean|toArray|execute)$/;

function selected({ tables, columns }: Select, frame: Frame): RecordField[] {
  const declared = tablesFor(frame.file);
  const all = (of?: string): readonly RecordField[] =>
    tables
      .filter(({ name, alias }) => of === undefined || of === alias || of === name)
      .flatMap(({ name }) => tableNamed(declared, name)?.columns ?? []);
  const fields = columns.flatMap(({ name, of }) => (name === '*' ? all(of) : [{ name }]));
  return [...new Map(fields.map((field) => [field.name, field])).values()];
}

function modelRow(
  call: CallExpr,
  value: Value,
  source: Source | undefined,
  element: string | undefined,
): Row | undefined {
  const { frame } = value;
  const named = [...argumentNames(call, value), ...(element ? [element] : []), ...chainNames(call, value)];
  for (const name of named) {
    const record = recordOf(name, frame);
    if (!record) continue;
    const fields = projected(call, value, { name, columns: record.fields, relations: [] });
    return fields ? { fields, types: record.frame } : { type: name.replace(/\[\]$/, ''), types: frame };
  }
  if (source?.kind !== 'query') return undefined;
  const tables = tablesFor(frame.file);
  for (const name of [source.name, ...named]) {
    const table = tableNamed(tables, name.replace(/\[\]$/, ''));
    if (table) return { fields: projected(call, value, table) ?? table.columns, types: frame };
  }
  return undefined;
}

/** Models that the calls of a chain are given: `select(Patient)`, `session.get(Patient, id)`, `Query<Patient>(…)`. */
function argumentNames(call: CallExpr, value: Value): string[] {
  const { file } = value.frame;
  return callsOf(call, value).flatMap((one) => {
    const head = file.text.slice(one.span.start, one.span.end).slice(0, 200);
    const generic = /^[\w.$?!\s]*<\s*([A-Z]\w*)(?:\[\])?\s*>\s*\(/.exec(head)?.[1];
    const given = one.args.slice(0, 3).flatMap((argument) => {
      const expr = exprOf({ operand: argument.value, frame: value.frame });
      if (expr.kind === 'name') return [expr.name];
      // SQLAlchemy 2 and SQLModel: `session.exec(select(Patient).where(…))`.
      if (expr.kind === 'call') return callsOf(expr, value).flatMap((inner) => plainNames(inner, value));
      return expr.kind === 'member' && /^(?:class|java|Type)$/.test(expr.name)
        ? chainOf(file, expr.object).names.slice(-1)
        : [];
    });
    return generic ? [generic, ...given] : given;
  });
}

const plainNames = (call: CallExpr, { frame }: Value): string[] =>
  call.args.slice(0, 3).flatMap(({ value: operand }) => {
    const expr = exprOf({ operand, frame });
    return expr.kind === 'name' ? [expr.name] : [];
  });

/** Names on the way to the verb: `Patient.objects.get`, `db.query.patients.findFirst`, `patientRepository.findById`. */
function chainNames(call: CallExpr, { frame: { file } }: Value): string[] {
  const names = chainOf(file, call.callee).names.filter((name) => /^[\w$]+$/.test(name));
  return names
    .slice(0, -1)
    .reverse()
    .flatMap((name) => {
      const model = /^_?(\w+?)_?(?:Repository|Repo|Dao|Model|Store)$/i.exec(name)?.[1];
      return [name, ...(model ? [model.charAt(0).toUpperCase() + model.slice(1)] : [])];
    });
}

/** The fields that a query asks for, where it does: `select`, `omit`, `include`, `attributes`, `values(…)`. */
function projected(call: CallExpr, value: Value, table: Table): readonly RecordField[] | undefined {
  const { columns, relations } = table;
  const known = [...columns, ...relations];
  const byName = (name: string): RecordField => known.find((field) => field.name === name) ?? { name };
  for (const one of callsOf(call, value)) {
    const verb = lastName(chainOf(value.frame.file, one.callee).names.at(-1) ?? '');
    const texts = one.args.flatMap((argument) => plainText({ operand: argument.value, frame: value.frame }) ?? []);
    if (/^(?:values|values_list|only|pluck)$/.test(verb) && texts.length > 0) return texts.map(byName);
    if (verb === 'select' && texts.length > 0)
      return texts
        .flatMap((text) => text.split(/[\s,]+/))
        .filter(isWord)
        .map(byName);
    const options = one.args[0] && objectOf({ operand: one.args[0].value, frame: value.frame });
    if (!options) continue;
    if (verb === 'select') return [...options.keys()].map(byName);
    const chosen = keysOf(options.get('select')) ?? keysOf(options.get('attributes'));
    if (chosen) return chosen.map(byName);
    const omitted = keysOf(options.get('omit')) ?? [];
    const included = keysOf(options.get('include')) ?? [];
    if (omitted.length + included.length > 0) {
      return [
        ...columns.filter(({ name }) => !omitted.includes(name)),
        ...relations.filter(({ name }) => included.includes(name)),
      ];
    }
  }
  return undefined;
}

const isWord = (text: string): boolean => /^\w+$/.test(text);

function plainText(value: Value): string | undefined {
  const expr = exprOf(value);
  const piece = expr.kind === 'text' && expr.pieces.length === 1 ? expr.pieces[0] : undefined;
  return piece?.kind === 'text' ? piece.text : undefined;
}

/** An object by its keys as they are written. */
function objectOf(value: Value): ReadonlyMap<string, Value> | undefined {
  const at = fieldsOf(value)?.at;
  const expr = at && exprOf(at);
  if (expr?.kind !== 'record') return undefined;
  return new Map(
    expr.entries.flatMap(({ key, value: operand }) => (key === null ? [] : [[key, { operand, frame: at!.frame }]])),
  );
}

/** `{ name: true, ssn: false }` and `['name']` choose `name`. */
function keysOf(value: Value | undefined): string[] | undefined {
  if (!value) return undefined;
  const expr = exprOf(value);
  if (expr.kind === 'list') {
    return expr.items.flatMap(({ value: operand }) => plainText({ operand, frame: value.frame }) ?? []);
  }
  const entries = objectOf(value);
  return (
    entries &&
    [...entries].flatMap(([key, one]) => {
      const chosen = exprOf(one);
      return chosen.kind === 'opaque' && chosen.literal === 'false' ? [] : [key];
    })
  );
}
