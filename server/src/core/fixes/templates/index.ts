import type { Policy } from '../../policy/model.ts';
import type { AnalysisOptions, SourceDocument } from '../../ports.ts';
import type { PlaceholderSegment, Prompt } from '../../prompt.ts';
import type { Span } from '../../span.ts';
import type { Form } from '../../taxonomy/levels.ts';
import { renamed } from '../../templates/naming.ts';
import type { Edit } from '../fix.ts';
import type { Writer, Written } from '../writer.ts';
import { addedInput } from './inputs.ts';
import { registration } from './registration.ts';
import { isRenamed, placeholderOf, renameEdits } from './rename.ts';
import { noteFor, type SanitizerCall, styles } from './styles.ts';
import { useEdits } from './use/edits.ts';
import { registerInCode } from './use/register.ts';
import { edited, firstOf, indexOf, onlyAdded, onlyGained, onlyNarrowed, onlyRenamed, read, sceneOf } from './verify.ts';

/** What a template fix looks at. */
export interface TemplateFixContext {
  readonly document: SourceDocument;
  readonly prompt: Prompt;
  readonly policy: Policy;
  /** Who fills the template. */
  readonly uses?: AnalysisOptions['uses'];
}

/** How template files write what the fixes want; each text has been parsed again before it is offered. */
export const templateWriter: Writer = {
  tokenize: tokenizeInTemplate,
  placeholder: (_segment, range, { type }, context) =>
    literalToPlaceholder(range, { type, name: variableName(type) }, context),
  project: projectInTemplate,
};

/** A JSON string takes the second, a YAML scalar in apostrophes the first. */
const quotes = ['"', "'"] as const;

/** Writes the form of a placeholder in the format's own way. Undefined where the format has none, or the result would not parse. */
export function tokenizeInTemplate(
  segment: PlaceholderSegment,
  { form, type }: { readonly form: Form; readonly type: string },
  context: TemplateFixContext,
): Written | undefined {
  if (segment.unprinted || segment.filters.includes(form)) return undefined;
  if (isRenamed(segment.syntax)) return renameInTemplate(segment, { form, type }, context);
  const { document, policy, prompt } = context;
  const style = styles[segment.syntax];
  const { before, moved, after } = sceneOf(document, prompt, segment.span, segment.syntax);
  const index = indexOf(before, moved(segment.expressionSpan));
  if (!style || index < 0) return undefined;
  return firstOf(quotes, (quote) => {
    const call = sanitizerCall(form, quote);
    if (!call) return undefined;
    const own = configured(policy, segment, form, type);
    const span = own === undefined && style.of === 'tag' ? segment.span : segment.expressionSpan;
    const newText = own ?? style.wrap(document.text.slice(span.start, span.end), call, standsAlone(segment, document));
    if (newText === undefined) return undefined;
    const edits = [{ span, newText }, ...(own === undefined ? registration(document, prompt, call.name) : [])];
    const filter = own === undefined && segment.path !== null ? form : undefined;
    if (!onlyGained(before, after(edits), index, filter)) return undefined;
    const registered =
      own === undefined ? registerInCode(segment.syntax, call.name, context.uses?.() ?? []) : undefined;
    if (registered) {
      const all = [...edits, ...registered.edits];
      return {
        edits: all,
        safe: policy.uri !== 'builtin:starter' && !all.some(({ create }) => create),
        note: registered.note,
      };
    }
    return written(edits, call.name, noteFor(prompt.format, segment.syntax, call.name), policy);
  });
}

/** The variable takes a name that says what was done to it; whoever fills the template hands it in under that name. */
function renameInTemplate(
  segment: PlaceholderSegment,
  want: { readonly form: Form; readonly type: string },
  context: TemplateFixContext,
): Written | undefined {
  const { document, prompt, policy } = context;
  const { form } = want;
  const before = read(document, prompt);
  const edits = renameEdits(segment, form, document, prompt, before.placeholders);
  if (!edits || indexOf(before, segment.expressionSpan) < 0) return undefined;
  const after = read(edited(document, edits), prompt);
  if (!onlyRenamed(before, after, segment, form)) return undefined;
  const { edits: elsewhere, complete, note } = useEdits(segment, want, context);
  // Who loads the template is known, and all of them hand in the new name: nothing breaks.
  return { edits: [...edits, ...elsewhere], safe: complete && policy.uri !== 'builtin:starter', note };
}

