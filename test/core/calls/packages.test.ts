import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

/** Texts and values of all parts, in order; `@` marks what is written in another file. */
async function piecesOf(files: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const { prompts } = parseCalls(testDocument(path, files[path]!), await testPorts(files), []);
  return prompts
    .flatMap(({ parts }) => parts.flatMap(({ segments }) => segments))
    .map((one) => {
      const mark = one.elsewhere ? '@' : '';
      if (one.kind === 'text') return `${mark}"${one.text}"`;
      return `${mark}${one.path}${one.serialized ? `(${(one.fields ?? []).map(({ name }) => name)})` : ''}`;
    });
}

test('Go: functions, methods, constants and types of other files of the package and of imported packages of the module', async () => {
  const files = {
    'go.mod': 'module example.com/clinic\n\ngo 1.22\n',
    'app/ask.go': `package app

import (
	"context"

	"example.com/clinic/internal/prompts"
	"github.com/anthropics/anthropic-sdk-go"
)

func ask(ctx context.Context, client anthropic.Client, p Patient, v prompts.Visit) {
	b, _ := json.Marshal(v)
	client.Messages.New(ctx, anthropic.MessageNewParams{Model: "claude-opus-4-5", MaxTokens: 5, System: []anthropic.TextBlockParam{{Text: system}}, Messages: []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(describe(p) + prompts.Summary(v) + prompts.Tail + p.line() + string(b)))}})
}
`,
    'app/text.go': `package app

const system = "You are a scribe."

type Patient struct {
	Name string
	SSN  string
}

func describe(p Patient) string {
	return fmt.Sprintf("Patient %s", p.Name)
}

func (p Patient) line() string {
	return "SSN " + p.SSN
}
`,
    'app/text_test.go': 'package app\n\nconst system = "Only in tests."\n',
    'internal/prompts/prompts.go':
      'package prompts\n\nconst Tail = "Be brief."\n\ntype Visit struct {\n\tNote string\n}\n\nfunc Summary(v Visit) string {\n\treturn "Note: " + v.Note\n}\n',
  };
  assert.deepEqual(await piecesOf(files, 'app/ask.go'), [
    '@"You are a scribe."',
    '@"Patient "',
    '@p.Name',
    '@"Note: "',
    '@v.Note',
    '@"Be brief."',
    '@"SSN "',
    '@p.SSN',
    'v(Note)',
  ]);
});

test('Java, C# and Kotlin: classes of other files of the package', async () => {
  const java = {
    'app/Ask.java':
      'package app;\nimport com.anthropic.client.AnthropicClient;\nclass Ask {\n  void f(AnthropicClient client, Patient p) {\n    client.messages().create(MessageCreateParams.builder().model("claude-opus-4-5").maxTokens(5).system(Texts.SYSTEM).addUserMessage(Texts.describe(p) + mapper.writeValueAsString(p)).build());\n  }\n}\n',
    'app/Texts.java':
      'package app;\nclass Texts {\n  static final String SYSTEM = "You are a scribe.";\n  static String describe(Patient p) { return "Patient " + p.name(); }\n}\n',
    'app/Patient.java': 'package app;\nrecord Patient(String name, String ssn) {}\n',
  };
  const expected = ['@"You are a scribe."', '@"Patient "', '@p.name', 'p(name,ssn)'];
  assert.deepEqual(await piecesOf(java, 'app/Ask.java'), expected);
  const csharp = {
    'Ask.cs':
      'using Anthropic;\npublic class Ask {\n  public async Task F(AnthropicClient client, Patient p) {\n    await client.Messages.Create(new MessageCreateParams { Model = "claude-opus-4-5", MaxTokens = 5, System = Texts.System, Messages = [new() { Role = Role.User, Content = Texts.Describe(p) + JsonSerializer.Serialize(p) }] });\n  }\n}\n',
    'Texts.cs':
      'public static class Texts {\n  public const string System = "You are a scribe.";\n  public static string Describe(Patient p) { return $"Patient {p.name}"; }\n}\npublic record Patient(string name, string ssn);\n',
  };
  assert.deepEqual(await piecesOf(csharp, 'Ask.cs'), expected);
  const kotlin = {
    'Ask.kt':
      'import com.anthropic.client.AnthropicClient\nclass Ask(private val client: AnthropicClient) {\n  fun f(p: Patient) {\n    client.messages().create(MessageCreateParams.builder().model("claude-opus-4-5").maxTokens(5).system(SYSTEM_TEXT).addUserMessage(describe(p) + Json.encodeToString(p)).build())\n  }\n}\n',
    'Texts.kt':
      'const val SYSTEM_TEXT = "You are a scribe."\nfun describe(p: Patient): String { return "Patient ${p.name}" }\ndata class Patient(val name: String, val ssn: String)\n',
  };
  assert.deepEqual(await piecesOf(kotlin, 'Ask.kt'), expected);
});
