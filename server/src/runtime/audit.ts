import type { Assessment } from './enforce.ts';
import type { FoundEntity } from './request-scrub.ts';

/**
 * One event a call, as attributes of ECS and OpenTelemetry (GenAI conventions) and some of our own. Says who, when, why,
 * from which template, what kind of data and where it went. Never a prompt, an answer or a value.
 */
export type AuditEvent = Readonly<Record<string, AuditValue>>;
export type AuditValue = string | number | boolean | readonly string[] | Readonly<Record<string, number>>;

/** Where audit events go. A stream gets JSON lines; OpenTelemetry a log record, or a span of no length. */
export type AuditSink =
  | ((event: AuditEvent) => void | Promise<void>)
  | { write(line: string): unknown }
  | { readonly logger: OtelLogger }
  | { readonly tracer: OtelTracer };

/** `Logger` of `@opentelemetry/api-logs`, as far as it is used. */
export interface OtelLogger {
  emit(record: { eventName?: string; attributes?: Record<string, OtelValue> }): void;
}

/** `Tracer` of `@opentelemetry/api`, as far as it is used. */
export interface OtelTracer {
  startSpan(name: string, options?: { attributes?: Record<string, OtelValue> }): { end(): void };
}

type OtelValue = string | number | boolean | string[];

export interface AuditScope {
  readonly user: string;
  readonly useCase: string;
  readonly prompt: string;
  readonly promptVersion?: string;
  readonly purpose?: string;
  readonly service?: string;
  readonly policyRevision: string;
  readonly conversation: string;
}

export interface AuditedCall {
  readonly action: string;
  readonly time: string;
  readonly id: string;
  readonly provider: readonly [genAi: string, cloud: string | undefined];
  readonly body: Readonly<Record<string, unknown>>;
  readonly found: readonly FoundEntity[];
  readonly assessment: Assessment;
}

export interface AuditedOutcome {
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** A code or status, never a message: messages of the API may quote the request. */
  readonly errorType?: string;
  readonly requestId?: string;
  readonly workspaceId?: string;
  readonly restored?: number;
  readonly left?: number;
  /** The message, or what a stream told of it. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

/** The event of a call. Fields without a value are left out, the required ones never. */
export function auditEvent(scope: AuditScope, call: AuditedCall, result: AuditedOutcome): AuditEvent {
  const { assessment, body, found, provider } = call;
  const answer = result.answer ?? {};
  const usage = isObject(answer['usage']) ? answer['usage'] : {};
  const event: Record<string, AuditValue | undefined> = {
    '@timestamp': call.time,
    'event.id': call.id,
    'event.kind': 'event',
    'event.category': ['api'],
    'event.type': ['access'],
    'event.action': call.action,
    'event.outcome': result.outcome,
    'error.type': result.errorType,
    'user.id': scope.user,
    'service.name': scope.service,
    'gen_ai.conversation.id': scope.conversation,
    'gen_ai.prompt.name': scope.prompt,
    'prompt_privacy.prompt.version': scope.promptVersion,
    'prompt_privacy.use_case': scope.useCase,
    'prompt_privacy.purpose': scope.purpose,
    'prompt_privacy.data.categories': assessment.categories,
    'prompt_privacy.data.classification': assessment.level,
    'prompt_privacy.data.phi': assessment.phi,
    'prompt_privacy.scrub.applied': found.some(({ form }) => form !== 'keep' && form !== 'scrub'),
    'prompt_privacy.scrub.counts': countTypes(found),
    'prompt_privacy.restore.count': result.restored,
    'prompt_privacy.restore.left': result.left,
    'prompt_privacy.policy.version': scope.policyRevision,
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider[0],
    'gen_ai.request.model': text(body['model']) ?? 'unknown',
    'gen_ai.response.model': text(answer['model']),
    'gen_ai.response.id': text(answer['id']),
    'gen_ai.response.finish_reasons': text(answer['stop_reason']) ? [answer['stop_reason'] as string] : undefined,
    'gen_ai.usage.input_tokens': number(usage['input_tokens']) ?? 0,
    'gen_ai.usage.output_tokens': number(usage['output_tokens']) ?? 0,
    'gen_ai.usage.cache_read.input_tokens': number(usage['cache_read_input_tokens']),
    'cloud.provider': provider[1],
    'cloud.region': assessment.region.region ?? assessment.region.kind,
    'prompt_privacy.inference_geo': text(usage['inference_geo']),
    'anthropic.request.id': result.requestId,
    'anthropic.workspace.id': result.workspaceId,
  };
  return Object.fromEntries(
    Object.entries(event).filter((entry): entry is [string, AuditValue] => entry[1] !== undefined),
  );
}

/** `{"PERSON_NAME": 2}`: what was changed, by type. */
function countTypes(found: readonly FoundEntity[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type, form } of found) {
    if (form !== 'keep' && form !== 'scrub') counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** Hands the event over. What the sink throws is the caller's: a call that cannot be audited has failed. */
export async function writeAudit(sink: AuditSink, event: AuditEvent): Promise<void> {
  if (typeof sink === 'function') await sink(event);
  else if ('write' in sink) sink.write(`${JSON.stringify(event)}\n`);
  else if ('logger' in sink) sink.logger.emit({ eventName: 'prompt_privacy.claude_call', attributes: flat(event) });
  else sink.tracer.startSpan(String(event['event.action']), { attributes: flat(event) }).end();
}

/** OpenTelemetry's attributes are flat: counts become one attribute a type. */
function flat(event: AuditEvent): Record<string, OtelValue> {
  const attributes: Record<string, OtelValue> = {};
  for (const [name, value] of Object.entries(event)) {
    if (Array.isArray(value)) attributes[name] = [...(value as readonly string[])];
    else if (isObject(value))
      for (const [key, count] of Object.entries(value)) attributes[`${name}.${key}`] = count as number;
    else attributes[name] = value as string | number | boolean;
  }
  return attributes;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
