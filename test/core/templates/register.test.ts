import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { templateWriter } from '../../../server/src/core/fixes/templates/index.ts';
import * as runtime from '../../../server/src/runtime/index.ts';
import { testEngines } from '../../support/engines.ts';
import { useOf } from '../../support/template-use.ts';
import { contextOf, parseAt, placeholders } from '../../support/templates.ts';

/**
 * The edit that uses a filter also registers it where code makes the engine. Template and code are changed, then the
 * changed code renders the changed template with the real engine: the token is printed, and the vault of the
 * conversation restores it.
 */
let engines: Awaited<ReturnType<typeof testEngines>>;
before(async () => {
  engines = await testEngines();
  await engines.load(['javascript', 'python']);
});

function fixed(template: string, text: string, languageId: string, code: string) {
  const located = placeholders(parseAt(template, text)).find(({ segment }) => segment.path === 'patient.name')!;
  const document = { uri: 'file:///workspace/src/code.x', languageId, text: code };
  const written = templateWriter.tokenize(
    located.segment,
    { form: 'tokenize', type: 'PERSON_NAME' },
    { ...contextOf(template, text, located), uses: () => [useOf(engines, document, template)] },
  )!;
  const own = written.edits.filter(({ uri }) => uri === undefined);
  const there = written.edits.filter(({ uri }) => uri === document.uri);
  return { text: applyEdits(text, own), code: applyEdits(code, there), written };
}

const scripts: readonly {
  readonly what: string;
  readonly template: string;
  readonly text: string;
  readonly code: string;
}[] = [
  {
    what: 'Handlebars, a compiled template',
    template: 'prompts/a.hbs',
    text: 'Dear {{patient.name}}, {{topic}}',
    code: `const Handlebars = require('handlebars');
const { readFileSync } = require('node:fs');
const template = Handlebars.compile(readFileSync('prompts/a.hbs', 'utf8'));
exports.ask = async function ask(patient) {
  return template({ patient, topic: 'x' });
};
`,
  },
  {
    what: 'Handlebars, values in a variable',
    template: 'prompts/a.hbs',
    text: '{{#with patient}}Dear {{name}}{{/with}}',
    code: `const Handlebars = require('handlebars');
const { createVault } = require('prompt-privacy');
const fs = require('node:fs');
exports.ask = async function ask(patient) {
  const source = fs.readFileSync('prompts/a.hbs', 'utf8');
  const values = { patient };
  const vault = createVault();
  return Handlebars.compile(source)(values);
};
`,
  },
  {
    what: 'Liquid',
    template: 'prompts/a.liquid',
    text: 'Dear {{ patient.name }}',
    code: `const { Liquid } = require('liquidjs');
const fs = require('node:fs');
const engine = new Liquid();
const source = fs.readFileSync('prompts/a.liquid', 'utf8');
exports.ask = async (patient) => {
  return engine.parseAndRender(source, { patient });
};
`,
  },
  {
    what: 'Nunjucks',
    template: 'prompts/a.njk',
    text: 'Dear {{ patient.name }}',
    code: `const nunjucks = require('nunjucks');
const fs = require('node:fs');
const env = new nunjucks.Environment(null, { autoescape: false });
exports.ask = async function ask(patient) {
  return env.renderString(fs.readFileSync('prompts/a.njk', 'utf8'), { patient });
};
`,
  },
  {
    what: 'Dotprompt',
    template: 'prompts/a.prompt',
    text: '---\nmodel: anthropic/claude-sonnet-4-5\n---\nDear {{patient.name}}',
    code: `const { Dotprompt } = require('dotprompt');
const fs = require('node:fs');
const dotprompt = new Dotprompt();
exports.ask = async function ask(patient) {
  const source = fs.readFileSync('prompts/a.prompt', 'utf8');
  const { messages } = await dotprompt.render(source, { input: { patient } });
  return JSON.stringify(messages);
};
`,
  },
];

for (const { what, template, text, code } of scripts) {
  test(`${what} is told of the filter and handed the vault`, async () => {
    const after = fixed(template, text, 'javascript', code);
    assert.match(after.written.note!, /^Registers tokenize with/);
    const vaults: runtime.Vault[] = [];
    const made = () => {
      vaults.push(runtime.createVault());
      return vaults.at(-1)!;
    };
    const load = createRequire(import.meta.url);
    const stubs: Record<string, unknown> = {
      'prompt-privacy': { ...runtime, createVault: made },
      'node:fs': { readFileSync: () => after.text },
    };
    const exported: { ask?: (patient: { name: string }) => Promise<string> } = {};
    new Function('require', 'exports', after.code)((name: string) => stubs[name] ?? load(name), exported);
    const first = await exported.ask!({ name: 'Ada Lovelace' });
    assert.match(first, /Dear \[VALUE_1\]/, after.code);
    assert.doesNotMatch(first, /Lovelace/);
    assert.match(await exported.ask!({ name: 'Bob' }), /Dear \[VALUE_1\]/);
    assert.equal(runtime.restore('[VALUE_1]', { vault: vaults[0]! }), 'Ada Lovelace');
    assert.equal(runtime.restore('[VALUE_1]', { vault: vaults[1]! }), 'Bob', 'each conversation has its own vault');
    const again = fixed(template, text, 'javascript', after.code);
    assert.equal(again.code, after.code, 'registered once');
  });
}

test('Jinja2 is told of the filter and handed the vault', (context) => {
  const code = `from jinja2 import Environment, FileSystemLoader

env = Environment(loader=FileSystemLoader("."))
template = env.get_template("prompts/a.j2")


def ask(patient):
    return template.render(patient=patient)


print(ask({"name": "Ada Lovelace"}))
print(ask({"name": "Bob"}))
`;
  const after = fixed('prompts/a.j2', 'Dear {{ patient.name }}', 'python', code);
  assert.match(after.code, /env\.filters\["tokenize"\] = pass_context/);
  assert.match(after.code, /template\.render\(patient=patient, vault=vault\)/);
  const helper = after.written.edits.find(({ create }) => create)!.newText;
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'prompt_privacy.py'), helper);
  // The loader reads the template from memory: the folder holds code only.
  const loader = after.code.replace(
    'FileSystemLoader(".")',
    `DictLoader({"prompts/a.j2": ${JSON.stringify(after.text)}})`,
  );
  writeFileSync(join(folder, 'app.py'), loader.replace('FileSystemLoader', 'DictLoader'));
  const run = spawnSync('python3', ['app.py'], { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0 && /ModuleNotFoundError: No module named 'jinja2'|ENOENT/.test(`${run.stderr} ${run.error}`)) {
    if (process.env['CI']) assert.fail('python3 with jinja2 is missing');
    context.skip('needs python3 with jinja2: pip install jinja2');
    return;
  }
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stdout, 'Dear [VALUE_1]\nDear [VALUE_1]\n');
});

test('an engine that nobody sees made keeps the note', () => {
  const code =
    "import { render } from './render.js';\nexport const ask = (patient) => render('prompts/a.hbs', { patient });\n";
  const after = fixed('prompts/a.hbs', '{{patient.name}}', 'javascript', code);
  assert.equal(after.code, code);
  assert.equal(after.written.note, 'Register a helper named tokenize with Handlebars.');
});
