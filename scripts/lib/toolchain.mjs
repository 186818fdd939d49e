// Tools that tests need and npm does not put into node_modules: a real VS Code for the browser, the Node it runs on, and
// native RE2. They live outside the tree (a fresh clone finds them again) in ~/.cache/prompt-privacy, or where
// PROMPT_PRIVACY_CACHE says.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { at, has, run, where, withPath } from './run.mjs';

export const cache = process.env['PROMPT_PRIVACY_CACHE'] || join(homedir(), '.cache', 'prompt-privacy');

/**
 * VS Code versions that the extension is tested in, as packages of code-server (the same workbench and extension host,
 * served to a browser), with the Node each needs. The first is current, the second proves `engines.vscode`.
 */
export const vscodeVersions = {
  current: { name: 'current', codeServer: '4.139.1', vscode: '1.139.1', node: '24' },
  minimum: { name: 'minimum', codeServer: '4.100.3', vscode: '1.100.3', node: '20' },
};

/** Node of one major version: ours if it is that one, else from npm. Gives its folder and the headers' folder. */
export async function node(major) {
  if (process.versions.node.startsWith(`${major}.`)) return { bin: join(process.execPath, '..'), headers: undefined };
  const name = `node-${process.platform}-${process.arch}`;
  const folder = await installed(`node-${major}`, { [name]: major });
  const prefix = join(folder, 'node_modules', name);
  return { bin: join(prefix, 'bin'), headers: prefix };
}

/**
 * code-server of one of `vscodeVersions`. Its install scripts stay off: they compile modules (terminal, keyring, proxy
 * authentication) that no test needs, and the older one downloads ripgrep, which here comes from npm.
 */
export async function codeServer(version) {
  const { bin } = await node(version.node);
  const name = `code-server-${version.codeServer}`;
  const vscode = join(cache, name, 'node_modules', 'code-server', 'lib', 'vscode');
  await installed(
    name,
    { 'code-server': version.codeServer, '@vscode/ripgrep-universal': '1.18.0' },
    {
      args: ['--ignore-scripts'],
      env: withPath(bin),
      async finish(log) {
        for (const folder of [vscode, join(vscode, 'extensions')]) {
          const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
          if ((await run('npm', args, { cwd: folder, env: withPath(bin), log })) !== 0) return false;
        }
        symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
        const ripgrep = join(vscode, 'node_modules', '@vscode', 'ripgrep');
        if (existsSync(ripgrep)) {
          const binaries = join(cache, name, 'node_modules', '@vscode', 'ripgrep-universal', 'bin');
          symlinkSync(join(binaries, `${process.platform}-${process.arch}`), join(ripgrep, 'bin'));
        }
        return true;
      },
    },
  );
  return { node: join(bin, 'node'), server: join(vscode, 'out', 'server-main.js') };
}

/** Native RE2 for Node 24: it is optional in package.json and skipped by npm on Node 20. Gives NODE_PATH's folder. */
export async function nativeRe2() {
  const { bin, headers: nodedir } = await node('24');
  if (!existsSync(join(cache, 're2', 'complete'))) await debian(['g++', 'make', 'python3'], has);
  const env = withPath(bin, nodedir ? { npm_config_nodedir: nodedir } : {});
  const folder = await installed('re2', { re2: '1.27.1' }, { env });
  return { node: join(bin, 'node'), modules: join(folder, 'node_modules') };
}

/**
 * Programs that tests start: how one sees that it is there, and its Debian package. Not Go: Debian 12 has 1.19, and the
 * helper that fixes write for Go needs 1.21.
 */
const programs = [
  { probe: ['git', '--version'], name: 'git' },
  { probe: ['python3', '-c', 'import jinja2'], name: 'python3-jinja2' },
  { probe: ['python3', '-c', 'import ensurepip'], name: 'python3-venv' },
  { probe: ['javac', '-version'], name: 'default-jdk-headless' },
  { probe: ['mvn', '--version'], name: 'maven' },
  { probe: ['php', '--version'], name: 'php-cli' },
  { probe: ['ruby', '--version'], name: 'ruby' },
];

