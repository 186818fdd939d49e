import type { Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import { lastName } from './functions.ts';
import { itemsOf } from './items.ts';
import { literalOf } from './literal.ts';
import { messageOf, unblocked } from './message-constructors.ts';
import { addDeep, addPart, type Parts, siteOf } from './parts.ts';
import { readingsOf } from './readings.ts';
import { resolveName } from './resolve.ts';
import { canonical, type Fields, fieldsOf } from './structure.ts';
import { templated } from './templated.ts';
import { exprOf, type Value } from './value.ts';

const roles: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  tool: 'tool',
  function: 'tool',
};

export const roleOf = (name: string | undefined): Role =>
  roles[
    (name ?? 'user')
      .toLowerCase()
      .replace(/^.*[.:]/, '')
      .replace(/^(?:role|chatmessagetype)_?/, '')
  ] ?? 'user';

/** `system`, `instructions`: a string or text blocks. */
export function addSystem(parts: Parts, argument: string, value: Value, site: Span): undefined {
  addContent(parts, 'system', argument, value, site);
}

/** A list of messages, or a value that is one. */
export function addMessages(parts: Parts, argument: string, value: Value, site: Span): undefined {
  const here = siteOf(value, site);
  const inner = promptOf(value);
  if (inner) return addMessages(parts, argument, inner, here);
  const readings = mixed(value);
  if (readings) {
    for (const one of readings) addMessages(parts, argument, one, here);
    return;
  }
  const items = itemsOf(value);
  if (!items) {
    const single = messageOf(value);
    if (single) addMessage(parts, `${argument}[0]`, value, here);
    else addPart(parts, 'user', 'text', argument, value, here);
    return;
  }
  items.forEach((item, index) => {
    if (item.rest) addPart(parts, 'user', 'text', `${argument}[${index}]`, item.value, here);
    else addMessage(parts, `${argument}[${index}]`, item.value, here);
  });
}

/** The readings of a value that is a list in one and something else in another. */
function mixed(value: Value): readonly Value[] | undefined {
  const readings = readingsOf(value);
  if (readings.length < 2) return undefined;
  const lists = readings.filter((one) => exprOf(one).kind !== 'text' && itemsOf(one) !== undefined);
  return lists.length > 0 && lists.length < readings.length ? readings : undefined;
}

/** `new Prompt(messages, options)`, through names. */
function promptOf(value: Value): Value | undefined {
  const expr = exprOf(value);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, value.frame);
    return bound && exprOf(bound).kind === 'call' ? promptOf(bound) : undefined;
  }
  if (expr.kind !== 'call' || !expr.args[0]) return undefined;
  const name = lastName(calleeText(value.frame.file, expr.callee));
  return name === 'Prompt' ? { operand: expr.args[0].value, frame: value.frame } : undefined;
}

export function addMessage(parts: Parts, argument: string, value: Value, site: Span): undefined {
  const here = siteOf(value, site);
  const readings = readingsOf(value);
  if (readings.length > 1) {
    for (const one of readings) addMessage(parts, argument, one, here);
    return;
  }
  const message = messageOf(value);
  // LiteLLM's `batch_completion(messages=[[message], [message]])`.
  if (!message && itemsOf(value)?.some((one) => messageOf(one.value))) return addMessages(parts, argument, value, here);
  // `client.prompt(new Prompt(messages))`
  const prompt = message?.content && promptOf(message.content);
  if (prompt) return addMessages(parts, argument.replace(/\[\d+\]$/, ''), prompt, here);
  if (!message) return addPart(parts, 'user', 'text', argument, value, here);
  if (message.content)
    addContent(parts, message.role, `${argument}.${message.key ?? 'content'}`, message.content, here);
  if (message.media) addMedia(parts, message.role, `${argument}.media`, message.media, here);
  for (const spread of message.rest ?? []) addPart(parts, message.role, 'text', argument, spread, here);
}

/** `new Media(type, new UrlResource(url))`: what the objects around it hold. */
function addMedia(parts: Parts, role: Role, argument: string, value: Value, site: Span): undefined {
  const items = itemsOf(value) ?? [{ value }];
  items.forEach((item, index) => {
    let held = item.value;
    for (let step = 0; step < 3; step++) {
      const expr = exprOf(held);
      const last = expr.kind === 'call' && expr.construct ? expr.args.at(-1) : undefined;
      if (!last) break;
      held = { operand: last.value, frame: held.frame };
    }
    addPart(parts, role, 'media', items.length > 1 ? `${argument}[${index}]` : argument, held, siteOf(held, site));
  });
}

