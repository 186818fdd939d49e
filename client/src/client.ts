import {
  CodeActionKind,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  commands as vscodeCommands,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  DiagnosticPullMode,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { commands, fixAllKind, type InitializationOptions, section } from '../../server/src/lsp/protocol.ts';
import { configuredSelector } from './documents.ts';
import { type Status, watchStatus } from './status.ts';

/** The language client. It starts nothing but our own server, in a process of its own. */
export function createClient(context: ExtensionContext, output: LogOutputChannel, status: Status): LanguageClient {
  const module = context.asAbsolutePath('dist/server/main.cjs');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6010'] } },
  };
  const client = new LanguageClient(section, 'Prompt Privacy', server, clientOptions(context, output, status));
  context.subscriptions.push(watchStatus(client, status));
  return client;
}

function clientOptions(context: ExtensionContext, output: LogOutputChannel, status: Status): LanguageClientOptions {
  const engine = workspace.getConfiguration(section).get<InitializationOptions['engine']>('engine');
  const docs = `${Uri.joinPath(context.extensionUri, 'docs/rules')}/`;
  return {
    documentSelector: configuredSelector(),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { engine, docs, commands: true } satisfies InitializationOptions,
    diagnosticCollectionName: 'prompt-privacy',
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      onTabs: false,
      filter: (document, mode) => mode === DiagnosticPullMode.onType && runsOnSave(document),
    },
    errorHandler: errorHandler(output, status),
    middleware: {
      // The editor asks at every move of the cursor: without a finding of ours there is nothing to offer.
      provideCodeActions: (document, range, asked, token, next) => {
        const ours = asked.diagnostics.some(({ source }) => source === 'Prompt Privacy');
        const fixAll = asked.only !== undefined && mayContain(asked.only);
        return ours || fixAll ? next(document, range, asked, token) : undefined;
      },
    },
  };
}

const mayContain = (only: CodeActionKind): boolean =>
  only.contains(CodeActionKind.Empty.append(fixAllKind)) || only.value.startsWith(fixAllKind);

const runsOnSave = (document: TextDocument): boolean =>
  workspace.getConfiguration(section, document).get('run') === 'onSave';

/** A server that stops is started again in silence, up to four times in three minutes; then the user is told once. */
function errorHandler(output: LogOutputChannel, status: Status): ErrorHandler {
  let stops: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      stops = [...stops.filter((at) => now - at < 180_000), now];
      if (stops.length <= 4) return { action: CloseAction.Restart, handled: true };
      status.failed();
      void window
        .showErrorMessage(
          'The Prompt Privacy server stopped five times and is not started again.',
          'Show Output',
          'Restart',
        )
        .then(async (choice) => {
          if (choice === 'Show Output') output.show();
          if (choice === 'Restart') await vscodeCommands.executeCommand(commands.restart);
        });
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
