import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { PromptTemplate } from '@langchain/core/prompts';
import { Dotprompt } from 'dotprompt';
import Handlebars from 'handlebars';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';
import { render as renderPromptl, scan } from 'promptl-ai';
import { parse as parseYaml } from 'yaml';
import { renamed } from '../../../server/src/core/templates/naming.ts';
import { plainFixtures } from '../../support/template-fixtures.ts';
import { parseAt, placeholders, tokenized } from '../../support/templates.ts';

/**
 * What the fixes write, rendered by the engines themselves: the output shows the token and not the value. The engines
 * are given the function that the fix names, as an application would.
 */
const token = (value: unknown): string =>
  Array.isArray(value) ? value.map(token).join() : `[PERSON_${String(value).length}]`;
const year = (value: unknown): string => String(value).slice(0, 4);
const value = 'Ada Lovelace';
const expected = '[PERSON_12]';
const data = {
  patient: { name: value, dob: '1815-12-10' },
  name: value,
  names: [value, 'Bob'],
  who: value,
  nick: 'ada',
  flag: false,
};

const cases: readonly { readonly before: string; readonly path: string }[] = [
  { before: 'Dear {{ patient.name }}, hello', path: 'patient.name' },
  { before: '{% for n in names %}- {{ n }}\n{% endfor %}', path: 'names[]' },
  { before: "{{ names | join(', ') }}", path: 'names' },
  { before: '{{ name | upper }} is here', path: 'name' },
  { before: "{{ 'Hi ' ~ name ~ '!' }}", path: 'name' },
  { before: '{{ nick if flag else name }}', path: 'name' },
  { before: '{% set x = patient.name %}{{ x }}', path: 'patient.name' },
  { before: '{{-  name -}}', path: 'name' },
];

function shows(output: string, what: string): void {
  assert.match(output, /\[PERSON_\d+\]/, `${what} gives ${output}`);
  assert.ok(!/lovelace/i.test(output), `${what} shows the value`);
}

test('Nunjucks', () => {
  const environment = new nunjucks.Environment(null, { autoescape: false });
  environment.addFilter('tokenize', token);
  environment.addFilter('generalize', (date: string) => year(date));
  // Nunjucks has no `map` filter: lists are a matter of Jinja.
  for (const { before, path } of cases.filter(({ before: text }) => !text.includes('join'))) {
    const after = tokenized('prompts/a.njk', before, path)!;
    shows(environment.renderString(after, data), after);
  }
  const after = tokenized('prompts/a.njk', '{{ patient.dob }}', 'patient.dob', 'generalize:year')!;
  assert.equal(environment.renderString(after, data), '1815');
});

test('promptfoo: an inline prompt with a filter registered as promptfoo does', () => {
  const config = "prompts:\n  - 'Summarise for {{ patient.name }}: {{ patient | dump }}'\n  - file://x.txt\n";
  const after = tokenized('promptfooconfig.yaml', config, 'patient.name')!;
  const environment = nunjucks.configure({ autoescape: false });
  const { nunjucksFilters } = parseYaml(after) as { nunjucksFilters: Record<string, string> };
  for (const name of Object.keys(nunjucksFilters)) environment.addFilter(name, token);
  const [prompt] = (parseYaml(after) as { prompts: string[] }).prompts;
  shows(nunjucks.renderString(prompt!.replace('{{ patient | dump }}', ''), data), after);
});

test('Jinja2', (context) => {
  const edited = cases.map(({ before, path }) => tokenized('prompts/a.j2', before, path)!);
  const script = `
import json, sys
from jinja2 import Environment, StrictUndefined
env = Environment(undefined=StrictUndefined)
env.filters['tokenize'] = lambda value: '[PERSON_%d]' % len(str(value))
request = json.load(sys.stdin)
json.dump([env.from_string(text).render(**request['data']) for text in request['templates']], sys.stdout)
`;
  const run = spawnSync('python3', ['-c', script], {
    input: JSON.stringify({ data, templates: edited }),
    encoding: 'utf8',
  });
  if (run.status !== 0 && /ModuleNotFoundError|ENOENT/.test(`${run.stderr} ${run.error}`) && !process.env.CI) {
    context.skip('needs python3 with jinja2: pip install jinja2');
    return;
  }
  assert.equal(run.status, 0, run.stderr);
  const outputs = JSON.parse(run.stdout) as string[];
  for (const [index, output] of outputs.entries()) shows(output, edited[index]!);
});

test('Handlebars', () => {
  const engine = Handlebars.create();
  engine.registerHelper('tokenize', (input: unknown) => token(input));
  engine.registerHelper('upper', (input: string) => String(input).toUpperCase());
  engine.registerHelper('json', (input: unknown) => new engine.SafeString(JSON.stringify(input)));
  engine.registerPartial('card', 'Card of {{who}}');
  for (const [before, path] of [
    ['Dear {{patient.name}}', 'patient.name'],
    ['{{#each names}}{{this}} {{/each}}', 'names[]'],
    ['{{#with patient}}{{name}}{{/with}}', 'patient.name'],
    ['{{upper name}}', 'name'],
    ['{{json name}}', 'name'],
    ['{{> card who=patient.name}}', 'patient.name'],
    ['{{{ name }}}', 'name'],
    ['{{~lookup patient "name"~}}', 'patient.name'],
    ['{{#if flag}}x{{else}}{{name}}{{/if}}', 'name'],
  ] as const) {
    const after = tokenized('prompts/a.hbs', before, path)!;
    shows(engine.compile(after)(data), after);
  }
});

