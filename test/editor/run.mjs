// Runs the editor suite in a real VS Code. Arguments: a version of `vscodeVersions` (default current), or `desktop` for
// the VS Code that @vscode/test-electron downloads. Works on a copy of the sample workspace.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { at, root } from '../../scripts/lib/run.mjs';

const version = process.argv[2] ?? 'current';
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
  code = await runTests({
    ...(version === 'desktop' ? {} : { vscodeExecutablePath: at('test', 'editor', 'vscode-in-chromium') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: [workspace, `--user-data-dir=${join(scratch, 'user-data')}`],
    extensionTestsEnv: { PROMPT_PRIVACY_VSCODE: version, PROMPT_PRIVACY_SOURCE: at('examples', 'northfield-health') },
  });
} catch (error) {
  console.error(error.message);
  code = 1;
}
if (existsSync(scratch)) rmSync(scratch, { recursive: true, force: true });
process.exit(code);
