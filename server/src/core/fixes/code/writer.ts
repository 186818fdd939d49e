import type { SourceDocument } from '../../ports.ts';
import type { PlaceholderSegment, TextSegment } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import type { Form } from '../../taxonomy/levels.ts';
import type { Edit } from '../fix.ts';
import type { WriteContext, Writer, Written } from '../writer.ts';
import type { CodeLanguage, Helper, ProjectedField } from './language.ts';
import { customSpelling, helpersFor, spell, typeArgument, variableFor } from './names.ts';
import { items, lineBreakOf, quoteAround } from './scan.ts';
import { addParameter, insert, type VaultInReach, vaultInReach } from './scope.ts';
import { wrappedClient } from './wrap-client.ts';

/** Writes changes into source code of one language: the call, its import and a vault in reach, in one edit. */
export function codeWriter(language: CodeLanguage): Writer {
  return {
    tokenize: (segment, want, context) => inForm(segment, want, context, language),
    placeholder: (segment, range, want, context) => asPlaceholder(segment, range, want, context, language),
    project: (segment, fields, context) => projected(segment, fields, context, language),
    restore: (expression, context) => restored(expression, context, language),
    wrap: (useCase, context) => wrappedClient(useCase, context, language),
  };
}

function inForm(
  segment: PlaceholderSegment,
  { form, type }: { form: Form; type: string },
  context: WriteContext,
  language: CodeLanguage,
): Written | undefined {
  if (segment.elsewhere) return undefined;
  const call = callFor(form, typeArgument(type), segment.expressionSpan.start, context, language);
  if (!call) return undefined;
  const edit = putCall(segment, call, context, language);
  return edit && assemble([edit], call);
}

/** The call in place of the expression; inside a string literal as the language can say it there. */
function putCall(
  segment: PlaceholderSegment,
  call: Call,
  { document: { text }, prompt }: WriteContext,
  language: CodeLanguage,
): Edit | undefined {
  const { span, expressionSpan: expression } = segment;
  const from = prompt.request.enclosing?.span.start ?? 0;
  const quote = quoteAround(text, expression.start, from, language.lexis);
  const newText = call.write(
    text.slice(expression.start, expression.end),
    quote?.startsWith('"') && quote.length === 1 ? "'" : '"',
  );
  const interpolated = span.start !== expression.start || span.end !== expression.end;
  if (interpolated && language.interpolate) return language.interpolate({ text, span, expression, quote }, newText);
  return { span: expression, newText };
}

interface Call {
  readonly write: (expression: string, quote: string) => string;
  readonly edits: readonly Edit[];
  readonly missing?: string;
}

/** The call that brings an expression at `position` into a form, with what it needs around it. */
function callFor(
  form: Form,
  type: string,
  position: number,
  context: WriteContext,
  language: CodeLanguage,
): Call | undefined {
  if (form.startsWith('generalize:')) return generalizing(form.slice('generalize:'.length), context, language);
  if (form !== 'tokenize' && form !== 'scrub') return undefined;
  const custom = customSpelling(form, context.policy, context.document);
  if (custom && !custom.usesVault) {
    const edits = custom.importLine ? importLine(custom.importLine, context.document, language) : [];
    return { write: (expression) => spell(custom.call, expression, type, ''), edits };
  }
  const vault = vaultInReach(context.document.text, position, context.prompt, language);
  if (!vault) return undefined;
  if (custom) {
    const edits = custom.importLine ? importLine(custom.importLine, context.document, language) : [];
    const made = vault.made ? language.use(['createVault'], context.document).edits : [];
    return {
      write: (expression) => spell(custom.call, expression, type, vault.expression),
      edits: [...edits, ...made, ...vault.edits],
    };
  }
  const write = form === 'tokenize' ? language.tokenize : language.scrub;
  if (!write) return undefined;
  return {
    write: (expression, quote) =>
      form === 'tokenize'
        ? language.tokenize(expression, type, vault.expression, quote)
        : language.scrub!(expression, vault.expression),
    ...using(form, vault, context.document, language),
  };
}

function generalizing(form: string, { document }: WriteContext, language: CodeLanguage): Call | undefined {
  const { generalize } = language;
  if (!generalize) return undefined;
  const { edits, missing } = language.use(['generalize'], document);
  return { write: (expression, quote) => generalize(expression, form, quote), edits, missing };
}

function using(
  operation: Helper,
  vault: VaultInReach,
  document: SourceDocument,
  language: CodeLanguage,
): Pick<Call, 'edits' | 'missing'> {
  const { edits, missing } = language.use(helpersFor(operation, vault.made), document);
  return { edits: [...edits, ...vault.edits], missing };
}

