import type { SourceDocument } from '../ports.ts';
import type { FormatDecision, ParseResult } from '../prompt.ts';
import { decide, type FormatEvidence } from './decide.ts';
import { formatById } from './formats.ts';
import { readText } from './read-text.ts';

export type { FormatEvidence } from './decide.ts';

/**
 * Which prompt-template format a file is, on what evidence. `path` is relative to the workspace folder, with `/`;
 * `evidence` is what the index knows from other files.
 */
export function decideFormat(document: SourceDocument, path: string, evidence?: FormatEvidence): FormatDecision {
  return decide(document, path, evidence);
}

/** The prompts of a template file; empty for a file that is none. Total: broken tags become problems. */
export function parseTemplate(document: SourceDocument, path: string, evidence?: FormatEvidence): ParseResult {
  const decision = decideFormat(document, path, evidence);
  return decision.isPrompt ? parseAs(document, decision.format, decision) : { prompts: [], problems: [], decision };
}

/** Reads a text as a format that has been decided already: what fixes do to check an edit. */
export function parseAs(document: SourceDocument, formatId: string, decision?: FormatDecision): ParseResult {
  const format = formatById(formatId);
  if (!format) return { prompts: [], problems: [], decision };
  return readText(document, format, decision ?? { format: formatId, isPrompt: true, reason: format.evidence });
}
