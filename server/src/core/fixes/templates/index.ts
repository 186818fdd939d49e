import type { Policy } from '../../policy/model.ts';
import type { SourceDocument } from '../../ports.ts';
import type { PlaceholderSegment, Prompt } from '../../prompt.ts';
import { type Span, sliceOf } from '../../span.ts';
import type { Form } from '../../taxonomy/levels.ts';
import type { Edit } from '../fix.ts';
import type { WriteContext, Writer, Written } from '../writer.ts';
import { type SanitizerCall, styles } from './styles.ts';
import { edited, indexOf, onlyGained, read, sameValue } from './verify.ts';

/** What a template fix looks at. */
export interface TemplateFixContext {
  readonly document: SourceDocument;
  readonly prompt: Prompt;
  readonly policy: Policy;
}

/** How template files write what the fixes want; each text has been parsed again before it is offered. */
export const templateWriter: Writer = {
  tokenize: tokenizeInTemplate,
  placeholder: (_segment, range, { type }, context) =>
    literalToPlaceholder(range, { type, name: variableName(type) }, context),
  project: projectInTemplate,
};

const quotes = ['"', "'"] as const;

/** Writes the form of a placeholder in the format's own way. Undefined where the format has none, or the result would not parse. */
export function tokenizeInTemplate(
  segment: PlaceholderSegment,
  { form, type }: { readonly form: Form; readonly type: string },
  context: TemplateFixContext,
): Written | undefined {
  if (segment.unprinted) return undefined;
  return firstOf(quotes, (quote) => {
    const call = sanitizerCall(form, quote);
    const style = styles[segment.syntax];
    if (!call || !style) return undefined;
    const own = configured(context.policy, segment, form, type);
    const newText = own ?? style.wrap(segment.expression, call, standsAlone(segment, context.document));
    const edits = [{ span: segment.expressionSpan, newText }];
    const before = read(context.document, context.prompt.format);
    const after = read(edited(context.document, edits), context.prompt.format);
    const index = indexOf(before, segment);
    if (index < 0 || !onlyGained(before, after, index, own === undefined ? filterOf(form) : undefined))
      return undefined;
    return written(edits, call.name, style.note(call.name), context.policy);
  });
}

/** Replaces a literal by a tokenized placeholder with that variable name. */
export function literalToPlaceholder(
  range: Span,
  { name }: { readonly type: string; readonly name: string },
  context: TemplateFixContext,
): Written | undefined {
  const { document, prompt } = context;
  const syntax = syntaxAt(prompt, range);
  const style = syntax === undefined ? undefined : styles[syntax];
  const call = sanitizerCall('tokenize', '"');
  if (!style || !call) return undefined;
  const edits = [{ span: range, newText: style.placeholder(name, call) }];
  const before = read(document, prompt.format);
  const after = read(edited(document, edits), prompt.format);
  const added = after.placeholders.filter(
    (one) => one.filters.includes('tokenize') && one.span.start <= range.start && range.start <= one.span.end,
  );
  if (
    added.length !== 1 ||
    after.problems > before.problems ||
    after.placeholders.length !== before.placeholders.length + 1
  )
    return undefined;
  return { ...written(edits, call.name, style.note(call.name), context.policy), safe: false };
}

/** Narrows a whole record (`{{ employee }}`, `{{json employee}}`, `{{ employee | tojson }}`) to fields, each in its form. */
export function projectInTemplate(
  segment: PlaceholderSegment,
  fields: readonly { readonly name: string; readonly form: Form }[],
  context: TemplateFixContext,
): Written | undefined {
  const { document, prompt } = context;
  const style = styles[segment.syntax];
  const record = sliceOf(document.text, segment.pathSpan);
  if (!style || segment.unprinted || segment.path === null || fields.length === 0) return undefined;
  if (!standsAlone(segment, document) && !segment.serialized) return undefined;
  return firstOf(quotes, (quote) => {
    const projected = fields.map(({ name, form }) => ({ name, call: sanitizerCall(form, quote) }));
    const edits = [{ span: segment.span, newText: style.project(record, projected, segment, quote) }];
    const before = read(document, prompt.format);
    const after = read(edited(document, edits), prompt.format);
    const index = indexOf(before, segment);
    const expected = before.placeholders.length - 1 + fields.length;
    if (index < 0 || after.problems > before.problems || after.placeholders.length !== expected) return undefined;
    const narrowed = fields.every(({ name, form }, at) => {
      const placeholder = after.placeholders[index + at]!;
      const carries = form === 'keep' || !sanitizerCall(form, quote) || placeholder.filters.includes(filterOf(form));
      return placeholder.path === `${segment.path}.${name}` && carries;
    });
    const others = before.placeholders.every(
      (placeholder, at) =>
        at === index || sameValue(placeholder, after.placeholders[at < index ? at : at - 1 + fields.length]!),
    );
    if (!narrowed || !others) return undefined;
    const names = [...new Set(projected.flatMap(({ call }) => (call ? [call.name] : [])))];
    return { ...written(edits, names[0] ?? '', names.map(style.note).join(' '), context.policy), safe: false };
  });
}

/** `tokenize`, `scrub`, `generalize("year")`; the forms that a template has no word for are left to other fixes. */
function sanitizerCall(form: Form, quote: string): SanitizerCall | undefined {
  if (form === 'tokenize' || form === 'scrub') return { name: form, quote };
  if (form.startsWith('generalize:')) return { name: 'generalize', argument: form.slice('generalize:'.length), quote };
  return undefined;
}

/** How the parsers list the form among a placeholder's filters. */
const filterOf = (form: Form): string => form;

/** The policy's own call for the format: `tokenization: { jinja: { call: "{expr} | pseudonym('{type}')" } }`. */
function configured(policy: Policy, segment: PlaceholderSegment, form: Form, type: string): string | undefined {
  const style = policy.tokenization[segment.syntax];
  const pattern = form === 'tokenize' ? style?.call : form === 'scrub' ? style?.scrub : undefined;
  return pattern?.replaceAll('{expr}', () => segment.expression).replaceAll('{type}', () => type);
}

/** True when the expression is all there is between the delimiters. */
function standsAlone(segment: PlaceholderSegment, { text }: SourceDocument): boolean {
  const before = text.slice(segment.span.start, segment.expressionSpan.start);
  const after = text.slice(segment.expressionSpan.end, segment.span.end);
  return /^\{\{\{?[-+~&]?\s*$/.test(before) && /^\s*[-+~]?\}\}\}?$/.test(after);
}

/** A policy that names the function says that the application has it; without one the engine would not know the filter. */
function written(edits: readonly Edit[], name: string, note: string, policy: Policy): Written {
  const known = policy.uri !== 'builtin:starter' && policy.scrub.functions.includes(name);
  return { edits, safe: known, ...(known || note === '' ? {} : { note }) };
}

/** The language of the part around: that of its placeholders, else of the prompt's. */
function syntaxAt(prompt: Prompt, range: Span): string | undefined {
  const around = prompt.parts.find((part) => part.span.start <= range.start && range.end <= part.span.end);
  const segments = [around, ...prompt.parts].flatMap((part) => part?.segments ?? []);
  return segments.find((segment): segment is PlaceholderSegment => segment.kind === 'placeholder')?.syntax ?? 'plain';
}

const variableName = (type: string): string =>
  (type.includes('.') ? type.slice(type.lastIndexOf('.') + 1) : type).toLowerCase().replace(/[^a-z0-9_]/g, '_');

function firstOf<T, R>(candidates: readonly T[], build: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const result = build(candidate);
    if (result !== undefined) return result;
  }
  return undefined;
}

export type { WriteContext };
