import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Form } from '../../../../server/src/core/taxonomy/levels.ts';
import { codeFile } from './prompt-in-code.ts';

function tokenized(
  languageId: string,
  marked: string,
  form: Form = 'tokenize',
  type = 'PERSON_NAME',
  policy = {},
): string {
  const { writer, segment, context, apply } = codeFile(languageId, marked, policy);
  return apply(writer.tokenize(segment, { form, type }, context));
}

test('wraps the expression, adds the import after the last and a vault at the start of the function', () => {
  assert.equal(
    tokenized(
      'typescript',
      `import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

export async function ask(patient: { name: string }) {
  return client.messages.create({ messages: [{ role: 'user', content: \`About \${‹patient.name›}\` }] });
}
`,
    ),
    `import Anthropic from "@anthropic-ai/sdk";
import { createVault, tokenize } from "prompt-privacy";

const client = new Anthropic();

export async function ask(patient: { name: string }) {
  const vault = createVault();
  return client.messages.create({ messages: [{ role: 'user', content: \`About \${tokenize(patient.name, 'PERSON_NAME', { vault })}\` }] });
}
`,
  );
});

test('merges the import, keeps its order, and uses the vault that the function made', () => {
  assert.equal(
    tokenized(
      'typescript',
      `import { createVault, scrub, type Vault } from 'prompt-privacy';
function ask(note: string, name: string) {
  const mine: Vault = createVault();
  return scrub(note, { vault: mine }).text + ‹name›;
}
`,
    ),
    `import { createVault, scrub, tokenize, type Vault } from 'prompt-privacy';
function ask(note: string, name: string) {
  const mine: Vault = createVault();
  return scrub(note, { vault: mine }).text + tokenize(name, 'PERSON_NAME', { vault: mine });
}
`,
  );
});

const reach: readonly [title: string, before: string, after: string][] = [
  [
    'a parameter named vault',
    'function ask(name: string, { vault }: Options) {\n  return ‹name›;\n}\n',
    "tokenize(name, 'PERSON_NAME', { vault })",
  ],
  [
    'a parameter of type Vault',
    'function ask(name: string, tokens: Vault) {\n  return ‹name›;\n}\n',
    "tokenize(name, 'PERSON_NAME', { vault: tokens })",
  ],
  [
    'a conversation object',
    'function ask(name: string, chat: Chat) {\n  log(chat.vault.id);\n  return ‹name›;\n}\n',
    "tokenize(name, 'PERSON_NAME', { vault: chat.vault })",
  ],
  [
    'a field',
    'async ask(name: string) {\n  use(this.conversation.vault);\n  return ‹name›;\n}\n',
    "tokenize(name, 'PERSON_NAME', { vault: this.conversation.vault })",
  ],
];
for (const [title, before, after] of reach) {
  test(`a vault in reach: ${title}`, () => {
    const fixed = tokenized('typescript', before);
    assert.ok(fixed.includes(after), fixed);
    assert.ok(!fixed.includes('createVault'), fixed);
  });
}

