import { isAlias, isMap, isScalar, isSeq, type Pair } from 'yaml';

/**
 * The nodes of a YAML file as plain data with absolute offsets. Offsets are those of the YAML library: a scalar's quotes
 * belong to it, a block collection ends with its last item.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSeq | YamlAlias;

interface Ranged {
  readonly start: number;
  readonly end: number;
  readonly anchor?: string;
}

export interface YamlScalar extends Ranged {
  readonly kind: 'scalar';
  readonly value: unknown;
  /** As written, for values that are no text: `1182`. */
  readonly source?: string;
}

export interface YamlMap extends Ranged {
  readonly kind: 'map';
  readonly items: readonly YamlPair[];
  readonly flow: boolean;
}

export interface YamlPair {
  readonly key: YamlNode | null;
  readonly value: YamlNode | null;
}

export interface YamlSeq extends Ranged {
  readonly kind: 'seq';
  readonly items: readonly (YamlNode | null)[];
  readonly flow: boolean;
}

export interface YamlAlias extends Ranged {
  readonly kind: 'alias';
  readonly name: string;
}

/** Recursion is as deep as the file, whose depth the reader bounds. */
export function fromYaml(node: unknown, base: number): YamlNode | null {
  if (isScalar(node)) {
    const at = rangeOf(node, base);
    const source = typeof node.value === 'string' ? undefined : node.source;
    return { kind: 'scalar', value: node.value, ...(source === undefined ? {} : { source }), ...at };
  }
  if (isMap(node)) {
    const items = node.items.map(({ key, value }: Pair) => ({
      key: fromYaml(key, base),
      value: fromYaml(value, base),
    }));
    return { kind: 'map', items, flow: node.flow === true, ...rangeOf(node, base) };
  }
  if (isSeq(node)) {
    return {
      kind: 'seq',
      items: node.items.map((item) => fromYaml(item, base)),
      flow: node.flow === true,
      ...rangeOf(node, base),
    };
  }
  return isAlias(node) ? { kind: 'alias', name: node.source, ...rangeOf(node, base) } : null;
}

function rangeOf(node: { range?: readonly number[] | null; anchor?: string }, base: number): Ranged {
  const [start = 0, end = 0] = node.range ?? [];
  return { start: start + base, end: end + base, ...(node.anchor ? { anchor: node.anchor } : {}) };
}

/** A copy `by` code units further on. */
export function shifted(node: YamlNode, by: number): YamlNode {
  const at = { start: node.start + by, end: node.end + by };
  const move = (one: YamlNode | null) => one && shifted(one, by);
  switch (node.kind) {
    case 'map':
      return { ...node, ...at, items: node.items.map(({ key, value }) => ({ key: move(key), value: move(value) })) };
    case 'seq':
      return { ...node, ...at, items: node.items.map(move) };
    default:
      return { ...node, ...at };
  }
}
