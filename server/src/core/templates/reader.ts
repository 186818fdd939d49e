import type { SourceDocument } from '../ports.ts';
import type { FormatDecision, ParseResult, Prompt } from '../prompt.ts';
import type { Delimiters } from './delimiters.ts';
import type { Format } from './formats.ts';

/** What a reader is told about the file that it reads. */
export interface Reading {
  readonly format: Format;
  readonly decision: FormatDecision;
  readonly confidence: Prompt['confidence'];
  /** The template language where it is known already: a piece of a file does not tell. */
  readonly syntax?: string;
  /** Marks in place of the language's usual ones. */
  readonly delimiters?: Delimiters;
}

/** Reads a file of one container (text with front matter, YAML, BAML, …). Total. */
export type Reader = (document: SourceDocument, reading: Reading) => ParseResult;
