import type { ParseResult, PlaceholderSegment, Prompt, Segment, TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { formatById } from './formats.ts';
import { parseAs } from './index.ts';
import { joinPieces, subview, toFile, type View } from './view.ts';

/** The format that a text in a template language is read as where no file's name says one. */
export const formatOf = (syntax: string): string => (formatById(syntax)?.reader === 'text' ? syntax : 'text');

/** The text of a template that stands in another file, as a document of its own: offsets are those of the text. */
export const innerDocument = ({ text }: TextSegment) => ({ uri: 'embedded:template', languageId: 'plaintext', text });

/**
 * A template in a string of a program: read in its language, with all spans those of the file, through escapes and
 * indentation. Total.
 */
export function parseEmbedded(view: View, syntax: string): ParseResult {
  const { prompts, problems } = parseAs(innerDocument(view), formatOf(syntax), undefined, syntax);
  return {
    prompts: prompts.map((prompt) => placed(prompt, view)),
    problems: problems.map((problem) => ({ ...problem, span: toFile(view, problem.span) })),
  };
}

function placed(prompt: Prompt, view: View): Prompt {
  const at = (span: Span): Span => toFile(view, span);
  return {
    ...prompt,
    span: view.span,
    anchor: at(prompt.anchor),
    parts: prompt.parts.map((part) => ({
      ...part,
      span: at(part.span),
      segments: part.segments.flatMap((segment) => segmentAt(segment, view)),
    })),
    inputs: prompt.inputs?.map((input) => ({ ...input, span: at(input.span) })),
    links: prompt.links?.map((link) => ({ ...link, span: at(link.span) })),
    comments: prompt.comments?.map(at),
    embedded: { text: view },
  };
}

function segmentAt(segment: Segment, view: View): Segment[] {
  if (segment.kind === 'placeholder') return [placeholderAt(segment, view)];
  const { runs, span, text } = segment;
  const pieces = runs?.map(([textStart, start, end], index) => {
    const length = (runs[index + 1]?.[0] ?? text.length) - textStart;
    return end - start === length ? { start, end } : { start, end, text: text.slice(textStart, textStart + length) };
  });
  const placedText = pieces ? joinPieces(view, pieces) : subview(view, span);
  return placedText ? [placedText] : [];
}

const placeholderAt = (segment: PlaceholderSegment, view: View): PlaceholderSegment => ({
  ...segment,
  span: toFile(view, segment.span),
  expressionSpan: toFile(view, segment.expressionSpan),
  pathSpan: toFile(view, segment.pathSpan),
});
