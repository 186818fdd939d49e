import type { Tree } from 'web-tree-sitter';
import type { Detect } from './detection/entity.ts';
import type { Policy } from './policy/model.ts';
import type { FormatEvidence } from './templates/decide.ts';
import type { TemplateUse } from './templates/uses.ts';

/** What the core needs from outside and cannot load itself. An entry builds these once and hands them in. */
export interface Ports {
  /** From `createDetector(engine)`, with whichever `RegexEngine` the entry could load. */
  readonly detect: Detect;
  readonly syntax: SyntaxPort;
  readonly workspace: WorkspacePort;
}

/** Tree-sitter. Its grammars are WASM and load asynchronously: an entry awaits them before it analyses such a file. */
export interface SyntaxPort {
  /** The tree of `text`, incremental when `uri` was parsed before; undefined when the grammar is not loaded or the parse ran out of its budget. */
  parse(languageId: string, text: string, uri: string): Tree | undefined;
}

/** What the core may ask about other files. Synchronous: the index is filled before an analysis that needs it. */
export interface WorkspacePort {
  /** The file that `from` refers to by an import specifier, an include or a path; undefined when there is none. */
  read(target: string, from: string): SourceDocument | undefined;
  /**
   * URIs of what stands in a folder, in order of name; those of folders end in `/`. `folder` is relative to the folder
   * of `from` (`.`, `../db`) or a `file:` URL. Hosts that cannot list leave it out; a folder that is not there is empty.
   */
  list?(folder: string, from: string): readonly string[];
}

/** A text and where it came from. */
export interface SourceDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** Everything `analyze` needs beside the text. */
export interface AnalysisOptions {
  readonly policy: Policy;
  /** Text of the file `policy.uri`, so that fixes can edit it. Absent when no policy file applies. */
  readonly policyText?: string;
  /** Where a policy file would be written when there is none. Absent: fixes that need one are not offered. */
  readonly newPolicyUri?: string;
  /** `YYYY-MM-DD`. The clock is an input, so that results can be reproduced. */
  readonly today: string;
  /** What the index knows of the file from others: a call that loads it makes a template a prompt. */
  readonly evidence?: FormatEvidence;
  /** Files that load this one as a template, read when a fix asks. */
  readonly uses?: () => readonly TemplateUse[];
  /** Path of the document relative to the policy's folder, with `/`: what globs in the policy match. */
  readonly path: string;
}
