import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { ResolvedPrompt, ResolvedValue } from '../core/policy/resolve-model.ts';
import { ruleById } from '../core/rules/index.ts';
import type { Finding } from '../core/rules/rule.ts';
import { contains, type Span } from '../core/span.ts';
import { entityType } from '../core/taxonomy/entity-types.ts';
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

function hoverAt({ analysis }: AnalyzedFile, offset: number, docs: string): { span: Span; text: string } | undefined {
  const at = (span: Span) => contains(span, { start: offset, end: offset });
  const findings = analysis.findings.filter((one) => !one.suppressed && at(one.span));
  const values = analysis.resolved.flatMap((one) => one.values.filter((value) => at(placeOf(value))));
  const prompt = analysis.resolved.find((one) => at(one.prompt.anchor));
  const sections = [
    ...findings.map((finding) => findingText(finding, docs)),
    ...values.slice(0, 3).map(valueText),
    ...(prompt ? [promptText(prompt)] : []),
  ];
  if (sections.length === 0) return undefined;
  const span = findings[0]?.span ?? (values[0] ? placeOf(values[0]) : prompt!.prompt.anchor);
  return { span, text: sections.join('\n\n---\n\n') };
}

const placeOf = (value: ResolvedValue): Span => (value.kind === 'placeholder' ? value.segment.span : value.span);

function findingText(finding: Finding, docs: string): string {
  const meta = ruleById(finding.rule)?.meta;
  const references = meta?.references.length ? `\n\n*${meta.references.join(' · ')}*` : '';
  const evidence = finding.evidence?.length ? `\n\nEvidence: ${finding.evidence.join(', ')}` : '';
  return `**${finding.message}**${evidence}${references}\n\n[${finding.rule}](${docs}${finding.rule}.md)`;
}

function valueText(value: ResolvedValue): string {
  const type = value.type ? entityType(value.type)?.name : undefined;
  const rows: [string, string | undefined][] = [
    ['Data', [type, value.category && `\`${value.category}\``].filter(Boolean).join(' · ') || 'not classified'],
    ['Level', value.level],
    ['Known by', knownBy(value)],
    ['Sent as', `\`${value.sent}\``],
    ['Required', value.requiredBy === 'none' ? undefined : `\`${value.required}\` (${requiredBy[value.requiredBy]})`],
  ];
  return table(rows);
}

const requiredBy = {
  needs: 'the use case needs it so',
  default_form: 'default_form of the policy',
  type: 'the default of this type of data',
} as const;

function knownBy(value: ResolvedValue): string {
  if (value.kind === 'literal') return value.entity.evidence.join(', ') || 'its shape';
  const source = value.source ? `source \`${value.source.id}\`${value.field ? `, field \`${value.field}\`` : ''}` : '';
  const how = { flow: 'data flow', name: 'its name', policy: 'the policy', none: 'nothing yet' }[value.by];
  return [how, source].filter(Boolean).join(': ');
}

function promptText({ prompt, useCase, useCaseReason, deployments, deploymentReason, level }: ResolvedPrompt): string {
  return table([
    ['Prompt', [prompt.api ?? prompt.format, prompt.name].filter(Boolean).join(' · ')],
    ['Use case', useCase ? `\`${useCase.id}\` (${useCaseReason})` : `none (${useCaseReason})`],
    ['Deployment', `${deployments.map(({ id }) => `\`${id}\``).join(', ') || 'none'} (${deploymentReason})`],
    ['Level', level.before === level.after ? level.before : `${level.before}, ${level.after} after scrubbing`],
  ]);
}

const table = (rows: readonly (readonly [string, string | undefined])[]): string =>
  rows.flatMap(([name, text]) => (text ? [`- ${name}: ${text}`] : [])).join('\n');