/** The user's import line at the place of an import, where it is not there yet. */
function importLine(line: string, document: SourceDocument, language: CodeLanguage): Edit[] {
  if (document.text.includes(line.trim())) return [];
  const [model] = language.use(['tokenize'], document).edits;
  const at = model?.span.start ?? 0;
  const eol = lineBreakOf(document.text);
  const after = model?.newText.startsWith(eol) ?? false;
  return [insert(at, after ? `${eol}${line.trim()}` : `${line.trim()}${eol}`)];
}

/** A literal becomes a parameter of the function, tokenized: the value comes from the caller, not from the source. */
function asPlaceholder(
  segment: TextSegment,
  range: Span,
  { type }: { type: string },
  context: WriteContext,
  language: CodeLanguage,
): Written | undefined {
  const { enclosing } = context.prompt.request;
  const { document } = context;
  if (segment.elsewhere || !enclosing || range.start < enclosing.bodySpan.start || range.end > enclosing.bodySpan.end)
    return undefined;
  const call = callFor('tokenize', typeArgument(type), range.start, context, language);
  if (!call) return undefined;
  const name = variableFor(type, language);
  const parameter = addParameter(document.text, enclosing, name, language.parameter(name, document), language);
  const embedded = language.embed(
    {
      text: document.text,
      start: range.start,
      end: range.end,
      segmentStart: segment.span.start,
      segmentEnd: segment.span.end,
    },
    call.write(language.ids.includes('php') ? `$${name}` : name, quoteFor(context, range, language)),
  );
  if (!parameter || !embedded) return undefined;
  return { ...assemble([...parameter, ...embedded], call), safe: false };
}

/** The quote that may stand in a call inside the string literal at `range`. */
function quoteFor({ document, prompt }: WriteContext, range: Span, { lexis }: CodeLanguage): string {
  const from = prompt.request.enclosing?.span.start ?? 0;
  return quoteAround(document.text, range.start, from, lexis) === '"' ? "'" : '"';
}

/** A whole record becomes its needed fields, each in its form. */
function projected(
  segment: PlaceholderSegment,
  fields: readonly { readonly name: string; readonly form: Form; readonly type?: string }[],
  context: WriteContext,
  language: CodeLanguage,
): Written | undefined {
  const { project, serialize } = language;
  if (!project || segment.elsewhere || fields.length === 0) return undefined;
  if (fields.some((field) => field.form === 'block' || field.name.includes('.'))) return undefined;
  const listed = fields.map((field): ProjectedField => ({ name: field.name, form: fieldForm(field) }));
  const needsVault = listed.some((field) => field.form === 'scrub' || field.form.startsWith('tokenize:'));
  const vault = needsVault
    ? vaultInReach(context.document.text, segment.pathSpan.start, context.prompt, language)
    : { expression: '', edits: [], made: false };
  if (!vault) return undefined;
  const { start, end } = segment.pathSpan;
  const narrowed = project(context.document.text.slice(start, end), listed, vault.expression);
  // `${record}` prints nothing useful: a narrowed one is written as JSON unless something around it serializes.
  const bare = start === segment.expressionSpan.start && end === segment.expressionSpan.end && serialize;
  const edit: Edit = { span: { start, end }, newText: bare ? serialize(narrowed) : narrowed };
  return assemble([edit], { write: (text) => text, ...using('project', vault, context.document, language) });
}

/**
 * Wraps an expression that holds the answer, with the vault that tokenized: one made or passed in this function. A
 * streamed answer is restored where it is whole.
 */
function restored(whole: Span, context: Omit<WriteContext, 'part'>, language: CodeLanguage): Written | undefined {
  const { document, prompt, policy } = context;
  // `return text, nil` hands on several values: the answer is the first.
  const span = items(document.text, whole.start - 1, whole.end, language.lexis)[0] ?? whole;
  const expression = document.text.slice(span.start, span.end);
  if (prompt.request.answer?.streamed && !/\b(?:final_?(?:text|message)|get_final_\w+)\s*\(\)/i.test(expression))
    return undefined;
  const vault = vaultInReach(document.text, span.start, prompt, language);
  if (!vault || vault.made) return undefined;
  const custom = customSpelling('restore', policy, document);
  if (custom) {
    const edits = custom.importLine ? importLine(custom.importLine, document, language) : [];
    const newText = spell(custom.call, expression, '', vault.expression);
    return assemble([{ span, newText }], { write: (text) => text, edits });
  }
  if (!language.restore) return undefined;
  const call = { write: (text: string) => text, ...using('restore', vault, document, language) };
  return assemble([{ span, newText: language.restore(expression, vault.expression) }], call);
}

function fieldForm({ form, type }: { readonly form: Form; readonly type?: string }): string {
  if (form === 'tokenize') return `tokenize:${typeArgument(type ?? 'VALUE')}`;
  return form === 'project' ? 'keep' : form;
}

function assemble(edits: readonly Edit[], call: Call): Written {
  return {
    edits: [...edits, ...call.edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    safe: call.missing === undefined,
    note: call.missing,
  };
}
