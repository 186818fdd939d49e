import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { tokenized } from '../support/templates.ts';

/** What the fixes write, rendered by the formats' own engines in Python; `TEMPLATE_ENGINES` is where the level installed them. */
const modules = process.env['TEMPLATE_ENGINES']!;
const value = 'Ada Lovelace';
const token = '[PERSON_12]';

interface Row {
  readonly engine: string;
  readonly file: string;
  readonly text: string;
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly function?: string;
}

const rows: readonly Row[] = [
  {
    engine: 'banks',
    file: 'prompts/a.j2',
    text: '{% chat role="user" %}Dear {{ patient.name }}{% endchat %}',
    path: 'patient.name',
    data: { patient: { name: value } },
  },
  {
    engine: 'langchain',
    file: 'prompts/a.json',
    text: '{"_type": "prompt", "input_variables": ["name", "topic"], "template": "Dear {name}: {topic}"}',
    path: 'name',
    data: { name_token: token, topic: 'x' },
  },
  {
    engine: 'prompty',
    file: 'a.prompty',
    text: '---\nname: letter\nmodel:\n  id: claude-sonnet-4-5\n  provider: anthropic\ninputs:\n  name:\n    kind: string\n---\nsystem:\nBe brief.\n\nuser:\nDear {{ name }}\n',
    path: 'name',
    data: { name: value },
  },
  {
    engine: 'baml',
    file: 'a.baml',
    text: 'client<llm> Claude {\n  provider anthropic\n  options {\n    model "claude-sonnet-4-5"\n    api_key "none"\n    max_tokens 10\n  }\n}\n\nfunction Letter(name: string, topic: string) -> string {\n  client Claude\n  prompt #"\n    {{ _.role("user") }}\n    Dear {{ name }}, {{ topic }}\n  "#\n}\n',
    path: 'name',
    data: { name_token: token, topic: 'x' },
    function: 'Letter',
  },
  {
    engine: 'semantic-kernel',
    file: 'skprompt.txt',
    text: 'Dear {{$name}}',
    path: 'name',
    data: { name: value },
  },
];

test('the engines print the token', () => {
  const input = rows.map(({ file, text, path, ...rest }) => ({ ...rest, text: tokenized(file, text, path)! }));
  const run = spawnSync('python3', [new URL('render.py', import.meta.url).pathname], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: modules },
  });
  assert.equal(run.status, 0, run.stderr);
  const outputs = JSON.parse(run.stdout) as string[];
  for (const [index, output] of outputs.entries()) {
    assert.ok(output.includes(token), `${input[index]!.engine}: ${output}`);
    assert.doesNotMatch(output, /Lovelace/);
  }
});

test('POML: a renamed variable, in text, in an attribute and in a loop', (context) => {
  const text =
    '<poml>\n<p caption="{{ name }}">Dear {{ name }}</p>\n<p for="n in notes">{{ n.author }}: {{ n.topic }}</p>\n</poml>\n';
  const once = tokenized('a.poml', text, 'name')!;
  const after = tokenized('a.poml', once, 'notes[].author')!;
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.poml'), after);
  const data = { name_token: token, notes: [{ author_token: token, topic: 'rest' }] };
  writeFileSync(join(folder, 'context.json'), JSON.stringify(data));
  const run = spawnSync(
    process.execPath,
    [
      join(modules, 'poml', 'js', 'cli.js'),
      '-f',
      join(folder, 'a.poml'),
      '--context-file',
      join(folder, 'context.json'),
    ],
    { encoding: 'utf8' },
  );
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stdout.split(token).length, 3, run.stdout);
});
