import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, folderWith, sample } from '../support/cli.ts';

const text = 'Please call Maria Gonzales on (713) 555-0142 or write to maria.gonzales@northfield-clinic.org.\n';

test('scrub and restore are a round trip through the vault', async () => {
  const folder = folderWith({});
  const scrubbed = await cli(folder, ['scrub', '--vault', 'vault.json'], { stdin: text });
  assert.match(scrubbed.out, /\[EMAIL_1\]/);
  assert.ok(!scrubbed.out.includes('maria.gonzales'));
  const restored = await cli(folder, ['restore', '--vault', 'vault.json'], { stdin: scrubbed.out });
  assert.equal(restored.out, text);
  assert.equal(statSync(join(folder, 'vault.json')).mode & 0o777, 0o600);
});

test('a second run continues the vault: the same value keeps its token', async () => {
  const folder = folderWith({});
  const first = await cli(folder, ['scrub', '--vault', 'v.json'], { stdin: 'a.b@northfield-clinic.org' });
  const stdin = 'c.d@northfield-clinic.org a.b@northfield-clinic.org';
  const second = await cli(folder, ['scrub', '--vault', 'v.json'], { stdin });
  assert.equal(first.out, '[EMAIL_1]');
  assert.equal(second.out, '[EMAIL_2] [EMAIL_1]');
});

test('JSON lines keep the id and give spans in the input', async () => {
  const input = 'Écrire à 😀 c.d@northfield-clinic.org';
  const stdin = `${JSON.stringify({ id: 7, text: input })}\n`;
  const { out } = await cli(folderWith({}), ['scrub', '--format', 'jsonl'], { stdin });
  const row = JSON.parse(out) as { id: number; spans: { start: number; end: number; type: string }[] };
  assert.equal(row.id, 7);
  assert.deepEqual(
    row.spans.map((span) => [input.slice(span.start, span.end), span.type]),
    [['c.d@northfield-clinic.org', 'EMAIL_ADDRESS']],
  );
});

test('a line that is no JSON is named by number and not quoted', async () => {
  const stdin = '{"id":1,"text":"ok"}\nsecret text\n';
  const { code, err } = await cli(folderWith({}), ['scrub', '--format', 'jsonl'], { stdin });
  assert.equal(code, 2);
  assert.match(err, /Line 2/);
  assert.ok(!err.includes('secret'));
});

test('restore says what it left', async () => {
  const folder = folderWith({});
  await cli(folder, ['scrub', '--vault', 'v.json'], { stdin: 'nothing' });
  const { out, err } = await cli(folder, ['restore', '--vault', 'v.json'], { stdin: 'Dear [PERSON_9]' });
  assert.equal(out, 'Dear [PERSON_9]');
  assert.match(err, /PERSON \(unknown\) 1/);
});

test('a file that is no vault is refused and left alone', async () => {
  const folder = folderWith({ 'v.json': '{"a": 1}' });
  for (const command of ['restore', 'scrub']) {
    const { code, err } = await cli(folder, [command, '--vault', 'v.json'], { stdin: 'x' });
    assert.equal(code, 2);
    assert.match(err, /not a vault/);
  }
  assert.equal(readFileSync(join(folder, 'v.json'), 'utf8'), '{"a": 1}');
});

test('the preview shows tokens where the values were', async () => {
  const { code, out } = await cli(sample, ['preview', 'prompts/clinical/discharge-summary.prompt.md']);
  assert.equal(code, 0);
  assert.match(out, /\[PERSON_1\]/);
  assert.match(out, /\[MRN_1\]/);
  for (const value of ['Lindqvist', '4482913', '867-5309']) assert.ok(!out.includes(value), value);
  assert.match(out, /Pseudonymised \(tokens\): /);
});

test('FILE:LINE picks the prompt there, and a miss says where the prompts are', async () => {
  const hit = await cli(sample, ['preview', 'src/clinical/summarise-note.ts:18']);
  assert.equal(hit.code, 0);
  const miss = await cli(sample, ['preview', 'src/clinical/summarise-note.ts:1']);
  assert.equal(miss.code, 2);
  assert.match(miss.err, /stand at lines? \d+/);
});

test('placeholders named like members of every object have no value of their own', async () => {
  const folder = folderWith({ 'prompts/a.md': 'Use {{constructor}}, {{__proto__}} and {{hasOwnProperty}}.\n' });
  const { code, out } = await cli(folder, ['preview', 'prompts/a.md']);
  assert.equal(code, 0);
  assert.doesNotMatch(out, /native code|\[object/);
});
