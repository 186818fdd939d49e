import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cli, folderWith, sampleCopy } from '../support/cli.ts';

function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), 'utf8'),
    ]),
  );
}

test('a dry run prints a diff and writes nothing', async () => {
  const folder = sampleCopy();
  const before = contents(folder);
  const { out } = await cli(folder, ['fix', '--dry-run']);
  assert.match(out, /^\+.*tokenize/m);
  assert.deepEqual(contents(folder), before);
});

test('fixing lowers the findings and is idempotent', async () => {
  const folder = sampleCopy();
  const count = async () => {
    const { summary } = JSON.parse((await cli(folder, ['check', '--format', 'json'])).out) as {
      summary: Record<string, number>;
    };
    return summary;
  };
  const before = await count();
  const first = await cli(folder, ['fix']);
  assert.match(first.err, /^[1-9]\d* safe fix/);
  const after = await count();
  assert.ok(after['error'] + after['warning'] < before['error'] + before['warning']);
  const fixed = contents(folder);
  assert.match((await cli(folder, ['fix'])).err, /^0 safe fixes applied/);
  assert.deepEqual(contents(folder), fixed);
});

test('line ends and byte order marks survive a fix', async () => {
  const lines = [
    "\uFEFFimport Anthropic from '@anthropic-ai/sdk';",
    'const client = new Anthropic();',
    'export async function greet(patient: { name: string }) {',
    "  return client.messages.create({ model: 'claude-sonnet-5-5', max_tokens: 9, messages: [{ role: 'user', content: `Greet ${patient.name}` }] });",
    '}',
    '',
  ];
  const folder = folderWith({ 'a.ts': lines.join('\r\n') });
  await cli(folder, ['fix']);
  const text = readFileSync(join(folder, 'a.ts'), 'utf8');
  assert.match(text, /tokenize\(patient\.name/);
  assert.equal(text.match(/\uFEFF/g)!.length, 1);
  assert.ok(text.startsWith('\uFEFF'));
  assert.ok(!/[^\r]\n/.test(text), 'a line lost its carriage return');
});

test('init writes a policy that check accepts, and never overwrites one', async () => {
  const folder = folderWith({ 'prompts/a.md': 'Hello {{patient.name}}, your note: {{note.text}}\n' });
  const first = await cli(folder, ['init']);
  assert.equal(first.code, 0);
  const { out } = await cli(folder, ['check']);
  assert.doesNotMatch(out, /prompt-privacy\.yaml/);
  const second = await cli(folder, ['init']);
  assert.equal(second.code, 2);
  assert.match(second.err, /exists already/);
});

test('explain prints a rule page, and guesses at a misspelt one', async () => {
  const folder = folderWith({});
  assert.match((await cli(folder, ['explain', 'whole-record'])).out, /whole-record/);
  const { code, err } = await cli(folder, ['explain', 'whole-recrod']);
  assert.equal(code, 2);
  assert.match(err, /Did you mean whole-record\?/);
});

test('explain FILE:LINE says what was concluded, and on what evidence', async () => {
  const folder = folderWith({
    'prompts/a.prompt.md': 'Patient record MRN 4482913\n\nNote: {{patient.name}}\n',
  });
  const literal = await cli(folder, ['explain', 'prompts/a.prompt.md:1']);
  assert.equal(literal.code, 0);
  assert.match(literal.out, /literal-identifier[\s\S]*Found by: label before the value[\s\S]*Score: 0\.\d\d/);
  assert.doesNotMatch(literal.out, /4482913/);
  const { out } = await cli(folder, ['explain', 'prompts/a.prompt.md:3', '--format', 'json']);
  const { values } = JSON.parse(out) as { values: { name: string; facts: [string, string][] }[] };
  assert.equal(values[0]?.name, 'patient.name');
  assert.match((await cli(folder, ['explain', 'prompts/a.prompt.md:2'])).out, /Nothing was found/);
  const beyond = await cli(folder, ['explain', 'prompts/a.prompt.md:9']);
  assert.equal(beyond.code, 2);
  assert.match(beyond.err, /lines 1 to 4, and no line 9/);
});

test('--version and --help exit 0', async () => {
  const folder = folderWith({});
  assert.match((await cli(folder, ['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  const help = await cli(folder, ['--help']);
  assert.equal(help.code, 0);
  for (const name of [
    'check',
    'inspect',
    'fix',
    'preview',
    'scrub',
    'restore',
    'init',
    'register',
    'flows',
    'explain',
    'lsp',
  ]) {
    assert.match(help.out, new RegExp(`^  ${name}\\b`, 'm'));
  }
});

const clinic = {
  'prompt-privacy.yaml':
    'version: 1\ncategories:\n  permitted: [user.name, user.content]\n  default_form: { user.name: tokenize }\n',
  'prompts/visit.txt': 'Human: Write to {{PATIENT_NAME}} about {{TOPIC}}.\n',
  'src/visit.ts': `import { readFileSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';

const template = readFileSync('prompts/visit.txt', 'utf8');

export function letter(patient: { name: string }, topic: string) {
  const text = template.replace('{{PATIENT_NAME}}', patient.name).replace('{{TOPIC}}', topic);
  return new Anthropic().messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 9,
    messages: [{ role: 'user', content: text }],
  });
}
`,
};

test('a variable is renamed in its template and where code fills it', async () => {
  const folder = folderWith(clinic);
  const dry = await cli(folder, ['fix', '--dry-run']);
  assert.match(dry.out, /^\+Human: Write to \{\{PATIENT_NAME_TOKEN\}\}/m);
  assert.match(dry.out, /^\+ .*replace\('\{\{PATIENT_NAME_TOKEN\}\}', tokenize\(/m);
  assert.equal(readFileSync(join(folder, 'prompts/visit.txt'), 'utf8'), clinic['prompts/visit.txt']);
  await cli(folder, ['fix']);
  assert.match(
    readFileSync(join(folder, 'prompts/visit.txt'), 'utf8'),
    /\{\{PATIENT_NAME_TOKEN\}\} about \{\{TOPIC\}\}/,
  );
  const code = readFileSync(join(folder, 'src/visit.ts'), 'utf8');
  assert.match(code, /replace\('\{\{PATIENT_NAME_TOKEN\}\}', tokenize\(patient\.name, '[\w.]+', \{ vault \}\)\)/);
  assert.match(code, /import \{ createVault, tokenize \} from 'prompt-privacy'/);
  assert.match((await cli(folder, ['fix'])).err, /^0 safe fixes applied/);
});

test('a template that other code fills in a way nobody sees is left alone', async () => {
  const folder = folderWith({
    ...clinic,
    'src/other.ts':
      "import { readFileSync } from 'node:fs';\nimport '@anthropic-ai/sdk';\nexport default fill(readFileSync('prompts/visit.txt', 'utf8'), values());\n",
  });
  await cli(folder, ['fix']);
  assert.equal(readFileSync(join(folder, 'prompts/visit.txt'), 'utf8'), clinic['prompts/visit.txt']);
});
