import type { VaultData } from '../core/scrub/vault.ts';
import {
  type AuditedCall,
  type AuditedOutcome,
  type AuditScope,
  type AuditSink,
  auditEvent,
  writeAudit,
} from './audit.ts';
import { today } from './clock.ts';
import { type Assessment, assess, type Situation } from './enforce.ts';
import { PrivacyError } from './errors.ts';
import { type ClaudeClient, factsOf, platformOf, providerOf } from './platform.ts';
import { type EntityCache, type FoundEntity, scrubRequest } from './request-scrub.ts';
import { restoreResponse } from './response.ts';

export interface Guard {
  readonly client: ClaudeClient;
  readonly situation: Omit<Situation, 'today'>;
  readonly scope: AuditScope;
  readonly vault: VaultData;
  readonly cache: EntityCache;
  readonly audit?: AuditSink;
  readonly media: 'refuse' | 'allow';
  readonly tokens?: 'escape' | 'keep';
}

/** As the SDK hands it to middleware: in the shape of the Claude API on every platform. */
interface ApiRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers: Headers;
  readonly body?: unknown;
}

type Next = (request: ApiRequest) => Promise<Response>;

/**
 * Scrubs what leaves, refuses what may not, restores what comes back. The innermost middleware: nothing of the
 * application stands between it and the platform's own signing, and the SDK's retries pass through it again.
 */
export function privacyMiddleware(guard: Guard): (request: ApiRequest, next: Next) => Promise<Response> {
  return async (request, next) => {
    const action = actionOf(request);
    if (!sendsContent(request)) return restoreResponse(await next(request), guard.vault, { json: false });
    const date = today();
    const body = readBody(request, guard);
    const { scrubbed, found, json } = scrubBody(body, date, guard);
    const assessment = assessAll(body, found, { ...guard.situation, today: date }, guard.client);
    const call: AuditedCall = {
      action,
      time: new Date().toISOString(),
      id: crypto.randomUUID(),
      provider: providerOf(platformOf(guard.client)),
      body: bodies(body)[0]!,
      found,
      assessment,
    };
    const { refusal } = assessment;
    if (refusal) {
      await report(guard, call, { outcome: 'failure', errorType: refusal.code });
      throw refusal;
    }
    const sent = body === undefined ? request : { ...request, body: JSON.stringify(scrubbed) };
    return send(sent, next, json, call, guard);
  };
}

async function send(
  request: ApiRequest,
  next: Next,
  json: boolean,
  call: AuditedCall,
  guard: Guard,
): Promise<Response> {
  let response: Response;
  try {
    response = await next(withLength(request));
  } catch (error) {
    await report(guard, call, { outcome: 'failure', errorType: error instanceof Error ? error.name : 'error' });
    throw error;
  }
  const requestId = response.headers.get('request-id') ?? undefined;
  const workspaceId = response.headers.get('anthropic-workspace-id') ?? undefined;
  if (!response.ok) {
    await report(guard, call, { outcome: 'failure', errorType: String(response.status), requestId });
    return response;
  }
  return restoreResponse(response, guard.vault, {
    json,
    done: ({ answer, complete, count }) =>
      report(guard, call, {
        outcome: complete ? 'success' : 'unknown',
        requestId,
        workspaceId,
        restored: count.restored,
        left: count.left,
        answer,
      }),
  });
}

async function report({ audit, scope }: Guard, call: AuditedCall, outcome: AuditedOutcome): Promise<void> {
  if (audit) await writeAudit(audit, auditEvent(scope, call, outcome));
}

/** A length that was computed for the original body would cut or stall the new one. */
function withLength(request: ApiRequest): ApiRequest {
  request.headers.delete('content-length');
  return request;
}

const sendsContent = ({ method = 'GET', body }: ApiRequest): boolean =>
  !['GET', 'HEAD', 'DELETE'].includes(method.toUpperCase()) && body !== undefined && body !== null;

/** `claude.messages.create` for `POST /v1/messages`: the path of the API, with ids left out. */
function actionOf({ url, method = 'GET' }: ApiRequest): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/[?#].*$/, '');
  const words = path
    .slice(path.lastIndexOf('/v1/') + 4)
    .split('/')
    .filter((word) => /^[a-z_]+$/.test(word));
  const verb = words.at(-1) === 'count_tokens' || method.toUpperCase() !== 'POST' ? [] : ['create'];
  return ['claude', ...words, ...verb].join('.');
}

function readBody({ body, headers }: ApiRequest, guard: Guard): unknown {
  if (typeof body === 'string') {
    try {
      return JSON.parse(body);
    } catch {
      throw unreadable('The request is not JSON.');
    }
  }
  if (guard.media === 'allow' && !/json/.test(headers.get('content-type') ?? '')) return undefined;
  throw unreadable('A file cannot be scrubbed. Send its text, or allow it with { media: "allow" }.');
}

const unreadable = (message: string, argument?: string): PrivacyError =>
  new PrivacyError('content-not-readable', message, argument === undefined ? {} : { argument });

interface ScrubbedBody {
  readonly scrubbed: unknown;
  readonly found: readonly FoundEntity[];
  /** The answer's text is JSON: a schema for it was given. */
  readonly json: boolean;
}

function scrubBody(body: unknown, date: string, guard: Guard): ScrubbedBody {
  const { vault, cache, tokens } = guard;
  const { policy, useCase } = guard.situation;
  let result: ReturnType<typeof scrubRequest>;
  try {
    result = scrubRequest(body, { policy, useCase, vault, today: date, tokens, cache });
  } catch (error) {
    if (error instanceof RangeError) throw unreadable('The request is nested too deeply to be scrubbed.');
    throw error;
  }
  const [media] = result.media;
  if (media !== undefined && guard.media === 'refuse')
    throw unreadable(
      `${media} is an image, PDF or file: it cannot be scrubbed. Send text, or allow it with { media: "allow" }.`,
      media,
    );
  return { scrubbed: result.body, found: result.found, json: wantsJson(body) };
}

function wantsJson(body: unknown): boolean {
  const { output_config: config, output_format: format } = (body ?? {}) as Record<
    string,
    { format?: { type?: string }; type?: string } | undefined
  >;
  return (config?.format ?? format)?.type === 'json_schema';
}

/** The requests in a body: itself, or the items of a batch. Never empty. */
function bodies(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof body !== 'object' || body === null) return [{}];
  const { requests } = body as { readonly requests?: unknown };
  if (!Array.isArray(requests) || requests.length === 0) return [body as Record<string, unknown>];
  return requests.map((item: { readonly params?: Readonly<Record<string, unknown>> } | null) => item?.params ?? {});
}

/** One judgement of all requests in a body: they may differ in model and geography, and the first that may not leave decides. */
function assessAll(
  body: unknown,
  found: readonly FoundEntity[],
  situation: Situation,
  client: ClaudeClient,
): Assessment {
  const different = new Map(bodies(body).map((one) => [`${one['model']} ${one['inference_geo']}`, one]));
  const all = [...different.values()].map((one) => assess(found, factsOf(client, one), situation));
  return all.find((one) => one.refusal) ?? all[0]!;
}
