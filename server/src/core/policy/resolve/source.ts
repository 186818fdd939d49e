import type { FlowStep, PlaceholderSegment } from '../../prompt.ts';
import { matchesGlob, matchesName } from '../glob.ts';
import type { Policy, Source } from '../model.ts';
import { indexOfParts, partsOf, singular, startsWith } from './names.ts';

export interface SourceMatch {
  readonly source: Source;
  /** The key of `source.fields` that covers the value. */
  readonly field?: string;
  /** `flow`: by type or by where the value was read; `policy`: by the name of the placeholder. */
  readonly by: 'flow' | 'policy';
  /** The value is the whole object, not one of its fields. */
  readonly whole: boolean;
}

interface IndexedSource {
  readonly order: number;
  readonly source: Source;
  readonly types: ReadonlySet<string>;
  readonly placeholders: readonly (readonly string[])[];
  readonly fields: readonly { readonly key: string; readonly parts: readonly string[] }[];
}

interface SourceIndex {
  readonly byType: ReadonlyMap<string, readonly IndexedSource[]>;
  /** By the first part of a placeholder, in the singular. */
  readonly byRoot: ReadonlyMap<string, readonly IndexedSource[]>;
  /** Those that name tables, calls or files. */
  readonly readable: readonly IndexedSource[];
}

const indexes = new WeakMap<Policy, SourceIndex>();

/** Paths of a policy's sources, taken apart once for each policy. */
function indexOf(policy: Policy): SourceIndex {
  const known = indexes.get(policy);
  if (known) return known;
  const byType = new Map<string, IndexedSource[]>();
  const byRoot = new Map<string, IndexedSource[]>();
  const entries = policy.sources.map(entryOf);
  for (const entry of entries) {
    for (const type of entry.types) push(byType, type, entry);
    for (const root of new Set(entry.placeholders.map((parts) => singular(parts[0]!)))) push(byRoot, root, entry);
  }
  const readable = entries.filter(
    ({ source: { match } }) => match.tables.length + match.calls.length + match.files.length > 0,
  );
  const index = { byType, byRoot, readable };
  indexes.set(policy, index);
  return index;
}

const entryOf = (source: Source, order: number): IndexedSource => ({
  order,
  source,
  types: new Set(source.match.types),
  placeholders: source.match.placeholders.map(partsOf).filter((parts) => parts.length > 0),
  fields: Object.keys(source.fields)
    .map((key) => ({ key, parts: partsOf(key) }))
    .sort((a, b) => b.parts.length - a.parts.length),
});

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Sources that may match, in the order of the policy. */
function candidates(segment: PlaceholderSegment, parts: readonly string[], policy: Policy): IndexedSource[] {
  const { byType, byRoot, readable } = indexOf(policy);
  const found = new Set<IndexedSource>();
  const add = (entries: readonly IndexedSource[] = []) => {
    for (const entry of entries) found.add(entry);
  };
  if (segment.flow?.some(({ source }) => source)) add(readable);
  if (segment.typeName !== undefined) add(byType.get(plainType(segment.typeName)));
  for (const part of parts) add(byRoot.get(singular(part)));
  return [...found].sort((a, b) => a.order - b.order);
}

/**
 * The source and field behind a placeholder. What the code shows (its type, the query or call it was read from) goes
 * before what it is called; among sources that match in the same way one that knows the field wins, then the first.
 */
export function matchSource(segment: PlaceholderSegment, policy: Policy): SourceMatch | undefined {
  const parts = segment.path === null ? [] : partsOf(segment.path);
  let best: SourceMatch | undefined;
  for (const entry of candidates(segment, parts, policy)) {
    const match = matchEntry(entry, segment, parts);
    if (match && (!best || rank(match) > rank(best))) best = match;
  }
  return best;
}

const rank = ({ by, field }: SourceMatch): number => (by === 'flow' ? 2 : 0) + (field === undefined ? 0 : 1);

