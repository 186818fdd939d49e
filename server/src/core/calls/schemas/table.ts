import type { RecordField } from '../../prompt.ts';

/** A table or model that a schema file declares. */
export interface Table {
  /** As the file writes it: `patients`, `Patient`. */
  readonly name: string;
  readonly columns: readonly RecordField[];
  /** Fields that only come when they are asked for: the other models that this one refers to. */
  readonly relations: readonly RecordField[];
}

export type Tables = ReadonlyMap<string, Table>;

/** Key of a table's name as it is written. */
export const exactKey = (name: string): string => `=${name.slice(name.lastIndexOf('.') + 1)}`;

/** One key for `public.Patients`, `patients`, `Patient` and `patient`. */
export const tableKey = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/[`"[\]_\s]/g, '')
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/s$/, '');

/** Tables and columns that are looked at in one file: more is generated, and none of a person's making. */
export const maxColumns = 5_000;
