import type { SourceDocument } from '../ports.ts';
import type { Prompt } from '../prompt.ts';
import { codeWriterFor } from './code/index.ts';
import { embeddedWriter } from './templates/embedded.ts';
import { templateWriter } from './templates/index.ts';
import type { Writer } from './writer.ts';

/** A language whose edits are not known: what can be said without its words (labels, removal) is still offered. */
const silent: Writer = { tokenize: () => undefined, placeholder: () => undefined, project: () => undefined };

/** Who writes changes into the file of this prompt. */
export const writerFor = (prompt: Prompt, { languageId }: SourceDocument): Writer =>
  prompt.embedded
    ? embeddedWriter
    : prompt.origin === 'template'
      ? templateWriter
      : (codeWriterFor(languageId) ?? silent);
