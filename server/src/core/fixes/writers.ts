import type { Prompt } from '../prompt.ts';
import { codeWriterFor } from './code/index.ts';
import { templateWriter } from './templates/index.ts';
import type { Writer } from './writer.ts';

/** A format in which nothing can be written: plain text, a language whose edits are not known. */
const silent: Writer = { tokenize: () => undefined, placeholder: () => undefined, project: () => undefined };

/** Who writes changes into this prompt's file. */
export function writerFor(prompt: Prompt): Writer {
  return prompt.origin === 'template' ? templateWriter : (codeWriterFor(prompt.format) ?? silent);
}
