import type { VaultData } from '../core/scrub/vault.ts';
import { type RestoreCount, restoreAnswer } from './answer-json.ts';
import { eventRestorer } from './answer-stream.ts';
import { type ServerEvent, sseParser, writeEvent } from './sse.ts';

export interface Finished {
  /** The message, or of a stream its id, model, stop reason and usage. */
  readonly answer: Readonly<Record<string, unknown>>;
  /** False when the stream ended, or was given up, before the message did. */
  readonly complete: boolean;
  readonly count: RestoreCount;
}

export interface ResponseOptions {
  /** Text blocks of the answer hold JSON. */
  readonly json: boolean;
  /** Called once, when the answer is there; a stream waits for it before it closes. */
  readonly done?: (finished: Finished) => Promise<void>;
}

/** The response with values in place of tokens: JSON, lines of JSON (batch results) or server-sent events. */
export async function restoreResponse(
  response: Response,
  vault: VaultData,
  options: ResponseOptions,
): Promise<Response> {
  const { json, done } = options;
  const type = response.headers.get('content-type') ?? '';
  const count: RestoreCount = { restored: 0, left: 0 };
  if (response.body === null) {
    await done?.({ answer: {}, complete: true, count });
    return response;
  }
  if (type.includes('text/event-stream'))
    return replaceBody(response, through(response, messageEvents(vault, json, count, done)));
  if (isLines(type)) return replaceBody(response, through(response, jsonLines(vault, count)));
  if (!type.includes('json')) return response;
  const answer: unknown = parse(await response.text());
  const restored = restoreAnswer(answer, vault, { json }, count);
  await done?.({ answer: isObject(answer) ? answer : {}, complete: true, count });
  return replaceBody(response, JSON.stringify(restored));
}

const isLines = (type: string): boolean => /jsonl|ndjson|application\/binary|x-jsonlines/.test(type);

function replaceBody(response: Response, body: BodyInit): Response {
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.delete('content-encoding');
  const replaced = new Response(body, { status: response.status, statusText: response.statusText, headers });
  // The SDK reads `url` for its logs; a constructed response has none.
  Object.defineProperty(replaced, 'url', { value: response.url });
  return replaced;
}

interface TextTransform {
  push(text: string): string;
  end(): Promise<string>;
  /** The reader gave up. */
  cancel(): Promise<void>;
}

/** The body as text through a transform, chunk by chunk. */
function through(response: Response, transform: TextTransform): ReadableStream<Uint8Array> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { value, done } = await reader.read();
        const text = done
          ? transform.push(decoder.decode()) + (await transform.end())
          : transform.push(decoder.decode(value, { stream: true }));
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (done) controller.close();
        if (done || text !== '') return;
      }
    },
    async cancel(reason) {
      await transform.cancel();
      await reader.cancel(reason);
    },
  });
}

function messageEvents(
  vault: VaultData,
  json: boolean,
  count: RestoreCount,
  done: ResponseOptions['done'],
): TextTransform {
  const parser = sseParser();
  const restorer = eventRestorer(vault, json, count);
  const answer: Record<string, unknown> = {};
  let complete = false;
  const one = ({ raw, event, data }: ServerEvent): string => {
    const parsed = parse(data);
    if (!isObject(parsed)) return raw;
    noteFacts(parsed, answer);
    complete ||= parsed['type'] === 'message_stop';
    const out = restorer.next(parsed);
    if (out.length === 1 && out[0] === parsed) return raw;
    return out
      .map((item) => writeEvent(typeof item.type === 'string' && event !== undefined ? item.type : event, item))
      .join('');
  };
  let told = false;
  const finish = async (): Promise<void> => {
    if (told) return;
    told = true;
    await done?.({ answer, complete, count });
  };
  return {
    push: (text) => parser.push(text).map(one).join(''),
    async end() {
      await finish();
      return parser.rest();
    },
    cancel: finish,
  };
}

/** What the audit event says of a streamed message: from its start and its last delta. */
function noteFacts(event: Readonly<Record<string, unknown>>, answer: Record<string, unknown>): void {
  const { type, message, delta, usage } = event;
  if (type === 'message_start' && isObject(message)) {
    Object.assign(answer, { id: message['id'], model: message['model'], usage: message['usage'] });
  }
  if (type !== 'message_delta') return;
  if (isObject(delta)) answer['stop_reason'] = delta['stop_reason'];
  if (isObject(usage)) answer['usage'] = { ...(isObject(answer['usage']) ? answer['usage'] : {}), ...usage };
}

function jsonLines(vault: VaultData, count: RestoreCount): TextTransform {
  let pending = '';
  const line = (text: string): string => {
    const parsed = text.trim() === '' ? undefined : parse(text);
    return isObject(parsed) ? JSON.stringify(restoreAnswer(parsed, vault, {}, count)) : text;
  };
  return {
    push(text) {
      const lines = (pending + text).split('\n');
      pending = lines.pop()!;
      return lines.map((one) => `${line(one)}\n`).join('');
    },
    end: async () => line(pending),
    cancel: async () => {},
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