test('a vault of a block that is closed is not in reach; a name that is taken is not used', () => {
  const fixed = tokenized(
    'typescript',
    'function ask(name: string, bank: Bank) {\n  if (bank.old) {\n    const vault = createVault();\n    use(vault);\n  }\n  return ‹name›;\n}\n',
  );
  assert.match(fixed, /\{\n {2}const tokenVault = createVault\(\);\n/);
  assert.match(fixed, /tokenize\(name, 'PERSON_NAME', \{ vault: tokenVault \}\)/);
});

test('an arrow with an expression becomes a block; CommonJS gets require; CRLF is kept', () => {
  assert.equal(
    tokenized(
      'javascript',
      "'use strict';\r\nconst sdk = require('x')\r\n\r\nconst ask = async (name) => sdk.ask(`Hi ${‹name›}`);\r\n",
    ).replaceAll('\r\n', '\n'),
    `'use strict';
const sdk = require('x')
const { createVault, tokenize } = require('prompt-privacy')

const ask = async (name) => {
  const vault = createVault();
  return sdk.ask(\`Hi \${tokenize(name, 'PERSON_NAME', { vault })}\`);
};
`,
  );
});

test('never at module scope', () => {
  const { writer, segment, context } = codeFile('typescript', 'const text = `Hi ${‹process.argv[2]›}`;\n');
  assert.equal(writer.tokenize(segment, { form: 'tokenize', type: 'PERSON_NAME' }, context), undefined);
});

test('other forms: scrub, generalize', () => {
  const code = 'function ask(note: string) {\n  return ‹note›;\n}\n';
  assert.match(tokenized('typescript', code, 'scrub'), /return scrub\(note, \{ vault \}\)\.text;/);
  const year = tokenized('typescript', code, 'generalize:year');
  assert.match(year, /return generalize\(note, 'year'\);/);
  assert.ok(!year.includes('vault'));
});

test('the names that the policy gives', () => {
  const tokenization = {
    typescript: { import: "import { pseudonym } from '@acme/privacy';", call: "pseudonym({expr}, '{type}')" },
  };
  assert.equal(
    tokenized(
      'typescript',
      "import a from 'a';\nfunction ask(name: string) {\n  return ‹name›;\n}\n",
      'tokenize',
      'user.name',
      { tokenization },
    ),
    "import a from 'a';\nimport { pseudonym } from '@acme/privacy';\nfunction ask(name: string) {\n  return pseudonym(name, 'PERSON_NAME');\n}\n",
  );
});

test('a literal in a template literal or string becomes a tokenized parameter', () => {
  const inTemplate = codeFile(
    'typescript',
    'export function ask(topic: string) {\n  return `«Write to Ana Lima about »${topic}`;\n}\n',
  );
  const start = inTemplate.text.indexOf('Ana Lima');
  const range = { start, end: start + 8 };
  assert.equal(
    inTemplate.apply(
      inTemplate.writer.placeholder(inTemplate.textSegment, range, { type: 'PERSON_NAME' }, inTemplate.context),
    ),
    "import { createVault, tokenize } from 'prompt-privacy';\n\nexport function ask(topic: string, personName: string) {\n  const vault = createVault();\n  return `Write to ${tokenize(personName, 'PERSON_NAME', { vault })} about ${topic}`;\n}\n",
  );
  const inString = codeFile('javascript', "export function ask() {\n  return '«Write to Ana Lima now»'.trim();\n}\n");
  const at = inString.text.indexOf('Ana Lima');
  const fixed = inString.apply(
    inString.writer.placeholder(
      inString.textSegment,
      { start: at, end: at + 8 },
      { type: 'PERSON_NAME' },
      inString.context,
    ),
  );
  assert.ok(fixed.includes('ask(personName) {'), fixed);
  assert.ok(fixed.includes("('Write to ' + tokenize(personName, 'PERSON_NAME', { vault }) + ' now').trim()"), fixed);
});

test('a whole record is narrowed, with forms where the fields need them', () => {
  const plain = codeFile('typescript', 'function ask(employee: Employee) {\n  return `${‹employee›}`;\n}\n');
  assert.match(
    plain.apply(plain.writer.project(plain.segment, [{ name: 'title', form: 'keep' }], plain.context)),
    /\$\{JSON\.stringify\(project\(employee, \['title'\]\)\)\}/,
  );
  const serialized = codeFile(
    'typescript',
    'function ask(employee: Employee) {\n  return JSON.stringify(‹employee›);\n}\n',
  );
  const { start, end } = serialized.segment.pathSpan;
  const segment = { ...serialized.segment, expressionSpan: { start: start - 15, end: end + 1 } };
  const fields = [
    { name: 'title', form: 'keep' as const },
    { name: 'email', form: 'tokenize' as const, type: 'user.contact.email' },
    { name: 'birth', form: 'generalize:year' as const },
  ];
  const fixed = serialized.apply(serialized.writer.project(segment, fields, serialized.context));
  assert.ok(
    fixed.includes(
      "JSON.stringify(project(employee, { title: 'keep', email: 'tokenize:EMAIL_ADDRESS', birth: 'generalize:year' }, { vault }))",
    ),
    fixed,
  );
  assert.ok(fixed.includes("import { createVault, project } from 'prompt-privacy';"), fixed);
});
