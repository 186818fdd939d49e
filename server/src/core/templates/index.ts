import type { SourceDocument } from '../ports.ts';
import type { FormatDecision, ParseResult } from '../prompt.ts';

/** Which prompt-template format a file is, on what evidence. `path` is relative to the workspace folder, with `/`. */
export function decideFormat(_document: SourceDocument, _path: string): FormatDecision {
  return { format: 'none', isPrompt: false, reason: 'no known prompt format' };
}

/** The prompts of a template file; empty for a file that is none. Total: broken tags become problems. */
export function parseTemplate(document: SourceDocument, path: string): ParseResult {
  return { prompts: [], problems: [], decision: decideFormat(document, path) };
}