test('Dotprompt', async () => {
  const engine = new Dotprompt({ helpers: { tokenize: (input: unknown) => token(input) } });
  const before =
    '---\nmodel: anthropic/claude-sonnet-4-5\n---\n{{role "user"}}Dear {{patient.name}}, {{json patient.name}}';
  const once = tokenized('a.prompt', before, 'patient.name')!;
  const after = once.replace('{{json patient.name}}', '');
  const rendered = await engine.render(after, { input: data });
  shows(JSON.stringify(rendered.messages), after);
  await assert.rejects(
    async () => new Dotprompt().render(after, { input: data }),
    /tokenize/,
    'an unknown helper is an error: the note says so',
  );
});

test('LiquidJS', async () => {
  const engine = new Liquid();
  engine.registerFilter('tokenize', token);
  engine.registerFilter('generalize', year);
  for (const [before, path] of [
    ['Dear {{ patient.name }}', 'patient.name'],
    ['{% for n in names %}{{ n }} {% endfor %}', 'names[]'],
    ['{% assign x = patient.name | upcase %}{{ x }}', 'patient.name'],
    ['{{ patient["name"] | truncate: 5 }}', 'patient.name'],
  ] as const) {
    const after = tokenized('prompts/a.liquid', before, path)!;
    shows(await engine.parseAndRender(after, data), after);
  }
  assert.equal(
    await engine.parseAndRender(
      tokenized('prompts/a.liquid', '{{ patient.dob }}', 'patient.dob', 'generalize:year')!,
      data,
    ),
    '1815',
  );
});

test('Mustache', () => {
  const view = { ...data, tokenize: () => (text: string, render: (text: string) => string) => token(render(text)) };
  for (const [before, path] of [
    ['Dear {{patient.name}}', 'patient.name'],
    ['{{#patient}}{{{name}}}{{/patient}}', 'patient.name'],
    ['{{#names}}{{.}} {{/names}}', 'names'],
    ['{{& name }}', 'name'],
  ] as const) {
    const after = tokenized('prompts/a.mustache', before, path)!;
    shows(Mustache.render(after, view), after);
  }
});

test('LangChain: the variable is renamed in all its places, and handed in under the new name', async () => {
  const before = JSON.stringify(
    {
      _type: 'prompt',
      input_variables: ['name', 'topic'],
      template: 'Dear "{name}"\n{topic}, {name}',
      template_format: 'f-string',
    },
    null,
    2,
  );
  const after = tokenized('prompt.json', before, 'name')!;
  const { template, input_variables: inputs } = JSON.parse(after) as { template: string; input_variables: string[] };
  assert.deepEqual(inputs, ['name_token', 'topic']);
  const prompt = new PromptTemplate({ template, inputVariables: inputs });
  shows(await prompt.format({ [renamed('name', 'tokenize')!]: token(value), topic: 'engines' }), after);
});

test('GitHub Models and Console text: the literal mark is replaced', () => {
  const yaml = 'messages:\n  - role: user\n    content: "Hi {{name}} and {{name}}"\ntestData:\n  - name: Someone\n';
  const after = tokenized('a.prompt.yml', yaml, 'name')!;
  const parsed = parseYaml(after) as { messages: { content: string }[]; testData: Record<string, string>[] };
  assert.deepEqual(Object.keys(parsed.testData[0]!), ['name_token']);
  // The pattern of actions/ai-inference.
  shows(
    parsed.messages[0]!.content.replace(
      /\{\{([\w.-]+)\}\}/g,
      (_, key: string) => ({ name_token: token(value), name: value })[key]!,
    ),
    after,
  );
  const console = tokenized('prompts/a.txt', 'Human: {{PATIENT_NAME}}', 'PATIENT_NAME')!;
  assert.equal(console.replace('{{PATIENT_NAME_TOKEN}}', expected), `Human: ${expected}`);
});

test('PromptL: the parameters that its own scanner finds', async () => {
  for (const { path, text } of plainFixtures.filter(({ format }) => format === 'promptl')) {
    const { parameters } = await scan({ prompt: text });
    const roots = placeholders(parseAt(path, text)).flatMap(({ segment }) => segment.path?.match(/^\w+/)?.[0] ?? []);
    assert.deepEqual([...new Set(roots)].sort(), [...parameters].sort(), path);
  }
});

test('PromptL: the renamed variable is handed in as a token', async () => {
  const after = tokenized('a.promptl', '<user>Dear {{ name }}, {{ topic }}</user>', 'name')!;
  const { messages } = await renderPromptl({ prompt: after, parameters: { name_token: token(value), topic: 'x' } });
  shows(JSON.stringify(messages), after);
});
