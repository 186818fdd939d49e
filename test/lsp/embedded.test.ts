import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  Hover,
  SemanticTokens,
  TextDocumentEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toUri } from '../../server/src/workspace/uris.ts';
import { withFolder } from '../support/folder.ts';
import { startClient } from './client.ts';

const code = `import anthropic
from jinja2 import Template

client = anthropic.Anthropic()
# 😀 before it
LETTER = Template("\\tDear \\"{{ patient.name }}\\",\\n{{ patient.plan }}: {{ pat }}")


def ask(patient):
    return client.messages.create(model="claude-opus-4-5", max_tokens=3, messages=[{"role": "user", "content": LETTER.render(patient=patient)}])
`;

test('a template in a string has the features of a template, where it stands', async (t) => {
  const policy =
    'version: 1\nsources:\n  - id: ehr\n    level: restricted\n    match: { placeholders: [patient] }\n    fields: { patient.name: user.name, patient.plan: none }\n';
  const { root, path } = withFolder(t, { 'prompt-privacy.yaml': policy, 'src/letter.py': code });
  const client = await startClient(t, { root });
  const uri = toUri(path('src/letter.py'));
  await client.open(uri, 'python', code);
  const document = TextDocument.create(uri, 'python', 0, code);
  const at = (words: string) => document.positionAt(code.indexOf(words));
  const textDocument = { uri };

  const { data } = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument,
  });
  let [line, character] = [0, 0];
  const tokens = [];
  for (let index = 0; index < data.length; index += 5) {
    character = data[index] === 0 ? character + data[index + 1]! : data[index + 1]!;
    line += data[index]!;
    tokens.push(
      document.getText({ start: { line, character }, end: { line, character: character + data[index + 2]! } }),
    );
  }
  assert.deepEqual(tokens, ['{{ patient.name }}', '{{ patient.plan }}', '{{ pat }}']);

  const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
    textDocument,
    position: at('patient.name'),
  });
  assert.match(JSON.stringify(hover.contents), /user\.name/);
  assert.deepEqual(document.getText(hover.range!), 'patient.name');

  const end = document.positionAt(code.indexOf('{{ pat }}') + '{{ pat'.length);
  const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
    textDocument,
    position: end,
  });
  assert.ok(items.some(({ label }) => label === 'patient.plan'));

  const { items: diagnostics } = await client.pull(uri);
  const found = diagnostics!.find(({ range }) => document.getText(range) === 'patient.name')!;
  assert.ok(found, 'the placeholder has a diagnostic of its own');
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range: found.range,
    context: { diagnostics: [found] },
  });
  const fix = actions.find(({ title }) => title.startsWith('Tokenize'))!;
  const change = fix.edit!.documentChanges!.find((one) => (one as TextDocumentEdit).textDocument?.uri === uri);
  const after = TextDocument.applyEdits(document, (change as TextDocumentEdit).edits as never);
  assert.ok(after.includes('\\"{{ patient.name | tokenize }}\\"'), after);
});
