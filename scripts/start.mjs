// npm start [-- PATH]: in a fresh clone does everything (install, build), then the main job: checks the sample workspace,
// or the folder of the user's, prints the findings and one scrubbed preview, and says how to see the same in VS Code.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { prepare, stop } from './lib/prepare.mjs';
import { at, run } from './lib/run.mjs';

// npm runs scripts in the package's folder; a user's path is relative to where npm was called.
const from = process.env['INIT_CWD'] ?? process.cwd();
const [argument] = process.argv.slice(2);
const folder = argument ? resolve(from, argument) : at('examples', 'northfield-health');
if (!existsSync(folder)) stop(`There is no ${folder}. Usage: npm start [-- PATH]`);

await prepare();

const cli = at('dist', 'server', 'cli.cjs');
/** The command line, as an installed user has it. Exit 1 says that there are findings: that is what we came for. */
async function promptPrivacy(...args) {
  console.log(`\n$ prompt-privacy ${args.join(' ')}`);
  const code = await run(process.execPath, [cli, ...args], { cwd: folder });
  if (code > 1) stop(`prompt-privacy ${args[0]} ended with exit code ${code}.`);
}

await promptPrivacy('check', '.');
if (!argument) await promptPrivacy('preview', 'prompts/clinical/discharge-summary.prompt.md');

const shown = relative(from, folder) || '.';
console.log(`
To see the same while you write: npm run code${argument ? ` -- ${shown}` : ''}
To install the extension: npm run package, then code --install-extension prompt-privacy-*.vsix
On the command line: node ${relative(from, cli)} --help
${argument ? `To see one prompt as Claude would receive it: node ${relative(from, cli)} preview FILE[:LINE]` : `To check a folder of yours: npm start -- PATH`}
`);
