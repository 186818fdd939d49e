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
    isPolicy: result.kind === 'policy',
    policyProblems: result.kind === 'policy' ? result.policy.problems.length : loaded.problems.length,
    notes: notesOf(result),
    skipped: result.kind === 'skipped',
    engine,
  };
  await server.connection.sendNotification(statusNotification, status);
}

/** Suffixes whose files may be prompts or something else: there the decision needs its reason. */
const templateLike = /\.(j2|jinja2?|hbs|handlebars|mustache|liquid|txt|st|md|tmpl)$/;

function notesOf(result: FileResult): string[] {
  if (result.kind === 'skipped') return [`Not analysed: ${result.skip.reason}`];
  if (result.kind === 'policy') return [];
  const { decision, problems, prompts } = result.analysis;
  if (prompts.length === 0 && decision && decision.format === 'none' && templateLike.test(result.path)) {
    return [`Not read as a prompt: ${decision.reason}.`];
  }
  if (problems.length === 0 || prompts.length === 0) return [];
  return [`${problems.length} ${problems.length === 1 ? 'place was' : 'places were'} not understood.`];
}
