import type { Node } from 'web-tree-sitter';
import type { Platform } from '../prompt.ts';
import type { CallShape, Sdk } from './catalogue/entry.ts';
import { type Entry, isNode, type Operand, type RecordExpr, spanOf } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import type { Found } from './find.ts';
import { heredocOf } from './languages/shell.ts';
import { writtenTo } from './languages/shell-output.ts';
import { type Invocation, invocationsOf } from './shell-commands.ts';
import { textOf } from './text.ts';
import { frameOf, type Value } from './value.ts';

/** A command-line program by which prompts reach Claude. */
interface Program {
  readonly name: string;
  readonly api: string;
  readonly platform: Platform;
  readonly request: CallShape['request'];
  /** Options that hold text, by the request key they stand for. */
  readonly options: Readonly<Record<string, string>>;
}

const curlOptions = Object.fromEntries(
  ['-d', '--data', '--data-raw', '--data-binary', '--json', '--data-ascii'].map((name) => [name, 'body']),
);

/** `claude` of Claude Code 2, `ant` of the Anthropic CLI (2026-08), curl, wget and HTTPie. */
const programs: readonly Program[] = [
  { name: 'curl', api: 'http.messages', platform: 'claude-api', request: 'http', options: curlOptions },
  {
    name: 'wget',
    api: 'http.messages',
    platform: 'claude-api',
    request: 'http',
    options: { '--post-data': 'body', '--body-data': 'body' },
  },
  {
    name: 'claude',
    api: 'claude-code.print',
    platform: 'agent-sdk',
    request: 'messages',
    options: { '--append-system-prompt': 'system', '--system-prompt': 'system', '-p': 'prompt', '--print': 'prompt' },
  },
  {
    name: 'ant',
    api: 'ant.messages.create',
    platform: 'claude-api',
    request: 'messages',
    options: { '--message': 'prompt', '--system': 'system', '--model': 'model' },
  },
];

/** Options of these programs that take a value which is no text. */
const valued =
  /^(?:-[HXouAbKmw]|--(?:header|request|output|user|model|max-time|output-format|input-format|allowedTools|allowed-tools|disallowedTools|mcp-config|permission-mode|max-turns|max-budget-usd|add-dir|session-id|resume|settings|setting-sources|json-schema|max-tokens|fallback-model|agents|tools|write-out|url))$/;

export function findShellCalls(file: CodeFile): Found[] {
  return programs.flatMap((program) =>
    invocationsOf(file, program.name).flatMap((invocation) => readCommand(file, invocation, program) ?? []),
  );
}

