import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type Analysis, analyze, fixes } from '../../server/src/core/analyze.ts';
import { applyEdits, type Fix } from '../../server/src/core/fixes/fix.ts';
import { parsePolicy } from '../../server/src/core/policy/index.ts';
import { type MessagesApi, messagesApi, type RequestBody } from '../support/messages-api.ts';
import { sampleProject } from '../support/packed-runtime.ts';
import { testDocument, testPorts } from '../support/ports.ts';
import { without } from '../support/toolchain.ts';

/**
 * Code as people write it, mended by the product's own fixes until it has nothing more to say about values, then
 * compiled and run against a server that speaks the Messages API.
 */
const policyText = `
version: 1
categories:
  default_form: { user.name: tokenize, user.contact.email: tokenize }
sources:
  - id: ehr
    level: confidential
    subjects: [patient]
    match: { types: [Patient], placeholders: [patient] }
    fields: { patient.name: user.name, patient.email: user.contact.email }
use_cases:
  - { id: letters, purpose: Letters, needs: { user.name: tokenize, user.contact.email: tokenize }, prompts: ["**"] }
`;

const mends = new Set(['untokenized-value', 'wrong-form', 'identifying-placeholder', 'token-not-restored']);

/** The text after the preferred code fix of every finding about values, one after the other, and the modules they add. */
async function mend(
  path: string,
  source: string,
): Promise<{ text: string; files: Map<string, string>; rules: string[] }> {
  const ports = await testPorts();
  const files = new Map<string, string>();
  const rules: string[] = [];
  let text = source;
  const document = () => testDocument(path, text);
  const { policy, problems } = parsePolicy(policyText, 'policy.yaml', () => undefined);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  for (let round = 0; round < 10; round += 1) {
    const analysis: Analysis = analyze(document(), { policy, today: '2026-11-24', path }, ports);
    const finding = analysis.findings.find(({ rule }) => mends.has(rule));
    if (!finding) return { text, files, rules };
    const fix: Fix | undefined = fixes(analysis, finding)[0];
    assert.ok(fix && /^(?:Tokenize|Restore)/.test(fix.title), `${finding.rule}: ${fix?.title}`);
    rules.push(finding.rule);
    for (const { uri, newText, create } of fix.edits)
      if (create) files.set(uri!.slice(uri!.lastIndexOf('/') + 1), newText);
    text = applyEdits(
      text,
      fix.edits.filter((edit) => !edit.create),
    );
  }
  assert.fail(`not mended:\n${text}`);
}

const planted = ['Ana Lima', 'ana.lima@acme-mail.com'];
const run = promisify(execFile);

let api: MessagesApi;
before(async () => {
  api = await messagesApi();
});
after(() => api.close());

/** The server writes to the tokens that it was given; whoever asked must read the values. */
function answer(body: RequestBody): string {
  const tokens = JSON.stringify(body).match(/\[[A-Z]+_\d+\]/g) ?? [];
  return `Dear ${tokens[0]}, we wrote to ${tokens[1]}.`;
}

async function check(start: () => Promise<string>): Promise<void> {
  api.respond(answer);
  const from = api.received.length;
  const stdout = await start();
  const arrived = api.received.slice(from).map(({ body }) => body);
  assert.equal(arrived.length, 1);
  for (const value of planted) assert.ok(!arrived[0]!.includes(value), `arrived: ${value}`);
  assert.match(arrived[0]!, /\[PERSON_1\].*\[EMAIL_1\]/);
  assert.equal(stdout.trim(), 'Dear Ana Lima, we wrote to ana.lima@acme-mail.com.');
}

/** The same program, asking the local server. */
const local = (text: string): string => text.replace('https://api.anthropic.com', api.url);

