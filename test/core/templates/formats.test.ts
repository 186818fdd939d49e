import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, parseAt, placeholders, tokenized } from '../../support/templates.ts';

const variables = (path: string, text: string) =>
  placeholders(parseAt(path, text)).map(({ segment }) => describe(segment));

test("Continue's older prompt files open with their keys: the name of a file is nobody's", () => {
  const text =
    'name: Write Core Unit Test\ndescription: Generate tests\n---\n<system>\nBe brief.\n</system>\n{{{ input }}}\n';
  const { prompts } = parseAt('.continue/prompts/test.prompt', text);
  assert.equal(prompts[0]!.name, 'Write Core Unit Test');
  const shown = prompts[0]!.parts.flatMap(({ segments }) =>
    segments.map((one) => (one.kind === 'text' ? one.text : '')),
  );
  assert.ok(!shown.join('').includes('Write Core'));
  assert.deepEqual(variables('.continue/prompts/test.prompt', text), ['input']);
  assert.equal(parseAt('prompts/a.md', 'Name of the game\n---\nBe brief.').prompts[0]!.name, undefined);
});

test('VS Code: its own variables and inputs, not those of code examples', () => {
  const text = [
    'Ask for ${input:mrn:Medical record number} and ${input:mrn}, of ${file}.',
    'Use `${name}` in templates.',
    '```ts',
    'const greeting = `Hi ${user} in ${file} for ${input:mrn}`;',
    '```',
    '',
  ].join('\n');
  assert.deepEqual(variables('a.prompt.md', text), ['mrn', 'mrn', 'file', 'mrn']);
  const [input, ...others] = parseAt('a.prompt.md', text).prompts[0]!.inputs!;
  assert.deepEqual(others, []);
  assert.equal(input!.name, 'mrn');
  assert.equal(input!.description, 'Medical record number');
  assert.equal(text.slice(input!.span.start, input!.span.end), 'mrn');
});

test('BAML: a function keeps its name and parameters when it names its client', () => {
  const text =
    'client<llm> C {\n  provider anthropic\n}\nfunction Letter(who: string) -> string {\n  client C\n  prompt #"Dear {{ who }}"#\n}\n';
  const [prompt] = parseAt('a.baml', text).prompts;
  assert.equal(prompt!.name, 'Letter');
  assert.deepEqual(
    prompt!.inputs!.map(({ name }) => name),
    ['who'],
  );
});

test('PromptL: names of a scope, answers of steps, functions that are parameters', () => {
  assert.deepEqual(variables('a.promptl', '<scope bar={{ foo }}>{{ bar }}</scope>{{ bar }}'), ['?foo', 'foo', 'bar']);
  assert.deepEqual(variables('a.promptl', '<step as="draft">Write.</step><step>{{ draft }} {{ greet(name) }}</step>'), [
    '?greet',
    'name|greet',
  ]);
});

test('promptfoo: prompts in a table, with quotes, commas and line breaks in a cell', () => {
  const text = 'label,prompt\r\nshort,Hi {{ a }}\r\nlong,"Dear ""{{ b | upper }}"",\r\n{{ c }}"\r\n,\r\n';
  const { prompts, problems } = parseAt('prompts.csv', text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    prompts.map(({ name }) => name),
    ['short', 'long'],
  );
  const found = placeholders(parseAt('prompts.csv', text)).map(({ segment }) => segment);
  assert.deepEqual(found.map(describe), ['a', 'b|upper', 'c']);
  assert.deepEqual(
    found.map(({ pathSpan }) => text.slice(pathSpan.start, pathSpan.end)),
    ['a', 'b', 'c'],
  );
  assert.equal(tokenized('prompts.csv', text, 'b'), text.replace('b | upper', 'b | upper | tokenize'));
  for (let end = 0; end <= text.length; end += 1) parseAt('prompts.csv', text.slice(0, end));
  assert.equal(parseAt('data/prompts.csv', 'prompt,answer\nWhat is it?,x\n').prompts.length, 0);
});
