import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { block, blockEntry, flow, scalar, type Value } from '../../policy/emit.ts';
import { readYaml } from '../../policy/parse/document.ts';
import type { Edit } from '../fix.ts';

/** A policy's text and nodes. Edits insert beside what is there and never rewrite it: comments and layout stay. */
export interface PolicyText {
  readonly uri: string;
  readonly text: string;
  readonly root: YAMLMap | null;
  readonly eol: string;
}

type Mapping = { readonly [key: string]: Value | undefined };

export function openPolicy(uri: string, text: string): PolicyText {
  const { root } = readYaml(text, uri);
  return { uri, text, root: isMap(root) ? root : null, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

const keyOf = ({ key }: Pair): string | undefined => (isScalar(key) ? String(key.value) : undefined);

export const pairOf = (map: unknown, name: string): Pair | undefined =>
  isMap(map) ? map.items.find((pair) => keyOf(pair) === name) : undefined;

export const child = (map: unknown, name: string): unknown => pairOf(map, name)?.value;

/** The entry with this id in a top-level list. */
export function entryOf(file: PolicyText, section: string, id: string): YAMLMap | undefined {
  const list = child(file.root, section);
  if (!isSeq(list)) return undefined;
  return list.items.find((item): item is YAMLMap => {
    const own = child(item, 'id');
    return isScalar(own) && String(own.value) === id;
  });
}

/** Adds an entry to a top-level list, which is created when it is missing. `order` says which sections it comes after. */
export function addEntry(file: PolicyText, section: string, entry: Mapping, order: readonly string[]): Edit {
  const list = child(file.root, section);
  if (!isSeq(list) || list.items.length === 0) {
    const lines = [`${section}:`, ...blockEntry(entry).map((line) => `  ${line}`)];
    return putSection(file, section, lines, order);
  }
  if (list.flow) return intoFlow(file, list, flow(entry));
  const indent = columnOf(file.text, list.items[0] as Node) - dashWidth(file.text, list.items[0] as Node);
  return below(file, list.items.at(-1) as Node, blockEntry(entry), indent);
}

/** Sets a key of a mapping: replaces a scalar, adds a missing key. Undefined when something larger stands there. */
export function setKey(file: PolicyText, map: YAMLMap, name: string, value: Value): Edit | undefined {
  const pair = pairOf(map, name);
  const old = pair?.value as Node | null | undefined;
  if (pair && old && isScalar(old) && old.value !== null)
    return replace(file, old, map.flow ? flow(value) : textOf(value));
  if (pair && old && !isScalar(old)) return undefined;
  if (pair) {
    const end = (pair.key as Node).range![1];
    const colon = file.text.indexOf(':', end) + 1;
    return { uri: file.uri, span: { start: colon, end: colon }, newText: ` ${map.flow ? flow(value) : textOf(value)}` };
  }
  if (map.flow) return intoFlow(file, map, `${scalar(name)}: ${flow(value)}`);
  const last = map.items.at(-1);
  if (!last) return replace(file, map, flow({ [name]: value }));
  const indent = columnOf(file.text, last.key as Node);
  return below(file, (last.value as Node | null) ?? (last.key as Node), block({ [name]: value }), indent);
}

/** Sets a key of a mapping inside a mapping, which is created when it is missing. */
export function setInner(file: PolicyText, map: YAMLMap, outer: string, name: string, value: Value): Edit | undefined {
  const inner = child(map, outer);
  if (isMap(inner) && inner.items.length > 0) return setKey(file, inner, name, value);
  if (isMap(inner)) return replace(file, inner, flow({ [name]: value }));
  return setKey(file, map, outer, { [name]: value });
}

/** Adds a text to a list below a mapping; nothing when it is there. The list is created when it is missing. */
export function addItem(file: PolicyText, map: YAMLMap, name: string, item: Value): Edit | undefined {
  const list = child(map, name);
  if (!isSeq(list)) return setKey(file, map, name, [item]);
  if (list.items.some((one) => isScalar(one) && one.value === item)) return undefined;
  if (list.items.length === 0) return replace(file, list, `[${flow(item)}]`);
  if (list.flow) return intoFlow(file, list, flow(item));
  const indent = columnOf(file.text, list.items[0] as Node) - dashWidth(file.text, list.items[0] as Node);
  const lines = typeof item === 'object' && !Array.isArray(item) ? blockEntry(item as Mapping) : [`- ${textOf(item)}`];
  return below(file, list.items.at(-1) as Node, lines, indent);
}

/** A new top-level section, after the last of the sections that come before it in `order`. */
export function putSection(
  file: PolicyText,
  section: string,
  lines: readonly string[],
  order: readonly string[],
): Edit {
  const empty = pairOf(file.root, section);
  if (empty) {
    const node = empty.value as Node | null;
    const start = (empty.key as Node).range![0];
    const end = node?.range && node.range[1] > node.range[0] ? node.range[1] : file.text.indexOf(':', start) + 1;
    return { uri: file.uri, span: { start, end }, newText: lines.join(file.eol) };
  }
  const earlier = order.slice(0, Math.max(0, order.indexOf(section)));
  const before = file.root?.items.filter((pair) => earlier.includes(keyOf(pair) ?? '')).at(-1);
  const after = before
    ? lineEnd(file.text, lastLeafEnd((before.value as Node | null) ?? (before.key as Node)))
    : file.text.trimEnd().length;
  const lead = after === 0 ? '' : `${file.eol}${file.eol}`;
  return { uri: file.uri, span: { start: after, end: after }, newText: `${lead}${lines.join(file.eol)}` };
}

const textOf = (value: Value): string => (typeof value === 'object' ? flow(value) : scalar(value as string));

const replace = (file: PolicyText, node: Node, newText: string): Edit => ({
  uri: file.uri,
  span: { start: node.range![0], end: node.range![1] },
  newText,
});

/** Before the closing bracket, after the last item (and a comma that may already follow it). */
function intoFlow(file: PolicyText, collection: YAMLMap | YAMLSeq, newText: string): Edit {
  const last = collection.items.at(-1);
  if (last === undefined) {
    const inner = collection.range![0] + 1;
    return { uri: file.uri, span: { start: inner, end: inner }, newText: isMap(collection) ? ` ${newText} ` : newText };
  }
  const node = isMap(collection)
    ? (((last as Pair).value as Node | null) ?? ((last as Pair).key as Node))
    : (last as Node);
  const at = node.range![1];
  return { uri: file.uri, span: { start: at, end: at }, newText: `, ${newText}` };
}

/** New lines below the line on which a node ends, behind a comment that may stand there. */
function below(file: PolicyText, node: Node, lines: readonly string[], indent: number): Edit {
  const at = lineEnd(file.text, lastLeafEnd(node));
  const pad = ' '.repeat(Math.max(0, indent));
  return {
    uri: file.uri,
    span: { start: at, end: at },
    newText: lines.map((line) => `${file.eol}${pad}${line}`).join(''),
  };
}

/** End of the last thing written in a node. The library lets block collections run on to the next token. */
function lastLeafEnd(node: Node): number {
  let current: Node = node;
  for (;;) {
    const collection = (isMap(current) || isSeq(current)) && !current.flow ? current : undefined;
    const last = collection?.items.at(-1);
    if (last === undefined) return current.range![1];
    current = isMap(collection)
      ? (((last as Pair).value as Node | null) ?? ((last as Pair).key as Node))
      : (last as Node);
  }
}

/** End of the line; the offset itself where it stands at the beginning of the next one (block scalars end there). */
function lineEnd(text: string, offset: number): number {
  const from = offset > 0 && text[offset - 1] === '\n' ? offset - 1 : offset;
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const columnOf = (text: string, node: Node): number =>
  node.range![0] - (text.lastIndexOf('\n', node.range![0] - 1) + 1);

/** Characters from the dash of a list entry to its content: 2 in `- id: x`. */
function dashWidth(text: string, item: Node): number {
  const before = text.slice(text.lastIndexOf('\n', item.range![0] - 1) + 1, item.range![0]);
  return before.length - before.lastIndexOf('-');
}
