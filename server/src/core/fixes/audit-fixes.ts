import type { ContentUse } from '../prompt.ts';
import { contentIn } from '../rules/audit/audit-event-incomplete.ts';
import { type EventField, missingFields } from '../rules/audit/event-fields.ts';
import { auditCalls } from '../rules/audit/uses.ts';
import type { Finding, RuleContext } from '../rules/rule.ts';
import { sliceOf } from '../span.ts';
import type { Edit, Fix } from './fix.ts';
import { addAuditFunction } from './policy/index.ts';
import { replaceValue } from './policy-values.ts';
import { removeArgument } from './request-fixes.ts';
import { eolOf, indentOf, statementLine, statementRange } from './source-text.ts';

/** How a language writes a call with named fields. */
interface CallStyle {
  readonly call: (callee: string, fields: readonly string[]) => string;
  readonly field: (name: string, value: string) => string;
  readonly name: (field: string) => string;
  readonly length: (expression: string) => string;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const script: CallStyle = {
  call: (callee, fields) => `${callee}({ ${fields.join(', ')} });`,
  field: (name, value) => `${name}: ${value}`,
  name: (field) => field,
  length: (expression) => `${expression}.length`,
};

const styles: Readonly<Record<string, CallStyle>> = {
  typescript: script,
  javascript: script,
  typescriptreact: script,
  javascriptreact: script,
  python: {
    call: (callee, fields) => `${callee}(${fields.join(', ')})`,
    field: (name, value) => `${name}=${value}`,
    name: snake,
    length: (expression) => `len(${expression})`,
  },
};

/** Writes an audit event before the call, or counts a function that is already called as one. */
export function auditFixes(context: RuleContext): Fix[] {
  return [...inserted(context), ...counted(context)];
}

function inserted(context: RuleContext): Fix[] {
  const { document, resolved, policy } = context;
  const style = styles[document.languageId];
  const at = statementLine(document.text, resolved.prompt.span.start);
  if (!style || at === undefined) return [];
  const python = document.languageId === 'python';
  const usual = policy.audit.functions.find((name) => python === !/[A-Z]/.test(name)) ?? policy.audit.functions[0];
  const callee = usual ?? (python ? 'audit_claude_call' : 'auditClaudeCall');
  const quote = python ? '"' : "'";
  const fields = valuesOf(context, quote).map(([field, value]) => style.field(style.name(field), value));
  const indent = indentOf(document.text, at + /^[ \t]*/.exec(document.text.slice(at))![0].length);
  const newText = `${indent}${style.call(callee, fields)}${eolOf(document.text)}`;
  const listed = policy.audit.functions.length > 0 ? [] : addAuditFunction(context, callee);
  if (policy.audit.functions.length === 0 && listed.length === 0) return [];
  return [
    {
      title: 'Insert an audit event',
      safe: false,
      edits: [{ span: { start: at, end: at }, newText }, ...listed],
      annotation: `Import ${callee} where the file does not have it, and give it the acting user.`,
    },
  ];
}

/** What is known of each field at the call; the acting user is a parameter that says so, else for a person to fill in. */
function valuesOf({ resolved }: RuleContext, quote: string): [string, string][] {
  const text = (value: string) => `${quote}${value}${quote}`;
  const user = resolved.prompt.request.enclosing?.parameters.find((name) =>
    /^(?:acting_?)?user_?(?:id)?$|^actor(?:_?id)?$/i.test(name),
  );
  const name = resolved.prompt.name ?? resolved.prompt.request.enclosing?.name ?? 'prompt';
  return [
    ['user', user ?? text('unknown')],
    ['useCase', text(resolved.useCase?.id ?? 'unknown')],
    ['prompt', text(/^[\w.-]+$/.test(name) ? name : 'prompt')],
    ['classification', text(resolved.level.after)],
  ];
}

/** A call that is named like an audit event but not listed as one. */
const counted = (context: RuleContext): Fix[] =>
  (context.resolved.prompt.uses ?? [])
    .filter(
      ({ kind, callee }) => kind !== 'return' && kind !== 'store' && /audit/i.test(callee) && /^[\w.$]+$/.test(callee),
    )
    .slice(0, 2)
    .flatMap(({ callee }) => {
      const edits = addAuditFunction(context, callee);
      return edits.length > 0 ? [{ title: `Count ${callee} as the audit event`, safe: false, edits }] : [];
    });

/** Completes an audit event, or takes content out of it. */
export function auditFieldFixes(finding: Finding, context: RuleContext): Fix[] {
  if (finding.subject?.['retention']) {
    const edits = replaceValue(context.policy, 'audit.retention', 'P6Y');
    return edits.length > 0 ? [{ title: 'Keep audit events for six years', safe: false, edits }] : [];
  }
  const use = auditCalls(context.resolved.prompt, context.policy).find(
    ({ calleeSpan }) => calleeSpan.start === finding.span.start,
  );
  if (!use) return [];
  const held = contentIn(use, context);
  if (held.length > 0)
    return held.slice(0, 1).flatMap(({ span }) => removeArgument(span, 'Remove the content from the event', context));
  const added = use.keys ? addFields(use, missingFields(use.keys), context) : undefined;
  return added
    ? [{ title: 'Add the missing fields', safe: false, edits: [added], annotation: 'Check the values.' }]
    : [];
}

function addFields(use: ContentUse, missing: readonly EventField[], context: RuleContext): Edit | undefined {
  const { document } = context;
  const style = styles[document.languageId];
  if (!style || missing.length === 0) return undefined;
  const opener = style === script ? '{' : '(';
  const at = document.text.indexOf(opener, use.calleeSpan.end);
  if (at < 0 || at >= use.span.end) return undefined;
  const known = new Map(valuesOf(context, style === script ? "'" : '"'));
  const fields = missing.map(({ field }) => style.field(style.name(field), known.get(field) ?? 'null'));
  const rest = document.text.slice(at + 1, use.span.end);
  const lead = style === script ? ' ' : '';
  const comma = /^\s*[})]/.test(rest) ? '' : ',';
  return {
    span: { start: at + 1, end: at + 1 },
    newText: `${lead}${fields.join(', ')}${comma}${style === script || comma === '' ? '' : ' '}`,
  };
}