/** Installs the programs that tests start, where we may. Where we may not, each test that needs one says so itself. */
export async function languages() {
  const missing = programs.filter(({ probe: [program, ...args] }) => spawnSync(program, args).status !== 0);
  await debian(
    missing.map(({ name }) => name),
    () => false,
  ).catch((error) => console.error(`Some tests start programs that are not here: ${error.message}`));
}

/**
 * Template engines that are no development dependencies: those of Python, and promptfoo, which is large. Gives the
 * folder of Python's modules, promptfoo's module and a Node that it takes.
 */
export async function templateEngines() {
  const requirements = at('test', 'engines', 'requirements.txt');
  const python = join(cache, 'template-engines');
  const wanted = readFileSync(requirements, 'utf8');
  const complete = join(python, 'complete');
  if (!existsSync(complete) || readFileSync(complete, 'utf8') !== wanted) {
    if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) await debian(['python3-pip'], () => false);
    console.log(`Installing template engines for Python into ${python} …`);
    rmSync(python, { recursive: true, force: true });
    mkdirSync(cache, { recursive: true });
    const log = join(cache, 'template-engines.log');
    const args = [
      '-m',
      'pip',
      'install',
      '--no-deps',
      '--disable-pip-version-check',
      '--target',
      python,
      '-r',
      requirements,
    ];
    if ((await run('python3', args, { log })) !== 0)
      throw new Error(`pip install of the template engines failed: see ${log}`);
    writeFileSync(complete, wanted);
  }
  const { bin } = await node('24');
  const args = ['--ignore-scripts', '--omit=optional'];
  const folder = await installed('promptfoo-0.123.1', { promptfoo: '0.123.1' }, { args, env: withPath(bin) });
  const { main } = JSON.parse(readFileSync(join(folder, 'node_modules', 'promptfoo', 'package.json'), 'utf8'));
  return { python, promptfoo: join(folder, 'node_modules', 'promptfoo', main), node: join(bin, 'node') };
}

/** A Chromium to show the workbench in: CHROMIUM, an installed one, or Debian's. */
export async function browser() {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const known = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', mac];
  const find = () => known.map((name) => name && where(name)).find(Boolean);
  if (!find()) await debian(['chromium'], () => false);
  return find();
}

/** Debian's packages, installed where we may. Throws with what to install where we may not. */
export async function debian(packages, isThere) {
  const missing = packages.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  const command = `apt-get install -y ${missing.join(' ')}`;
  if (!has('apt-get') || process.getuid?.() !== 0) throw new Error(`install them first: ${command}`);
  console.log(`Installing ${missing.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  mkdirSync(cache, { recursive: true });
  const log = join(cache, 'apt.log');
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { env, log });
  if ((await install()) === 0) return;
  await run('apt-get', ['update'], { env, log });
  if ((await install()) !== 0) throw new Error(`'${command}' failed: see ${log}`);
}

/**
 * A folder of the cache that holds npm packages, installed once. A half-made folder is made again.
 * @param {string} name
 * @param {Record<string, string>} dependencies
 * @param {{ args?: string[], env?: Record<string, string>, finish?: (log: string) => Promise<boolean> }} [options]
 */
async function installed(name, dependencies, { args = [], env, finish } = {}) {
  const folder = join(cache, name);
  if (existsSync(join(folder, 'complete'))) return folder;
  const packages = Object.entries(dependencies).map(([key, version]) => `${key}@${version}`);
  console.log(`Installing ${packages.join(' ')} into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const allowScripts = { re2: true };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, allowScripts }));
  const log = join(cache, `${name}.log`);
  const npm = ['install', '--no-audit', '--no-fund', '--no-package-lock', ...args];
  const done = (await run('npm', npm, { cwd: folder, env, log })) === 0 && (await (finish?.(log) ?? true));
  if (!done) throw new Error(`npm install of ${packages.join(' ')} failed: see ${log}`);
  writeFileSync(join(folder, 'complete'), '');
  return folder;
}
