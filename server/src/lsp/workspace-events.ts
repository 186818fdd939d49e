import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { type FoundPrompt, initialPolicy } from '../core/policy/init.ts';
import { everyFile } from '../workspace/every-file.ts';
import { watchedExtensions } from '../workspace/language-ids.ts';
import { isPolicyUri, policyFileNames } from '../workspace/policy-names.ts';
import { normalizeUri, toPath } from '../workspace/uris.ts';
import type { Server } from './context.ts';
import { handler, listener } from './handle.ts';
import {
  type PolicyParams,
  type PolicyResult,
  policyRequest,
  section,
  type VirtualFilesParams,
  virtualFilesNotification,
} from './protocol.ts';

/** What happens around documents: settings, folders, files on disk, edits of a policy. */
export function registerWorkspaceEvents(server: Server): void {
  const { connection, documents, log, settings } = server;
  const changed = async (uris: readonly string[], unsaved = false) => {
    const workspace = await server.workspace;
    const index = await server.index;
    for (const uri of uris) {
      const path = toPath(uri);
      // Each key typed into a policy would concern every prompt: the index waits for its save.
      if (path !== undefined && !(unsaved && isPolicyUri(uri))) index.changed(path);
    }
    // All of them: each drops what depends on it.
    if (uris.map((uri) => workspace.changed(uri)).includes(true)) server.refresh();
  };

  connection.onInitialized(listener(log, 'initialized', () => registerDynamically(server)));
  connection.onDidChangeConfiguration(
    listener(log, 'configuration', (params: { settings: unknown }) => {
      settings.changed(params.settings);
      server.refresh();
    }),
  );
  connection.onDidChangeWatchedFiles(
    listener(log, 'watched files', async ({ changes }: { changes: { uri: string }[] }) => {
      const uris = changes.map(({ uri }) => uri);
      await changed(uris);
      server.filesChanged(uris);
    }),
  );
  documents.onDidChangeContent(listener(log, 'change', ({ document }) => changed([document.uri], true)));
  documents.onDidClose(
    listener(log, 'close', async ({ document: { uri } }) => {
      const workspace = await server.workspace;
      workspace.closed(normalizeUri(uri));
      settings.forget(uri);
      // An unsaved edit of a policy ends with its document.
      await changed([uri]);
    }),
  );
  // Clients that do not watch files are served by saves.
  documents.onDidSave(
    listener(log, 'save', ({ document }) => (server.client.watchFiles ? undefined : changed([document.uri]))),
  );
  connection.onNotification(
    virtualFilesNotification,
    listener(log, 'virtual files', ({ files }: VirtualFilesParams) => {
      for (const { uri, text } of files) server.setVirtualFile(uri, text);
      return changed(files.map(({ uri }) => uri));
    }),
  );
  connection.onRequest(
    policyRequest,
    handler(log, 'policy', null, (params: PolicyParams, token) =>
      policyOf(server, params, () => token.isCancellationRequested),
    ),
  );
}

async function registerDynamically(server: Server): Promise<void> {
  const { client, connection } = server;
  if (client.dynamicConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section });
  if (client.watchFiles) {
    const watchers: FileSystemWatcher[] = [
      { globPattern: `**/{${policyFileNames.join(',')}}` },
      { globPattern: `**/*.{${watchedExtensions.join(',')}}` },
    ];
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(
      listener(server.log, 'folders', async ({ added, removed }) => {
        const workspace = await server.workspace;
        const gone = removed.flatMap(({ uri }) => toPath(uri) ?? []);
        const fresh = added.flatMap(({ uri }) => toPath(uri) ?? []);
        (await server.index).foldersChanged();
        workspace.setRoots([...workspace.roots().filter((root) => !gone.includes(root)), ...fresh]);
        server.refresh();
      }),
    );
  }
}

/** The policy that applies to a document, or to the first folder; where there is none, what one would say. */
async function policyOf(server: Server, { uri }: PolicyParams, cancelled: () => boolean): Promise<PolicyResult> {
  const workspace = await server.workspace;
  const place = workspace.policyPlace(uri);
  return { ...place, initial: place.uri === null && place.create !== null ? await initial(server, cancelled) : '' };
}

async function initial(server: Server, cancelled: () => boolean): Promise<string> {
  const found: FoundPrompt[] = [];
  for await (const result of everyFile(await server.workspace, cancelled)) {
    if (result.kind !== 'analysis') continue;
    for (const resolved of result.analysis.resolved) found.push({ path: result.path, resolved });
  }
  return initialPolicy(found, { today: server.today() });
}
