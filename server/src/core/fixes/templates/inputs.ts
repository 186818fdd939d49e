import type { SourceDocument } from '../../ports.ts';
import type { Prompt } from '../../prompt.ts';
import type { Edit } from '../fix.ts';

/** LangChain lists its variables beside the template: a new one is added behind the last. */
export function addedInput({ text }: SourceDocument, { format, inputs }: Prompt, name: string): Edit[] {
  const last = inputs?.[inputs.length - 1];
  if (format !== 'langchain' || !last || inputs.some((input) => input.name === name)) return [];
  const quote = text[last.span.end - 1] === '"' ? '"' : '';
  const line = text.slice(text.lastIndexOf('\n', last.span.start) + 1, last.span.start);
  const dash = /^\s*- $/.test(line);
  const separator = dash ? `\n${line}` : ', ';
  return [{ span: { start: last.span.end, end: last.span.end }, newText: `${separator}${quote}${name}${quote}` }];
}
