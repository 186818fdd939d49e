import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { ResolvedPrompt, ResolvedValue } from '../core/policy/resolve-model.ts';
import type { FormatDecision } from '../core/prompt.ts';
import { code, valueFacts } from '../core/reports/value-facts.ts';
import { ruleById } from '../core/rules/index.ts';
import type { Finding } from '../core/rules/rule.ts';
import { scrubPrompt } from '../core/scrub/index.ts';
import { contains, type Span } from '../core/span.ts';
import type { Form } from '../core/taxonomy/levels.ts';
import type { AnalyzedFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { handler } from './handle.ts';
import { hoverPolicy } from './policy-features.ts';

/** What stands here: the findings, what the value is taken for and why, and what Claude receives in its place. */
export function registerHover(server: Server, docs: string): void {
  const { client, connection, log, settings } = server;
  connection.onHover(
    handler(log, 'hover', null, async ({ textDocument: { uri }, position }: HoverParams): Promise<Hover | null> => {
      if (!(await settings.for(uri)).hover.enable) return null;
      const file = await server.result(uri);
      if (file?.kind === 'policy') return hoverPolicy(server, file, linesOf(file.document).offset(position));
      if (file?.kind !== 'analysis') return null;
      const lines = linesOf(file.analysis.document);
      const found = hoverAt(file, lines.offset(position), docs);
      if (!found) return null;
      const kind = client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { range: lines.range(found.span), contents: { kind, value: found.text } };
    }),
  );
}

function hoverAt(file: AnalyzedFile, offset: number, docs: string): { span: Span; text: string } | undefined {
  const { analysis } = file;
  const at = (span: Span) => contains(span, { start: offset, end: offset });
  const findings = analysis.findings.filter((one) => !one.suppressed && at(one.span));
  const values = analysis.resolved.flatMap((resolved) =>
    resolved.values.filter((value) => at(placeOf(value))).map((value) => ({ value, resolved })),
  );
  const prompt = analysis.resolved.find((one) => at(one.prompt.anchor));
  const sections = [
    ...findings.map((finding) => findingText(finding, docs)),
    ...values.slice(0, 3).map(({ value, resolved }) => valueText(value, receivedFor(file, resolved, value))),
    ...(prompt ? [promptText(prompt, analysis.decision)] : []),
  ];
  if (sections.length === 0) return undefined;
  const span = findings[0]?.span ?? (values[0] ? placeOf(values[0].value) : prompt!.prompt.anchor);
  return { span, text: sections.join('\n\n---\n\n') };
}

const placeOf = (value: ResolvedValue): Span => (value.kind === 'placeholder' ? value.segment.span : value.span);

/** What the diagnostic itself does not say: the rule in a sentence, what it was found by, and where it is written. */
function findingText(finding: Finding, docs: string): string {
  const meta = ruleById(finding.rule)?.meta;
  return [
    `[${finding.rule}](${docs}${finding.rule}.md)${meta ? `: ${meta.summary}` : ''}`,
    finding.evidence?.length ? `Found by ${finding.evidence.join(', ')}.` : '',
    meta?.references.length ? `*${meta.references.join(' · ')}*` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

const valueText = (value: ResolvedValue, received: string | undefined): string =>
  table([...valueFacts(value), ['Scrubbed', received]]);

/** Forms whose result says nothing of the value: a token, a label, or a mark that something was removed. */
const valueFree: ReadonlySet<Form | undefined> = new Set<Form>(['tokenize', 'replace', 'redact']);

/** What the run-time library writes in place of a value. A generalization keeps a part of it: then only its name is shown. */
function receivedFor(
  { analysis, policy }: AnalyzedFile,
  resolved: ResolvedPrompt,
  value: ResolvedValue,
): string | undefined {
  const { start, end } = placeOf(value);
  const { parts } = scrubPrompt(resolved, { values: policy.policy.samples, today: analysis.options.today });
  const piece = parts.flatMap(({ pieces }) => pieces).find(({ span }) => span.start === start && span.end === end);
  if (piece?.form === undefined || piece.form === 'keep') return undefined;
  return valueFree.has(piece.form) ? code(piece.text.slice(0, 60)) : code(piece.form);
}

function promptText(resolved: ResolvedPrompt, decision: FormatDecision | undefined): string {
  const { prompt, useCase, useCaseReason, deployments, deploymentReason, level } = resolved;
  const readAs =
    prompt.origin === 'template' && decision ? `${decision.format} (${plain(decision.reason)})` : prompt.api;
  return table([
    ['Prompt', [readAs ?? prompt.format, prompt.name && plain(prompt.name)].filter(Boolean).join(' · ')],
    ['Use case', `${useCase ? code(useCase.id) : 'none'} (${plain(useCaseReason)})`],
    ['Deployment', `${deployments.map(({ id }) => code(id)).join(', ') || 'none'} (${plain(deploymentReason)})`],
    ['Level', level.before === level.after ? level.before : `${level.before}, ${level.after} after scrubbing`],
  ]);
}

/** Names come from the workspace: they must not become markup. */
const plain = (text: string): string => text.replace(/[\\*_`[\]<>]/g, '\\$&').slice(0, 300);

const table = (rows: readonly (readonly [string, string | undefined])[]): string =>
  rows.flatMap(([name, text]) => (text ? [`- ${name}: ${text}`] : [])).join('\n');
