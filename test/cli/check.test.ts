import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, folderWith, sample, sampleCopy } from '../support/cli.ts';

/** The six rules that every first look has to show. */
const firstRules = [
  'literal-identifier',
  'identifying-placeholder',
  'untokenized-value',
  'whole-record',
  'unclassified-source',
  'not-minimum-necessary',
];

test('the sample shows each of the first rules with file, line and column', async () => {
  const { code, out } = await cli(sample, ['check']);
  for (const rule of firstRules) assert.match(out, new RegExp(`^\\S+:\\d+:\\d+: \\w+ .* ${rule}$`, 'm'), rule);
  assert.equal(code, 1);
});

test('findings at or above --fail-on decide the exit code', async () => {
  const folder = folderWith({ 'prompts/a.md': 'Write to {{customer.email}}.\n' });
  const { out } = await cli(folder, ['check', '--format', 'json']);
  const worst = JSON.parse(out).files[0].findings[0].severity;
  assert.equal((await cli(folder, ['check', '--fail-on', worst])).code, 1);
  assert.equal((await cli(folder, ['check', '--fail-on', 'never'])).code, 0);
});

test('a clean folder exits 0 and says so', async () => {
  const { code, out } = await cli(folderWith({ 'prompts/a.md': 'Say hello.\n' }), ['check']);
  assert.equal(code, 0);
  assert.match(out, /^0 errors, 0 warnings in 1 prompt; 1 file read$/m);
});

test('bad usage exits 2 and says what to do', async () => {
  const folder = folderWith({});
  for (const [args, message] of [
    [['check', 'nowhere'], /does not exist/],
    [['check', '--format', 'xml'], /text, json, sarif, github, junit/],
    [['check', '--fail-on', 'fatal'], /error, warning, information, hint/],
    [['check', '--policy', 'nowhere.yaml'], /prompt-privacy init/],
    [['check', '--today', 'tomorrow'], /YYYY-MM-DD/],
    [['chek'], /unknown command/],
    [['check', '--nope'], /unknown option/],
  ] as const) {
    const { code, err } = await cli(folder, args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, message);
  }
});

test('a broken policy exits 2 and names file, line and mend', async () => {
  const folder = folderWith({
    'prompt-privacy.yaml': 'version: 1\nuse_case:\n  - id: a\n',
    'prompts/a.md': 'Hello {{patient.name}}\n',
  });
  const { code, out } = await cli(folder, ['check']);
  assert.equal(code, 2);
  assert.match(out, /prompt-privacy\.yaml:2:1: error .*use_cases/);
});

test('--changed looks at changed and untracked files only', async () => {
  const folder = folderWith({ 'prompts/old.md': 'Hello {{patient.name}}\n' });
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
  writeFileSync(join(folder, 'prompts/new.md'), 'Hello {{patient.name}}\n');
  const { out } = await cli(folder, ['check', '--changed', 'HEAD']);
  assert.match(out, /prompts\/new\.md/);
  assert.doesNotMatch(out, /prompts\/old\.md/);
  assert.equal((await cli(folder, ['check', '--changed', 'nonsense'])).code, 2);
});

interface JsonReport {
  files: { path: string; findings: unknown[] }[];
}

test('a baseline keeps known findings out and lets new ones through', async () => {
  const folder = sampleCopy();
  const first = await cli(folder, ['check', '--baseline', 'known.json', '--update-baseline', '--format', 'json']);
  assert.equal((JSON.parse(first.out) as JsonReport).files.flatMap((file) => file.findings).length, 0);
  const path = join(folder, 'prompts/ops/triage.txt');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\nWrite to maria.gonzales@northfield-clinic.org\n`);
  const second = await cli(folder, ['check', '--baseline', 'known.json', '--format', 'json']);
  const left = (JSON.parse(second.out) as JsonReport).files.filter((file) => file.findings.length);
  assert.deepEqual(
    left.map((file) => file.path),
    ['prompts/ops/triage.txt'],
  );
});

test('what was not read is reported', async () => {
  const folder = folderWith({
    'prompts/binary.md': Buffer.from([0x50, 0, 1, 2, 0]),
    'prompts/huge.txt': `${'x'.repeat(2_000_000)}\n`,
  });
  const { code, out } = await cli(folder, ['check']);
  assert.match(out, /prompts\/binary\.md: skipped/);
  assert.match(out, /prompts\/huge\.txt: skipped .*limit/);
  assert.equal(code, 0);
});

test('progress goes to the terminal only', async () => {
  assert.equal((await cli(sample, ['check'])).err, '');
  assert.match((await cli(sample, ['check'], { terminal: true })).err, /findings/);
});

test('a pattern that cannot be used, or misses its example, is a mistake of the policy at its line', async () => {
  const folder = folderWith({
    'prompt-privacy.yaml': [
      'version: 1',
      'recognizers:',
      '  - { id: staff, type: EMPLOYEE_ID, pattern: "EMP-[0-9]{5}", examples: ["EMP-12"] }',
      '  - { id: ahead, type: EMPLOYEE_ID, pattern: "(?=a)b" }',
      '  - { id: nested, type: EMPLOYEE_ID, pattern: "(x{1000}){1000}" }',
      '  - { id: slow, type: EMPLOYEE_ID, pattern: "(a+)+b" }',
      '',
    ].join('\n'),
    'prompts/a.md': `Say ${'a'.repeat(50_000)}\n`,
  });
  const { code, out } = await cli(folder, ['check']);
  assert.equal(code, 2);
  assert.deepEqual(
    [...out.matchAll(/^prompt-privacy\.yaml:(\d+):/gm)].map(([, line]) => Number(line)),
    [3, 4, 5],
  );
});