/** Message content: a string, or blocks. */
export function addContent(parts: Parts, role: Role, argument: string, block: Value, site: Span): undefined {
  const given = unblocked(block);
  const value = templated(given) ?? given;
  const here = siteOf(value, site);
  const readings = mixed(value);
  if (readings) {
    for (const one of readings) addContent(parts, role, argument, one, here);
    return;
  }
  const expr = exprOf(value);
  const items = expr.kind === 'text' ? undefined : itemsOf(value);
  if (!items) {
    const fields = expr.kind === 'text' ? undefined : fieldsOf(value);
    if (fields && isBlock(fields)) return addBlock(parts, role, argument, value, here);
    return addPart(parts, role, role === 'tool' ? 'tool-result' : 'text', argument, value, here);
  }
  items.forEach((item, index) => {
    const path = isMade(item.value) ? argument : `${argument}[${index}]`;
    if (item.rest) addPart(parts, role, 'text', path, item.value, here);
    else addBlock(parts, role, path, item.value, here);
  });
}

/** Go makes blocks by functions: `NewUserMessage(NewTextBlock(a), NewTextBlock(b))` writes out no list of them. */
const isMade = (block: Value): boolean =>
  block.frame.file.language.id === 'go' && unblocked(block).operand !== block.operand;

const blockKeys = [
  'type',
  'text',
  'source',
  'content',
  'document',
  'image',
  'tool_result',
  'input',
  'data',
  'json',
  'guard_content',
  'video',
];
const isBlock = ({ entries }: Fields): boolean => blockKeys.some((key) => entries.has(key));

/** Go's unions have one field for each member, of which one is set: `{OfText: &TextBlockParam{…}}`. */
export function memberOf(value: Value): Value {
  const entries = exprOf(value).kind === 'text' ? undefined : fieldsOf(value)?.entries;
  const [only] = entries?.size === 1 ? [...entries] : [];
  return only?.[0].startsWith('of_') ? only[1] : value;
}

/** `new ToolResultContent { … }`: the class says the type of the block. */
function classType({ at }: Fields): string | undefined {
  const made = exprOf(at);
  const name =
    made.kind === 'record'
      ? /^(?:Beta)?(ToolUse|ToolResult|Image|Document)(?:Content|Block)|^(ToolCallResponse)$/.exec(made.typeName ?? '')
      : null;
  return name ? (name[1] ? canonical(name[1]) : 'tool_result') : undefined;
}

/** A block whose type is known at run time only, by a key that no other has. */
const typeByKey = ({ entries }: Fields): string | undefined =>
  entries.has('tool_use_id') ? 'tool_result' : entries.has('function_call') ? 'function' : undefined;

function addBlock(parts: Parts, role: Role, argument: string, block: Value, site: Span): undefined {
  const value = memberOf(unblocked(block));
  const here = siteOf(value, site);
  const readings = readingsOf(value);
  if (readings.length > 1 && readings.some((one) => fieldsOf(one))) {
    for (const one of readings) addBlock(parts, role, argument, one, here);
    return;
  }
  const fields = exprOf(value).kind === 'text' ? undefined : fieldsOf(value);
  if (!fields) return addPart(parts, role, 'text', argument, value, here);
  const { entries } = fields;
  const wrapped = entries.get('message');
  // The Agent SDK's stream of input: `{ type: 'user', message: { role, content } }`.
  if (wrapped && fieldsOf(wrapped)) return addMessage(parts, `${argument}.message`, wrapped, here);
  const get = (key: string) => entries.get(key);
  const type = literalOf(get('type'))?.text ?? classType(fields) ?? typeByKey(fields);
  const add = (key: string, kind: Parameters<typeof addPart>[2], as: Role = role): undefined => {
    const inner = get(key);
    if (inner) addPart(parts, as, kind, `${argument}.${key}`, inner, here);
  };
  const nested = get('document') ?? get('image') ?? get('tool_result') ?? get('tool_use') ?? get('video');
  if (nested && type === undefined) return addConverse(parts, role, argument, fields, here);
  switch (type ?? (get('text') ? 'text' : 'unknown')) {
    case 'text':
    case 'input_text':
      return add('text', 'text');
    case 'document':
    case 'file':
      addSource(parts, role, `${argument}.source`, get('source'), here);
      for (const key of ['title', 'context', 'filename', 'name']) add(key, 'file-name');
      for (const key of ['data', 'file', 'url', 'base64_source', 'url_source']) add(key, 'media');
      for (const key of ['text_source', 'content_source']) add(key, 'document');
      return;
    case 'image':
    case 'image_url':
    case 'media':
    case 'image-data':
    case 'file-data':
      addSource(parts, role, `${argument}.source`, get('source'), here);
      for (const key of ['image', 'data', 'image_url', 'url']) {
        const value = get(key);
        const url = key === 'image_url' && value ? fieldsOf(value)?.entries.get('url') : undefined;
        if (url) addPart(parts, role, 'media', `${argument}.image_url.url`, url, here);
        else add(key, 'media');
      }
      return;
    case 'search_result': {
      const content = get('content');
      if (content) addContent(parts, 'tool', `${argument}.content`, content, here);
      for (const key of ['title', 'source']) add(key, 'file-name', 'tool');
      return;
    }
    case 'tool_result':
    case 'tool-result':
    case 'mcp_tool_result': {
      for (const key of ['content', 'output', 'result']) {
        const content = get(key);
        if (content) addResult(parts, `${argument}.${key}`, content, here);
      }
      return;
    }
    case 'tool_use':
    case 'tool-call':
    case 'function': {
      const called = get('function_call') ?? get('function');
      const input = called ? fieldsOf(called)?.entries.get('arguments') : (get('input') ?? get('args'));
      if (input) addDeep(parts, role, 'tool-result', `${argument}.input`, input, here);
      return;
    }
    case 'thinking':
    case 'redacted_thinking':
    case 'cache_point':
      return;
    case 'container_upload':
      return add('file_id', 'media');
  }
  for (const [key, inner] of entries) {
    if (settings.has(key)) continue;
    addDeep(parts, role, 'text', `${argument}.${key}`, inner, here);
  }
  for (const spread of fields.spreads) addPart(parts, role, 'text', argument, spread, here);
}

