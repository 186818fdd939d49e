import type { PlaceholderSegment, Prompt, TextSegment } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import { formatOf, innerDocument } from '../../templates/embedded.ts';
import { parseAs } from '../../templates/index.ts';
import { textSpanToFile } from '../../text-runs.ts';
import type { Edit } from '../fix.ts';
import type { WriteContext, Writer, Written } from '../writer.ts';
import { templateWriter } from './index.ts';

/**
 * Writes into a template that stands in a string of a program: the text is edited as the template that it is, then the
 * edits are brought to the file in the words of its string literal. Undefined where the literal cannot hold them.
 */
export const embeddedWriter: Writer = {
  tokenize: (segment, want, context) =>
    inside(context, segment.span, (inner, at) => {
      const own = placeholderAt(inner.prompt, at);
      return own && templateWriter.tokenize(own, want, inner);
    }),
  placeholder: (segment, range, want, context) =>
    inside(context, range, (inner, at) => templateWriter.placeholder(segment, at, want, inner)),
  project: (segment, fields, context) =>
    inside(context, segment.span, (inner, at) => {
      const own = placeholderAt(inner.prompt, at);
      return own && templateWriter.project(own, fields, inner);
    }),
};

const placeholderAt = ({ parts }: Prompt, { start, end }: Span): PlaceholderSegment | undefined =>
  parts
    .flatMap(({ segments }) => segments)
    .find(
      (one): one is PlaceholderSegment =>
        one.kind === 'placeholder' && one.span.start === start && one.span.end === end,
    );

function inside(
  context: WriteContext,
  place: Span,
  write: (inner: WriteContext, at: Span) => Written | undefined,
): Written | undefined {
  const view = context.prompt.embedded?.text;
  const at = view && innerSpan(view, place);
  if (!at) return undefined;
  const document = innerDocument(view);
  const { syntax = 'plain' } = context.prompt;
  const prompt = parseAs(document, formatOf(syntax), undefined, syntax).prompts[0];
  const written = prompt && write({ ...context, document, prompt, uses: undefined }, at);
  if (!written) return undefined;
  const quote = quoteAt(context.document.text, view.span.start);
  const edits = written.edits.flatMap((edit): Edit[] => {
    const newText = edit.uri === undefined ? literalText(edit.newText, quote) : undefined;
    return newText === undefined ? [] : [{ span: textSpanToFile(view, edit.span), newText }];
  });
  return edits.length === written.edits.length ? { ...written, edits } : undefined;
}

/** The range of the decoded text that has this span in the file. */
function innerSpan(view: TextSegment, { start, end }: Span): Span | undefined {
  const from = innerOffset(view, start);
  const to = innerOffset(view, end);
  return from === undefined || to === undefined ? undefined : { start: from, end: to };
}

function innerOffset({ runs, span, text }: TextSegment, offset: number): number | undefined {
  if (!runs || runs.length === 0) return offset - span.start;
  for (let index = 0; index < runs.length; index++) {
    const [textStart, fileStart, fileEnd] = runs[index]!;
    const length = (runs[index + 1]?.[0] ?? text.length) - textStart;
    if (offset === fileStart) return textStart;
    if (offset === fileEnd) return textStart + length;
    if (offset > fileStart && offset < fileEnd)
      return fileEnd - fileStart === length ? textStart + offset - fileStart : undefined;
  }
  return undefined;
}

interface Quote {
  readonly mark: string;
  /** Backslashes stand for themselves. */
  readonly raw: boolean;
}

/** How the literal whose content begins at an offset is delimited: `"`, `'''`, `` ` ``, `r"`, `@"`, `"""`. */
function quoteAt(text: string, start: number): Quote {
  const before = text.slice(Math.max(0, start - 12), start);
  const mark = /("""|'''|"|'|`)(?:\r?\n[ \t]*)?$/.exec(before)?.[1] ?? '"';
  const prefix = before.slice(0, before.lastIndexOf(mark));
  return { mark, raw: /(?:^|[^\w])(?:[rR][bBfF]?|[bBfF][rR]|@\$?|\$@|r#*)$/.test(prefix) };
}

/** A text as it is written inside a literal; undefined where the literal has no way to say it. */
function literalText(text: string, { mark, raw }: Quote): string | undefined {
  const isLong = mark.length > 1;
  const inLong = isLong && !text.includes(mark) && !text.includes('\\');
  if (inLong) return text;
  const other = text.includes('"') && !text.includes("'") && mark === '"' ? text.replaceAll('"', "'") : text;
  if (!other.includes(mark[0]!) && !/[\\\r\n]/.test(other) && !(mark === '`' && other.includes('${'))) return other;
  if (raw || isLong) return undefined;
  return other
    .replaceAll('\\', '\\\\')
    .replaceAll(mark, `\\${mark}`)
    .replaceAll('\r', '\\r')
    .replaceAll('\n', mark === '`' ? '\n' : '\\n');
}
