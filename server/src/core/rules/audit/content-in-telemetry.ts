import { telemetryFixes } from '../../fixes/index.ts';
import type { FindingDraft, Rule } from '../rule.ts';

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
  /experimental_telemetry/i,
  /record_?(?:inputs|outputs)=true/i,
];

export const contentInTelemetry: Rule = {
  meta: {
    id: 'content-in-telemetry',
    group: 'audit',
    summary: 'Tracing or debug output records the content of prompts.',
    severity: 'error',
    references: ['Anthropic SDK 1.12.0: openTelemetry.traces.contentMode', 'OpenTelemetry GenAI semantic conventions'],
    cwe: [532],
    starter: true,
  },
  check: ({ resolved: { prompt, level } }): FindingDraft[] =>
    (prompt.request.telemetry ?? [])
      .filter(({ value }) => records.some((pattern) => pattern.test(value)))
      .map(({ value, span }) => ({
        span,
        message: `Tracing records prompt content (${value.split('=')[0]}). Record metadata only.`,
        level: level.before,
      })),
  fixes: (finding, context) => telemetryFixes(finding, context),
};
