/**
 * Which strings of a request are prompt and which are wiring. Whatever is not named here is scrubbed: a block or field
 * that a later version of the API adds is prompt until someone says otherwise. Messages API as of SDK 1.12.0.
 */

/** Keys whose strings the API reads and the model does not. */
const wiring: ReadonlySet<string> = new Set([
  'type',
  'role',
  'model',
  'id',
  'tool_use_id',
  'media_type',
  'cache_control',
  'signature',
  'encrypted_content',
  'encrypted_index',
  'anthropic_version',
  'anthropic_beta',
  'betas',
  'service_tier',
  'inference_geo',
  'stop_reason',
  'tool_choice',
  'allowed_callers',
  'caller',
  'thread',
  'thread_id',
  'mcp_servers',
  'mcp_server_name',
  'skills',
  'diagnostics',
  'context_management',
  'thinking',
  'effort',
  'speed',
  'container',
  'fallbacks',
  'allowed_domains',
  'blocked_domains',
]);

/** `name` is wiring where tools are named, and data elsewhere. */
const namesTool: ReadonlySet<string> = new Set(['tool_use', 'server_tool_use', 'mcp_tool_use', 'tool_reference']);

/** Below these keys everything is data, keys included: the model wrote it, or it describes what the model shall write. */
const dataKeys: ReadonlySet<string> = new Set(['input', 'input_schema', 'input_examples', 'schema']);

/** Signed or encrypted by the API: Claude's own output, refused when changed. It was made from scrubbed text. */
const sealed: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking', 'compaction']);

/** Content that is not text: it cannot be scrubbed. */
const mediaSources: ReadonlySet<string> = new Set(['base64', 'url', 'file']);

export interface Visitor {
  /** The string to send instead. `key` is the property it stands under, `data` that it is a value of the model's or for it. */
  text(value: string, at: TextPlace): string;
  /** An image, PDF or file at `argument`. */
  media(argument: string): void;
}

export interface TextPlace {
  readonly argument: string;
  readonly key: string;
  /** Dotted keys above it inside data: `patient.name`. Empty for message text. */
  readonly dataPath: string;
}

type Json = unknown;

/** Nesting beyond this is not a prompt. */
const maxDepth = 200;

/** A request body with every prompt-bearing string passed through the visitor. The body given is not changed. */
export function walkRequest(body: Json, visitor: Visitor): Json {
  return walk(body, { argument: '', key: '', dataPath: '' }, false, 0, visitor);
}

function walk(value: Json, at: TextPlace, data: boolean, depth: number, visitor: Visitor): Json {
  if (typeof value === 'string') return visitor.text(value, at);
  if (typeof value === 'number' && data) {
    const text = visitor.text(String(value), at);
    return text === String(value) ? value : text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      walk(item, { ...at, argument: `${at.argument}[${index}]` }, data, depth + 1, visitor),
    );
  }
  return walkObject(value as Record<string, Json>, at, data, depth, visitor);
}

function walkObject(
  object: Record<string, Json>,
  at: TextPlace,
  data: boolean,
  depth: number,
  visitor: Visitor,
): Record<string, Json> {
  const type = typeof object['type'] === 'string' ? object['type'] : '';
  if (!data && sealed.has(type)) return object;
  if (!data && mediaSources.has(type) && !('content' in object)) {
    visitor.media(at.argument);
    return object;
  }
  if (!data && type === 'container_upload') visitor.media(at.argument);
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(object)) {
    const argument = at.argument === '' ? key : `${at.argument}.${key}`;
    const isTool = namesTool.has(type) || 'input_schema' in object || at.argument.startsWith('tools[');
    if (!data && (wiring.has(key) || (key === 'name' && isTool))) {
      result[key] = value;
      continue;
    }
    const inside = data || dataKeys.has(key);
    const dataPath = data ? (at.dataPath === '' ? key : `${at.dataPath}.${key}`) : '';
    const name = data ? visitor.text(key, { argument, key: '', dataPath: '' }) : key;
    define(result, name, walk(value, { argument, key, dataPath }, inside, depth + 1, visitor));
  }
  return result;
}

/** `__proto__` as an ordinary key. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
