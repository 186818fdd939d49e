import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { rangeIn, startClient } from './client.ts';

const policy =
  'version: 1\ncategories:\n  permitted: [user.name, user.content]\n  default_form: { user.name: tokenize }\n';

type Test = Parameters<typeof startClient>[0] & Parameters<typeof withFolder>[0];

/** The quick fix with that title on the first place of `word` in the opened template, applied to all files of a folder. */
async function fixed(
  t: Test,
  files: Record<string, string>,
  name: string,
  word: string,
  title: RegExp,
  first?: string,
) {
  const folder = withFolder(t, { 'prompt-privacy.yaml': policy, ...files });
  const client = await startClient(t, { root: folder.root });
  const uri = toUri(folder.path(name));
  const text = files[name]!;
  // A loader that is open is known before its template is read.
  if (first) {
    const loader = toUri(folder.path(first));
    await client.open(loader, 'python', files[first]!);
    await client.pull(loader);
  }
  await client.open(uri, 'plaintext', text);
  const start = text.indexOf(word);
  const range = rangeIn(text, { start, end: start + word.length });
  const diagnostics = (await client.pull(uri)).items ?? [];
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics },
  });
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action, `no ${title} among ${actions.map((one) => one.title).join('; ')}`);
  const changes = action.edit!.documentChanges as TextDocumentEdit[];
  const after = Object.fromEntries(
    changes
      .filter((change) => 'edits' in change)
      .map(({ textDocument, edits }) => {
        const path = Object.keys(files).find((one) => toUri(folder.path(one)) === textDocument.uri) ?? textDocument.uri;
        const document = TextDocument.create(textDocument.uri, '', 1, files[path] ?? '');
        return [path, TextDocument.applyEdits(document, edits as never)];
      }),
  );
  return { after, action, annotation: Object.values(action.edit!.changeAnnotations ?? {})[0]?.description };
}

test('tokenizing a variable of Console text renames it where code fills it, in one edit', async (t) => {
  const { after, annotation } = await fixed(
    t,
    {
      'prompts/visit.txt': 'Human: Write to {{PATIENT_NAME}} about {{TOPIC}}.\n',
      'src/visit.ts': `import { readFileSync } from 'node:fs';
const template = readFileSync('prompts/visit.txt', 'utf8');
export function text(patient: { name: string }, vault: Vault) {
  return template.replace('{{PATIENT_NAME}}', patient.name);
}
`,
    },
    'prompts/visit.txt',
    '{{PATIENT_NAME}}',
    /^Tokenize PATIENT_NAME/,
  );
  assert.equal(after['prompts/visit.txt'], 'Human: Write to {{PATIENT_NAME_TOKEN}} about {{TOPIC}}.\n');
  assert.match(
    after['src/visit.ts']!,
    /import \{ tokenize \} from 'prompt-privacy';[\s\S]*replace\('\{\{PATIENT_NAME_TOKEN\}\}', tokenize\(patient\.name, '[\w.]+', \{ vault \}\)\)/,
  );
  assert.match(annotation!, /Changes 1 place that fills it in visit\.ts/);
});

test('LangChain: template, input_variables and the call go together', async (t) => {
  const { after } = await fixed(
    t,
    {
      'prompts/visit.json':
        '{"_type": "prompt", "input_variables": ["patient_name"], "template": "Write to {patient_name}"}\n',
      'src/visit.py': `from langchain_core.prompts import load_prompt
from langchain_anthropic import ChatAnthropic

prompt = load_prompt("prompts/visit.json")

def letter(patient, vault):
    chain = prompt | ChatAnthropic(model="claude-sonnet-4-5")
    return chain.invoke({"patient_name": patient.name})
`,
    },
    'prompts/visit.json',
    '{patient_name}',
    /^Tokenize patient_name/,
  );
  assert.match(after['prompts/visit.json']!, /\["patient_name_token"\], "template": "Write to \{patient_name_token\}"/);
  assert.match(after['src/visit.py']!, /chain\.invoke\(\{"patient_name_token": tokenize\(patient\.name, /);
});

test('the marks that code gives to Jinja are those that its template is read with', async (t) => {
  const { after } = await fixed(
    t,
    {
      'prompts/visit.j2': 'Write to << patient_name >>, not {{ this }}.\n',
      'src/visit.py': `from jinja2 import Environment, FileSystemLoader
from anthropic import Anthropic

env = Environment(loader=FileSystemLoader("."), variable_start_string="<<", variable_end_string=">>")


def letter(patient):
    text = env.get_template("prompts/visit.j2").render(patient_name=patient.name)
    return Anthropic().messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": text}])
`,
    },
    'prompts/visit.j2',
    'patient_name',
    /^Tokenize patient_name/,
    'src/visit.py',
  );
  assert.equal(after['prompts/visit.j2'], 'Write to << patient_name | tokenize >>, not {{ this }}.\n');
});
