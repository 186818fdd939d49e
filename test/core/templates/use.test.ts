import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { applyEdits } from '../../../server/src/core/fixes/fix.ts';
import { templateWriter } from '../../../server/src/core/fixes/templates/index.ts';
import { testEngines } from '../../support/engines.ts';
import { useOf } from '../../support/template-use.ts';
import { contextOf, parseAt, placeholders } from '../../support/templates.ts';

/** A variable that is renamed in its template takes its new name, and its value its form, where code fills the template. */
interface Case {
  readonly what: string;
  readonly template: string;
  readonly text?: string;
  readonly variable: string;
  readonly languageId: string;
  readonly code: string;
  /** Lines of the code after the fix that must be there, each once. */
  readonly after: readonly string[];
}

const text = 'Human: {{PATIENT_NAME}}, {{TOPIC}}';
const cases: readonly Case[] = [
  {
    what: 'a mark that is replaced',
    template: 'prompts/summary.txt',
    variable: 'PATIENT_NAME',
    languageId: 'typescript',
    code: `const template = readFileSync('prompts/summary.txt', 'utf8');
export async function ask(patient: Patient, vault: Vault) {
  const prompt = template.replace('{{PATIENT_NAME}}', patient.name).replaceAll(/\\{\\{PATIENT_NAME\\}\\}/g, patient.name);
  return other.replace('{{PATIENT_NAME}}', patient.name);
}
`,
    after: [
      "template.replace('{{PATIENT_NAME_TOKEN}}', tokenize(patient.name, 'PERSON_NAME', { vault })).replaceAll(/\\{\\{PATIENT_NAME_TOKEN\\}\\}/g, tokenize(patient.name, 'PERSON_NAME', { vault }))",
      "return other.replace('{{PATIENT_NAME}}', patient.name)",
      "import { tokenize } from 'prompt-privacy'",
    ],
  },
  {
    what: 'keys of an object, shorthand too, and no other objects',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'typescript',
    code: `const summary = PromptTemplate.fromTemplate(readFileSync('prompts/summary.txt', 'utf8'));
function ask(patient_name: string) {
  audit({ patient_name });
  const input = { patient_name, topic };
  return chain.pipe(summary).invoke(input) ?? summary.invoke({ 'patient_name': patient_name });
}
`,
    after: [
      'audit({ patient_name });',
      "const input = { patient_name_token: tokenize(patient_name, 'PERSON_NAME', { vault }), topic };",
      "summary.invoke({ 'patient_name_token': tokenize(patient_name, 'PERSON_NAME', { vault }) })",
      'function ask(patient_name: string) {',
      'const vault = createVault();',
    ],
  },
  {
    what: 'variables beside the template in one argument',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'javascript',
    code: `const template = readFileSync('prompts/summary.txt', 'utf8');
export function ask(p, vault) {
  return send({ metadata: { patient_name: p.id }, template, variables: { patient_name: p.name } });
}
`,
    after: [
      "metadata: { patient_name: p.id }, template, variables: { patient_name_token: tokenize(p.name, 'PERSON_NAME', { vault }) }",
    ],
  },
  {
    what: 'keyword arguments and dictionaries',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'python',
    code: `TEMPLATE = Path("prompts/summary.txt").read_text()

def ask(patient, vault):
    log(patient_name=patient.id)
    one = TEMPLATE.format(patient_name=patient.name, topic="x")
    prompt = PromptTemplate.from_template(TEMPLATE)
    return one + prompt.invoke({"patient_name": patient.name})
`,
    after: [
      'log(patient_name=patient.id)',
      'TEMPLATE.format(patient_name_token=tokenize(patient.name, "PERSON_NAME", vault=vault), topic="x")',
      'prompt.invoke({"patient_name_token": tokenize(patient.name, "PERSON_NAME", vault=vault)})',
      'from prompt_privacy import tokenize',
    ],
  },
  {
    what: 'Spring AI: parameters and maps',
    template: 'src/main/resources/prompts/summary.st',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'java',
    code: `package clinic;
class Summary {
  @Value("classpath:/prompts/summary.st") private Resource summary;
  String ask(Patient p, PromptPrivacy.Vault vault) {
    log.info(Map.of("patient_name", p.id()));
    var prompt = new PromptTemplate(summary).create(Map.of("patient_name", p.name()));
    return client.prompt().user(u -> u.text(summary).param("patient_name", p.name())).call().content();
  }
}
`,
    after: [
      'log.info(Map.of("patient_name", p.id()))',
      'create(Map.of("patient_name_token", PromptPrivacy.tokenize(p.name(), "PERSON_NAME", vault)))',
      'param("patient_name_token", PromptPrivacy.tokenize(p.name(), "PERSON_NAME", vault))',
    ],
  },
  {
    what: 'Kotlin: pairs with to',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'kotlin',
    code: `package clinic
fun ask(p: Patient, vault: PromptPrivacy.Vault): String {
  val template = File("prompts/summary.txt").readText()
  return render(template, mapOf("patient_name" to p.name)) + template.replace("{patient_name}", p.name)
}
`,
    after: [
      'render(template, mapOf("patient_name_token" to PromptPrivacy.tokenize(p.name, "PERSON_NAME", vault)))',
      'template.replace("{patient_name_token}", PromptPrivacy.tokenize(p.name, "PERSON_NAME", vault))',
    ],
  },
  {
    what: 'C#: replacement, index initializers',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'csharp',
    code: `class Summary {
  string Ask(Patient p, Vault vault) {
    var template = File.ReadAllText("prompts/summary.txt");
    var arguments = new Dictionary<string, string> { ["patient_name"] = p.Name };
    return Render(template, arguments) + template.Replace("{patient_name}", p.Name);
  }
}
`,
    after: ['["patient_name_token"] = ', 'template.Replace("{patient_name_token}", '],
  },
  {
    what: 'Go: map literals and replacement',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'go',
    code: `package clinic

func ask(p Patient, vault *Vault) string {
	raw, err := os.ReadFile("prompts/summary.txt")
	template := string(raw)
	return fill(template, map[string]string{"patient_name": p.Name}) + strings.ReplaceAll(template, "{patient_name}", p.Name)
}
`,
    after: ['map[string]string{"patient_name_token": ', 'strings.ReplaceAll(template, "{patient_name_token}", '],
  },
  {
    what: 'Ruby: symbols and strings as keys',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'ruby',
    code: `def ask(patient, vault)
  template = File.read("prompts/summary.txt")
  render(template, patient_name: patient.name) + template.gsub("{patient_name}", patient.name)
end
`,
    after: ['render(template, patient_name_token: ', 'template.gsub("{patient_name_token}", '],
  },
  {
    what: 'PHP: arrays and str_replace',
    template: 'prompts/summary.txt',
    text: 'Hi {patient_name}',
    variable: 'patient_name',
    languageId: 'php',
    code: `<?php
function ask($patient, $vault) {
  $template = file_get_contents('prompts/summary.txt');
  return render($template, ['patient_name' => $patient->name]) . str_replace('{patient_name}', $patient->name, $template);
}
`,
    after: ["['patient_name_token' => ", "str_replace('{patient_name_token}', "],
  },
  {
    what: 'BAML: keywords are renamed, positions take the value',
    template: 'baml_src/resume.baml',
    text: 'function ExtractResume(topic: string, patient_name: string) -> string {\n  prompt #"{{ patient_name }} {{ topic }}"#\n}\n',
    variable: 'patient_name',
    languageId: 'python',
    code: `from baml_client import b

def ask(patient, vault):
    log("x", patient.name)
    return b.ExtractResume("a", patient.name), b.ExtractResume(topic="a", patient_name=patient.name)
`,
    after: [
      'log("x", patient.name)',
      'b.ExtractResume("a", tokenize(patient.name, "PERSON_NAME", vault=vault))',
      'b.ExtractResume(topic="a", patient_name_token=tokenize(patient.name, "PERSON_NAME", vault=vault))',
    ],
  },
  {
    what: 'PromptL: a field of an object',
    template: 'prompts/a.promptl',
    text: '<user>{{ patient.name }}</user>',
    variable: 'patient.name',
    languageId: 'typescript',
    code: `const prompt = readFileSync('prompts/a.promptl', 'utf8');
export const ask = (p: Patient, vault: Vault) => render({ prompt, parameters: { patient: { name: p.name }, doctor: { name: p.doctor } } });
`,
    after: [
      "parameters: { patient: { name_token: tokenize(p.name, 'PERSON_NAME', { vault }) }, doctor: { name: p.doctor } }",
    ],
  },
];

