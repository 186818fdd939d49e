/** Callees that write what they are given to a log, a trace or an error report. Matched against the callee as written. */
const logs: readonly RegExp[] = [
  // Loggers: console, winston, pino, logging, structlog, slf4j, log4j, zap, slog, Serilog, Monolog, Rails, tracing.
  /(?:^|[.>:])(?:console|[\w$]*logg(?:er|ing)|[\w$]*[lL]og|LOG|winston|pino|structlog|slog|zap|zerolog|Log|Timber|Rails|tracing|debug)(?:\(\))?(?:[.]|->|::)(?:log|trace|debug|info|notice|warn|warning|error|critical|fatal|exception|silly|verbose|write|dir|table|Print\w*|Debug\w*|Info\w*|Warn\w*|Error\w*|Fatal\w*|Log\w*|Information|Panic\w*|severe|fine|finer|d|e|i|w|v)$/,
  // Plain output.
  /^(?:print|pprint|println|eprintln|puts|p|pp|echo|printf|print_r|var_dump|error_log|dump|dd|fmt\.(?:Print|Println|Printf|Fprint\w*)|log\.\w+|System\.(?:out|err)\.print\w*|Console\.(?:Write|WriteLine|Error\.WriteLine)|Debug\.WriteLine|Trace\.Write\w*|process\.std(?:out|err)\.write|sys\.std(?:out|err)\.write|sys\.stderr\.write|\$stdout\.puts|\$stderr\.puts|warn|println!|eprintln!|print!|dbg!|(?:info|debug|warn|error|trace)!|tracing::\w+!?|log::\w+!?|syslog)$/,
  // Error trackers and traces: Sentry, Bugsnag, Rollbar, Datadog, OpenTelemetry, New Relic, LangSmith.
  /(?:^|[.>:])(?:captureException|captureMessage|captureEvent|capture_exception|capture_message|addBreadcrumb|add_breadcrumb|setExtra|set_extra|setContext|set_context|setTag|setTags|set_tag|notify|notice_error|noticeError|recordException|record_exception|setAttribute|setAttributes|set_attribute|set_attributes|addEvent|add_event|SetAttributes|AddEvent|RecordError|SetTag|setStatus|track|trackEvent|log_event|logEvent)$/,
  // Exception text ends in logs.
  /^(?:Error|TypeError|RangeError|\w*Exception|\w*Error|errors\.New|fmt\.Errorf|HTTPException|raise|panic)$/,
];

export const isLog = (callee: string): boolean => logs.some((pattern) => pattern.test(callee));

/** Members of an answer that hold no content. */
export const answerMetadata: ReadonlySet<string> = new Set(
  (
    'id usage model stop_reason stopReason stop_sequence role type length _request_id request_id requestId input_tokens output_tokens ' +
    'inputTokens outputTokens finishReason finish_reason status statusCode headers ok object created metadata response_metadata ' +
    'usage_metadata StopReason Usage Model ID Id Role Count size'
  ).split(' '),
);