/** A tool's result: text, blocks, or the AI SDK's `{ type, value }` of either. */
function addResult(parts: Parts, argument: string, value: Value, site: Span): undefined {
  for (const one of readingsOf(value)) {
    const inner = exprOf(one).kind === 'text' ? undefined : fieldsOf(one)?.entries.get('value');
    addContent(parts, 'tool', inner ? `${argument}.value` : argument, inner ?? one, siteOf(one, site));
  }
}

/** Keys of a block that carry none of its text. */
const settings = new Set([
  'type',
  'role',
  'cache_control',
  'cache_point',
  'id',
  'provider_options',
  'provider_metadata',
  'tool_use_id',
  'tool_call_id',
  'is_error',
  'media_type',
]);

function addSource(parts: Parts, role: Role, argument: string, value: Value | undefined, site: Span): undefined {
  if (!value) return;
  const here = siteOf(value, site);
  const fields = fieldsOf(value);
  if (!fields) return addPart(parts, role, 'media', argument, value, here);
  const type = literalOf(fields.entries.get('type'))?.text;
  const content = fields.entries.get('content');
  if (content) addContent(parts, role, `${argument}.content`, content, here);
  for (const key of ['data', 'url', 'file_id', 'bytes']) {
    const inner = fields.entries.get(key);
    if (inner)
      addPart(parts, role, key === 'data' && type === 'text' ? 'document' : 'media', `${argument}.${key}`, inner, here);
  }
}

/** Bedrock Converse: the key says the type of the block. */
function addConverse(parts: Parts, role: Role, argument: string, fields: Fields, site: Span): undefined {
  for (const key of ['document', 'image', 'video']) {
    const value = fields.entries.get(key);
    const inner = value && fieldsOf(value);
    if (!value) continue;
    if (!inner) {
      addPart(parts, role, 'media', `${argument}.${key}`, value, site);
      continue;
    }
    const name = inner.entries.get('name');
    if (name) addPart(parts, role, 'file-name', `${argument}.${key}.name`, name, site);
    addSource(parts, role, `${argument}.${key}.source`, inner.entries.get('source'), site);
  }
  const result = fields.entries.get('tool_result');
  const content = result && fieldsOf(result)?.entries.get('content');
  if (content) addContent(parts, 'tool', `${argument}.toolResult.content`, content, site);
  else if (result) addPart(parts, 'tool', 'tool-result', `${argument}.toolResult`, result, site);
  const use = fields.entries.get('tool_use');
  const input = use && fieldsOf(use)?.entries.get('input');
  if (input) addDeep(parts, role, 'tool-result', `${argument}.toolUse.input`, input, site);
  const text = fields.entries.get('text');
  if (text) addPart(parts, role, 'text', `${argument}.text`, text, site);
}
