import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the pretended Claude answers: text, or content blocks as in the Messages API. */
export type Answer = string | readonly Record<string, unknown>[];
export type Respond = (body: RequestBody) => Answer;

// biome-ignore lint/suspicious/noExplicitAny: bodies are what a client sent, read by tests.
export type RequestBody = any;

export interface MessagesApi {
  readonly url: string;
  /** Everything that arrived, as text: where a planted value is looked for. */
  readonly received: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  respond(next: Respond): void;
  /** Streamed answers are cut into pieces of this many characters, and sent in chunks of this many bytes. */
  cut(pieces: number, bytes: number): void;
  close(): Promise<void>;
}

/** A local server that speaks the Messages API: JSON and server-sent events, tool use, token counts, batches. */
export async function messagesApi(): Promise<MessagesApi> {
  const received: MessagesApi['received'] = [];
  const batches = new Map<string, RequestBody>();
  let respond: Respond = () => 'ok';
  let pieces = 7;
  let bytes = 11;
  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const body = await readAll(request);
    const path = new URL(request.url!, 'http://local').pathname;
    received.push({ path, headers: request.headers, body });
    const parsed = body.startsWith('{') ? JSON.parse(body) : {};
    if (path.endsWith('/count_tokens')) return json(response, { input_tokens: body.length });
    if (path.endsWith('/results')) {
      const { requests } = batches.get(path.split('/').at(-2)!);
      response.writeHead(200, { 'content-type': 'application/x-jsonl' });
      const lines = requests.map((one: RequestBody) =>
        JSON.stringify({
          custom_id: one.custom_id,
          result: { type: 'succeeded', message: message(one.params, respond(one.params)) },
        }),
      );
      return response.end(`${lines.join('\n')}\n`);
    }
    if (path.includes('/batches')) {
      const id = request.method === 'POST' ? `msgbatch_${batches.size + 1}` : path.split('/').at(-1)!;
      if (request.method === 'POST') batches.set(id, parsed);
      const results_url = `http://${request.headers.host}/v1/messages/batches/${id}/results`;
      return json(response, { id, type: 'message_batch', processing_status: 'ended', results_url });
    }
    const reply = message(parsed, respond(parsed));
    if (!parsed.stream && !path.includes('stream')) return json(response, reply);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
    const text = events(reply, pieces)
      .map((event) => `event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`)
      .join('');
    const buffer = Buffer.from(text);
    for (let at = 0; at < buffer.length; at += bytes) {
      response.write(buffer.subarray(at, at + bytes));
      if (at % (bytes * 8) === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return response.end();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    respond: (next) => {
      respond = next;
    },
    cut: (nextPieces, nextBytes) => {
      pieces = nextPieces;
      bytes = nextBytes;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function message(body: RequestBody, answer: Answer): Record<string, unknown> {
  const content = typeof answer === 'string' ? [{ type: 'text', text: answer, citations: null }] : answer;
  const usesTool = content.some((block) => block['type'] === 'tool_use');
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: body.model ?? 'claude-sonnet-5-5',
    content,
    stop_reason: usesTool ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 12,
      output_tokens: 5,
      cache_read_input_tokens: 3,
      inference_geo: body.inference_geo ?? 'global',
    },
  };
}

function events(answer: RequestBody, size: number): Record<string, unknown>[] {
  const start = { ...answer, content: [], stop_reason: null, usage: { ...answer.usage, output_tokens: 1 } };
  const blocks = answer.content.flatMap((block: RequestBody, index: number) => {
    const empty =
      block.type === 'tool_use'
        ? { ...block, input: {} }
        : { ...block, ...(block.type === 'thinking' ? { thinking: '' } : { text: '' }) };
    const whole = block.type === 'tool_use' ? JSON.stringify(block.input) : (block.thinking ?? block.text);
    const delta = (piece: string) =>
      block.type === 'tool_use'
        ? { type: 'input_json_delta', partial_json: piece }
        : block.type === 'thinking'
          ? { type: 'thinking_delta', thinking: piece }
          : { type: 'text_delta', text: piece };
    const deltas = [];
    for (let at = 0; at < whole.length; at += size)
      deltas.push({ type: 'content_block_delta', index, delta: delta(whole.slice(at, at + size)) });
    return [
      { type: 'content_block_start', index, content_block: empty },
      ...deltas,
      { type: 'content_block_stop', index },
    ];
  });
  return [
    { type: 'message_start', message: start },
    { type: 'ping' },
    ...blocks,
    {
      type: 'message_delta',
      delta: { stop_reason: answer.stop_reason, stop_sequence: null },
      usage: { output_tokens: 5 },
    },
    { type: 'message_stop' },
  ];
}

function json(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'request-id': 'req_1',
  });
  response.end(text);
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