function matchEntry(
  entry: IndexedSource,
  segment: PlaceholderSegment,
  parts: readonly string[],
): SourceMatch | undefined {
  const { source } = entry;
  if (readFrom(source, segment.flow ?? [])) return at(entry, 'flow', fieldOf(entry, parts, true), parts.length <= 1);
  if (segment.typeName !== undefined && entry.types.has(plainType(segment.typeName))) {
    return at(entry, 'flow', fieldOf(entry, parts, true), parts.length <= 1);
  }
  for (const placeholder of entry.placeholders) {
    const start = indexOfParts(parts, placeholder);
    // Below another object only a dotted path is telling enough: `form.patient.name`, not `x.note`.
    if (start < 0 || (start > 0 && placeholder.length < 2 && fieldOf(entry, parts.slice(start), false) === undefined))
      continue;
    const rest = parts.slice(start);
    const field = fieldOf(entry, rest, false);
    return at(entry, 'policy', field, rest.length === placeholder.length && field === undefined);
  }
  return undefined;
}

const at = (
  { source }: IndexedSource,
  by: SourceMatch['by'],
  field: string | undefined,
  whole: boolean,
): SourceMatch => ({
  source,
  by,
  whole: whole && field === undefined,
  ...(field === undefined ? {} : { field }),
});

/** `Patient[]`, `Promise<Patient>`, `models.Patient`, `Optional[Patient]`: the type that values have. */
const plainType = (written: string): string => {
  const name = written.slice(0, 200);
  const inner =
    /^(?:Promise|Array|ReadonlyArray|Readonly|Partial|List|list|Optional|Sequence|Iterable)\s*[<[]\s*(.+?)\s*[>\]]$/.exec(
      name,
    )?.[1] ?? name;
  return inner
    .replace(/\[\]$/, '')
    .replace(/\s*\|\s*(null|undefined|None)$/, '')
    .split('.')
    .at(-1)!;
};

/** The longest field whose path ends, or covers the end of, the value's path. `anyRoot`: the first part is a variable's own name. */
function fieldOf({ fields }: IndexedSource, parts: readonly string[], anyRoot: boolean): string | undefined {
  for (const { key, parts: field } of fields) {
    if (startsWith(parts, field)) return key;
  }
  for (const { key, parts: field } of fields) {
    if (indexOfParts(parts, field) > 0) return key;
    const tail = field.slice(1);
    if (anyRoot && tail.length > 0 && startsWith(parts.slice(1), tail)) return key;
  }
  return undefined;
}

/** Whether one of the steps reads from a table, call or file that the source names. */
const readFrom = ({ match }: Source, flow: readonly FlowStep[]): boolean =>
  flow.some(({ source: read }) => {
    if (!read) return false;
    const names = read.kind === 'query' ? match.tables : read.kind === 'file' ? match.files : match.calls;
    if (read.kind === 'file') return names.some((glob) => matchesGlob(glob, read.name));
    if (read.kind === 'query')
      return names.some((table) => matchesName(table.toLowerCase(), tableOf(read.name).toLowerCase()));
    return names.some((call) => matchesName(call, read.name) || read.name.endsWith(`.${call}`));
  });

/** `public.patients` and `SELECT * FROM patients` name the table `patients`. */
const tableOf = (name: string): string => {
  const from = /\bfrom\s+[`"[]?([\w.]+)/i.exec(name)?.[1] ?? name;
  return from
    .replace(/[`"\]]/g, '')
    .split('.')
    .at(-1)!;
};

/** Fields of a source below a root: `name` and `birth_date` for `patient`; with `parts` empty all of them. */
export function fieldsBelow(
  source: Source,
  path: string | null,
): { readonly name: string; readonly category: string }[] {
  const parts = path === null ? [] : partsOf(path);
  const last = parts.at(-1);
  const all = Object.entries(source.fields).map(([key, category]) => ({ key, category, parts: partsOf(key) }));
  const below = all.filter(
    (one) => one.parts.length > 1 && last !== undefined && singular(one.parts[0]!) === singular(last),
  );
  const chosen = below.length > 0 ? below : all;
  return chosen.map(({ key, category }) => ({
    name: key
      .split('.')
      .slice(key.includes('.') ? 1 : 0)
      .join('.'),
    category,
  }));
}
