import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import { fixes } from '../core/analyze.ts';
import type { Fix } from '../core/fixes/fix.ts';
import type { Finding } from '../core/rules/rule.ts';
import { type Span, touches } from '../core/span.ts';
import type { AnalyzedFile, FileResult, PolicyFile } from '../workspace/workspace.ts';
import type { Server } from './context.ts';
import { linesOf } from './convert.ts';
import { combine, safeFixes } from './fix-all.ts';
import { handler } from './handle.ts';
import { commands, fixAllKind, type Settings } from './protocol.ts';
import { diagnosticSource } from './to-diagnostics.ts';
import { type EditContext, toWorkspaceEdit } from './workspace-edit.ts';

/**
 * Actions in a designed order: what replaces the value, other ways to send less, the same for all findings of its kind
 * in the file, suppression last, then documentation. Everything is rebuilt from a fresh analysis: no state between requests.
 */
export function registerCodeActions(server: Server, edits: EditContext): void {
  const { connection, log, settings } = server;
  connection.onCodeAction(
    handler(log, 'code actions', null, async (params: CodeActionParams, token) => {
      const { uri } = params.textDocument;
      const result = await server.result(uri);
      if (!result || token.isCancellationRequested) return null;
      await knowUsers(server, result);
      return actionsFor(result, params, await settings.for(uri), withPolicy(result, edits));
    }),
  );
}

/** Fixes of a template follow its variables into the code that fills it: the index has to know that code. */
async function knowUsers(server: Server, result: FileResult): Promise<void> {
  const isTemplate = result.kind === 'analysis' && result.analysis.prompts.some(({ origin }) => origin === 'template');
  if (isTemplate && result.analysis.findings.length > 0) await (await server.index).within(patienceMs);
}

/** A menu that opens later than this would be worse than one that knows less. */
const patienceMs = 1_500;

/** The policy may lie above the workspace folder, where nothing else is read. */
function withPolicy(result: FileResult, edits: EditContext): EditContext {
  if (result.kind !== 'analysis' || result.policy.path === undefined) return edits;
  const { text, policy } = result.policy;
  const document = { uri: policy.uri, languageId: 'yaml', text };
  return { ...edits, read: (uri) => edits.read(uri) ?? (uri === policy.uri ? document : undefined) };
}

function actionsFor(
  result: FileResult,
  params: CodeActionParams,
  settings: Settings,
  edits: EditContext,
): CodeAction[] {
  const wants = (kind: string) =>
    params.context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const sourceWanted = params.context.only !== undefined && wants(fixAllKind);
  if (result.kind === 'policy') return wants(CodeActionKind.QuickFix) ? policyActions(result, params, edits) : [];
  if (result.kind === 'skipped') return [];
  return [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(result, params, settings, edits) : []),
    ...(sourceWanted ? fixAll(result, edits) : []),
  ];
}

function quickFixes(
  file: AnalyzedFile,
  params: CodeActionParams,
  settings: Settings,
  edits: EditContext,
): CodeAction[] {
  const lines = linesOf(file.analysis.document);
  const asked = { start: lines.offset(params.range.start), end: lines.offset(params.range.end) };
  const findings = file.analysis.findings.filter((one) => !one.suppressed && touches(one.span, asked));
  const groups = findings.slice(0, maxFindings).map((finding) => {
    const diagnostics = matching(params.context.diagnostics, finding.rule, lines.range(finding.span));
    const offered = fixes(file.analysis, finding);
    const toAction = (fix: Fix): CodeAction[] => {
      const edit = toWorkspaceEdit(fix, file.analysis.document, edits);
      const preferred = fix.preferred && !fix.suppresses && { isPreferred: true };
      return edit ? [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit, ...preferred }] : [];
    };
    return {
      repairs: offered.filter((fix) => !fix.suppresses).flatMap(toAction),
      ofKind: allOfKind(file, finding, diagnostics, edits),
      suppressions: settings.codeAction.disableRuleComment.enable
        ? offered.filter((fix) => fix.suppresses).flatMap(toAction)
        : [],
      documentation: edits.commands ? [documentationAction(finding, diagnostics, edits)] : [],
    };
  });
  return unique([
    ...groups.flatMap((group) => group.repairs),
    ...groups.flatMap((group) => group.ofKind),
    ...groups.flatMap((group) => group.suppressions),
    ...groups.flatMap((group) => group.documentation),
  ]);
}

/** More findings at one place than anyone reads a menu for. */
const maxFindings = 8;

/** The preferred fix of every finding of this rule in the file, when there are at least two. Without diagnostics VS Code would move it last. */
function allOfKind(file: AnalyzedFile, finding: Finding, diagnostics: Diagnostic[], edits: EditContext): CodeAction[] {
  const chosen = file.analysis.findings
    .filter((one) => one.rule === finding.rule && !one.suppressed)
    .flatMap((one) => fixes(file.analysis, one).find((fix) => fix.preferred && !fix.suppresses) ?? []);
  const { count, fix } = combine(`Fix all ${finding.rule} findings in this file`, chosen);
  if (count < 2) return [];
  const edit = toWorkspaceEdit(fix, file.analysis.document, edits);
  return edit ? [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit }] : [];
}

function fixAll(file: AnalyzedFile, edits: EditContext): CodeAction[] {
  const { count, fix } = combine(`Fix all safe ${diagnosticSource} findings`, safeFixes(file.analysis));
  if (count === 0) return [];
  const edit = toWorkspaceEdit(fix, file.analysis.document, edits);
  return edit ? [{ title: fix.title, kind: fixAllKind, edit }] : [];
}

function documentationAction(finding: Finding, diagnostics: Diagnostic[], { docs }: EditContext): CodeAction {
  const title = `Show documentation for ${finding.rule}`;
  const command = { title, command: commands.openDocumentation, arguments: [`${docs}${finding.rule}.md`] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
}

/** Mends of mistakes in the policy file. */
function policyActions({ document, policy }: PolicyFile, params: CodeActionParams, edits: EditContext): CodeAction[] {
  const lines = linesOf(document);
  const asked = { start: lines.offset(params.range.start), end: lines.offset(params.range.end) };
  return policy.problems.flatMap(({ fix, span, code }) => {
    if (!fix || !touches(span, asked)) return [];
    return {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      diagnostics: matching(params.context.diagnostics, code, lines.range(span)),
      edit: toWorkspaceEdit(
        { title: fix.title, safe: true, edits: [fix as { span: Span; newText: string }] },
        document,
        edits,
      ),
    };
  });
}

const matching = (diagnostics: readonly Diagnostic[], code: string, { start }: Range): Diagnostic[] =>
  diagnostics.filter(
    (one) => one.code === code && one.range.start.line === start.line && one.range.start.character === start.character,
  );

/** Two findings at one place may offer the same. */
function unique(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key = `${action.title}\n${JSON.stringify(action.edit ?? action.command)}`;
    return !seen.has(key) && seen.add(key);
  });
}
