import { telemetryFixes } from '../../fixes/index.ts';
import type { Span } from '../../span.ts';
import { higher } from '../../taxonomy/levels.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';

/**
 * Settings that put prompts and completions into traces or debug output: SDK 1.12.0 (`openTelemetry.traces.contentMode`,
 * `ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE`, `logLevel`, `ANTHROPIC_LOG`), OpenTelemetry GenAI conventions
 * (`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`), Spring and LangChain4j request logging, Bedrock invocation
 * logging, the AI SDK's `experimental_telemetry`. As the parser writes them: `name=value`.
 */
const records: readonly RegExp[] = [
  /content_?mode=content\b/i,
  /capture_?message_?content=(?:true|1|span|event)/i,
  /^(?:log_?level|anthropic_log)=debug/i,
  /log_?(?:requests|responses)=true/i,
  /(?:invocation_?logging|invocationlog)/i,
  /^(?:experimental_)?telemetry=/i,
  /record_?(?:inputs|outputs)=true/i,
];

/** Environment variables that a file with calls sets itself, wherever in it; reported once, at its first prompt. */
const variable =
  /(OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT|ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE|ANTHROPIC_LOG)["'\])]{0,3}[ \t]{0,4}[=:,][ \t]{0,4}["']?([A-Za-z0-9_]{1,20})/g;

function settings({ resolved, document, siblings }: RuleContext): { value: string; span: Span }[] {
  const inRequest = (resolved.prompt.request.telemetry ?? []).map(({ value, span }) => ({ value, span }));
  const inFile =
    siblings[0] === resolved && resolved.prompt.origin === 'call'
      ? [...document.text.matchAll(variable)].map((match) => ({
          value: `${match[1]}=${match[2]}`,
          span: { start: match.index, end: match.index + match[0].length },
        }))
      : [];
  return [...inRequest, ...inFile].filter(({ value }) => records.some((pattern) => pattern.test(value)));
}

export const contentInTelemetry: Rule = {
  meta: {
    id: 'content-in-telemetry',
    group: 'audit',
    summary: 'Tracing or debug output records the content of prompts.',
    severity: 'error',
    references: ['Anthropic SDK 1.12.0: openTelemetry.traces.contentMode', 'OpenTelemetry GenAI semantic conventions'],
    cwe: [532],
    starter: true,
    ofCall: true,
  },
  check: (context): FindingDraft[] =>
    settings(context).map(({ value, span }) => ({
      span,
      message: `Tracing records prompt content (${value.split('=')[0]}). Record metadata only.`,
      // The setting holds for every call of the client, not for this prompt alone.
      level: higher(context.resolved.level.before, 'confidential'),
    })),
  fixes: (finding, context) => telemetryFixes(finding, context),
};
