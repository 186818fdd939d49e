import { flowMap } from '../core/reports/flows.ts';
import { flowsSvg } from '../core/reports/flows-svg.ts';
import { buildRegister, type RegisterInput } from '../core/reports/register.ts';
import { registerMarkdown } from '../core/reports/register-formats.ts';
import { fileReport } from '../core/reports/report.ts';
import { everyFile } from '../workspace/every-file.ts';
import { toPath } from '../workspace/uris.ts';
import type { Server } from './context.ts';
import { handler } from './handle.ts';
import { type ReportParams, type ReportResult, reportRequest } from './protocol.ts';

/** The register of processing activities and the data-flow map of everything that one policy governs. */
export function registerReport(server: Server): void {
  const { connection, log } = server;
  connection.onRequest<ReportResult | null, never>(
    reportRequest,
    handler<ReportParams, ReportResult | null>(log, 'report', null, async ({ uri }, token) => {
      const input = await gather(server, uri, () => token.isCancellationRequested);
      return {
        prompts: input.prompts.length,
        flows: flowsSvg(flowMap(input.prompts)),
        register: registerMarkdown(buildRegister(input)),
      };
    }),
  );
}

async function gather(server: Server, uri: string | undefined, cancelled: () => boolean): Promise<RegisterInput> {
  const workspace = await server.workspace;
  const asked = uri ?? workspace.rootUri();
  const policy = workspace.optionsFor(asked === uri ? (asked ?? '') : `${asked}/.`).loaded;
  const prompts: RegisterInput['prompts'][number][] = [];
  const suppressed: RegisterInput['suppressed'][number][] = [];
  for await (const result of everyFile(workspace, cancelled)) {
    if (result.kind !== 'analysis' || result.policy !== policy || result.analysis.prompts.length === 0) continue;
    const { analysis, path } = result;
    for (const resolved of analysis.resolved) prompts.push({ path, resolved });
    const report = fileReport(analysis, path, (target) => workspace.displayPath(toPath(target) ?? target));
    for (const finding of report.suppressed) suppressed.push({ path, finding });
  }
  return { policy: policy.policy, today: server.today(), prompts, suppressed };
}
