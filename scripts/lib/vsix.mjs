// The extension as users get it: one VSIX for every platform, without native code, without sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './run.mjs';
import { codeServer } from './toolchain.mjs';

/** Packs what `.vscodeignore` lets in. Dependencies are in the bundles. */
export async function packVsix(packagePath) {
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}

/**
 * Installs a VSIX as a user does, with VS Code itself, into `data` (a server data folder). Gives the folder in which the
 * extension then lies.
 */
export async function installVsix(version, vsix, data) {
  const { node, server } = await codeServer(version);
  const extensions = join(data, 'extensions');
  mkdirSync(extensions, { recursive: true });
  const flags = ['--accept-server-license-terms', '--server-data-dir', data, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(node, [server, ...flags], { encoding: 'utf8' });
  const folder = readdirSync(extensions).find((name) => name.startsWith('prompt-privacy.'));
  if (status !== 0 || !folder) throw new Error(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
  return join(extensions, folder);
}
