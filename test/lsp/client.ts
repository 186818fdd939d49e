import { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createConnection } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { toUri } from '../../server/src/workspace/uris.ts';
import { testEngines } from '../support/engines.ts';

/** A language client that speaks to the real server over two streams, in this process. */
export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** All messages in both directions, as they went over the wire. */
  readonly traffic: string[];
  /** Lines of the server's log. */
  readonly log: string[];
  readonly published: Map<string, PublishDiagnosticsParams>;
  open(uri: string, languageId: string, text: string): Promise<void>;
  /** Replaces a range of the text, as an editor sends it; without a range the whole text. */
  change(
    uri: string,
    version: number,
    text: string,
    range?: { start: number; end: number; before: string },
  ): Promise<void>;
  close(uri: string): Promise<void>;
  pull(uri: string, previousResultId?: string): Promise<{ kind: string; items?: Diagnostic[]; resultId?: string }>;
  /** Resolves when `condition` holds; rejects after ten seconds. */
  readonly until: typeof until;
  stop(): Promise<void>;
}

export interface TestClientOptions {
  readonly root?: string;
  readonly roots?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly options?: InitializationOptions;
  /** Answers of `workspace/configuration`, by scope. */
  readonly configuration?: (scopeUri?: string) => unknown;
}

/** What VS Code declares, as far as the server asks. */
export const vscodeLike: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    textDocumentContent: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    diagnostic: { relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, tagSupport: { valueSet: [1, 2] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
  },
};

/** A client as small as Neovim 0.7: no pull diagnostics, no configuration requests, no document versions in edits. */
export const minimal: ClientCapabilities = {};

class Pipe extends Duplex {
  override _write(chunk: unknown, _encoding: string, done: () => void) {
    this.push(chunk);
    done();
  }
  override _final(done: () => void) {
    this.push(null);
    done();
  }
  override _read() {}
}

export async function startClient(
  test: { after(callback: () => Promise<void>): void },
  setup: TestClientOptions = {},
): Promise<TestClient> {
  const toServer = new Pipe();
  const toClient = new Pipe();
  const traffic: string[] = [];
  const log: string[] = [];
  const published = new Map<string, PublishDiagnosticsParams>();
  for (const pipe of [toServer, toClient]) {
    pipe.on('data', (chunk: Buffer) => void traffic.push(chunk.toString('utf8')));
  }
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    today: () => '2026-11-24',
    loadEngines: testEngines,
  });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => void published.set(params.uri, params));
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
    items.map(({ scopeUri }) => setup.configuration?.(scopeUri) ?? null),
  );
  for (const method of [
    'workspace/diagnostic/refresh',
    'workspace/codeLens/refresh',
    'workspace/semanticTokens/refresh',
    'window/workDoneProgress/create',
    'workspace/textDocumentContent/refresh',
  ]) {
    connection.onRequest(method, () => null);
  }
  const registered: string[] = [];
  connection.onRequest('client/registerCapability', (params: RegistrationParams) => {
    registered.push(...params.registrations.map(({ method }) => method));
  });
  connection.listen();
  const roots = setup.roots ?? (setup.root ? [setup.root] : []);
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: setup.capabilities ?? vscodeLike,
    workspaceFolders: roots.map((root) => ({ uri: toUri(root), name: root })),
    initializationOptions: { commands: setup.capabilities === undefined, ...setup.options },
  });
  await connection.sendNotification('initialized', {});
  const { workspace } = setup.capabilities ?? vscodeLike;
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    await until(() => registered.includes('workspace/didChangeWatchedFiles'), 'file watchers');
  }
  const stop = async () => {
    await connection.sendRequest('shutdown').catch(() => undefined);
    connection.end();
    toServer.end();
    toClient.end();
  };
  test.after(stop);
  return {
    connection,
    initialized,
    traffic,
    log,
    published,
    stop,
    open: (uri, languageId, text) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    change: (uri, version, text, range) =>
      connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [range ? { text, range: rangeIn(range.before, range) } : { text }],
      }),
    close: (uri) => connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    pull: (uri, previousResultId) =>
      connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId }),
    until,
  };
}

async function until<T>(condition: () => T | undefined | false, what: string): Promise<T> {
  for (let waited = 0; waited < 10_000; waited += 5) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    await setTimeout(5);
  }
  throw new Error(`waited in vain for ${what}`);
}

export function positionIn(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)!.length };
}

export const rangeIn = (text: string, { start, end }: { start: number; end: number }) => ({
  start: positionIn(text, start),
  end: positionIn(text, end),
});
