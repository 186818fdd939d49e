import type { Detect } from '../detection/entity.ts';
import type { ResolvedLiteral, ResolvedPlaceholder, ResolvedPrompt, ResolvedValue } from '../policy/resolve-model.ts';
import type { Part, PartKind, PlaceholderSegment, Role, Segment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { entityType } from '../taxonomy/entity-types.ts';
import type { Form, Level } from '../taxonomy/levels.ts';
import { labelOf } from './labels.ts';
import { sampleOf, unknownValue } from './samples.ts';
import { formWritten, redacted, scrubText, writeForm } from './scrub-text.ts';
import { emptyVault, tokenFor, type VaultData } from './vault.ts';

export interface PreviewOptions {
  /** Sample values by placeholder path or expression, as in `samples:` of the policy and `--values FILE`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Scrubs the sample values of free-text placeholders; without it they are shown as one token. */
  readonly detect?: Detect;
  /** The form that an entity inside free text takes; default: the entity type's own. */
  readonly formOf?: (type: string) => Form;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Share one vault among the prompts of a conversation; default: a fresh one. */
  readonly vault?: VaultData;
}

/** The prompt as Claude would receive it. */
export interface ScrubbedPrompt {
  readonly parts: readonly ScrubbedPart[];
  /** One line a label and form, by label. Counts only, never a value. */
  readonly legend: readonly LegendEntry[];
  readonly level: { readonly before: Level; readonly after: Level };
  /** Types whose form is `block`: the run-time library refuses to send this prompt. */
  readonly blocked: readonly string[];
}

export interface ScrubbedPart {
  readonly role: Role;
  readonly kind: PartKind;
  readonly argument?: string;
  readonly text: string;
  /** The pieces of `text` in order; `span` is the place of their origin in the file. */
  readonly pieces: readonly ScrubbedPiece[];
}

export interface ScrubbedPiece {
  readonly kind: 'text' | 'literal' | 'placeholder';
  readonly span: Span;
  readonly text: string;
  /** For a literal or placeholder. */
  readonly type?: string;
  readonly form?: Form;
}

export interface LegendEntry {
  /** As in tokens: `PERSON`. */
  readonly label: string;
  readonly type: string;
  readonly form: Form;
  readonly count: number;
}

interface Context extends PreviewOptions {
  readonly vault: VaultData;
  readonly formOf: (type: string) => Form;
  /** Counts `PERSON_NAME tokenize`. */
  readonly note: (type: string, form: Form) => void;
}

/** The scrubbed prompt. Total: a placeholder without a sample gets a synthetic one, its token, or its name in `‹ ›`. */
export function scrubPrompt(resolved: ResolvedPrompt, options: PreviewOptions): ScrubbedPrompt {
  const counts = new Map<string, LegendEntry>();
  const context: Context = {
    ...options,
    vault: options.vault ?? emptyVault('preview'),
    formOf: options.formOf ?? ((type) => entityType(type)?.form ?? 'tokenize'),
    note: (type, form) => {
      const key = `${labelOf(type)} ${form}`;
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { label: labelOf(type), type, form, count });
    },
  };
  const byPart = valuesByPart(resolved.values);
  const parts = resolved.prompt.parts.map((part) => scrubPart(part, byPart.get(part) ?? [], context));
  const legend = [...counts.values()].sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  const blocked = [...new Set(legend.filter((entry) => entry.form === 'block').map((entry) => entry.type))];
  return { parts, legend, level: resolved.level, blocked };
}

/** A placeholder may be called `constructor`: only what was given counts. */
const given = (values: PreviewOptions['values'], name: string): string | undefined =>
  values && Object.hasOwn(values, name) ? values[name] : undefined;

function valuesByPart(values: readonly ResolvedValue[]): Map<Part, ResolvedValue[]> {
  const byPart = new Map<Part, ResolvedValue[]>();
  for (const value of values) {
    const list = byPart.get(value.part);
    if (list) list.push(value);
    else byPart.set(value.part, [value]);
  }
  return byPart;
}