let engines: Awaited<ReturnType<typeof testEngines>>;
before(async () => {
  engines = await testEngines();
  await engines.load(new Set(cases.map(({ languageId }) => languageId)));
});

function fix({ template, text: own = text, variable, languageId, code }: Case) {
  const located = placeholders(parseAt(template, own)).find(({ segment }) => segment.path === variable)!;
  const document = { uri: 'file:///workspace/src/code', languageId, text: code };
  const written = templateWriter.tokenize(
    located.segment,
    { form: 'tokenize', type: 'PERSON_NAME' },
    { ...contextOf(template, own, located), uses: () => [useOf(engines, document, template)] },
  );
  return { written, edits: written?.edits.filter(({ uri }) => uri === document.uri) ?? [] };
}

for (const one of cases) {
  test(`${one.languageId}: ${one.what}`, () => {
    const { written, edits } = fix(one);
    const after = applyEdits(one.code, edits);
    for (const line of one.after) assert.equal(after.split(line).length, 2, `${line}\nin\n${after}`);
    assert.match(written!.note!, /^Changes \d place/);
    assert.equal(engines.syntax.parse(one.languageId, after, 'file:///after')!.rootNode.hasError, false, after);
  });
}

test('a file that loads the template and fills it elsewhere gets the note', () => {
  const code = "const template = readFileSync('prompts/summary.txt', 'utf8');\nexport default template;\n";
  const { written, edits } = fix({ ...cases[0]!, code });
  assert.deepEqual(edits, []);
  assert.match(written!.note!, /^Fill PATIENT_NAME_TOKEN with the value/);
  assert.equal(written!.safe, false);
});
