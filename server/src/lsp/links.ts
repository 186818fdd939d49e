import type { DefinitionParams, DocumentLink, DocumentLinkParams, Location } from 'vscode-languageserver';
import { contains } from '../core/span.ts';
import { linksOf } from '../workspace/template-links.ts';
import { toPath } from '../workspace/uris.ts';
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
      const { displayPath, ports } = await server.workspace;
      return linksOf(file.analysis, ports.workspace).map(
        ({ span, target }): DocumentLink => ({
          range: lines.range(span),
          target,
          tooltip: `Open ${displayPath(toPath(target) ?? target)}`,
        }),
      );
    }),
  );
  connection.onDefinition(
    handler(log, 'definition', null, async ({ textDocument: { uri }, position }: DefinitionParams) => {
      const result = await server.result(uri);
      const defined = result && definitionIn(server, result, position);
      if (defined) return defined;
      if (result?.kind !== 'analysis') return null;
      const offset = linesOf(result.analysis.document).offset(position);
      const { ports } = await server.workspace;
      const links = linksOf(result.analysis, ports.workspace);
      const link = links.find(({ span }) => contains(span, { start: offset, end: offset }));
      return link ? ({ uri: link.target, range: { start, end: start } } satisfies Location) : null;
    }),
  );
}
