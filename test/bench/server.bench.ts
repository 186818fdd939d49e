// The built server over stdio, as an editor runs it: from start to the first diagnostics, and from a keystroke to its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, type MessageConnection } from 'vscode-languageserver/node';

const root = join(import.meta.dirname, '..', '..');
const workspace = join(root, 'examples', 'northfield-health');
const uri = pathToFileURL(join(workspace, 'prompts', 'clinical', 'long-note.prompt.md')).href;

/** A prompt of `lines` lines in which every tenth holds personal data. */
function longPrompt(lines: number): string {
  const line = (index: number) =>
    index % 10 === 0
      ? `Patient {{patient.name}}, MRN ${4_400_000 + index}, write to patient${index}@gmail.com about the result.`
      : `Line ${index}: the patient was seen on the ward, vital signs were stable and the plan was discussed.`;
  return Array.from({ length: lines }, (_, index) => line(index)).join('\n');
}

interface Session {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
}

async function start(): Promise<Session> {
  const child = spawn(process.execPath, [join(root, 'dist', 'server', 'main.cjs'), '--stdio']);
  const connection = createMessageConnection(child.stdout!, child.stdin!);
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(workspace).href,
    workspaceFolders: [{ uri: pathToFileURL(workspace).href, name: 'northfield-health' }],
    capabilities: {
      textDocument: { diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false } },
      workspace: { configuration: true, workspaceFolders: true },
    },
  });
  await connection.sendNotification('initialized', {});
  return { connection, child };
}

const open = ({ connection }: Session, text: string) =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'markdown', version: 1, text },
  });

async function diagnostics({ connection }: Session): Promise<unknown[]> {
  const report = await connection.sendRequest<{ items?: unknown[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  return report.items ?? [];
}

async function stop({ connection, child }: Session): Promise<void> {
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  child.kill();
}

const percentile = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;

async function coldStart(text: string): Promise<number> {
  const started = performance.now();
  const session = await start();
  await open(session, text);
  const found = await diagnostics(session);
  const elapsed = performance.now() - started;
  await stop(session);
  if (found.length === 0) throw new Error('the server found nothing in the prompt');
  return elapsed;
}

/** Types a sentence into the middle of the prompt, one character a change; what each takes until its diagnostics. */
async function keystrokes(text: string, lines: number): Promise<number[]> {
  const session = await start();
  await open(session, text);
  await diagnostics(session);
  const typed = ' Call her daughter on (713) 867-5309 or write to harriet.lindqvist@gmail.com before discharge.';
  const line = Math.floor(lines / 2);
  const character = text.split('\n')[line]!.length;
  const times: number[] = [];
  for (const [index, letter] of [...typed].entries()) {
    const position = { line, character: character + index };
    const started = performance.now();
    await session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: index + 2 },
      contentChanges: [{ range: { start: position, end: position }, text: letter }],
    });
    await diagnostics(session);
    times.push(performance.now() - started);
  }
  await stop(session);
  return times.sort((a, b) => a - b);
}

export async function bench(): Promise<{ name: string; value: number; unit: string }[]> {
  const lines = 300;
  const text = longPrompt(lines);
  const starts: number[] = [];
  for (let run = 0; run < 5; run++) starts.push(await coldStart(text));
  starts.sort((a, b) => a - b);
  const times = await keystrokes(text, lines);
  return [
    { name: 'cold start to first diagnostics, 300 lines, median of 5', value: percentile(starts, 0.5), unit: 'ms' },
    { name: `keystroke to diagnostics, 300 lines, p50 of ${times.length}`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `keystroke to diagnostics, 300 lines, p95 of ${times.length}`, value: percentile(times, 0.95), unit: 'ms' },
  ];
}
