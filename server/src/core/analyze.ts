import { callLanguages, parseCalls } from './calls/index.ts';
import type { Fix } from './fixes/fix.ts';
import { resolvePrompt } from './policy/index.ts';
import type { ResolvedPrompt } from './policy/resolve-model.ts';
import type { AnalysisOptions, Ports, SourceDocument } from './ports.ts';
import type { FormatDecision, ParseProblem, Prompt } from './prompt.ts';
import { checkPrompt, distinct, fixesFor } from './rules/index.ts';
import type { Finding, RuleContext } from './rules/rule.ts';
import { suppress } from './suppressions.ts';
import { parseTemplate } from './templates/index.ts';

/** All that is known about a file: every feature (diagnostics, hover, lens, fixes, preview, reports) reads this. */
export interface Analysis {
  readonly document: SourceDocument;
  readonly options: AnalysisOptions;
  readonly prompts: readonly Prompt[];
  /** Same order and length as `prompts`. */
  readonly resolved: readonly ResolvedPrompt[];
  /** In order of position, suppressed ones included (`suppressed` is set on them). */
  readonly findings: readonly Finding[];
  readonly problems: readonly ParseProblem[];
  readonly decision?: FormatDecision;
}

/** The one way through: parse, resolve, detect, check, suppress. Total and linear in the text (invariants 1 and 7). */
export function analyze(document: SourceDocument, options: AnalysisOptions, ports: Ports): Analysis {
  const templates = parseTemplate(document, options.path, options.evidence);
  const calls = callLanguages.has(document.languageId)
    ? parseCalls(document, ports, options.policy.calls)
    : { prompts: [], problems: [] };
  const prompts = [...templates.prompts, ...calls.prompts];
  const resolved = prompts.map((prompt) =>
    resolvePrompt(prompt, { policy: options.policy, path: options.path, today: options.today, detect: ports.detect }),
  );
  const found = resolved.flatMap((one, index) => checkPrompt(ruleContext(document, options, resolved, one), index));
  const findings = suppress(distinct(found), prompts, document, options);
  return {
    document,
    options,
    prompts,
    resolved,
    findings: findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    problems: [...templates.problems, ...calls.problems],
    decision: templates.decision,
  };
}

/** Fixes of one finding of an analysis, preferred first. Nothing is kept between the two requests. */
export function fixes(analysis: Analysis, finding: Finding): Fix[] {
  const resolved = analysis.resolved[finding.prompt];
  if (!resolved) return [];
  return fixesFor(finding, ruleContext(analysis.document, analysis.options, analysis.resolved, resolved));
}

function ruleContext(
  document: SourceDocument,
  { policy, policyText, newPolicyUri, today, path, uses }: AnalysisOptions,
  siblings: readonly ResolvedPrompt[],
  resolved: ResolvedPrompt,
): RuleContext {
  return { document, policy, policyText, newPolicyUri, today, path, uses, siblings, resolved };
}
