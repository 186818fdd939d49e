import type { Part } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { RequestShape } from './catalogue/entry.ts';
import { itemsOf } from './items.ts';
import { messageOf } from './message-constructors.ts';
import { addContent, addMessage, addMessages, addSystem } from './messages.ts';
import { addDeep, addPart, type Parts, siteOf } from './parts.ts';
import { readingsOf } from './readings.ts';
import {
  agentOptions,
  deep,
  events,
  type KeyWalker,
  mcpServers,
  metadata,
  providerKeys,
  schemaIn,
  text,
  within,
} from './request-keys.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { addTools } from './tools.ts';
import { unserialized, unwrapped } from './unserialized.ts';
import { exprOf, type Value } from './value.ts';

/** The parts of a request, by the shape of the call. `site`: the call's argument in the analysed file. */
export function partsOf(shape: RequestShape, request: Value, site: Span, syntax: string): Part[] {
  const parts: Parts = { list: [], syntax, site };
  const fields = fieldsOf(request);
  walkers[shape](parts, request, fields, '');
  return parts.list;
}

type Walker = (parts: Parts, request: Value, fields: Fields | undefined, prefix: string) => void;

/** A Messages request: https://docs.claude.com/en/api/messages, and its relatives with the same keys. */
const messages: Walker = (parts, request, fields, prefix) => {
  if (!fields) return addPart(parts, 'user', 'text', prefix.replace(/\.$/, '') || 'request', request);
  const here = siteOf(fields.at, parts.site);
  for (const [key, value] of fields.entries) {
    const argument = `${prefix}${key}`;
    const known = messageKeys[key];
    if (known) known(parts, argument, value, here);
  }
  fields.spreads.forEach((spread) => {
    if (!fields.entries.has('messages') && !fields.entries.has('prompt'))
      addPart(parts, 'user', 'text', `${prefix}...`, spread, here);
  });
};

/** What is sent beside the known keys: its values and sentences; words like `medium` are settings. */
const additional: KeyWalker = (parts, argument, value, site) => {
  const own: Parts = { ...parts, list: [] };
  addDeep(own, 'user', 'text', argument, value, site);
  const tells = ({ segments }: Part) =>
    segments.some((one) => one.kind === 'placeholder' || /\s/.test(one.text.trim()));
  parts.list.push(...own.list.filter(tells));
};

const messageKeys: Readonly<Record<string, KeyWalker>> = {
  system: addSystem,
  system_prompt: addSystem,
  instructions: addSystem,
  messages: addMessages,
  prompt: (parts, argument, value, site) =>
    itemsOf(value) ? addMessages(parts, argument, value, site) : addContent(parts, 'user', argument, value, site),
  input: (parts, argument, value, site) => addMessages(parts, argument, value, site),
  tools: addTools,
  output_config: schemaIn,
  output_format: schemaIn,
  metadata: within({ user_id: metadata }),
  request_metadata: metadata,
  prompt_variables: deep,
  stop_sequences: deep,
  extra_body: additional,
  mcp_servers: mcpServers,
  tool_config: within({ tools: addTools }),
  // AI SDK: UI messages of an agent, and what is Claude's own.
  ui_messages: addMessages,
  provider_options: within({ anthropic: providerKeys }),
  // Genkit: documents that go along.
  docs: deep,
  // OpenRouter's SDK.
  chat_request: (parts, argument, value) => messages(parts, value, fieldsOf(value), `${argument}.`),
  // Go: a request inside the parameters of a tool runner, or of a stream.
  beta_message_new_params: (parts, _, value) => messages(parts, value, fieldsOf(value), ''),
  messages_request: (parts, _, value) => messages(parts, value, fieldsOf(value), ''),
};

const batch: Walker = (parts, request, fields, prefix) => {
  const requests = fields?.entries.get('requests');
  const items = requests && itemsOf(requests);
  if (!requests) return messages(parts, request, fields, prefix);
  if (!items) return addPart(parts, 'user', 'text', 'requests', requests);
  items.forEach((item, index) => {
    const one = fieldsOf(item.value);
    const path = `requests[${index}]`;
    const params = one?.entries.get('params');
    const id = one?.entries.get('custom_id');
    if (id) addPart(parts, 'user', 'metadata', `${path}.custom_id`, id);
    if (params) messages(parts, params, fieldsOf(params), `${path}.params.`);
    else addPart(parts, 'user', 'text', path, item.value);
  });
};

const keys =
  (table: Readonly<Record<string, KeyWalker>>): Walker =>
  (parts, request, fields) => {
    if (!fields) return addPart(parts, 'user', 'text', 'request', request);
    for (const [key, walk] of Object.entries(table)) {
      const value = fields.entries.get(key);
      if (value) walk(parts, key, value, siteOf(value, parts.site));
    }
  };

/** Keys of a chat request that hold no text. */
const settings =
  /^(?:model(?:_id|_name)?|settings|cancellation_token|(?:default_request_)?parameters|(?:chat_)?options|temperature|max_(?:output_)?tokens|top_[kp]|execution_settings|kernel|arguments)$/;

const message: KeyWalker = (parts, argument, value, site) =>
  messageOf(value) ? addMessage(parts, argument, value, site) : addMessages(parts, argument, value, site);

