import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/core/fixes/fix.ts';
import { templateWriter } from '../../server/src/core/fixes/templates/index.ts';
import type { WriteContext } from '../../server/src/core/fixes/writer.ts';
import { starterPolicy } from '../../server/src/core/policy/index.ts';
import type { SourceDocument } from '../../server/src/core/ports.ts';
import type { ParseResult, Part, PlaceholderSegment, Prompt, TextSegment } from '../../server/src/core/prompt.ts';
import type { Form } from '../../server/src/core/taxonomy/levels.ts';
import { parseTemplate } from '../../server/src/core/templates/index.ts';
import { assertMarkers, readMarkers } from './markers.ts';

export const documentAt = (path: string, text: string): SourceDocument => ({
  uri: `file:///workspace/${path}`,
  languageId: 'plaintext',
  text,
});

export const parseAt = (path: string, text: string): ParseResult => parseTemplate(documentAt(path, text), path);

export interface Located {
  readonly prompt: Prompt;
  readonly part: Part;
  readonly segment: PlaceholderSegment;
}

export function placeholders(result: ParseResult): Located[] {
  return result.prompts.flatMap((prompt) =>
    prompt.parts.flatMap((part) =>
      part.segments.flatMap((segment) => (segment.kind === 'placeholder' ? [{ prompt, part, segment }] : [])),
    ),
  );
}

export const texts = (result: ParseResult): TextSegment[] =>
  result.prompts.flatMap((prompt) =>
    prompt.parts.flatMap((part) => part.segments.filter((segment): segment is TextSegment => segment.kind === 'text')),
  );

/** `patient.name|upper`, `?patient.hiv` for what is only looked at, `*` behind a serialized record. */
export const describe = (segment: PlaceholderSegment): string =>
  (segment.unprinted ? '?' : '') +
  [segment.path ?? '-', ...segment.filters].join('|') +
  (segment.serialized ? '*' : '');

/** Parses a text with markers; the spans of the variables must be the marked ones, labels as in `describe`. */
export function checkPlaceholders(path: string, source: string): ParseResult {
  const { text, markers } = readMarkers(source);
  const result = parseAt(path, text);
  const found = placeholders(result).map(({ segment }) => ({ span: segment.pathSpan, label: describe(segment) }));
  assertMarkers(text, found, markers);
  return result;
}

export function contextOf(path: string, text: string, located: Located): WriteContext {
  return { document: documentAt(path, text), policy: starterPolicy, prompt: located.prompt, part: located.part };
}

/** Writes the form of the placeholder with that path (the first one) and gives the text after it. */
export function tokenized(path: string, text: string, name: string, form: Form = 'tokenize'): string | undefined {
  const located = placeholders(parseAt(path, text)).find(({ segment }) => segment.path === name && !segment.unprinted);
  assert.ok(located, `no placeholder ${name}`);
  const written = templateWriter.tokenize(
    located.segment,
    { form, type: 'PERSON_NAME' },
    contextOf(path, text, located),
  );
  return written && applyEdits(text, written.edits);
}
