import type { SourceDocument } from '../ports.ts';
import type { FormatDecision, ParseResult } from '../prompt.ts';
import { readBaml } from './containers/baml.ts';
import { readPromptTable } from './containers/csv.ts';
import { readGithubModels } from './containers/github-models.ts';
import { readLangchain } from './containers/langchain.ts';
import { readNotebook } from './containers/notebook.ts';
import { readPromptfoo } from './containers/promptfoo.ts';
import { readSemanticKernelYaml, readStructured } from './containers/structured.ts';
import { confidenceOf, decide, type FormatEvidence } from './decide.ts';
import type { Delimiters } from './delimiters.ts';
import { formatById, type ReaderId } from './formats.ts';
import { readText } from './read-text.ts';
import type { Reader } from './reader.ts';

export type { FormatEvidence } from './decide.ts';

const readers: Readonly<Record<ReaderId, Reader>> = {
  text: readText,
  'github-models': readGithubModels,
  langchain: readLangchain,
  promptfoo: readPromptfoo,
  'prompt-table': readPromptTable,
  'semantic-kernel-yaml': readSemanticKernelYaml,
  structured: readStructured,
  notebook: readNotebook,
  baml: readBaml,
};

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
  return decision.isPrompt
    ? parseAs(document, decision.format, decision, undefined, evidence?.delimiters)
    : { prompts: [], problems: [], decision };
}

/** Reads a text as a format (and language) that has been decided already: what fixes do to check an edit. */
export function parseAs(
  document: SourceDocument,
  formatId: string,
  known?: FormatDecision,
  syntax?: string,
  delimiters?: Delimiters,
): ParseResult {
  const format = formatById(formatId);
  const decision = known ?? { format: formatId, isPrompt: format !== undefined, reason: 'read as this format' };
  if (!format) return { prompts: [], problems: [], decision };
  return readers[format.reader](document, {
    format,
    decision,
    confidence: confidenceOf(decision, format),
    syntax,
    delimiters,
  });
}
