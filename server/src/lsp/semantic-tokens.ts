import { SemanticTokensBuilder, type SemanticTokensParams, SemanticTokensRefreshRequest } from 'vscode-languageserver';
import { callLanguages } from '../core/calls/index.ts';
import type { Segment } from '../core/prompt.ts';
import { knownLabels } from '../core/scrub/index.ts';
import type { Span } from '../core/span.ts';
import { textSpanToFile } from '../core/text-runs.ts';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler, quietly } from './handle.ts';

/** Standard token types, so that every theme has a colour for them. */
export const tokenLegend = { tokenTypes: ['variable', 'macro'], tokenModifiers: [] as string[] };

/** Languages whose grammar (ours, or our injection) marks placeholders and tokens already. */
const withGrammar = new Set('jinja handlebars mustache liquid prompt-template prompty baml poml'.split(' '));

/**
 * What a grammar of the host language cannot see: placeholders and tokens in the string literals of a call, and in
 * templates that are kept in YAML, JSON, plain text and other languages that know nothing of them.
 */
export function registerSemanticTokens(server: Server): void {
  const { connection, log, settings } = server;
  connection.languages.semanticTokens.on(
    handler(log, 'semantic tokens', { data: [] }, async ({ textDocument: { uri } }: SemanticTokensParams) => {
      const file = (await settings.for(uri)).semanticTokens.enable ? await server.analysis(uri) : undefined;
      return file ? tokensOf(file) : { data: [] };
    }),
  );
  server.onRefresh(() => {
    if (server.client.refreshSemanticTokens) quietly(connection.sendRequest(SemanticTokensRefreshRequest.type));
  });
}

interface Token {
  readonly span: Span;
  readonly type: 'variable' | 'macro';
}

function tokensOf({ analysis: { document, prompts } }: AnalyzedFile): { data: number[] } {
  const segments = prompts
    .filter(({ origin, embedded }) => origin === 'call' || embedded || !withGrammar.has(document.languageId))
    .flatMap(({ parts }) => parts)
    .flatMap((part) => part.segments);
  const tokens = segments
    .flatMap((segment) => inSegment(segment, document.languageId))
    .sort((a, b) => a.span.start - b.span.start);
  const lines = linesOf(document);
  const builder = new SemanticTokensBuilder();
  let end = 0;
  for (const { span, type } of tokens) {
    const from = lines.position(span.start);
    const to = lines.position(span.end);
    // A token must not span lines or overlap; one text may be part of several prompts.
    if (span.start < end || from.line !== to.line) continue;
    end = span.end;
    builder.push(from.line, from.character, to.character - from.character, tokenLegend.tokenTypes.indexOf(type), 0);
  }
  return builder.build();
}

const tokenShape = /\[([A-Z][A-Z0-9_]*?)(?:_\d+)?\]/g;

function inSegment(segment: Segment, language: string): Token[] {
  if (segment.kind === 'placeholder') {
    // What is code in code is coloured by its own language.
    const isCode = segment.syntax === language && callLanguages.has(language);
    return segment.unprinted || isCode ? [] : [{ span: segment.span, type: 'variable' }];
  }
  return [...segment.text.matchAll(tokenShape)]
    .filter(([, label]) => knownLabels.has(label!))
    .map(({ 0: text, index }) => ({
      span: textSpanToFile(segment, { start: index, end: index + text.length }),
      type: 'macro',
    }));
}