async function inFolder(files: ReadonlyMap<string, string>, commands: readonly (readonly string[])[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-fixed-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    const env = {
      ...process.env,
      CLAUDE_URL: `${api.url}/v1/messages`,
      PYTHONDONTWRITEBYTECODE: '1',
      GOTOOLCHAIN: 'local',
    };
    let stdout = '';
    for (const [command, ...rest] of commands) ({ stdout } = await run(command!, rest, { cwd: folder, env }));
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('TypeScript with @anthropic-ai/sdk: mended, compiled, run', async () => {
  const source = `import Anthropic from '@anthropic-ai/sdk';

interface Patient {
  name: string;
  email: string;
}

const client = new Anthropic();

async function letter(patient: Patient): Promise<string> {
  const message = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: \`Write to \${patient.name} at \${patient.email}.\` }],
  });
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

console.log(await letter({ name: 'Ana Lima', email: 'ana.lima@acme-mail.com' }));
`;
  const { text, files, rules } = await mend('src/letter.ts', source);
  assert.equal(files.size, 0);
  assert.ok(rules.includes('token-not-restored'), rules.join());
  const project = await sampleProject();
  project.write('src/letter.ts', text);
  assert.equal(project.typecheck(), '', text);
  await check(async () => {
    const tsx = join(process.cwd(), 'node_modules/tsx/dist/loader.mjs');
    const env = { ...process.env, ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: api.url };
    return (await run(process.execPath, ['--import', tsx, join(project.folder, 'src/letter.ts')], { env })).stdout;
  });
});

test('TypeScript: the client wrapped by its fix, compiled, run', async () => {
  const source = `import Anthropic from '@anthropic-ai/sdk';

interface Patient {
  name: string;
  email: string;
}

const client = new Anthropic();

async function letter(patient: Patient, userId: string) {
  const stream = client.messages.stream({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: \`Write to Mr. \${patient.name} at \${patient.email}.\` }],
  });
  return stream.finalText();
}

console.log(await letter({ name: 'Ana Lima', email: 'ana.lima@acme-mail.com' }, 'u-1'));
`;
  const ports = await testPorts();
  const { policy } = parsePolicy(policyText, 'policy.yaml', () => undefined);
  const look = (text: string) =>
    analyze(testDocument('src/letter.ts', text), { policy, today: '2026-11-24', path: 'src/letter.ts' }, ports);
  const before = look(source);
  const finding = before.findings.find(({ rule }) => mends.has(rule))!;
  const fix = fixes(before, finding).find(({ title }) => title.startsWith('Wrap the client'))!;
  const text = applyEdits(source, fix.edits);
  assert.deepEqual(
    look(text).findings.filter(({ rule }) => mends.has(rule)),
    [],
    text,
  );
  const project = await sampleProject();
  project.write('src/letter.ts', text);
  assert.equal(project.typecheck(), '', text);
  await check(async () => {
    const tsx = join(process.cwd(), 'node_modules/tsx/dist/loader.mjs');
    const env = { ...process.env, ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: api.url };
    return (await run(process.execPath, ['--import', tsx, join(project.folder, 'src/letter.ts')], { env })).stdout;
  });
});

test('Python: mended and run', { skip: without('python3', '--version') }, async () => {
  const source = `import json
import urllib.request


class Patient:
    def __init__(self, name: str, email: str) -> None:
        self.name = name
        self.email = email


def letter(patient: Patient) -> str:
    body = {
        "model": "claude-sonnet-5-5",
        "max_tokens": 100,
        "messages": [{"role": "user", "content": f"Write to {patient.name} at {patient.email}."}],
    }
    request = urllib.request.Request("https://api.anthropic.com/v1/messages", data=json.dumps(body).encode())
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    return answer["content"][0]["text"]


print(letter(Patient("Ana Lima", "ana.lima@acme-mail.com")))
`;
  const { text, files } = await mend('letter.py', source);
  assert.deepEqual([...files.keys()], ['prompt_privacy.py']);
  await check(() => inFolder(new Map([...files, ['letter.py', local(text)]]), [['python3', 'letter.py']]));
});

test('Go: mended and run', { skip: without('go', 'version') }, async () => {
  const source = `package main

import (
	"context"
	"fmt"
)

type Patient struct {
	Name  string
	Email string
}

func letter(client Client, patient Patient) (string, error) {
	message, err := client.Messages.New(context.Background(), MessageNewParams{
		Model:     "claude-sonnet-5-5",
		MaxTokens: 100,
		Messages:  []MessageParam{NewUserMessage(NewTextBlock(fmt.Sprintf("Write to %s at %s.", patient.Name, patient.Email)))},
	})
	if err != nil {
		return "", err
	}
	return message.Content[0].Text, nil
}

func main() {
	text, err := letter(Client{}, Patient{"Ana Lima", "ana.lima@acme-mail.com"})
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
}
`;
  // A client of the sample's own, in the shape of the SDK's: the SDK itself is not on every machine.
  const client = `package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
)

type Client struct{ Messages Messages }
type Messages struct{}
type Message struct{ Content []struct{ Text string } }
type TextBlock struct {
	Type string ${'`'}json:"type"${'`'}
	Text string ${'`'}json:"text"${'`'}
}
type MessageParam struct {
	Role    string      ${'`'}json:"role"${'`'}
	Content []TextBlock ${'`'}json:"content"${'`'}
}
type MessageNewParams struct {
	Model     string         ${'`'}json:"model"${'`'}
	MaxTokens int            ${'`'}json:"max_tokens"${'`'}
	Messages  []MessageParam ${'`'}json:"messages"${'`'}
}

func NewTextBlock(text string) TextBlock              { return TextBlock{"text", text} }
func NewUserMessage(blocks ...TextBlock) MessageParam { return MessageParam{"user", blocks} }

func (Messages) New(ctx context.Context, params MessageNewParams) (*Message, error) {
	body, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	response, err := http.Post(os.Getenv("CLAUDE_URL"), "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	message := &Message{}
	return message, json.NewDecoder(response.Body).Decode(message)
}
`;
  const { text, files } = await mend('letter.go', source);
  assert.deepEqual([...files.keys()], ['prompt_privacy.go']);
  const all = new Map([
    ...files,
    ['letter.go', text],
    ['client.go', client],
    ['go.mod', 'module letters\n\ngo 1.21\n'],
  ]);
  await check(() =>
    inFolder(all, [
      ['go', 'vet', '.'],
      ['go', 'run', '.'],
    ]),
  );
});

test('Java: mended, compiled, run', { skip: without('javac', '-version') }, async () => {
  const source = `class Letter {
    record Patient(String name, String email) {}

    static String letter(Claude client, Patient patient) throws Exception {
        String answer = client.messages().create(MessageCreateParams.builder()
                .model("claude-sonnet-5-5")
                .maxTokens(100)
                .addUserMessage("Write to " + patient.name() + " at " + patient.email() + ".")
                .build());
        return answer;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(letter(new Claude(), new Patient("Ana Lima", "ana.lima@acme-mail.com")));
    }
}
`;
  // A client of the sample's own, in the shape of the SDK's: the SDK itself is not on every machine.
  const wrapper = `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class Claude {
    Claude messages() {
        return this;
    }

    String create(MessageCreateParams params) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("CLAUDE_URL")))
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(params.json())).build();
        String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        return answer.replaceAll("(?s).*\\"text\\":\\"([^\\"]*)\\".*", "$1");
    }
}

class MessageCreateParams {
    private String model;
    private long maxTokens;
    private String user;

    static MessageCreateParams builder() {
        return new MessageCreateParams();
    }

    MessageCreateParams model(String model) {
        this.model = model;
        return this;
    }

    MessageCreateParams maxTokens(long maxTokens) {
        this.maxTokens = maxTokens;
        return this;
    }

    MessageCreateParams addUserMessage(String text) {
        this.user = text;
        return this;
    }

    MessageCreateParams build() {
        return this;
    }

    String json() {
        return "{\\"model\\":\\"" + model + "\\",\\"max_tokens\\":" + maxTokens
                + ",\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"" + user + "\\"}]}";
    }
}
`;
  const { text, files } = await mend('Letter.java', source);
  assert.deepEqual([...files.keys()], ['PromptPrivacy.java']);
  const all = new Map([...files, ['Letter.java', text], ['Claude.java', wrapper]]);
  await check(() =>
    inFolder(all, [
      ['javac', '-encoding', 'UTF-8', '-d', '.', ...[...all.keys()]],
      ['java', '-cp', '.', 'Letter'],
    ]),
  );
});
