// npm run code [-- PATH]: opens the sample workspace (or a folder of the user's) with the extension in VS Code: the
// installed `code` if there is one, else the real workbench on a local address for any browser.
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepare, stop } from './lib/prepare.mjs';
import { at, has, root, run } from './lib/run.mjs';
import { vscodeVersions } from './lib/toolchain.mjs';
import { startWorkbench } from './lib/workbench.mjs';

const [argument] = process.argv.slice(2);
const folder = argument
  ? resolve(process.env['INIT_CWD'] ?? process.cwd(), argument)
  : at('examples', 'northfield-health');
if (!existsSync(folder)) stop(`There is no ${folder}. Usage: npm run code [-- PATH]`);

await prepare();

if (has('code')) {
  const code = await run('code', [`--extensionDevelopmentPath=${root}`, folder]);
  process.exit(code);
}

const data = mkdtempSync(join(tmpdir(), 'prompt-privacy-code-'));
try {
  const workbench = await startWorkbench({ version: vscodeVersions.current, data });
  console.log(`VS Code with the extension: ${workbench.address(folder, root)}\nCtrl+C ends it.`);
  process.on('SIGINT', () => workbench.close());
  process.on('SIGTERM', () => workbench.close());
  workbench.child.on('exit', () => process.exit(0));
} catch (error) {
  stop(`VS Code could not be started (${error.message}). With a desktop, install VS Code and its 'code' command.`);
}
