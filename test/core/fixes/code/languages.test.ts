import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../../../server/src/core/fixes/fix.ts';
import type { Form } from '../../../../server/src/core/taxonomy/levels.ts';
import { codeFile } from './prompt-in-code.ts';

/** The file after the fix; the helper module that it adds is checked apart. */
function tokenized(languageId: string, marked: string, form: Form = 'tokenize', widen = [0, 0]): string {
  const file = codeFile(languageId, marked);
  const { start, end } = file.segment.span;
  const segment = { ...file.segment, span: { start: start - widen[0]!, end: end + widen[1]! } };
  const written = file.writer.tokenize(segment, { form, type: 'PERSON_NAME' }, file.context);
  assert.ok(written, 'the writer has no way to say it');
  return applyEdits(
    file.text,
    written.edits.filter((edit) => !edit.uri),
  );
}

test('Python: import, vault after the docstring, quotes that the f-string allows', () => {
  assert.equal(
    tokenized(
      'python',
      `"""Asks."""

from __future__ import annotations

import anthropic

client = anthropic.Anthropic()


def ask(patient) -> str:
    """Asks about a patient."""
    prompt = f"About {‹patient.name›}"
    return client.messages.create(prompt)
`,
      'tokenize',
      [1, 1],
    ),
    `"""Asks."""

from __future__ import annotations

import anthropic
from prompt_privacy import create_vault, tokenize

client = anthropic.Anthropic()


def ask(patient) -> str:
    """Asks about a patient."""
    vault = create_vault()
    prompt = f"About {tokenize(patient.name, 'PERSON_NAME', vault=vault)}"
    return client.messages.create(prompt)
`,
  );
});

test('Python: the helper module is made in the same change, and not again once it is imported', () => {
  const first = codeFile('python', 'def ask(name):\n    return ‹name›\n');
  const written = first.writer.tokenize(first.segment, { form: 'tokenize', type: 'user.name' }, first.context)!;
  assert.equal(written.safe, false);
  const helper = written.edits.find((edit) => edit.create)!;
  assert.equal(helper.uri, 'file:///w/src/prompt_privacy.py');
  assert.match(helper.newText, /^def tokenize\(/m);
  const second = codeFile(
    'python',
    'from prompt_privacy import (create_vault, scrub)\n\ndef ask(name):\n    vault = create_vault()\n    return ‹name›\n',
  );
  const again = second.writer.tokenize(second.segment, { form: 'tokenize', type: 'user.name' }, second.context)!;
  assert.equal(again.safe, true);
  assert.equal(
    second.apply(again),
    'from prompt_privacy import (create_vault, scrub, tokenize)\n\ndef ask(name):\n    vault = create_vault()\n    return tokenize(name, "PERSON_NAME", vault=vault)\n',
  );
});

const others: readonly [language: string, before: string, after: string, widen?: number[]][] = [
  [
    'java',
    'class A {\n    public String ask(Patient patient) {\n        return "About " + ‹patient.name()›;\n    }\n}\n',
    'class A {\n    public String ask(Patient patient) {\n        PromptPrivacy.Vault vault = PromptPrivacy.createVault();\n        return "About " + PromptPrivacy.tokenize(patient.name(), "PERSON_NAME", vault);\n    }\n}\n',
  ],
  [
    'kotlin',
    'fun ask(name: String): String {\n    return "About $‹name›"\n}\n',
    'fun ask(name: String): String {\n    val vault = PromptPrivacy.createVault()\n    return "About ${PromptPrivacy.tokenize(name, "PERSON_NAME", vault)}"\n}\n',
    [1, 0],
  ],
  [
    'go',
    'package a\n\nfunc (s *Server) Ask(name string) string {\n\treturn fmt.Sprintf("About %s", ‹name›)\n}\n',
    'package a\n\nfunc (s *Server) Ask(name string) string {\n\tvault := createVault()\n\treturn fmt.Sprintf("About %s", tokenize(name, "PERSON_NAME", vault))\n}\n',
  ],
  [
    'csharp',
    'class A\n{\n    public string Ask(string name)\n    {\n        return $"About {‹name›}";\n    }\n}\n',
    'class A\n{\n    public string Ask(string name)\n    {\n        var vault = PromptPrivacy.CreateVault();\n        return $"About {PromptPrivacy.Tokenize(name, "PERSON_NAME", vault)}";\n    }\n}\n',
    [1, 1],
  ],
  [
    'php',
    '<?php\nfunction ask(string $name): string {\n    return "About {‹$name›}.";\n}\n',
    '<?php\nfunction ask(string $name): string {\n    $vault = PromptPrivacy::createVault();\n    return "About " . PromptPrivacy::tokenize($name, \'PERSON_NAME\', $vault) . ".";\n}\n',
    [1, 1],
  ],
  [
    'rust',
    'fn ask(name: &str) -> String {\n    format!("About {}", ‹name›)\n}\n',
    'fn ask(name: &str) -> String {\n    let vault = prompt_privacy::create_vault();\n    format!("About {}", prompt_privacy::tokenize(&name, "PERSON_NAME", &vault))\n}\n',
  ],
];
for (const [language, before, after, widen] of others) {
  test(`${language}: the call and a vault in the function`, () => {
    assert.equal(tokenized(language, before, 'tokenize', widen), after);
  });
}

test('a language without a helper module says what is missing', () => {
  const file = codeFile('rust', 'fn ask(name: &str) -> String {\n    format!("{}", ‹name›)\n}\n');
  const written = file.writer.tokenize(file.segment, { form: 'tokenize', type: 'user.name' }, file.context)!;
  assert.equal(written.safe, false);
  assert.match(written.note!, /tokenization: rust/);
});

test('a literal becomes a parameter in every language that can say it', () => {
  const cases: readonly [language: string, before: string, after: string][] = [
    [
      'python',
      'def ask(topic):\n    return "«About Ana Lima»"\n',
      'def ask(topic, person_name: str):\n    vault = create_vault()\n    return f"About {tokenize(person_name, \'PERSON_NAME\', vault=vault)}"\n',
    ],
    [
      'java',
      'class A {\n    public String ask() {\n        return "«About Ana Lima»";\n    }\n}\n',
      'class A {\n    public String ask(String personName) {\n        PromptPrivacy.Vault vault = PromptPrivacy.createVault();\n        return "About " + PromptPrivacy.tokenize(personName, "PERSON_NAME", vault) + "";\n    }\n}\n',
    ],
    [
      'go',
      'package a\n\nfunc ask(topic string) string {\n\treturn "«About Ana Lima»"\n}\n',
      'package a\n\nfunc ask(topic string, personName string) string {\n\tvault := createVault()\n\treturn "About " + tokenize(personName, "PERSON_NAME", vault) + ""\n}\n',
    ],
  ];
  for (const [language, before, after] of cases) {
    const file = codeFile(language, before);
    const start = file.text.indexOf('Ana Lima');
    const written = file.writer.placeholder(
      file.textSegment,
      { start, end: start + 8 },
      { type: 'PERSON_NAME' },
      file.context,
    )!;
    assert.ok(written, language);
    const fixed = applyEdits(
      file.text,
      written.edits.filter((edit) => !edit.uri),
    );
    assert.ok(fixed.endsWith(after), fixed);
  }
});