/** Logs how long a text is instead of what it says, or takes the statement out. */
export function logFixes(finding: Finding, context: RuleContext, leaks: readonly ContentUse[]): Fix[] {
  const use = leaks.find(({ calleeSpan }) => calleeSpan.start === finding.span.start);
  if (!use) return [];
  const { text } = context.document;
  const style = styles[context.document.languageId];
  const lengths = style
    ? use.carries.flatMap(({ span }): Edit[] => {
        const expression = sliceOf(text, span);
        return /^[\w$.]+$/.test(expression) ? [{ span, newText: style.length(expression) }] : [];
      })
    : [];
  const statement = statementRange(text, use.span);
  return [
    ...(lengths.length === use.carries.length && lengths.length > 0
      ? [{ title: 'Log its length instead', safe: false, edits: lengths }]
      : []),
    ...(statement
      ? [{ title: `Remove the call of ${use.callee}`, safe: false, edits: [{ span: statement, newText: '' }] }]
      : []),
  ];
}

/** Turns a setting that records content into the one that does not. */
export function telemetryFixes(finding: Finding, { document }: RuleContext): Fix[] {
  const written = sliceOf(document.text, finding.span);
  const newText = written
    .replace(/(["'=:\s]|^)(?:content|CONTENT)(?=["']?\s*$)/, '$1metadata_only')
    .replace(/\b(?:[tT]rue|1|span|event)(?=["']?$)/, (word) => (word === 'True' ? 'False' : 'false'))
    .replace(/\bdebug(?=["']?$)/, 'info');
  if (newText === written) return [];
  return [{ title: 'Record metadata only', safe: false, edits: [{ span: finding.span, newText }] }];
}
