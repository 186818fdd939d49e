// The real VS Code workbench without a desktop: its server (from code-server) on a local port, shown by any browser.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { codeServer } from './toolchain.mjs';

/** Quiet, and without panels that are not ours. */
const quiet = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  // The browser's default is to save after a moment; the desktop's is not.
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts the server and resolves when it listens.
 * @param {{ version: { codeServer: string, node: string }, data: string, env?: Record<string, string>,
 *   settings?: Record<string, unknown> }} options `data` is a folder for settings, logs and state.
 */
export async function startWorkbench({ version, data, env = {}, settings = {} }) {
  const { node, server } = await codeServer(version);
  for (const scope of ['User', 'Machine']) {
    mkdirSync(join(data, 'data', scope), { recursive: true });
    writeFileSync(join(data, 'data', scope, 'settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  }
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data];
  const flags = [
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-telemetry',
    '--disable-workspace-trust',
    // Without it the workbench does not run extension tests.
    '--enable-smoke-test-driver',
  ];
  const child = spawn(node, [server, ...args, ...flags], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child);
  return {
    child,
    origin: `http://127.0.0.1:${port}`,
    /** Address of a folder with the extension of another folder loaded into it. */
    address: (folder, extension, tests) => {
      const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
      const payload = [
        ['extensionDevelopmentPath', remote(extension)],
        ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
        ['skipWelcome', 'true'],
      ];
      const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
      return `http://127.0.0.1:${port}/?${query}`;
    },
    close: () => child.kill(),
  };
}

function listening(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      if (output.includes('Extension host agent listening')) resolve(undefined);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`VS Code's server ended with exit code ${code}:\n${output}`)));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