/** Words of options that take several: tools by name, each with what it may do. */
const listed = /^--(?:allowed-?[tT]ools|disallowed-?[tT]ools|tools|add-dir|mcp-config)$/;
const toolName =
  /^["']?(?:mcp__\w+|Bash|BashOutput|KillShell|Read|Write|Edit|MultiEdit|Glob|Grep|LS|Task|Agent|Skill|WebFetch|WebSearch|Notebook\w+|Todo\w+|SlashCommand)(?:\([^)]*\))?(?:[,"']|$)/;

function readCommand(file: CodeFile, invocation: Invocation, program: Program): Found | undefined {
  const { command: node, words } = invocation;
  const frame = frameOf(file);
  const entries: Entry[] = [];
  const free: Node[] = [];
  const add = (key: string, value: Operand, at: Node) => entries.push({ key, value, span: spanOf(at) });
  let prints = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const [flag, inline] = word.text.split(/=(.*)/s);
    const key = program.options[flag!];
    if (flag === '-p' || flag === '--print') prints = true;
    const next = words[index + 1];
    if (key !== undefined && inline === undefined && next && !/^-/.test(next.text)) {
      add(key, next, next);
      index++;
    } else if (key !== undefined && inline !== undefined) add(key, word, word);
    else if (listed.test(word.text)) {
      index++;
      while (toolName.test(words[index + 1]?.text ?? '')) index++;
    } else if (valued.test(word.text)) index++;
    else if (!word.text.startsWith('-')) free.push(word);
  }
  const { input, statement } = standardInput(file, node);
  if (program.name === 'curl' || program.name === 'wget') {
    if (!words.some((word) => reachesMessages({ operand: word, frame }))) return undefined;
    const body = entries.findIndex(
      ({ key, value }) => key === 'body' && 'text' in value && /^["']?@-/.test((value as Node).text),
    );
    if (body >= 0 && input) entries[body] = { key: 'body', value: input, span: lower(file, input).span };
    // `--data @body.json`, which the script wrote before.
    for (const [index, { value, span }] of entries.entries()) {
      const written = isNode(value) && /^["']?@[^-]/.test(value.text) ? writtenTo(value, file.text) : undefined;
      if (written) entries[index] = { key: 'body', value: written, span };
    }
    if (!entries.some(({ key }) => key === 'body')) return undefined;
  } else if (program.name === 'claude') {
    if (!prints || /^(?:mcp|config|update|doctor|install|auth|plugin)$/.test(free[0]?.text ?? '')) return undefined;
    if (free[0] && !entries.some(({ key }) => key === 'prompt')) add('prompt', free[0], free[0]);
    if (input) add('input', input, statement);
  } else if (free[0]?.text !== 'messages' || free[1]?.text !== 'create') return undefined;
  else if (input) add('input', input, statement);
  if (entries.length === 0) return undefined;
  return found(file, invocation, program, entries);
}

function found(file: CodeFile, { command, name }: Invocation, program: Program, entries: readonly Entry[]): Found {
  const frame = frameOf(file);
  const span = spanOf(command);
  const request: RecordExpr = { kind: 'record', span, entries };
  const shape: CallShape = { callee: program.name, api: program.api, request: program.request };
  const sdk: Sdk = {
    id: program.name,
    family: 'script',
    packages: [],
    versions: '',
    platform: program.platform,
    clients: [],
    calls: [shape],
  };
  return {
    call: {
      kind: 'call',
      span,
      callee: { kind: 'name', span: spanOf(name), name: program.name },
      args: [{ value: request }],
    },
    shape,
    sdk,
    receiver: { kind: 'unknown' },
    confidence: 'certain',
    request: { operand: request, frame },
    calleeSpan: spanOf(name),
  };
}

function reachesMessages(value: Value): boolean {
  const text = textOf(value, { start: 0, end: 0 }, '')
    .map((segment) => (segment.kind === 'text' ? segment.text : '…'))
    .join('');
  return (
    /anthropic\.com\/v1\/(?:messages|complete)|^anthropic-version:/i.test(text) ||
    /\/v1\/messages\b/.test(text) ||
    // Vertex AI and Bedrock name the model in the path.
    /\/publishers\/anthropic\/models\/|\/model\/[^/\s]*anthropic[^/\s]*\/(?:invoke|converse)/.test(text)
  );
}

/** What a command reads: a here-document, or the command before it in a pipeline. */
function standardInput(file: CodeFile, node: Node): { readonly input?: Operand; readonly statement: Node } {
  let statement = node;
  if (statement.parent?.type === 'redirected_statement') {
    statement = statement.parent;
    const body = heredocOf(statement);
    if (body) return { input: body, statement };
    const read = statement.namedChildren.find(({ type, text }) => type === 'file_redirect' && /^<[^<(]/.test(text));
    const target = read?.lastNamedChild;
    const written = target && writtenTo(target, file.text);
    if (written) return { input: written, statement };
    if (target)
      return {
        input: {
          kind: 'call',
          span: spanOf(target),
          callee: { kind: 'name', span: spanOf(target), name: 'cat' },
          args: [{ value: target }],
        },
        statement,
      };
  }
  const pipeline = statement.parent;
  if (pipeline?.type !== 'pipeline') return { statement };
  const at = pipeline.namedChildren.findIndex(({ id }) => id === statement.id);
  const before = at > 0 ? pipeline.namedChildren[at - 1] : undefined;
  return before ? { input: before, statement: before } : { statement };
}
