import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'evaluate-calls-'));
let commit = '';

const ask = `import { client } from './client';
export async function ask(question: string, user: { name: string }) {
  return client.messages.create({
    model: 'claude-opus-5',
    max_tokens: 10,
    system: \`You help \${user.name}.\`,
    messages: [{ role: 'user', content: question }],
  });
}
`;

before(() => {
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(
    join(work, 'client.ts'),
    "import Anthropic from '@anthropic-ai/sdk';\nexport const client = new Anthropic();\n",
  );
  writeFileSync(join(work, 'ask.ts'), ask);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: work });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'sample');
  commit = git('rev-parse', 'HEAD').toString().trim();
  git('clone', '-q', '--mirror', work, join(folder, 'owner+sample'));
});

after(() => rmSync(folder, { recursive: true }));

function evaluate(...calls: object[]) {
  const labels = join(folder, 'typescript.jsonl');
  writeFileSync(labels, `${JSON.stringify({ repo: 'owner/sample', commit, path: 'ask.ts', calls })}\n`);
  const args = [labels, '--mirrors', folder, '--show', 'misses,alarms,arguments,values'];
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/evaluate-calls.mts', ...args], { encoding: 'utf8' });
}

const right = {
  line: 3,
  api: 'messages.create',
  arguments: ['system', 'messages[].content'],
  values: ['user?.name', 'question'],
};

test('a call that is labelled as it is read counts as found, with the client of another file of the mirror', () => {
  const { stdout, stderr } = evaluate(right);
  assert.equal(stderr, '');
  const row = stdout.trim().split('\n');
  assert.equal(row.length, 3, stdout);
  assert.match(row[2], /^\| typescript \| 1 \| 1 \| 1 \| 1\.000 .* \| 1\.000 .* \| 1\.000 .* \| 1\.000 .* \| 1\.000 /);
});

test('what a label and the tool see differently is counted and shown', () => {
  const { stdout } = evaluate({ ...right, arguments: ['system', 'prompt|messages'], values: ['user.name', 'answer'] });
  assert.match(stdout, /argument owner\/sample ask\.ts:3 missing \[prompt\|messages\] extra \[messages\[\]\.content\]/);
  assert.match(stdout, /value owner\/sample ask\.ts:3 answer/);
  assert.match(stdout, /\| 1\.000 [^|]*\| 1\.000 [^|]*\| 0\.000 [^|]*\| 0\.333 [^|]*\| 0\.500 /);
});

test('a call that is not there is a miss, one that is not labelled an alarm, an arguable one neither', () => {
  const { stdout } = evaluate({ ...right, line: 40 });
  assert.match(stdout, /miss owner\/sample ask\.ts:40/);
  assert.match(stdout, /alarm owner\/sample ask\.ts:3 anthropic\.messages\.create/);
  assert.match(stdout, /\| 1 \| 0\.000 [^|]*\| 0\.000 /);
  assert.match(evaluate({ ...right, optional: true }).stdout, /\| typescript \| 1 \| 1 \| 0 \| - \| - \|/);
});

test('a label that says too little is refused with its place', () => {
  const { stderr, status } = evaluate({ line: 3, api: 'x' });
  assert.notEqual(status, 0);
  assert.match(stderr, /typescript\.jsonl:1 has a call without line, arguments or values/);
});