function scrubPart(part: Part, values: readonly ResolvedValue[], context: Context): ScrubbedPart {
  const placeholders = new Map<PlaceholderSegment, ResolvedPlaceholder>();
  const literals: ResolvedLiteral[] = [];
  for (const value of values) {
    if (value.kind === 'literal') literals.push(value);
    else placeholders.set(value.segment, value);
  }
  literals.sort((a, b) => a.entity.span.start - b.entity.span.start);
  const pieces: ScrubbedPiece[] = [];
  // Offset in the part's text as detectors see it: each placeholder counts one (U+FFFC).
  let offset = 0;
  for (const segment of part.segments) {
    if (segment.kind === 'text') {
      pieces.push(...scrubLiterals(segment, offset, literals, context));
      offset += segment.text.length;
    } else {
      offset += 1;
      if (!segment.unprinted) pieces.push(placeholderPiece(segment, placeholders.get(segment), context));
    }
  }
  const text = pieces.map((piece) => piece.text).join('');
  return { role: part.role, kind: part.kind, argument: part.argument, text, pieces };
}

/** Text of one segment, its literals in their form. `segment.text` is decoded, so spans in the file come from the literals. */
function scrubLiterals(
  segment: Segment & { kind: 'text' },
  offset: number,
  literals: readonly ResolvedLiteral[],
  context: Context,
): ScrubbedPiece[] {
  const pieces: ScrubbedPiece[] = [];
  let position = 0;
  const plain = (end: number) => {
    if (end > position) pieces.push({ kind: 'text', span: segment.span, text: segment.text.slice(position, end) });
  };
  for (const literal of literals) {
    const start = literal.entity.span.start - offset;
    const end = literal.entity.span.end - offset;
    if (start < position || end > segment.text.length || end <= start) continue;
    const type = literal.type ?? literal.entity.type;
    plain(start);
    const value = segment.text.slice(start, end);
    const form = formWritten(value, stricter(literal.required), context.today);
    context.note(type, form);
    pieces.push({ kind: 'literal', span: literal.span, text: writeForm(value, type, form, context), type, form });
    position = end;
  }
  plain(segment.text.length);
  return pieces;
}

/** `scrub` and `project` say how to treat a container; a value inside one is tokenized. */
const stricter = (form: Form): Form => (form === 'scrub' || form === 'project' ? 'tokenize' : form);

function placeholderPiece(
  segment: PlaceholderSegment,
  value: ResolvedPlaceholder | undefined,
  context: Context,
): ScrubbedPiece {
  const name = segment.path ?? segment.expression;
  const sample = given(context.values, name) ?? given(context.values, segment.expression);
  const type = value?.type;
  const shown = sample ?? (type && sampleOf(type)) ?? unknownValue(name);
  const form = formWritten(shown, value?.required ?? 'keep', context.today);
  const base = { kind: 'placeholder' as const, span: segment.span, type, form };
  if (value?.record && (form === 'project' || segment.serialized)) {
    context.note(type ?? 'WHOLE_RECORD', 'project');
    return { ...base, form: 'project', text: projected(value.record.fields, context) };
  }
  if (!value || value.requiredBy === 'none' || form === 'keep' || !type) return { ...base, text: shown };
  context.note(type, form);
  return { ...base, text: form === 'scrub' ? freeText(shown, context) : writeForm(shown, type, form, context) };
}

function freeText(text: string, context: Context): string {
  if (!context.detect) return tokenFor(context.vault, text, 'MESSAGE_CONTENT');
  const entities = context.detect(text, { today: context.today });
  const scrubbed = scrubText(text, entities, context);
  for (const { type, form } of scrubbed.entities) context.note(type, form);
  return scrubbed.text;
}

/** A record as its needed fields: `{"title":"accountant"}`. Fields without a category are shown by name. */
function projected(fields: readonly { readonly name: string; readonly category?: string }[], context: Context): string {
  const kept: Record<string, string> = {};
  for (const { name, category } of fields) {
    if (category === undefined || category === 'none') kept[name] = unknownValue(name);
    else {
      const type = labelType(category);
      const form = context.formOf(type);
      const sample = sampleOf(type) ?? unknownValue(name);
      if (form === 'redact' || form === 'block') kept[name] = redacted;
      else kept[name] = form === 'scrub' ? freeText(sample, context) : writeForm(sample, type, form, context);
    }
  }
  return JSON.stringify(kept);
}

const labelType = (category: string): string => labelOf(category);
