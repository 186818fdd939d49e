// What a fresh clone needs before anything else runs: dependencies and bundles. Both are skipped while they are current.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, run } from './run.mjs';

const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** Newest modification below a folder, in milliseconds. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) latest = Math.max(latest, modified(join(entry.parentPath ?? entry.path, entry.name)));
  return latest;
}

/** Installs the locked dependencies unless they are there. Exits with lines that say what failed. */
export async function installDependencies() {
  const modules = at('node_modules');
  // A link leads to another tree's dependencies: theirs to install.
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return;
  const stamp = at('node_modules', '.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(at('package.json')))
    .update(readFileSync(at('package-lock.json')))
    .update(process.version)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing dependencies …');
  mkdirSync(at('.cache'), { recursive: true });
  const log = at('.cache', 'npm-install.log');
  rmSync(log, { force: true });
  // The locked versions, and no lock file rewritten. Not `npm ci`: it refuses to work where a registry lacks the optional
  // binary of some other platform. re2 is optional too: where it does not compile the portable engine stays, not an error.
  const code = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { log });
  if (code === 0) return writeFileSync(stamp, wanted);
  const errors = readFileSync(log, 'utf8').match(/^npm error .+$/gm) ?? [];
  stop([...errors.slice(0, 5), `npm install failed with exit code ${code}: see ${log}`].join('\n'));
}

/** Bundles the extension, the server, the command line and the run-time library unless they are current. */
export async function build() {
  const sources = Math.max(
    ...['client/src', 'server/src'].map((folder) => newest(at(folder))),
    modified(at('esbuild.mjs')),
    modified(at('package.json')),
  );
  if (modified(at('dist', 'server', 'cli.cjs')) > sources) return;
  console.log('Building …');
  const code = await run(process.execPath, ['esbuild.mjs']);
  if (code !== 0) stop(`The build failed with exit code ${code}.`);
}

/** Everything a fresh clone needs. */
export async function prepare() {
  await installDependencies();
  await build();
}

/** Ends with one line on standard error. */
export function stop(message) {
  console.error(message);
  process.exit(1);
}
