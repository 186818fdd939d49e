// Runs the editor suite in a real VS Code on the extension as users get it: packed, and installed by that VS Code.
// Arguments: a version of `vscodeVersions` (default current), or `desktop` for the VS Code that @vscode/test-electron
// downloads; then, if wanted, a pattern of test names. Works on a copy of the sample workspace.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { at, root } from '../../scripts/lib/run.mjs';
import { vscodeVersions } from '../../scripts/lib/toolchain.mjs';
import { installVsix, packVsix } from '../../scripts/lib/vsix.mjs';

const [version = 'current', chosen] = process.argv.slice(2);
/** Trying every fix once is enough: the oldest VS Code runs the rest. */
const pattern = chosen ?? (version === 'minimum' ? '^(?!every quick fix)' : '');
const scratch = mkdtempSync(join(tmpdir(), 'prompt-privacy-editor-'));
const workspace = join(scratch, 'northfield-health');
cpSync(at('examples', 'northfield-health'), workspace, { recursive: true });

const suite = at('out', 'editor', 'index.cjs');
await build({
  entryPoints: [at('test', 'editor', 'suite', 'index.ts')],
  outfile: suite,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  external: ['vscode', 'mocha', 'esbuild'],
  logLevel: 'warning',
});

let code = 0;
try {
  const data = join(scratch, 'user-data');
  let extension = root;
  if (version !== 'desktop') {
    const vsix = join(scratch, 'prompt-privacy.vsix');
    await packVsix(vsix);
    extension = await installVsix(vscodeVersions[version], vsix, join(data, 'server'));
  }
  code = await runTests({
    ...(version === 'desktop' ? {} : { vscodeExecutablePath: at('test', 'editor', 'vscode-in-chromium') }),
    extensionDevelopmentPath: extension,
    extensionTestsPath: suite,
    launchArgs: [workspace, `--user-data-dir=${data}`],
    extensionTestsEnv: { PROMPT_PRIVACY_VSCODE: version, PROMPT_PRIVACY_ROOT: root, PROMPT_PRIVACY_GREP: pattern },
  });
} catch (error) {
  console.error(error.message);
  code = 1;
}
if (existsSync(scratch)) rmSync(scratch, { recursive: true, force: true });
process.exit(code);
