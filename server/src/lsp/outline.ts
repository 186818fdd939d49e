import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type FoldingRange,
  FoldingRangeKind,
  type FoldingRangeParams,
  SymbolKind,
} from 'vscode-languageserver';
import type { Part, Prompt } from '../core/prompt.ts';
import { contains, type Span } from '../core/span.ts';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { type Lines, linesOf } from './convert.ts';
import { handler } from './handle.ts';

/** The outline: prompts, their parts by role, and what is put into them. Folding: a range for each part and comment. */
export function registerOutline(server: Server): void {
  const { connection, log } = server;
  connection.onDocumentSymbol(
    handler(log, 'outline', null, async ({ textDocument: { uri } }: DocumentSymbolParams) => {
      const file = await server.analysis(uri);
      return file ? symbolsOf(file) : null;
    }),
  );
  connection.onFoldingRanges(
    handler(log, 'folding', null, async ({ textDocument: { uri } }: FoldingRangeParams) => {
      const file = await server.analysis(uri);
      return file ? foldingOf(file) : null;
    }),
  );
}

function symbolsOf({ analysis: { document, prompts } }: AnalyzedFile): DocumentSymbol[] {
  const lines = linesOf(document);
  return prompts.map((prompt) => ({
    ...placed(lines, prompt.origin === 'template' ? around(prompt.span, prompt.anchor) : prompt.span, prompt.anchor),
    name: prompt.name ?? prompt.api ?? 'Prompt',
    detail: prompt.origin === 'call' ? 'sent to Claude' : prompt.format,
    kind: SymbolKind.Event,
    children: prompt.parts.map((part) => partSymbol(part, prompt, lines)),
  }));
}

function partSymbol(part: Part, prompt: Prompt, lines: Lines): DocumentSymbol {
  return {
    ...placed(lines, part.span, part.span),
    name: part.role,
    detail: [part.argument === part.role ? undefined : part.argument, part.kind === 'text' ? undefined : part.kind]
      .filter(Boolean)
      .join(' · '),
    kind: SymbolKind.String,
    children: part.segments
      .filter((segment) => segment.kind === 'placeholder')
      .map((segment) => ({
        ...placed(lines, segment.span, segment.pathSpan),
        name: segment.path ?? segment.expression.split('\n', 1)[0]!.slice(0, 80),
        detail: segment.filters.join(' | '),
        kind: prompt.origin === 'call' ? SymbolKind.Variable : SymbolKind.Field,
      })),
  };
}

/** BAML's prompt stands in a function: the function is what the outline shows. */
const around = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) });

/** LSP wants the selection inside the range: an anchor elsewhere (the text stands above its call) gives way. */
function placed(lines: Lines, range: Span, selection: Span) {
  const inside = contains(range, selection) ? selection : { start: range.start, end: range.start };
  return { range: lines.range(range), selectionRange: lines.range(inside) };
}

/** Templates only: code folds by its own language. */
function foldingOf({ analysis: { document, prompts } }: AnalyzedFile): FoldingRange[] {
  const lines = linesOf(document);
  const fold = ({ start, end }: Span, kind?: FoldingRangeKind): FoldingRange[] => {
    const startLine = lines.position(start).line;
    const last = lines.position(end);
    const endLine = last.character === 0 ? last.line - 1 : last.line;
    return endLine > startLine ? [{ startLine, endLine, ...(kind && { kind }) }] : [];
  };
  return prompts
    .filter(({ origin }) => origin === 'template')
    .flatMap((prompt) => [
      ...prompt.parts.flatMap(({ span }) => fold(span)),
      ...(prompt.comments ?? []).flatMap((span) => fold(span, FoldingRangeKind.Comment)),
    ]);
}
