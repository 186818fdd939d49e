import type { Analysis } from '../analyze.ts';
import { lineIndex, type Place } from '../lines.ts';
import type { PolicyProblem } from '../policy/model.ts';
import type { FormatDecision } from '../prompt.ts';
import type { Finding } from '../rules/rule.ts';

/** One file as every report shows it. Positions and types only, never text of the file (invariant 2). */
export interface FileReport {
  /** Relative to where the command runs, with `/`. */
  readonly path: string;
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly ReportedFinding[];
  readonly problems: readonly {
    readonly place: Place;
    readonly message: string;
    readonly severity: 'error' | 'warning';
  }[];
  readonly decision?: FormatDecision;
  readonly prompts: number;
  /** Why the file was not read, if it was not. */
  readonly skipped?: string;
}

export interface ReportedFinding
  extends Pick<Finding, 'rule' | 'severity' | 'message' | 'type' | 'category' | 'suppressed' | 'evidence'> {
  readonly start: Place;
  readonly end: Place;
  readonly related: readonly { readonly path?: string; readonly place?: Place; readonly message: string }[];
  /** Stable across unrelated edits: rule, file, what it carries, and its ordinal among equals. Nothing of the value. */
  readonly fingerprint: string;
}

/** The report of an analysis. `pathOf` turns a URI into a path as shown. */
export function fileReport(analysis: Analysis, path: string, pathOf: (uri: string) => string): FileReport {
  const place = lineIndex(analysis.document.text);
  const seen = new Map<string, number>();
  const reported = analysis.findings.map((finding): ReportedFinding => {
    const key = [finding.rule, path, finding.type ?? '', finding.category ?? ''].join('|');
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return {
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      type: finding.type,
      category: finding.category,
      evidence: finding.evidence,
      suppressed: finding.suppressed,
      start: place(finding.span.start),
      end: place(finding.span.end),
      related: (finding.related ?? []).map((one) =>
        one.uri && one.uri !== analysis.document.uri
          ? { path: pathOf(one.uri), message: one.message }
          : { place: place(one.span.start), message: one.message },
      ),
      fingerprint: `${key}|${ordinal}`,
    };
  });
  return {
    path,
    findings: reported.filter((one) => !one.suppressed),
    suppressed: reported.filter((one) => one.suppressed),
    problems: analysis.problems.map(({ span, message }) => ({
      place: place(span.start),
      message,
      severity: 'warning' as const,
    })),
    decision: analysis.decision,
    prompts: analysis.prompts.length,
  };
}

/** What the policy says of itself: it is read and applied all the same. Any other mistake of severity error breaks it. */
const statements: readonly string[] = ['contradiction', 'expired', 'overdue', 'unused'];

/** The report of a policy file: contradictions and due dates are findings, mistakes in its form are problems. */
export function policyReport(path: string, text: string, problems: readonly PolicyProblem[]): FileReport {
  const place = lineIndex(text);
  const isStatement = (problem: PolicyProblem) => problem.rule !== undefined && statements.includes(problem.code);
  const seen = new Map<string, number>();
  return {
    path,
    findings: problems.filter(isStatement).map(({ rule, severity, message, span }) => {
      const key = `${rule}|${path}`;
      const ordinal = seen.get(key) ?? 0;
      seen.set(key, ordinal + 1);
      const fingerprint = `${key}|${ordinal}`;
      return {
        rule: rule!,
        severity,
        message,
        start: place(span.start),
        end: place(span.end),
        related: [],
        fingerprint,
      };
    }),
    suppressed: [],
    problems: problems
      .filter((problem) => !isStatement(problem))
      .map(({ span, message, severity }) => ({ place: place(span.start), message, severity })),
    prompts: 0,
  };
}

const order = ['error', 'warning', 'information', 'hint'] as const;
export type ReportedSeverity = (typeof order)[number];

/** True when `severity` is `threshold` or worse. */
export const atLeast = (severity: ReportedSeverity, threshold: ReportedSeverity): boolean =>
  order.indexOf(severity) <= order.indexOf(threshold);

export function countBySeverity(files: readonly FileReport[]): Record<ReportedSeverity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const file of files) for (const finding of file.findings) counts[finding.severity]++;
  return counts;
}
