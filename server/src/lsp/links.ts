import type { DefinitionParams, DocumentLink, DocumentLinkParams, Location } from 'vscode-languageserver';
import type { PromptLink } from '../core/prompt.ts';
import { contains } from '../core/span.ts';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler } from './handle.ts';
import { definitionIn } from './references.ts';

const start = { line: 0, character: 0 };

/** From an include, a partial or a rendered template to its file, as a link and as a definition. */
export function registerLinks(server: Server): void {
  const { connection, log } = server;
  connection.onDocumentLinks(
    handler(log, 'links', null, async ({ textDocument: { uri } }: DocumentLinkParams) => {
      const file = await server.analysis(uri);
      if (!file) return null;
      const lines = linesOf(file.analysis.document);
      const target = await resolver(server);
      return linksOf(file).flatMap((link): DocumentLink[] => {
        const found = target(link, file.uri);
        return found ? [{ range: lines.range(link.span), target: found, tooltip: `Open ${link.target}` }] : [];
      });
    }),
  );
  connection.onDefinition(
    handler(log, 'definition', null, async ({ textDocument: { uri }, position }: DefinitionParams) => {
      const result = await server.result(uri);
      const defined = result && definitionIn(server, result, position);
      if (defined) return defined;
      if (result?.kind !== 'analysis') return null;
      const offset = linesOf(result.analysis.document).offset(position);
      const link = linksOf(result).find(({ span }) => contains(span, { start: offset, end: offset }));
      const found = link && (await resolver(server))(link, uri);
      return found ? ({ uri: found, range: { start, end: start } } satisfies Location) : null;
    }),
  );
}

const linksOf = ({ analysis }: AnalyzedFile): PromptLink[] => analysis.prompts.flatMap(({ links = [] }) => links);

async function resolver(server: Server): Promise<(link: PromptLink, from: string) => string | undefined> {
  const { ports } = await server.workspace;
  return (link, from) => (link.kind === 'command' ? undefined : ports.workspace.read(link.target, from)?.uri);
}
