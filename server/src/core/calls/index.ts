import type { CustomCall } from '../policy/model.ts';
import type { Ports, SourceDocument } from '../ports.ts';
import type { ParseResult } from '../prompt.ts';

/** Language ids in which Claude calls are read. */
export const callLanguages: ReadonlySet<string> = new Set<string>();

/** The Claude calls of a source file. Total: a file that does not parse gives what can be read of it. */
export function parseCalls(
  _document: SourceDocument,
  _ports: Pick<Ports, 'syntax' | 'workspace'>,
  _custom: readonly CustomCall[],
): ParseResult {
  return { prompts: [], problems: [] };
}
