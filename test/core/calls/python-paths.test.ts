import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { parseCalls } from '../../../server/src/core/calls/index.ts';
import { testDocument, testPorts } from '../../support/ports.ts';

/** Argument paths and the values in them, one line a part: `argument: path, path`. */
async function pathsOf(name: string, text: string): Promise<string[]> {
  const { prompts } = parseCalls(testDocument(name, text), await testPorts({}), []);
  const calls = prompts.filter(({ origin }) => origin === 'call');
  return calls.flatMap(({ parts }) =>
    parts.map(({ argument, segments }) => {
      const values = segments.flatMap((one) => (one.kind === 'placeholder' ? [one.path ?? one.expression] : []));
      return [argument, [...new Set(values)].join(', ')].filter(Boolean).join(': ');
    }),
  );
}

const client = 'import anthropic\nclient = anthropic.Anthropic()\n';

/** What a program does to a variable before, around and after the call. */
const programs: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    'a function that adds what it is given to a list: each of its calls adds',
    `turns = []
def say(role, content):
    turns.append({"role": role, "content": content})
def ask(question, tool):
    say("user", question)
    say("user", [{"type": "tool_result", "tool_use_id": tool.id, "content": tool.output}])
    client.messages.create(model="claude", messages=turns)`,
    ['messages[0].content: question', 'messages[1].content[0].content: tool.output'],
  ],
  [
    'a model of LangChain that is given from outside, declared by its abstract type',
    `from typing import TYPE_CHECKING
from langchain_core.language_models import BaseLanguageModel
if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel as AnyChatModel
class Scribe:
    chat: 'AnyChatModel'
    async def ask(self, note):
        await self.chat.ainvoke([("human", note.text)])
        brief = self.chat.with_structured_output(Brief)
        return await brief.ainvoke([("human", note.title)])
def check(llm: BaseLanguageModel, query):
    return llm.invoke(query)`,
    ['input[0].1: note.text', 'input[0].1: note.title', 'input: query'],
  ],
  [
    'a parameter with a default that is set when it is missing is still the parameter',
    `def ask(question, history=None):
    if history is None:
        history = []
    client.messages.create(model="claude", messages=history + [{"role": "user", "content": question}])`,
    ['messages[0]: history', 'messages[1].content: question'],
  ],
  [
    'a key that is set in what the caller gives',
    `def ask(note, **options):
    if note.rules:
        options["system"] = note.rules
    client.messages.create(model="claude", messages=[{"role": "user", "content": note.text}], **options)`,
    ['messages[0].content: note.text', 'system: note.rules'],
  ],
  [
    'what a loop adds after the call is there in its next round',
    `def ask(question, tool):
    messages = [{"role": "user", "content": question}]
    while True:
        answer = client.messages.create(model="claude", messages=messages)
        messages.append({"role": "assistant", "content": answer.content})
        messages.append({"role": "user", "content": [{"type": "tool_result", "content": tool.output}]})`,
    [
      'messages[0].content: question',
      'messages[1].content: answer.content',
      'messages[2].content[0].content: tool.output',
    ],
  ],
  [
    'what is added after the call, outside of a loop, is not',
    `def ask(question, more):
    messages = [{"role": "user", "content": question}]
    client.messages.create(model="claude", messages=messages)
    messages.append({"role": "user", "content": more})`,
    ['messages[0].content: question'],
  ],
  [
    'a round that begins with a new list knows nothing of the last one',
    `def ask(questions, more):
    for question in questions:
        messages = [{"role": "user", "content": question}]
        client.messages.create(model="claude", messages=messages)
        messages.append({"role": "user", "content": more})`,
    ['messages[0].content: questions[]'],
  ],
  [
    'the content of a message is set anew, and more of it added through its index',
    `def ask(user, scan):
    messages = [{"role": "user", "content": user}]
    if scan:
        messages[0]["content"] = [{"type": "text", "text": scan.text}]
    messages[-1]["content"] += user.rest
    client.messages.create(model="claude", messages=messages)`,
    ['messages[0].content: user', 'messages[1].content[0].text: scan.text', 'messages[2].content: user.rest'],
  ],
  [
    'a list that is a key of the request grows',
    `def ask(user, notes):
    params = {"model": "claude", "messages": [{"role": "user", "content": user}]}
    params["messages"].append({"role": "assistant", "content": notes.last})
    params.update({"system": notes.rules})
    client.messages.create(**params)`,
    ['messages[0].content: user', 'messages[1].content: notes.last', 'system: notes.rules'],
  ],
  [
    'a request that is made in either of two branches',
    `def ask(note, fast):
    if fast:
        request = {"model": "claude", "messages": [{"role": "user", "content": note.short}]}
    else:
        request = {"model": "claude", "messages": [{"role": "user", "content": note.long}], "system": note.rules}
    client.messages.create(**request)`,
    ['messages[0].content: note.short', 'messages[1].content: note.long', 'system: note.rules'],
  ],
  [
    'a block that is one of two kinds',
    `def ask(parts):
    blocks = []
    for part in parts:
        if part.image:
            block = {"type": "image", "source": {"type": "url", "url": part.image}}
        else:
            block = {"type": "text", "text": part.text}
        blocks.append(block)
    client.messages.create(model="claude", messages=[{"role": "user", "content": blocks}])`,
    ['messages[0].content[0].source.url: parts[].image', 'messages[0].content[0].text: parts[].text'],
  ],
  [
    'a tuple that a method returns, from either of its returns',
    `class Scribe:
    def build(self, prompt):
        if isinstance(prompt, str):
            return [{"role": "user", "content": prompt}], ""
        return [{"role": "user", "content": prompt.text}], prompt.rules
    def ask(self, prompt):
        messages, system = self.build(prompt)
        client.messages.create(model="claude", messages=messages, system=system)`,
    ['messages[0].content: prompt', 'messages[1].content: prompt.text', 'system: prompt.rules'],
  ],
  [
    'keys read with get, bytes with an encoding, a model printed with options',
    `def ask(record, scan, turns):
    data = base64.b64encode(scan.read()).decode("utf-8")
    client.messages.create(model="claude", messages=[
        {"role": "user", "content": record.get("note", "none")},
        {"role": "user", "content": [{"type": "image", "source": {"type": "base64", "data": data}}]},
        *[turn.model_dump(exclude_none=True) for turn in turns],
    ])`,
    ['messages[0].content: record.note', 'messages[1].content[0].source.data: scan.read', 'messages[2]: turns[]'],
  ],
  [
    'tools that are given whole',
    `def ask(note, tools, more):
    client.messages.create(model="claude", tools=tools, messages=[{"role": "user", "content": note}])
    client.messages.create(model="claude", tools=[one.to_dict() for one in more], messages=[])`,
    ['tools: tools', 'messages[0].content: note', 'tools[0]: more[]'],
  ],
];

