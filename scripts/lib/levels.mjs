// The test levels: every folder of test/ that holds *.test.ts files is one (node:test through tsx), and three more need a
// program of their own. A level gives counts; a level that cannot run throws with what to install.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at, has, root, run } from './run.mjs';
import { browser, codeServer, debian, nativeRe2, templateEngines, vscodeVersions } from './toolchain.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, said?: string[] }} Counts */

const scratch = at('.cache', 'test');

/** Files below test/<folder> that node:test runs, sorted: Node 20 expands no globs. */
function testFiles(folder) {
  const top = at('test', folder);
  return readdirSync(top, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.test.ts') && !name.includes('fixtures'))
    .map((name) => relative(root, join(top, name)))
    .sort();
}

/** Runs files with node:test; the counts are read from its TAP closing lines. */
async function nodeTests(name, files, { node = process.execPath, imports = ['tsx'], args = [], env } = {}) {
  const tap = join(scratch, `${name}.tap`);
  mkdirSync(scratch, { recursive: true });
  rmSync(tap, { force: true });
  const reporters = ['spec', 'stdout', 'tap', tap].flatMap((value, index) => [
    index % 2 === 0 ? '--test-reporter' : '--test-reporter-destination',
    value,
  ]);
  const loaders = imports.flatMap((specifier) => ['--import', specifier]);
  const code = await run(node, [...loaders, '--test', ...args, ...reporters, ...files], { env });
  const text = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const said = [...text.matchAll(/^\s*ok \d+ - (.*) # SKIP(.*)$/gm)].map(([, test, why]) => `${test}:${why}`);
  // A runner that died without a count has failed all the same.
  return { passed: count('pass'), failed: code === 0 ? failed : Math.max(1, failed), skipped: count('skipped'), said };
}

/** The editor suite in one version of VS Code. */
async function editor(name, version) {
  await codeServer(version);
  mkdirSync(scratch, { recursive: true });
  const counts = join(scratch, `${name}.json`);
  rmSync(counts, { force: true });
  const env = { PROMPT_PRIVACY_COUNTS: counts, CHROMIUM: await browser() };
  const code = await run(process.execPath, [at('test', 'editor', 'run.mjs'), version.name], { env });
  const read = existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  return code === 0 ? read : { ...read, failed: Math.max(1, read.failed) };
}

/** The checks that come before a commit, as tests: types, and lint with the layer rules and the format. */
async function checks() {
  const commands = [
    ['typescript', 'bin', 'tsc', '-b'],
    ['@biomejs/biome', 'bin', 'biome', 'check', '.'],
  ];
  let failed = 0;
  for (const [name, folder, program, ...args] of commands) {
    const code = await run(process.execPath, [at('node_modules', name, folder, program), ...args]);
    if (code !== 0) failed++;
  }
  return { passed: commands.length - failed, failed, skipped: 0 };
}

const special = {
  /** The call fixtures against the real packages of npm, PyPI, Maven and Go: mostly waiting for registries, so all at once. */
  sdks: () => nodeTests('sdks', testFiles('sdks'), { args: ['--test-concurrency=4'] }),
  /** The detection tests once more on native RE2, which loads in Node 22 and later only. */
  native: async () => {
    const { node, modules } = await nativeRe2();
    const files = [...testFiles('native'), ...testFiles('core/detection')];
    const imports = ['tsx', pathToFileURL(at('test', 'native', 're2-hook.mjs')).href];
    return nodeTests('native', files, { node, imports, env: { RE2_MODULES: modules } });
  },
  /** What fixes write into templates, rendered by engines that are too large for every clone. */
  engines: async () => {
    const { python, promptfoo, node } = await templateEngines();
    const env = { TEMPLATE_ENGINES: python, PROMPTFOO: promptfoo, PROMPTFOO_NODE: node };
    return nodeTests('engines', testFiles('engines'), { env });
  },
  neovim: async () => {
    if (!has('nvim')) await debian(['neovim'], () => false);
    return nodeTests('neovim', testFiles('neovim'));
  },
  editor: () => editor('editor', vscodeVersions.current),
  'editor-minimum': () => editor('editor-minimum', vscodeVersions.minimum),
};

/** Name -> runner, in the order in which they run: the fast ones first. */
export function levels() {
  // Some fixtures are test files of other people's programs: they are read, not run.
  const folders = readdirSync(at('test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures' && !(entry.name in special))
    .map((entry) => entry.name)
    .filter((name) => testFiles(name).length > 0);
  const order = ['core', 'grammar', 'runtime', 'lsp', 'cli'];
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  folders.sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  const plain = folders.map((name) => [name, () => nodeTests(name, testFiles(name))]);
  return new Map([['checks', checks], ...plain, ...Object.entries(special)]);
}
