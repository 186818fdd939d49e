import type { RecordField } from '../prompt.ts';
import { type Binding, isNode } from './code.ts';
import { bindingsOf, touch } from './code-file.ts';
import { findExport } from './modules.ts';
import { inImportedPackage, inPackage } from './packages.ts';
import { tablesFor } from './schemas/index.ts';
import { exactKey } from './schemas/table.ts';
import { type Supertype, supertypesOf } from './supertypes.ts';
import { deeper, type Frame } from './value.ts';

export interface RecordType {
  readonly fields: readonly RecordField[];
  readonly frame: Frame;
  /** Put into a string it shows all its fields, as data classes do. */
  readonly printed?: boolean;
}

/**
 * The fields of a named type: those of its declaration in this file or behind an import, and of the types that it
 * extends; else those of the model of that name in a schema. Undefined when it is not in reach.
 */
export function recordOf(typeName: string, frame: Frame): RecordType | undefined {
  const name = typeName.replace(/\[\]$/, '');
  const next = deeper(frame);
  if (!next) return undefined;
  for (const declared of declarationsOf(name, next)) {
    const found = fieldsAt(declared, name);
    if (found) return found;
  }
  const table = /^[A-Z]/.test(name) ? tablesFor(frame.file).get(exactKey(name)) : undefined;
  return table && { fields: table.columns, frame: next };
}

export interface Declaration {
  readonly operand: NonNullable<Binding['value']>;
  readonly frame: Frame;
}

/** What a type's name is bound to, imports followed. */
export function declarationsOf(name: string, frame: Frame): Declaration[] {
  const own = bindingsOf(frame.file, name).flatMap((binding): Declaration[] => {
    const exported = binding.import && findExport(binding.import.module, binding.import.name, frame);
    if (exported) return [exported];
    return binding.value === undefined ? [] : [{ operand: binding.value, frame }];
  });
  if (own.length > 0) return own;
  const shared = inPackage(name, frame) ?? inImportedPackage(name, frame);
  return shared?.binding.value === undefined ? [] : [{ operand: shared.binding.value, frame: shared.frame }];
}

function fieldsAt({ operand, frame }: Declaration, name: string): RecordType | undefined {
  if (!isNode(operand)) return undefined;
  const { file } = frame;
  touch(file, operand.startIndex);
  const own = file.language.record?.(operand, file.text) ?? [];
  const inherited = supertypesOf(file.text.slice(operand.startIndex, operand.endIndex), file.language.id).flatMap(
    (one) =>
      one.name === name && one.name.length > 0 ? sameName(one, operand.startIndex, frame) : inheritedFields(one, frame),
  );
  const fields = [...new Map([...inherited, ...own].map((field) => [field.name, field])).values()];
  if (fields.length === 0) return undefined;
  const head = file.text.slice(Math.max(0, operand.startIndex - 120), operand.startIndex + 200);
  const isPrinted = printed[file.language.id]?.test(head.slice(declarationStart(head, operand.startIndex))) === true;
  return { fields, frame, ...(isPrinted ? { printed: true } : {}) };
}

/** Declarations whose values print their fields, by language; with the decorators above them. */
const printed: Readonly<Record<string, RegExp>> = {
  python:
    /^@(?:\w+\.)*(?:dataclass|define|frozen|mutable|attrs|s)\b|\((?:\w+\.)*(?:BaseModel|NamedTuple|TypedDict|SQLModel|Struct)\b|^(?:\w+\.)?(?:namedtuple|TypedDict|NamedTuple)\(/m,
  kotlin: /\bdata\s+class\b/,
  csharp: /\brecord\b/,
  java: /\brecord\b/,
  go: /\bstruct\b/,
  ruby: /\b(?:Struct\.new|Data\.define)\b/,
};

/** Offset in `head`, which begins at most 120 before a declaration, of the declaration with the decorators above it. */
function declarationStart(head: string, start: number): number {
  let at = Math.min(120, start);
  for (;;) {
    const before = head.lastIndexOf('\n', at - 2) + 1;
    if (before >= at || !/^[ \t]*@/.test(head.slice(before, at))) return at;
    at = before;
  }
}

function inheritedFields({ name, only, without }: Supertype, frame: Frame): readonly RecordField[] {
  if (name.endsWith('[]')) return [];
  const fields = recordOf(name, frame)?.fields ?? [];
  return fields.filter((field) => (!only || only.has(field.name)) && !without?.has(field.name));
}

/** `type Patient = z.infer<typeof Patient>`: the schema of that name, not the type itself. */
function sameName({ name }: Supertype, start: number, frame: Frame): readonly RecordField[] {
  const next = deeper(frame);
  const other = next
    ? declarationsOf(name, next).find(
        ({ operand, frame: at }) => isNode(operand) && (at.file !== frame.file || operand.startIndex !== start),
      )
    : undefined;
  return (other && fieldsAt(other, '')?.fields) ?? [];
}

/** What a repository or collection type is about: `Visit` for `interface Visits extends JpaRepository<Visit, Long>`. */
export function elementOf(typeName: string, frame: Frame): string | undefined {
  if (typeName.endsWith('[]')) return typeName.slice(0, -2);
  const next = deeper(frame);
  if (!next) return undefined;
  for (const { operand, frame: at } of declarationsOf(typeName, next)) {
    if (!isNode(operand)) continue;
    const { text, language } = at.file;
    const many = supertypesOf(text.slice(operand.startIndex, operand.endIndex), language.id).find(({ name }) =>
      name.endsWith('[]'),
    );
    if (many) return many.name.slice(0, -2);
  }
  return undefined;
}

/** The type of a member of a named type. */
export function memberTypeOf(
  typeName: string,
  member: string,
  frame: Frame,
): { readonly type: string; readonly frame: Frame } | undefined {
  const record = recordOf(typeName, frame);
  const type = record?.fields.find(({ name }) => name === member)?.type;
  return record && type !== undefined ? { type, frame: record.frame } : undefined;
}
