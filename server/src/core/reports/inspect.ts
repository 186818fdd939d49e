import type { Analysis } from '../analyze.ts';
import { lineIndex } from '../lines.ts';
import type { ResolvedPlaceholder, ResolvedPrompt } from '../policy/resolve-model.ts';
import type { Fact, FlowStep, Part, PlaceholderSegment, Prompt, RequestFacts } from '../prompt.ts';

/** What the tool sees in a file, as one JSON line. Offsets are UTF-16 code units of the raw file, lines count from 1. */
export interface Inspection {
  readonly file: string;
  readonly prompts: readonly InspectedPrompt[];
  readonly problems: readonly { start: number; end: number; message: string }[];
  readonly decision?: { format: string; isPrompt: boolean; reason: string };
}

export interface InspectedPrompt {
  readonly origin: 'template' | 'call';
  readonly format: string;
  readonly api?: string;
  readonly confidence: string;
  readonly line: number;
  readonly endLine: number;
  readonly useCase: string | null;
  readonly useCaseReason: string;
  readonly deployments: readonly string[];
  readonly level: { before: string; after: string };
  readonly request: Readonly<Record<string, unknown>>;
  readonly inputs: readonly string[];
  readonly links: readonly { kind: string; target: string; start: number; end: number }[];
  readonly parts: readonly InspectedPart[];
}

interface InspectedPart {
  readonly role: string;
  readonly kind: string;
  readonly argument?: string;
  readonly segments: readonly InspectedSegment[];
}

type InspectedSegment =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'placeholder';
      readonly start: number;
      readonly end: number;
      readonly path: string | null;
      readonly expression: string;
      readonly filters: readonly string[];
      readonly category: string | null;
      readonly sent: string | null;
      readonly required: string | null;
      readonly sources: readonly { source: string | null; field: string | null; by: string }[];
      readonly steps: readonly { kind: string; label: string; start: number; uri?: string }[];
      readonly unprinted?: true;
    };

export function inspection(analysis: Analysis, file: string): Inspection {
  const place = lineIndex(analysis.document.text);
  return {
    file,
    prompts: analysis.resolved.map((resolved) => inspectPrompt(resolved, place)),
    problems: analysis.problems.map(({ span, message }) => ({ ...span, message })),
    decision: analysis.decision,
  };
}

function inspectPrompt(resolved: ResolvedPrompt, place: ReturnType<typeof lineIndex>): InspectedPrompt {
  const { prompt } = resolved;
  const placeholders = new Map<PlaceholderSegment, ResolvedPlaceholder>();
  for (const value of resolved.values) if (value.kind === 'placeholder') placeholders.set(value.segment, value);
  return {
    origin: prompt.origin,
    format: prompt.format,
    ...(prompt.api && { api: prompt.api }),
    confidence: prompt.confidence,
    line: place(prompt.span.start).line,
    endLine: place(prompt.span.end).line,
    useCase: resolved.useCase?.id ?? prompt.useCase?.id ?? null,
    useCaseReason: resolved.useCaseReason,
    deployments: resolved.deployments.map((deployment) => deployment.id),
    level: resolved.level,
    request: requestFacts(prompt.request),
    inputs: (prompt.inputs ?? []).map((input) => input.name),
    links: (prompt.links ?? []).map(({ kind, target, span }) => ({ kind, target, ...span })),
    parts: prompt.parts.map((part) => inspectPart(part, placeholders)),
  };
}

function inspectPart(part: Part, placeholders: ReadonlyMap<PlaceholderSegment, ResolvedPlaceholder>): InspectedPart {
  return {
    role: part.role,
    kind: part.kind,
    ...(part.argument && { argument: part.argument }),
    segments: part.segments.map((segment): InspectedSegment => {
      if (segment.kind === 'text') return { kind: 'text', ...segment.span };
      const value = placeholders.get(segment);
      const read = segment.flow?.find((step) => step.source);
      return {
        kind: 'placeholder',
        ...segment.span,
        path: segment.path,
        expression: segment.expression,
        filters: segment.filters,
        category: value?.category ?? null,
        sent: value?.sent ?? null,
        required: value?.required ?? null,
        sources: sourcesOf(value, read),
        steps: (segment.flow ?? []).map(({ kind, label, span, uri }) => ({
          kind,
          label,
          start: span.start,
          ...(uri && { uri }),
        })),
        ...(segment.unprinted && { unprinted: true as const }),
      };
    }),
  };
}

function sourcesOf(value: ResolvedPlaceholder | undefined, read: FlowStep | undefined) {
  if (value?.source) return [{ source: value.source.id, field: value.field ?? null, by: value.by }];
  if (read?.source) return [{ source: read.source.name, field: null, by: 'flow' }];
  return value?.name ? [{ source: null, field: null, by: 'name' }] : [];
}

/** Facts as plain values, each with the offset it was read from and how. */
function requestFacts(request: RequestFacts): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of ['platform', 'model', 'region', 'inferenceGeo', 'baseUrl', 'keyEnv'] as const) {
    const fact: Fact<string> | undefined = request[key];
    if (fact) result[key] = { value: fact.value, by: fact.by, start: fact.span.start };
  }
  if (request.features.length) result['features'] = request.features.map((fact) => fact.value);
  if (request.telemetry?.length) result['telemetry'] = request.telemetry.map((fact) => fact.value);
  if (request.unknown?.length) result['unknown'] = request.unknown.map(({ fact, why }) => ({ fact, why }));
  return result;
}

/** The same for people. */
export function inspectionText({ file, prompts, problems, decision }: Inspection): string {
  const lines = [file];
  if (decision) lines.push(`  read as ${decision.format}: ${decision.reason}`);
  for (const prompt of prompts) {
    lines.push(`  ${title(prompt)}, lines ${prompt.line} to ${prompt.endLine}`);
    lines.push(
      `    use case ${prompt.useCase ?? 'none'} (${prompt.useCaseReason}); level ${prompt.level.before}, after scrubbing ${prompt.level.after}`,
    );
    for (const [key, value] of Object.entries(prompt.request)) lines.push(`    ${key} ${factText(value)}`);
    for (const part of prompt.parts) lines.push(...partText(part));
    for (const link of prompt.links) lines.push(`    ${link.kind} ${link.target}`);
  }
  for (const problem of problems) lines.push(`  problem at offset ${problem.start}: ${problem.message}`);
  return `${lines.join('\n')}\n`;
}

const title = (prompt: Pick<Prompt, 'origin' | 'format' | 'api'>): string =>
  prompt.origin === 'call' ? `call ${prompt.api ?? 'of Claude'} (${prompt.format})` : `template (${prompt.format})`;

function partText(part: InspectedPart): string[] {
  const placeholders = part.segments.filter((segment) => segment.kind === 'placeholder');
  const head = `    ${part.role}${part.argument ? ` ${part.argument}` : ''}${part.kind === 'text' ? '' : ` (${part.kind})`}`;
  return [
    head,
    ...placeholders.map((segment) => {
      const source = segment.sources[0];
      const from = source ? ` from ${source.source ?? 'its name'} by ${source.by}` : '';
      return `      ${segment.path ?? segment.expression}: ${segment.category ?? 'category unknown'}${from}${segment.sent ? `, sent as ${segment.sent}` : ''}`;
    }),
  ];
}

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
  const fact = value as { value?: string; by?: string };
  return `${fact.value} (${fact.by})`;
}
