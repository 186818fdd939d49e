import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { createPromptIndex } from '../workspace/prompt-index.ts';
import type { VersionedDocument } from '../workspace/sources.ts';
import { tooLarge } from '../workspace/text-file.ts';
import { normalizeUri, toPath } from '../workspace/uris.ts';
import { createWorkspace, type FileResult, type Workspace } from '../workspace/workspace.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Runtime, Server } from './context.ts';
import { createLog } from './log.ts';
import { openDocuments } from './open-documents.ts';
import { type InitializationOptions, previewScheme } from './protocol.ts';
import { createSettings } from './settings.ts';
import { createTimers } from './timers.ts';

export interface ServerParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly runtime: Runtime;
  readonly client: ClientFacts;
  readonly options: InitializationOptions;
  readonly roots: readonly string[];
}

/** The index reads at most this much of a workspace. */
const indexCharacters = 100_000_000;

/** Reasons for a refresh come in bursts (a save, a checkout): one is enough. */
const refreshDelayMs = 60;

/** Composition of what every feature is handed. */
export function createServer(parts: ServerParts): Server {
  const { connection, documents, runtime, client, options } = parts;
  const timers = createTimers();
  const refreshers: (() => void)[] = [];
  const refreshAll = () => {
    for (const refresher of refreshers) refresher();
  };
  const log = createLog(connection.console);
  const settings = createSettings(connection, client);
  const opened = openDocuments(documents);
  const virtual = new Map<string, VersionedDocument>();
  const open = (uri: string) => opened(uri) ?? virtual.get(normalizeUri(uri));
  // An engine that the user names may not load here: results are the same on the portable one.
  const engines = runtime.loadEngines(options).catch((error: unknown) => {
    log.failure('loading the engine', error);
    return runtime.loadEngines({ ...options, engine: 'portable' });
  });
  let ready: Workspace | undefined;
  const workspace = engines.then((loaded) => {
    log.info('engines', { name: loaded.name });
    ready = createWorkspace({ roots: parts.roots, engines: loaded, today: () => runtime.today(), open });
    ready.onTemplateLoaded((uri) => {
      if (opened(uri)) timers.later('refresh', refreshDelayMs, refreshAll);
    });
    // Tables are built at the first use: better while the client still reads our capabilities than at its first file.
    setImmediate(() => loaded.detect('warm up'));
    return ready;
  });

  const index = workspace.then((loaded) =>
    createPromptIndex(loaded, async () => {
      const { maxFiles } = (await settings.for(loaded.rootUri() ?? '')).index;
      return { maxFiles, maxCharacters: indexCharacters };
    }),
  );

  const result = async (uri: string): Promise<FileResult | undefined> => {
    const document = opened(uri);
    if (!document || uri.startsWith(`${previewScheme}:`)) return undefined;
    const { enable, files } = await settings.for(uri);
    if (!enable) return undefined;
    const { analyze, optionsFor } = await workspace;
    if (files.maxSize !== null && document.text.length > files.maxSize) {
      return { uri, path: optionsFor(uri).path, ...tooLarge(document.text.length, files.maxSize) };
    }
    return analyze(opened(uri) ?? document);
  };

  const changeListeners: ((uris: readonly string[]) => void)[] = [];
  return {
    connection,
    documents,
    client,
    settings,
    log,
    options,
    workspace,
    index,
    today: () => runtime.today(),
    engineName: engines.then(({ name }) => name),
    result,
    async analysis(uri) {
      const found = await result(uri);
      return found?.kind === 'analysis' ? found : undefined;
    },
    async closedResult(uri) {
      const path = toPath(uri);
      return path === undefined ? undefined : (await workspace).analyzeFile(path);
    },
    isOpen: (uri) => opened(uri) !== undefined,
    setVirtualFile(uri, text) {
      const key = normalizeUri(uri);
      if (text === null) virtual.delete(key);
      else virtual.set(key, { uri, languageId: 'yaml', version: 0, text });
    },
    read(uri) {
      const path = toPath(uri);
      return open(uri) ?? (path === undefined ? undefined : ready?.sources.read(path));
    },
    timers,
    refresh: () => timers.later('refresh', refreshDelayMs, refreshAll),
    filesChanged: (uris) => {
      for (const changed of changeListeners) changed(uris);
    },
    onFilesChanged: (changed) => void changeListeners.push(changed),
    onRefresh: (refresher) => void refreshers.push(refresher),
  };
}
