import { type Disposable, type Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type VirtualFilesParams, virtualFilesNotification } from '../../server/src/lsp/protocol.ts';

const policies = '**/prompt-privacy.{yaml,yml}';

/** In a folder that is not on disk the server cannot read: the client hands it the policies, and their changes. */
export async function followVirtualPolicies(client: BaseLanguageClient): Promise<Disposable | undefined> {
  if (!workspace.workspaceFolders?.some(({ uri }) => uri.scheme !== 'file')) return undefined;
  const send = async (uris: readonly Uri[]) => {
    const files = await Promise.all(uris.filter(({ scheme }) => scheme !== 'file').map(read));
    if (files.length > 0)
      await client.sendNotification(virtualFilesNotification, { files } satisfies VirtualFilesParams);
  };
  await send(await workspace.findFiles(policies, undefined, 100));
  const watcher = workspace.createFileSystemWatcher(policies);
  watcher.onDidCreate((uri) => send([uri]));
  watcher.onDidChange((uri) => send([uri]));
  watcher.onDidDelete((uri) => send([uri]));
  return watcher;
}

async function read(uri: Uri): Promise<VirtualFilesParams['files'][number]> {
  try {
    return { uri: uri.toString(), text: new TextDecoder().decode(await workspace.fs.readFile(uri)) };
  } catch {
    return { uri: uri.toString(), text: null };
  }
}
