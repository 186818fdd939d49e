import type { FileResult } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { type StatusParams, statusNotification } from './protocol.ts';

/** Tells the client what is known of a document, for its status item. Other clients ignore the notification. */
export async function sendStatus(server: Server, uri: string, result: FileResult): Promise<void> {
  const engine = await server.engineName;
  const workspace = await server.workspace;
  const { loaded } = workspace.optionsFor(uri);
  const status: StatusParams = {
    uri,
    prompts: result.kind === 'analysis' ? result.analysis.prompts.length : 0,
    findings: result.kind === 'analysis' ? result.analysis.findings.filter((one) => !one.suppressed).length : 0,
    policy: loaded.path === undefined ? null : workspace.displayPath(loaded.path),
    policyProblems: loaded.problems.length,
    notes: notesOf(result),
    skipped: result.kind === 'skipped',
    engine,
  };
  await server.connection.sendNotification(statusNotification, status);
}

function notesOf(result: FileResult): string[] {
  if (result.kind === 'skipped') return [`Not analysed: ${result.skip.reason}`];
  if (result.kind === 'policy') return [];
  const { analysis } = result;
  return [
    ...(analysis.decision && analysis.prompts.length > 0
      ? [`Read as ${analysis.decision.format}: ${analysis.decision.reason}.`]
      : []),
    ...(analysis.problems.length > 0 && analysis.prompts.length > 0
      ? [`${analysis.problems.length} ${analysis.problems.length === 1 ? 'place was' : 'places were'} not understood.`]
      : []),
  ];
}
