// VS Code for tests: the arguments of the desktop program, the workbench of code-server, the window of headless Chromium.
// The suite runs in the extension host as always; for what only a person can do (keys, mouse, pictures) it asks `stage.mjs`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { format, parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browser as findBrowser, vscodeVersions } from '../../scripts/lib/toolchain.mjs';
import { startWorkbench } from '../../scripts/lib/workbench.mjs';
import { openStage } from './stage.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});
const [folder] = positionals;
const version = vscodeVersions[process.env['PROMPT_PRIVACY_VSCODE'] ?? 'current'];
const minutes = 60_000;
const deadline = setTimeout(() => finish(124, 'the suite did not end within 15 minutes'), 15 * minutes);

/** Pictures show the extension: no types of packages that the sample does not install, no marks of other features. */
const pictureSettings = {
  'diffEditor.wordWrap': 'on',
  'editor.lightbulb.enabled': 'off',
  'editor.matchBrackets': 'never',
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'javascript.validate.enable': false,
  'typescript.validate.enable': false,
};

let browser;
let workbench;
let stage;
/** What the workbench said on its console: shown when a run fails. */
const said = [];

async function finish(code, why) {
  clearTimeout(deadline);
  if (why) console.error(`vscode-in-chromium: ${why}`);
  if (code !== 0)
    console.error(
      said
        .slice(-20)
        .map((line) => line.slice(0, 400))
        .join('\n'),
    );
  stage?.close();
  await browser?.close().catch(() => {});
  workbench?.close();
  process.exit(code);
}

try {
  const data = values['user-data-dir'];
  mkdirSync(data, { recursive: true });
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1360, height: 820 } });
  stage = await openStage(page);
  workbench = await startWorkbench({
    version,
    data: join(data, 'server'),
    env: { PROMPT_PRIVACY_STAGE: stage.address },
    settings: pictureSettings,
  });
  workbench.child.on('exit', () => finish(1, 'the server ended before the suite'));
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const line = format(...args);
    // Native modules that no test needs are not compiled: the workbench works without and says so often.
    if (!/bindings file|native-watchdog/.test(line)) said.push(`${type} ${line}`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => void finish(code));
  page.on('crash', () => finish(1, 'the page crashed'));
  await page.goto(workbench.address(folder, values['extensionDevelopmentPath'], values['extensionTestsPath']));
} catch (error) {
  await finish(1, error.stack);
}
