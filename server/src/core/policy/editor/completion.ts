import type { Span } from '../../span.ts';
import { idsOf } from '../checks/references.ts';
import { addMonths } from '../dates.ts';
import type { Policy } from '../model.ts';
import { formats } from '../parse/formats.ts';
import { policyShape } from '../schema/definition.ts';
import type { ObjectShape, Shape, TextShape } from '../schema/shape.ts';
import { meaningOf } from './hover.ts';
import { type Place, placesOf } from './place.ts';

export interface PolicyCompletion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'category' | 'form' | 'id' | 'date' | 'rule';
  /** One line beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** What replaces `span`. */
  readonly newText: string;
  readonly span: Span;
  /** Keeps the order of the definition. */
  readonly sortText: string;
}

export interface CompletionContext {
  readonly policy: Policy;
  readonly today: string;
}

/** A word that no policy holds: it stands for the cursor while the half-typed text is read. */
const CURSOR = 'xxcursorxx';

/** What may stand at an offset of the policy: keys, categories, forms, ids, rules, regions, days. */
export function policyCompletions(policyText: string, offset: number, context: CompletionContext): PolicyCompletion[] {
  const word = wordAt(policyText, offset);
  const place = cursorPlace(policyText, word);
  if (!place) return [];
  const { expected, keys } = place;
  const items = keys ? keyItems(keys, place.siblings, policyText, word) : expected ? valueItems(expected, context) : [];
  return items.map((item, index) => ({ ...item, span: word, sortText: String(index).padStart(5, '0') }));
}

type Item = Omit<PolicyCompletion, 'span' | 'sortText'>;

/** The word that is being typed; what stands behind the cursor belongs to it. */
function wordAt(text: string, offset: number): Span {
  const part = /[\w.:*/-]/;
  let start = Math.min(offset, text.length);
  while (start > 0 && part.test(text[start - 1]!)) start--;
  let end = Math.min(offset, text.length);
  while (end < text.length && /[\w.*/-]/.test(text[end]!)) end++;
  // `key:x` without a blank: the colon is not part of the word, unless it is a form such as `generalize:year`.
  const typed = text.slice(start, end);
  const colon = typed.startsWith('generalize:') ? -1 : typed.lastIndexOf(':');
  return { start: start + colon + 1, end };
}

interface CursorPlace {
  readonly expected?: TextShape | undefined;
  /** Set where a key is expected: the mapping it belongs to. */
  readonly keys?: Extract<Shape, { kind: 'object' | 'map' }>;
  readonly siblings: readonly string[];
}

/** Reads the text with the cursor's word as key, as value, and as a key that is not closed yet; the first that is found counts. */
function cursorPlace(text: string, word: Span): CursorPlace | undefined {
  const before = text.slice(0, word.start);
  const rest = text.slice(word.end);
  if (rest.startsWith(':')) return found(`${before}${CURSOR}${rest}`);
  const alone = /(^|\n)[ \t]*(- +)*$/.test(before);
  const tries = alone ? [`${CURSOR}: `, CURSOR] : [CURSOR, `${CURSOR}: x`];
  for (const attempt of tries) {
    const place = found(`${before}${attempt}${rest}`);
    if (place?.keys || place?.expected) return place;
  }
  return undefined;
}

function found(text: string): CursorPlace | undefined {
  for (const place of placesOf(text)) {
    if (place.text !== CURSOR) continue;
    return place.role === 'key' ? ofKey(place) : ofValue(place);
  }
  return undefined;
}

function ofKey({ parent, siblings, path }: Place): CursorPlace | undefined {
  // At the top level an empty document has no mapping yet.
  const owner = parent ?? (path.length === 1 ? policyShape : undefined);
  if (owner?.kind === 'object' || owner?.kind === 'map') return { keys: owner, siblings };
  return undefined;
}

function ofValue({ shape, siblings }: Place): CursorPlace | undefined {
  if (!shape) return undefined;
  if (shape.kind === 'object' || shape.kind === 'map') return { keys: shape, siblings: [] };
  if (shape.kind === 'list') return shape.items.kind === 'text' ? { expected: shape.items, siblings } : undefined;
  if (shape.kind === 'boolean')
    return { expected: { kind: 'text', description: shape.description, values: ['true', 'false'] }, siblings };
  return shape.kind === 'text' ? { expected: shape, siblings } : undefined;
}

function keyItems(
  owner: NonNullable<CursorPlace['keys']>,
  siblings: readonly string[],
  text: string,
  word: Span,
): Item[] {
  const closed = text.slice(word.end).startsWith(':');
  const suffix = (shape: Shape) =>
    closed ? '' : shape.kind === 'text' || shape.kind === 'number' || shape.kind === 'boolean' ? ': ' : ':';
  if (owner.kind === 'object') return objectKeys(owner, siblings, suffix);
  return wordsOf(owner.keys)
    .filter((name) => !siblings.includes(name))
    .map((name) => ({
      label: name,
      kind: kindOf(owner.keys),
      newText: closed ? name : `${name}: `,
      ...described(meaningOf(name, owner.keys)),
    }));
}

const objectKeys = (owner: ObjectShape, siblings: readonly string[], suffix: (shape: Shape) => string): Item[] =>
  Object.entries(owner.fields)
    .filter(([name]) => !siblings.includes(name))
    .map(([name, shape]) => ({
      label: name,
      kind: 'key',
      newText: `${name}${suffix(shape)}`,
      ...(shape.law ? { detail: shape.law } : {}),
      documentation: shape.description,
    }));

function valueItems(shape: TextShape, { policy, today }: CompletionContext): Item[] {
  if (shape.refersTo) return idsOf(policy, shape.refersTo).map((id) => ({ label: id, kind: 'id', newText: id }));
  if (shape.format === 'date') return days(today);
  return wordsOf(shape).map((word) => ({
    label: word,
    kind: kindOf(shape),
    newText: word,
    ...described(meaningOf(word, shape)),
  }));
}

const days = (today: string): Item[] =>
  [
    ['today', 0],
    ['in 3 months', 3],
    ['in 6 months', 6],
    ['in a year', 12],
  ].map(([detail, months]) => {
    const day = addMonths(today, months as number);
    return { label: day, kind: 'date', detail: detail as string, newText: day };
  });

const wordsOf = (shape: TextShape): readonly string[] =>
  shape.values ?? shape.suggestions ?? (shape.format ? formats[shape.format].words : undefined) ?? [];

function kindOf({ format }: TextShape): Item['kind'] {
  if (format === 'category' || format === 'category-or-none') return 'category';
  return format === 'form' || format === 'rule' ? format : 'value';
}

const described = (documentation: string | undefined) => (documentation ? { documentation } : {});
