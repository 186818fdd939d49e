import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler, quietly } from './handle.ts';
import { commands } from './protocol.ts';
import { policyLens } from './references.ts';

/** One lens for each prompt: the way into the preview, with what stands against it. */
export function registerCodeLens(server: Server): void {
  const { connection, log, settings } = server;
  connection.onCodeLens(
    handler(log, 'code lens', null, async ({ textDocument: { uri } }: CodeLensParams) => {
      if (!(await settings.for(uri)).codeLens.enable) return null;
      const result = await server.result(uri);
      if (result?.kind === 'policy') return policyLens(server, result);
      return result?.kind === 'analysis' ? lensesOf(result) : null;
    }),
  );
  server.onRefresh(() => {
    if (server.client.refreshCodeLens) quietly(connection.sendRequest(CodeLensRefreshRequest.type));
  });
}

function lensesOf({ analysis, uri }: AnalyzedFile): CodeLens[] {
  const lines = linesOf(analysis.document);
  return analysis.prompts.map((prompt, index) => {
    const count = analysis.findings.filter((one) => one.prompt === index && !one.suppressed).length;
    return {
      range: lines.range(prompt.anchor),
      command: {
        title: `Preview scrubbed prompt · ${findingsText(count)}`,
        command: commands.preview,
        arguments: [uri, index],
      },
    };
  });
}

export const findingsText = (count: number): string =>
  count === 0 ? 'no findings' : `${count} ${count === 1 ? 'finding' : 'findings'}`;