for (const [name, text, expected] of programs)
  test(name, async () => deepEqual(await pathsOf('ask.py', client + text), expected));

test('the history of a conversation is given beside the question', async () => {
  const text = `from pydantic_ai import Agent
handlers = {"a": Agent("anthropic:claude-opus-5", instructions="Be brief"), "b": Agent("anthropic:claude-opus-5")}
def ask(kind, question, history):
    handler = handlers[kind]
    handler.run_sync(question, message_history=history)`;
  deepEqual(await pathsOf('ask.py', text), ['instructions', 'prompt: question', 'message_history: history']);
});

test('Claude Code run as a process: words, runners, a text for the shell, and what the process reads', async () => {
  const text = `import asyncio, os, subprocess
class Scribe:
    def build(self):
        command = ["claude", "--print", "--output-format", "text", "-p", self.prompt]
        if self.model:
            command.extend(["--model", self.model])
        return command
    def start(self, **options):
        self.process = subprocess.Popen(self.build(), **options)
def read(note, model):
    command = ["claude", "-p", "--output-format", "text"]
    if model:
        command.extend(["--model", model])
    return subprocess.run(command, input=note.text, capture_output=True)
async def write(request):
    process = await asyncio.create_subprocess_exec("claude", "--print", stdin=asyncio.subprocess.PIPE)
    return await asyncio.wait_for(process.communicate(input=request.prompt.encode()), timeout=60)
def shell(letter, rules):
    os.system(f"claude -p 'Summarise {letter.body}'")
    subprocess.check_output(["npx", "claude", "-p", letter.title, "--append-system-prompt", rules.text, "--model", rules.model])
def others(note):
    subprocess.run(["claude", "--version"])
    subprocess.run(["git", "-p", note])
    os.system("echo claude")`;
  deepEqual(await pathsOf('ask.py', text), [
    'prompt: prompt',
    'input: note.text',
    'input: request.prompt',
    'prompt: letter.body',
    'prompt: letter.title',
    'system: rules.text',
  ]);
});

test('a variable of a chain that is named text is no message', async () => {
  const text = `from langchain_anthropic import ChatAnthropic
from langchain_core.prompts import PromptTemplate
model = ChatAnthropic(model="claude-opus-5")
def ask(letter):
    (PromptTemplate.from_template("Translate {text}") | model).invoke({"text": letter.body})`;
  deepEqual(await pathsOf('ask.py', text), ['input: letter.body']);
});