/** What an agent is made of or run with, in the words of the frameworks. */
const definition: Readonly<Record<string, KeyWalker>> = {
  system_prompt: addSystem,
  system_message: addSystem,
  sp: addSystem,
  prompt: addSystem,
  state_modifier: addSystem,
  message_modifier: addSystem,
  handoff_description: addSystem,
  variables: deep,
  instruction: addSystem,
  instructions: addSystem,
  global_instruction: addSystem,
  role: addSystem,
  goal: addSystem,
  backstory: addSystem,
  description: addSystem,
  expected_output: addSystem,
  new_message: message,
  task: addMessages,
  inputs: deep,
  data: deep,
  tools: addTools,
};
export const definitionKeys: readonly string[] = Object.keys(definition).filter((key) => key !== 'tools');

const walkers: Readonly<Record<RequestShape, Walker>> = {
  messages,
  batch,
  completion: keys({ prompt: text('user', 'text'), messages: addMessages, metadata: within({ user_id: metadata }) }),
  'thread-message': (parts, request) =>
    itemsOf(request)
      ? addMessages(parts, 'messages', request, parts.site)
      : addMessages(parts, 'message', request, parts.site),
  'session-events': keys({ events, initial_events: events, metadata, title: text('user', 'metadata') }),
  agent: keys({
    system: addSystem,
    instructions: addSystem,
    tools: addTools,
    description: text('system', 'text'),
    content: text('user', 'text'),
    path: text('user', 'file-name'),
    inputs: deep,
    metadata,
    name: text('user', 'metadata'),
  }),
  file: keys({ file: text('user', 'media'), filename: text('user', 'file-name'), metadata }),
  'agent-sdk': (parts, request, fields, prefix) =>
    fields
      ? keys({
          prompt: (inner, argument, value, site) => addContent(inner, 'user', argument, value, site),
          options: agentOptions,
        })(parts, request, fields, prefix)
      : addContent(parts, 'user', 'prompt', request, parts.site),
  // Parts of a message stand where a text may: `prompt: [{ text }, { media }]`.
  genkit: (parts, request, fields, prefix) => {
    if (!fields) return addContent(parts, 'user', 'prompt', request, parts.site);
    const prompt = fields.entries.get('prompt');
    if (prompt) addContent(parts, 'user', 'prompt', prompt, siteOf(prompt, parts.site));
    const entries = new Map([...fields.entries].filter(([key]) => key !== 'prompt' && key !== 'input'));
    messages(parts, request, { ...fields, entries }, prefix);
  },
  engine: (parts, request, fields) => {
    if (!fields) return addMessages(parts, 'input', request, parts.site);
    const content: KeyWalker = (inner, argument, value, site) => addContent(inner, 'user', argument, value, site);
    keys({ message: content, query: content, chat_history: addMessages, messages: addMessages })(
      parts,
      request,
      fields,
      '',
    );
  },
  // What an agent is made of, in the words of the frameworks.
  definition: keys(definition),
  'agent-options': (parts, request, fields) =>
    agentOptions(parts, 'options', fields?.entries.get('options') ?? request, parts.site),
  'ai-sdk': messages,
  input: (parts, request, fields) => {
    // A record of a chain's variables may have one named `text`.
    const isVariables =
      exprOf(request).kind === 'record' && !fields?.entries.has('role') && !fields?.entries.has('content');
    const isMessage =
      !isVariables && fields?.entries.has('messages') !== true && messageOf(request)?.content !== undefined;
    if (isMessage || itemsOf(request)) return addMessages(parts, 'input', request, parts.site);
    if (fields) {
      for (const [key, value] of fields.entries) {
        if (settings.test(key)) continue;
        if (/^(?:messages|input|chat_history)$/.test(key)) addMessages(parts, key, value, parts.site);
        else if (key === 'system') addSystem(parts, key, value, parts.site);
        else addPart(parts, 'user', 'text', key, value);
      }
      for (const spread of fields.spreads) addPart(parts, 'user', 'text', 'input', spread);
      return;
    }
    addMessages(parts, 'input', request, parts.site);
  },
  converse: messages,
  'invoke-model': (parts, request, fields) => {
    const body = fields?.entries.get('body');
    if (!body) return addPart(parts, 'user', 'text', 'body', request);
    walkBody(parts, body, 'body');
  },
  http: (parts, request, fields) => {
    const body =
      fields?.entries.get('body') ??
      fields?.entries.get('data') ??
      fields?.entries.get('json') ??
      fields?.entries.get('content');
    walkBody(parts, body ?? request, 'body');
  },
  text: (parts, request) => addPart(parts, 'user', 'text', 'prompt', request),
  command: () => undefined,
  custom: () => undefined,
};

function walkBody(parts: Parts, body: Value, argument: string): undefined {
  const readings = readingsOf(body);
  if (readings.length > 1) {
    for (const one of readings) walkBody(parts, one, argument);
    return;
  }
  const value = unserialized(body);
  const fields = fieldsOf(value);
  if (fields && fields.entries.size + fields.spreads.length > 0) messages(parts, value, fields, `${argument}.`);
  else addPart(parts, 'user', 'text', argument, unwrapped(body));
}
