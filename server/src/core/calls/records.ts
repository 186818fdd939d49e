import type { RecordField } from '../prompt.ts';
import { isNode } from './code.ts';
import { bindingsOf, touch } from './code-file.ts';
import { findExport } from './modules.ts';
import { deeper, type Frame } from './value.ts';

export interface RecordType {
  readonly fields: readonly RecordField[];
  readonly frame: Frame;
}

/** The fields of a named type, looked up in its file and through imports; undefined when it is not in reach. */
export function recordOf(typeName: string, frame: Frame): RecordType | undefined {
  const name = typeName.replace(/\[\]$/, '');
  const next = deeper(frame);
  if (!next) return undefined;
  for (const binding of bindingsOf(frame.file, name)) {
    if (binding.import) {
      const exported = findExport(binding.import.module, binding.import.name, next);
      const found = exported && fieldsAt(exported.operand, exported.frame);
      if (found) return found;
    }
    if (binding.value === undefined) continue;
    const found = fieldsAt(binding.value, next);
    if (found) return found;
  }
  return undefined;
}

function fieldsAt(operand: Parameters<typeof isNode>[0], frame: Frame): RecordType | undefined {
  if (!isNode(operand)) return undefined;
  touch(frame.file, operand.startIndex);
  const fields = frame.file.language.record?.(operand, frame.file.text);
  return fields && fields.length > 0 ? { fields, frame } : undefined;
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
