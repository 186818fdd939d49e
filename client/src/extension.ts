import { type ExtensionContext, window } from 'vscode';
import { createClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { createStatus } from './status.ts';
import { followVirtualPolicies } from './virtual-files.ts';

/** Composition. Nothing of a workspace is executed, and nothing is sent anywhere: there is no telemetry. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('Prompt Privacy', { log: true });
  const status = createStatus();
  const client = createClient(context, output, status);
  context.subscriptions.push(output, status, ...registerCommands({ context, client, output }));
  context.subscriptions.push({ dispose: () => client.stop() });
  await client.start();
  const watcher = await followVirtualPolicies(client);
  if (watcher) context.subscriptions.push(watcher);
}
