import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server.ts';
import { loadEngines } from './workspace/engines.ts';

/** The language server as a process: `--stdio`, `--node-ipc`, `--socket=PORT` or `--pipe=NAME` choose how it is spoken to. */
const connection = createConnection(ProposedFeatures.all);
startServer(connection, {
  today: () => new Date().toISOString().slice(0, 10),
  loadEngines,
});
