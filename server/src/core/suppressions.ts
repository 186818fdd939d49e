import { lineIndex } from './lines.ts';
import { matchesAny } from './policy/glob.ts';
import type { PolicyException } from './policy/model.ts';
import { chooseUseCase } from './policy/resolve/use-case.ts';
import { suppressionIds } from './policy/schema/vocabulary.ts';
import type { AnalysisOptions, SourceDocument } from './ports.ts';
import type { Prompt } from './prompt.ts';
import type { Finding, Suppression } from './rules/rule.ts';
import { type Directive, findDirectives } from './suppressions/directives.ts';
import { covers } from './taxonomy/categories.ts';

/** Marks findings that a directive comment or an exception of the policy covers, and reports directives that cover nothing. */
export function suppress(
  findings: readonly Finding[],
  prompts: readonly Prompt[],
  document: SourceDocument,
  options: AnalysisOptions,
): Finding[] {
  const directives = findDirectives(document.text, prompts);
  const lines = linesOf(document.text);
  const effective = directives.filter((one) => one.reason !== '' && one.fault === undefined && one.kind !== 'enable');
  const covered = effective.map((directive) => ({
    directive,
    covers: coverage(directive, directives, lines),
    used: false,
  }));
  const exceptions = exceptionsFor(options);
  const useCases = new Map<number, string | undefined>();
  const result = findings.map((finding): Finding => {
    const prompt = prompts[finding.prompt];
    const hit = covered.find((one) => one.covers(finding, prompt));
    if (hit) {
      hit.used = true;
      return { ...finding, suppressed: bySaid(hit.directive) };
    }
    const listed = exceptions.get(finding.rule);
    if (!listed) return finding;
    if (prompt && !useCases.has(finding.prompt)) {
      useCases.set(finding.prompt, chooseUseCase(prompt, options.policy, options.path).useCaseId);
    }
    const useCase = useCases.get(finding.prompt);
    const exception = listed.find(([one]) => isExcepted(one, finding, useCase));
    return exception ? { ...finding, suppressed: byPolicy(...exception) } : finding;
  });
  const unused = new Set(covered.filter(({ used }) => !used).map(({ directive }) => directive));
  return [...result, ...directives.flatMap((directive) => complaint(directive, unused, prompts))];
}

/** Numbers of lines, and whether one is blank. */
interface Lines {
  readonly at: (offset: number) => number;
  readonly blank: (line: number) => boolean;
}

function linesOf(text: string): Lines {
  const placeOf = lineIndex(text);
  const blank = new Set<number>();
  for (const match of text.matchAll(/^[ \t]*(?=\r?\n)/gm)) blank.add(placeOf(match.index).line);
  return { at: (offset) => placeOf(offset).line, blank: (line) => blank.has(line) };
}

const bySaid = ({ falsePositive, reason, span }: Directive): Suppression => ({
  by: 'directive',
  kind: falsePositive ? 'false-positive' : 'accepted-risk',
  reason,
  span,
});

const byPolicy = ({ kind, reason }: PolicyException, exception: number): Suppression => ({
  by: 'exception',
  kind: kind ?? 'accepted-risk',
  reason,
  exception,
});

/** An exception and its index in the policy. */
type Numbered = readonly [exception: PolicyException, index: number];

/** The exceptions that hold for a file on a day, by rule; those that have expired or give no reason hold nowhere. */
function exceptionsFor({ policy, path, today }: AnalysisOptions): ReadonlyMap<string, readonly Numbered[]> {
  const byRule = new Map<string, Numbered[]>();
  policy.exceptions.forEach((one, index) => {
    const holds = one.reason !== '' && (one.expires === undefined || one.expires >= today);
    if (!holds || (one.paths !== undefined && !matchesAny(one.paths, path))) return;
    const listed = byRule.get(one.rule) ?? [];
    listed.push([one, index]);
    byRule.set(one.rule, listed);
  });
  return byRule;
}

const isExcepted = ({ useCase, category }: PolicyException, finding: Finding, own: string | undefined): boolean =>
  (useCase === undefined || useCase === own) &&
  (category === undefined || (finding.category !== undefined && covers(category, finding.category)));

/**
 * What a directive reaches. `next-line` reaches the next line that is no directive itself; where the prompt's text or
 * call begins on that line it reaches all of it, because no comment can stand inside a string.
 */
function coverage(
  directive: Directive,
  all: readonly Directive[],
  lines: Lines,
): (finding: Finding, prompt: Prompt | undefined) => boolean {
  const named = (finding: Finding) => directive.rules.length === 0 || directive.rules.includes(finding.rule);
  if (directive.kind === 'disable-file') return named;
  if (directive.kind === 'disable') {
    return (finding) => {
      if (!named(finding) || finding.span.start < directive.span.start) return false;
      const end = all.find(
        (one) =>
          one.kind === 'enable' &&
          one.span.start > directive.span.start &&
          (one.rules.length === 0 || one.rules.includes(finding.rule)),
      );
      return end === undefined || finding.span.start < end.span.start;
    };
  }
  const line = directive.kind === 'disable-line' ? lines.at(directive.span.start) : nextCodeLine(directive, all, lines);
  return (finding, prompt) =>
    named(finding) && (lines.at(finding.span.start) === line || beginsOn(line, finding, prompt, lines));
}

function beginsOn(line: number, finding: Finding, prompt: Prompt | undefined, lines: Lines): boolean {
  if (prompt?.origin !== 'call' && !prompt?.embedded) return false;
  const inside = ({ start, end }: { start: number; end: number }) =>
    start <= finding.span.start && finding.span.end <= end;
  const holders = [prompt.span, ...prompt.parts.map((part) => part.span)];
  return holders.some((holder) => inside(holder) && lines.at(holder.start) === line);
}

function nextCodeLine(directive: Directive, all: readonly Directive[], lines: Lines): number {
  const taken = new Set(all.filter(({ kind }) => kind === 'disable-next-line').map(({ span }) => lines.at(span.start)));
  let line = lines.at(directive.span.end) + 1;
  while (taken.has(line) || lines.blank(line)) line++;
  return line;
}

/** A directive without reason, with a fault, or without a finding is a finding itself: a hint, never suppressed. */
function complaint(directive: Directive, unused: ReadonlySet<Directive>, prompts: readonly Prompt[]): Finding[] {
  const { start } = directive.span;
  const prompt = prompts.findIndex(({ span }) => span.start <= start && start < span.end);
  const report = (rule: string, severity: Finding['severity'], message: string): Finding[] => [
    { rule, severity, span: directive.span, message, prompt },
  ];
  if (directive.fault !== undefined) {
    return report(
      'unused-suppression',
      'hint',
      `This suppression has no effect: ${directive.fault}. Mend or remove it.`,
    );
  }
  if (directive.kind === 'enable') return [];
  if (directive.reason === '') {
    return report(
      suppressionIds.unreasoned,
      'warning',
      'This suppression has no reason, so it has no effect. Say why after `--`, or `-- false positive: …` when the finding is wrong.',
    );
  }
  return unused.has(directive)
    ? report(suppressionIds.unused, 'hint', 'This suppression covers no finding. Remove it.')
    : [];
}
