import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location } from 'vscode-languageserver';
import type { PolicyProblem, Severity } from '../core/policy/model.ts';
import type { Finding } from '../core/rules/rule.ts';
import type { AnalyzedFile, FileResult, PolicyFile } from '../workspace/workspace.ts';
import type { ClientFacts } from './client-facts.ts';
import { linesOf } from './convert.ts';

export const diagnosticSource = 'Prompt Privacy';

export const severities: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Rules whose span has no effect: editors grey it out. */
const unnecessary: ReadonlySet<string> = new Set(['unused-suppression', 'unused-exception']);

export interface DiagnosticContext {
  readonly client: ClientFacts;
  /** Where pages of rules stand, with a final `/`. */
  readonly docs: string;
  /** The text of another file that a related place points into. */
  readonly read: (uri: string) => { readonly text: string } | undefined;
}

/** Diagnostics of a file, in order of position. They hold rule, type and place; never text of the document. */
export function toDiagnostics(
  result: FileResult,
  context: DiagnosticContext,
  /** Where calls load this file: a template and its call are one finding, which stands where the value enters. */
  loadedAt: readonly Location[] = [],
): Diagnostic[] {
  if (result.kind === 'analysis') {
    const shown = result.analysis.findings.filter((finding) => !finding.suppressed);
    return [...shown.map((finding) => fromFinding(finding, result, context, loadedAt)), ...problemsOf(result)];
  }
  return result.kind === 'policy' ? result.policy.problems.map((problem) => fromProblem(problem, result)) : [];
}

function fromFinding(
  finding: Finding,
  { analysis }: AnalyzedFile,
  context: DiagnosticContext,
  loadedAt: readonly Location[],
): Diagnostic {
  const lines = linesOf(analysis.document);
  const { client, docs } = context;
  const sentFrom = analysis.prompts[finding.prompt]?.origin === 'template' ? loadedAt : [];
  return {
    range: lines.range(finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    source: diagnosticSource,
    message: finding.message,
    ...(client.codeDescription && { codeDescription: { href: `${docs}${finding.rule}.md` } }),
    ...(unnecessary.has(finding.rule) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(client.relatedInformation && relatedInformation(finding, analysis.document, context, sentFrom)),
  };
}

function relatedInformation(
  { related = [] }: Finding,
  document: { readonly uri: string; readonly text: string },
  { read }: DiagnosticContext,
  sentFrom: readonly Location[],
): Pick<Diagnostic, 'relatedInformation'> {
  const places = related.flatMap(({ uri = document.uri, span, message }) => {
    const target = uri === document.uri ? document : read(uri);
    return target ? [{ location: { uri, range: linesOf(target).range(span) }, message }] : [];
  });
  places.push(...sentFrom.slice(0, 3).map((location) => ({ location, message: 'This prompt is loaded here.' })));
  return places.length > 0 ? { relatedInformation: places } : {};
}

/** What a parser could not read: the rest of the file is analysed all the same. */
function problemsOf({ analysis }: AnalyzedFile): Diagnostic[] {
  if (analysis.prompts.length === 0) return [];
  const lines = linesOf(analysis.document);
  return analysis.problems.map(({ span, message }) => ({
    range: lines.range(span),
    severity: DiagnosticSeverity.Information,
    code: 'not-understood',
    source: diagnosticSource,
    message,
  }));
}

function fromProblem(problem: PolicyProblem, { document }: PolicyFile): Diagnostic {
  return {
    range: linesOf(document).range(problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    source: diagnosticSource,
    message: problem.message,
  };
}
