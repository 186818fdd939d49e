import type { Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import { literalOf } from './literal.ts';
import { unblocked } from './message-constructors.ts';
import { addContent, addMessage, memberOf } from './messages.ts';
import { addDeep, addPart, type Parts, siteOf } from './parts.ts';
import { readingsOf } from './readings.ts';
import { canonical, type Fields, fieldsOf } from './structure.ts';
import { exprOf, type Value } from './value.ts';

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
export const isBlock = ({ entries }: Fields): boolean => blockKeys.some((key) => entries.has(key));

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

/** A block of content: text, document, image, tool use or result, search result. */
export function addBlock(parts: Parts, role: Role, argument: string, block: Value, site: Span): undefined {
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
