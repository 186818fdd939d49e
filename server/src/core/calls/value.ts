import type { Span } from '../span.ts';
import type { Binding, Expr, Operand } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';

/** An expression where it stands: in a file, inside functions whose parameters are known from the call that led here. */
export interface Value {
  readonly operand: Operand;
  readonly frame: Frame;
}

export interface Frame {
  readonly file: CodeFile;
  /** Arguments of the calls that led here, by function and parameter name. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** How many variables, calls and files lie between this and the Claude call. */
  readonly depth: number;
  /** Answers to `isTextual`, by node or expression: valid for these parameters in this file. */
  readonly textual: Map<unknown, boolean>;
  readonly budget: Budget;
}

/** Shared by everything that one Claude call's evaluation does: bounds time whatever the code looks like. */
export interface Budget {
  left: number;
  /** Something was left out: steps, segments or parts were more than are read. */
  spent: boolean;
}

export const maxDepth = 90;
export const newBudget = (): Budget => ({ left: 20_000, spent: false });

export const frameOf = (file: CodeFile, budget: Budget = newBudget()): Frame => ({
  file,
  parameters: new Map(),
  textual: new Map(),
  depth: 0,
  budget,
});

export const exprOf = (value: Value): Expr => lower(value.frame.file, value.operand);
export const at = (value: Value): Span => operandSpan(value.operand);
/** The same place, another expression. */
export const beside = (value: Value, operand: Operand): Value => ({ operand, frame: value.frame });
/** One step further from the call; undefined when the budget is spent. */
export function deeper(frame: Frame, change: Partial<Frame> = {}): Frame | undefined {
  if (frame.depth >= maxDepth) return undefined;
  if (frame.budget.left-- <= 0) {
    frame.budget.spent = true;
    return undefined;
  }
  return { ...frame, ...change, depth: frame.depth + 1 };
}

export const parameterKey = (owner: Span, name: string): string => `${owner.start}:${name}`;

/** Under which key a frame has what an extension function is called on. */
export const selfKey = ({ start, end }: Span): string => `${start}-${end}:this`;

/** What a name or member stands for. */
export interface Resolution {
  readonly binding?: Binding;
  /** The file in which `binding` is. */
  readonly frame: Frame;
  /** What it holds, where that is known. */
  readonly value?: Value;
  /** One of several: which class stands behind an interface is decided at run time. */
  readonly chosen?: true;
}