/** Replaces a literal by a tokenized placeholder with that variable name. */
export function literalToPlaceholder(
  range: Span,
  { name }: { readonly type: string; readonly name: string },
  { document, prompt, policy }: TemplateFixContext,
): Written | undefined {
  const syntax = syntaxAt(prompt, range);
  const style = styles[syntax];
  const call = sanitizerCall('tokenize', '"')!;
  const variable = isRenamed(syntax) ? renamed(name, 'tokenize')! : name;
  const newText = isRenamed(syntax) ? placeholderOf[syntax]!(variable) : (style?.placeholder(name, call) ?? '');
  if (newText === '') return undefined;
  const edits = [{ span: range, newText }, ...addedInput(document, prompt, variable)];
  const { before, moved, after } = sceneOf(document, prompt, range, syntax);
  if (!onlyAdded(before, after(edits), moved(range))) return undefined;
  const note = isRenamed(syntax)
    ? `Fill ${variable} with the token where the template is used.`
    : style!.note(call.name);
  return { ...written(edits, call.name, note, policy), safe: false };
}

/** Narrows a whole record (`{{ employee }}`, `{{json employee}}`, `{{ employee | tojson }}`) to fields, each in its form. */
export function projectInTemplate(
  segment: PlaceholderSegment,
  fields: readonly { readonly name: string; readonly form: Form }[],
  { document, prompt, policy }: TemplateFixContext,
): Written | undefined {
  const project = styles[segment.syntax]?.project;
  if (!project || segment.unprinted || segment.path === null || fields.length === 0) return undefined;
  if (!standsAlone(segment, document) && !segment.serialized) return undefined;
  const record = document.text.slice(segment.pathSpan.start, segment.pathSpan.end);
  const serializer = segment.filters.find((name) => /^(?:tojson|dump|json|to_json)$/.test(name));
  const { before, moved, after } = sceneOf(document, prompt, segment.span, segment.syntax);
  const index = indexOf(before, moved(segment.expressionSpan));
  if (index < 0) return undefined;
  return firstOf(quotes, (quote) => {
    const projected = fields.map(({ name, form }) => ({ name, call: sanitizerCall(form, quote) }));
    const edits = [{ span: segment.span, newText: project(record, projected, quote, serializer) }];
    const wanted = projected.map(({ name, call }, at) => ({
      field: name,
      filter: call ? fields[at]!.form : undefined,
    }));
    if (!onlyNarrowed(before, after(edits), index, wanted)) return undefined;
    const names = [...new Set(projected.flatMap(({ call }) => (call ? [call.name] : [])))];
    const note = names.map((name) => styles[segment.syntax]!.note(name)).join(' ');
    return { ...written(edits, names[0] ?? '', note, policy), safe: false };
  });
}

/** `tokenize`, `scrub`, `generalize("year")`; the forms that a template has no word for are left to other fixes. */
function sanitizerCall(form: Form, quote: string): SanitizerCall | undefined {
  if (form === 'tokenize' || form === 'scrub') return { name: form, quote };
  if (form.startsWith('generalize:')) return { name: 'generalize', argument: form.slice('generalize:'.length), quote };
  return undefined;
}

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

/** A policy that names the function says that the application has it; without one the engine may not know the filter. */
function written(edits: readonly Edit[], name: string, note: string, policy: Policy): Written {
  const known = policy.uri !== 'builtin:starter' && policy.scrub.functions.includes(name);
  return { edits, safe: known, ...(known || note === '' ? {} : { note }) };
}

/** The language of the part around: that of its placeholders, else of the prompt's, else of its format. */
function syntaxAt(prompt: Prompt, range: Span): string {
  const around = prompt.parts.find((part) => part.span.start <= range.start && range.end <= part.span.end);
  const segments = [around, ...prompt.parts].flatMap((part) => part?.segments ?? []);
  const sibling = segments.find((segment): segment is PlaceholderSegment => segment.kind === 'placeholder');
  return sibling?.syntax ?? prompt.syntax ?? 'plain';
}

const variableName = (type: string): string =>
  (type.includes('.') ? type.slice(type.lastIndexOf('.') + 1) : type).toLowerCase().replace(/[^a-z0-9_]/g, '_');
