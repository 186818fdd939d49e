import type { Analysis } from '../analyze.ts';
import { lineIndex, type Place } from '../lines.ts';
import type { ResolvedValue } from '../policy/resolve-model.ts';
import type { FlowStep } from '../prompt.ts';
import { ruleById } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import type { Span } from '../span.ts';
import { type ValueFact, valueFacts } from './value-facts.ts';

/** Everything that was concluded about one line, and from what; lines count from 1. Positions and types, no values. */
export interface Explanation {
  readonly findings: readonly ExplainedFinding[];
  readonly values: readonly ExplainedValue[];
}

export interface ExplainedFinding {
  readonly rule: string;
  readonly summary: string;
  readonly severity: string;
  readonly at: Place;
  readonly message: string;
  readonly evidence: readonly string[];
  readonly references: readonly string[];
  /** Why it is not shown: the directive or the exception that covers it. */
  readonly suppressed?: string;
}

export interface ExplainedValue {
  readonly at: Place;
  /** The placeholder as it is read; absent where the data stands in the text itself. */
  readonly name?: string;
  /** 0 to 1: from 0.5 on a diagnostic, from 0.35 on a hint. Of detected text and of telling names. */
  readonly score?: number;
  /** An example value: scrubbed like any other, and no diagnostic. */
  readonly reserved?: true;
  readonly facts: readonly ValueFact[];
  /** From where the value was read to where it is put into the prompt. */
  readonly steps: readonly { readonly at: Place; readonly uri?: string; readonly label: string }[];
}

export function explainLine(analysis: Analysis, line: number): Explanation {
  const place = lineIndex(analysis.document.text);
  const here = (span: Span) => place(span.start).line <= line && line <= place(Math.max(span.start, span.end - 1)).line;
  return {
    findings: analysis.findings.filter(({ span }) => here(span)).map((finding) => explainFinding(finding, place)),
    values: analysis.resolved
      .flatMap(({ values }) => values)
      .filter((value) => here(placeOf(value)))
      .map((value) => explainValue(value, place)),
  };
}

const placeOf = (value: ResolvedValue): Span => (value.kind === 'placeholder' ? value.segment.span : value.span);

function explainFinding(finding: Finding, place: (offset: number) => Place): ExplainedFinding {
  const meta = ruleById(finding.rule)?.meta;
  return {
    rule: finding.rule,
    summary: meta?.summary ?? '',
    severity: finding.severity,
    at: place(finding.span.start),
    message: finding.message,
    evidence: finding.evidence ?? [],
    references: meta?.references ?? [],
    ...(finding.suppressed && {
      suppressed: `${finding.suppressed.kind} by ${finding.suppressed.by}: ${finding.suppressed.reason}`,
    }),
  };
}

function explainValue(value: ResolvedValue, place: (offset: number) => Place): ExplainedValue {
  const flow: readonly FlowStep[] = value.kind === 'placeholder' ? (value.segment.flow ?? []) : [];
  const score = value.kind === 'literal' ? value.entity.score : value.name?.score;
  return {
    at: place(placeOf(value).start),
    ...(value.kind === 'placeholder' && { name: value.segment.path ?? value.segment.expression }),
    ...(score !== undefined && { score }),
    ...(value.kind === 'literal' && value.entity.reserved && { reserved: true as const }),
    facts: valueFacts(value),
    steps: flow.map(({ span, uri, label }) => ({ at: place(span.start), ...(uri && { uri }), label })).reverse(),
  };
}

/** The same for people. `pathOf` shows the file of a step that stands elsewhere. */
export function explanationText({ findings, values }: Explanation, pathOf: (uri: string) => string): string {
  const blocks = [...findings.map(findingLines), ...values.map((value) => valueLines(value, pathOf))];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const at = ({ line, column }: Place): string => `${line}:${column}`;

const findingLines = (finding: ExplainedFinding): string[] => [
  `${at(finding.at)} ${finding.severity} ${finding.rule}: ${finding.summary}`,
  `  ${finding.message}`,
  ...(finding.evidence.length ? [`  Found by: ${finding.evidence.join(', ')}`] : []),
  ...(finding.suppressed ? [`  Not shown: ${finding.suppressed}`] : []),
  ...(finding.references.length ? [`  Source: ${finding.references.join('; ')}`] : []),
];

const valueLines = (value: ExplainedValue, pathOf: (uri: string) => string): string[] => [
  `${at(value.at)} ${value.name ? `placeholder ${value.name}` : 'text'}`,
  ...value.facts.map(([name, text]) => `  ${name}: ${text}`),
  ...(value.score === undefined
    ? []
    : [`  Score: ${value.score.toFixed(2)}${value.reserved ? ', an example value' : ''}`]),
  ...value.steps.map((step) => `  Step: ${step.uri ? pathOf(step.uri) : at(step.at)} ${step.label}`),
];
