import assert from 'node:assert/strict';
import { test } from 'node:test';
import { without } from '../support/toolchain.ts';
import { check, inFolder, local, mend } from './mended-sample.ts';

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
