// What a fresh clone needs before anything else runs: dependencies and bundles. Both are skipped while they are current.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
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

/** Installs the locked dependencies unless they are there. Exits with a line that says what failed. */
export async function installDependencies() {
  const installed = modified(at('node_modules', '.package-lock.json'));
  if (installed > 0 && installed >= modified(at('package-lock.json')) - 1000) return;
  console.log('Installing dependencies (npm ci) …');
  mkdirSync(at('.cache'), { recursive: true });
  const log = at('.cache', 'npm-ci.log');
  // re2 is optional and has no prebuilt binary everywhere: a failed build of it leaves the portable engine, not an error.
  const code = await run('npm', ['ci', '--no-audit', '--no-fund'], { log });
  if (code !== 0) stop(`npm ci failed with exit code ${code}: see ${log}`);
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
