import {
  ConfigurationTarget,
  type Disposable,
  type ExtensionContext,
  env,
  Location,
  type LogOutputChannel,
  Position,
  ProgressLocation,
  Range,
  Uri,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient, Location as LspLocation, Position as LspPosition } from 'vscode-languageclient/node';
import { commands, type PolicyResult, policyRequest, section } from '../../server/src/lsp/protocol.ts';
import { showPreview } from './preview.ts';
import { showReport } from './report-panel.ts';
import { scanWorkspace } from './scan.ts';

export interface CommandContext {
  readonly context: ExtensionContext;
  readonly client: LanguageClient;
  readonly output: LogOutputChannel;
}

/** Command id to handler. Every one works or says why not. */
export function registerCommands(own: CommandContext): Disposable[] {
  const { client, output } = own;
  const table: Record<string, (...args: never[]) => unknown> = {
    [commands.preview]: (uri?: string | Uri, prompt?: number) => showPreview(client, uri, prompt),
    [commands.openDocumentation]: openDocumentation,
    [commands.showOutput]: () => output.show(),
    [commands.restart]: () => restart(client),
    [commands.scan]: () => scanWorkspace(client),
    [commands.openPolicy]: () => openPolicy(client),
    [commands.report]: () => showReport(client),
    [commands.openSample]: () => openSample(own.context),
    [commands.showReferences]: showReferences,
    [commands.disable]: () => setEnabled(false),
    [commands.enable]: () => setEnabled(true),
  };
  return Object.entries(table).map(([id, handler]) => vscodeCommands.registerCommand(id, handler));
}

/** A page that comes with the extension opens as Markdown; any other address in the browser. */
async function openDocumentation(address: string): Promise<void> {
  const uri = Uri.parse(address);
  if (uri.scheme === 'http' || uri.scheme === 'https') await env.openExternal(uri);
  else await vscodeCommands.executeCommand('markdown.showPreview', uri);
}

/** Locations as the server sends them become the editor's peek view. */
async function showReferences(uri: string, position: LspPosition, locations: readonly LspLocation[]): Promise<void> {
  const at = ({ line, character }: LspPosition) => new Position(line, character);
  const found = locations.map(
    ({ uri: target, range }) => new Location(Uri.parse(target), new Range(at(range.start), at(range.end))),
  );
  await vscodeCommands.executeCommand('editor.action.showReferences', Uri.parse(uri), at(position), found);
}

async function restart(client: LanguageClient): Promise<void> {
  if (client.isRunning()) await client.restart();
  else await client.start();
}

async function setEnabled(enabled: boolean): Promise<void> {
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration(section).update('enable', enabled, target);
}

/** The policy that applies to the file in front; where there is none, an unsaved one at the place it belongs. */
async function openPolicy(client: LanguageClient): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString();
  const found = await window.withProgress({ location: ProgressLocation.Window, title: 'Looking for the policy' }, () =>
    client.sendRequest<PolicyResult | null>(policyRequest, { uri }),
  );
  if (found?.uri) {
    await window.showTextDocument(Uri.parse(found.uri));
  } else if (found?.create) {
    const document = await workspace.openTextDocument(Uri.parse(found.create).with({ scheme: 'untitled' }));
    const editor = await window.showTextDocument(document);
    if (document.getText() === '') await editor.edit((edit) => edit.insert(editor.selection.active, found.initial));
  } else {
    void window.showInformationMessage('Open a folder first: a policy belongs to the folder whose prompts it governs.');
  }
}

/** The sample of the walkthrough, as an unsaved document that can be changed freely. */
async function openSample(context: ExtensionContext): Promise<void> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'media/walkthrough/sample.prompt'));
  const content = new TextDecoder().decode(bytes);
  await window.showTextDocument(await workspace.openTextDocument({ language: 'prompt-template', content }));
}
