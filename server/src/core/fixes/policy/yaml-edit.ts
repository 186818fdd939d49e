import { block, blockEntry, flow, scalar, type Value } from '../../policy/emit.ts';
import { readYaml } from '../../policy/parse/document.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSeq } from '../../policy/parse/nodes.ts';
import type { Edit } from '../fix.ts';

/** A policy's text and nodes. Edits insert beside what is there and never rewrite it: comments and layout stay. */
export interface PolicyText {
  readonly uri: string;
  readonly text: string;
  readonly root: YamlMap | null;
  readonly eol: string;
}

type Mapping = { readonly [key: string]: Value | undefined };
type Maybe<T> = T | null | undefined;

export function openPolicy(uri: string, text: string): PolicyText {
  const { root } = readYaml(text, uri);
  return { uri, text, root: root?.kind === 'map' ? root : null, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

const keyOf = ({ key }: YamlPair): string | undefined => (key?.kind === 'scalar' ? String(key.value) : undefined);

const pairOf = (map: Maybe<YamlNode>, name: string): YamlPair | undefined =>
  map?.kind === 'map' ? map.items.find((pair) => keyOf(pair) === name) : undefined;

export const child = (map: Maybe<YamlNode>, name: string): Maybe<YamlNode> => pairOf(map, name)?.value;

export const childMap = (map: Maybe<YamlNode>, name: string): YamlMap | undefined => {
  const found = child(map, name);
  return found?.kind === 'map' ? found : undefined;
};

/** The entry with this id in a top-level list. */
export function entryOf(file: PolicyText, section: string, id: string): YamlMap | undefined {
  const list = child(file.root, section);
  if (list?.kind !== 'seq') return undefined;
  return list.items.find((item): item is YamlMap => {
    const own = child(item, 'id');
    return own?.kind === 'scalar' && String(own.value) === id;
  });
}

/** Adds an entry to a top-level list, which is created when it is missing. `order` says which sections it comes after. */
export function addEntry(file: PolicyText, section: string, entry: Mapping, order: readonly string[]): Edit {
  const list = child(file.root, section);
  if (list?.kind === 'seq' && list.items.length > 0) return appendTo(file, list, blockEntry(entry), flow(entry));
  return putSection(file, section, [`${section}:`, ...blockEntry(entry).map((line) => `  ${line}`)], order);
}

/** Sets a key of a mapping: replaces a scalar, adds a missing key. Undefined when something larger stands there. */
export function setKey(file: PolicyText, map: YamlMap, name: string, value: Value): Edit | undefined {
  const written = map.flow || typeof value === 'object' ? flow(value) : scalar(value);
  const pair = pairOf(map, name);
  if (pair?.value && (pair.value.kind !== 'scalar' || pair.value.value !== null)) {
    return pair.value.kind === 'scalar' ? replace(file, pair.value, written) : undefined;
  }
  if (pair?.key) {
    const after = file.text.indexOf(':', pair.key.end) + 1;
    return insert(file, after, ` ${written}`);
  }
  if (map.flow) return intoFlow(file, map, `${scalar(name)}: ${flow(value)}`);
  const last = map.items.at(-1);
  if (!last?.key) return replace(file, map, flow({ [name]: value }));
  return below(file, last.value ?? last.key, block({ [name]: value }), columnOf(file.text, last.key));
}

/** Sets a key of a mapping inside a mapping, which is created when it is missing. */
export function setInner(file: PolicyText, map: YamlMap, outer: string, name: string, value: Value): Edit | undefined {
  const inner = childMap(map, outer);
  if (!inner) return setKey(file, map, outer, { [name]: value });
  return inner.items.length > 0 ? setKey(file, inner, name, value) : replace(file, inner, flow({ [name]: value }));
}

/** Adds an item to a list below a mapping; nothing when it is there. The list is created when it is missing. */
export function addItem(file: PolicyText, map: YamlMap, name: string, item: string | Mapping): Edit | undefined {
  const list = child(map, name);
  if (list?.kind !== 'seq') return setKey(file, map, name, [item as Value]);
  if (list.items.some((one) => one?.kind === 'scalar' && one.value === item)) return undefined;
  const lines = typeof item === 'string' ? [`- ${scalar(item)}`] : blockEntry(item);
  return appendTo(file, list, lines, flow(item as Value));
}

/** A new top-level section, after the last of the sections that come before it in `order`; an empty one is replaced. */
export function putSection(
  file: PolicyText,
  section: string,
  lines: readonly string[],
  order: readonly string[],
): Edit {
  const { text, root } = file;
  const empty = pairOf(root, section);
  if (empty?.key) {
    const end =
      empty.value && empty.value.end > empty.value.start ? empty.value.end : text.indexOf(':', empty.key.end) + 1;
    return { uri: file.uri, span: { start: empty.key.start, end }, newText: lines.join(file.eol) };
  }
  const earlier = order.slice(0, Math.max(0, order.indexOf(section)));
  const before = root?.items.filter((pair) => earlier.includes(keyOf(pair) ?? '')).at(-1);
  const last = before?.value ?? before?.key;
  const after = last ? lineEnd(text, lastLeafEnd(last)) : text.trimEnd().length;
  const lead = after === 0 ? '' : `${file.eol}${file.eol}`;
  return insert(file, after, `${lead}${lines.join(file.eol)}`);
}

const insert = ({ uri }: PolicyText, at: number, newText: string): Edit => ({
  uri,
  span: { start: at, end: at },
  newText,
});

const replace = ({ uri }: PolicyText, { start, end }: YamlNode, newText: string): Edit => ({
  uri,
  span: { start, end },
  newText,
});

function appendTo(file: PolicyText, list: YamlSeq, lines: readonly string[], inline: string): Edit {
  const first = list.items.find((item) => item !== null);
  const last = list.items.findLast((item) => item !== null);
  if (list.flow || !first || !last) return intoFlow(file, list, inline);
  return below(file, last, lines, columnOf(file.text, first) - dashWidth(file.text, first));
}

/** Before the closing bracket, after the last item. */
function intoFlow(file: PolicyText, collection: YamlMap | YamlSeq, newText: string): Edit {
  const last = lastOf(collection);
  if (last) return insert(file, last.end, `, ${newText}`);
  return insert(file, collection.start + 1, collection.kind === 'map' ? ` ${newText} ` : newText);
}

const lastOf = (collection: YamlMap | YamlSeq): YamlNode | null => {
  if (collection.kind === 'seq') return collection.items.at(-1) ?? null;
  const pair = collection.items.at(-1);
  return pair?.value ?? pair?.key ?? null;
};

/** New lines below the line on which a node ends, behind a comment that may stand there. */
function below(file: PolicyText, node: YamlNode, lines: readonly string[], indent: number): Edit {
  const pad = ' '.repeat(Math.max(0, indent));
  return insert(file, lineEnd(file.text, lastLeafEnd(node)), lines.map((line) => `${file.eol}${pad}${line}`).join(''));
}

/** End of the last thing written in a node. The library lets block collections run on to the next token. */
function lastLeafEnd(node: YamlNode): number {
  let current = node;
  for (;;) {
    const last = (current.kind === 'map' || current.kind === 'seq') && !current.flow ? lastOf(current) : null;
    if (!last) return current.end;
    current = last;
  }
}

/** End of the line; of the line before where the offset is the beginning of one (block scalars end there). */
function lineEnd(text: string, offset: number): number {
  const from = offset > 0 && text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const lineStart = (text: string, offset: number): number => (offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1);

const columnOf = (text: string, { start }: YamlNode): number => start - lineStart(text, start);

/** Characters from the dash of a list entry to its content: 2 in `- id: x`. */
function dashWidth(text: string, { start }: YamlNode): number {
  const before = text.slice(lineStart(text, start), start);
  return before.length - before.lastIndexOf('-');
}
