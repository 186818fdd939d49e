import type { FlowStep, RecordField } from '../prompt.ts';
import type { Span } from '../span.ts';
import { operandSpan } from './code-file.ts';
import type { Frame, Value } from './value.ts';

/** Where a value that is no text of ours comes from. */
export interface Trace {
  /** `patient.notes[].text`; null: no single root. */
  readonly path: string | null;
  /** Where the path is written, nearest to the call. */
  readonly span: Span;
  readonly frame: Frame;
  /** Innermost first. */
  readonly filters: readonly string[];
  readonly serialized: boolean;
  /** Type of the path's root. */
  readonly rootType?: string;
  /** Type of the value itself, and the frame to look its name up in. */
  readonly type?: string;
  readonly types: Frame;
  /** Fields of the value (or of its elements) where the program shows them without a named type: rows of a query. */
  readonly fields?: readonly RecordField[];
  readonly steps: readonly FlowStep[];
  /** A number, boolean or the like: carries nothing. */
  readonly constant?: boolean;
}

/** A value of which nothing is known. */
export const nothing = (value: Value): Trace => ({
  path: null,
  span: operandSpan(value.operand),
  frame: value.frame,
  types: value.frame,
  filters: [],
  serialized: false,
  steps: [],
});

/** A step with its file, where that is not the file of the call. */
export function stepAt(frame: Frame, step: FlowStep): FlowStep {
  return frame.depth >= 0 && frame.file.world.main !== frame.file.uri ? { ...step, uri: frame.file.uri } : step;
}
