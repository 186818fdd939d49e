// The npm package: what it holds, and that an application that installs it gets the command and the run-time library.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'prompt-privacy-npm-'));
const application = join(scratch, 'application');
let files: string[];

before(() => {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], {
    cwd: root,
    encoding: 'utf8',
  });
  const answer = JSON.parse(packed);
  const [report] = Array.isArray(answer) ? answer : Object.values(answer);
  files = report.files.map((file: { path: string }) => file.path);
  execFileSync('tar', ['xzf', join(scratch, report.filename), '-C', scratch]);
  mkdirSync(join(application, 'node_modules'), { recursive: true });
  symlinkSync(join(scratch, 'package'), join(application, 'node_modules', 'prompt-privacy'));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

test('holds bundles, types, schemas and rule pages, and nothing else', () => {
  const wanted =
    /^(package\.json|README\.md|LICENSE|NOTICE|CHANGELOG\.md|dist\/(server|runtime)\/.*|schemas\/.*|docs\/rules\/.*)$/;
  assert.deepEqual(
    files.filter((file) => !wanted.test(file) || /\.(node|map)$|(?<!\.d)\.ts$/.test(file)),
    [],
  );
  assert.ok(files.includes('dist/server/cli.cjs') && files.includes('dist/runtime/index.mjs'));
});

for (const [kind, file, load] of [
  ['an ES module', 'run.mjs', "import { createVault, tokenize, restore } from 'prompt-privacy';"],
  ['a CommonJS module', 'run.cjs', "const { createVault, tokenize, restore } = require('prompt-privacy');"],
] as const) {
  test(`${kind} of an application tokenizes and restores with the packed library`, () => {
    const program = `${load}
      const vault = createVault();
      const token = tokenize('Avery Example', 'PERSON_NAME', { vault });
      const back = restore(\`Dear \${token},\`, { vault });
      console.log(JSON.stringify([token, typeof back === 'string' ? back : back.text]));`;
    writeFileSync(join(application, file), program);
    const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: application, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), ['[PERSON_1]', 'Dear Avery Example,']);
  });
}

test('the command of the package checks a workspace from anywhere', () => {
  const workspace = join(root, 'examples', 'northfield-health');
  const bin = join(application, 'node_modules', 'prompt-privacy', 'dist', 'server', 'cli.cjs');
  const { stdout, status } = spawnSync(process.execPath, [bin, 'check', '.', '--format', 'json'], {
    cwd: workspace,
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.ok(JSON.parse(stdout));
});
