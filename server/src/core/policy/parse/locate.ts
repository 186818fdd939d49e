import type { Span } from '../../span.ts';
import type { YamlFile } from './document.ts';
import type { YamlMap, YamlNode, YamlPair } from './nodes.ts';
import { pathParts } from './path.ts';

export interface Located {
  readonly key?: Span;
  readonly value?: Span;
}

/** Finds paths in a file by walking its nodes: few places of a policy are ever asked for. */
export function locatorOf({ root, deref }: Pick<YamlFile, 'root' | 'deref'>): (path: string) => Located | undefined {
  const pairs = new Map<YamlMap, ReadonlyMap<unknown, YamlPair>>();
  const pairOf = (map: YamlMap, name: string): YamlPair | undefined => {
    let known = pairs.get(map);
    if (!known) {
      // Of keys that stand twice the last one counts, as for the reader.
      known = new Map(map.items.map((pair) => [pair.key?.kind === 'scalar' ? String(pair.key.value) : pair, pair]));
      pairs.set(map, known);
    }
    return known.get(name);
  };
  return (path) => {
    let node = root;
    let found: Located | undefined;
    for (const part of pathParts(path)) {
      if (typeof part === 'number') {
        if (node?.kind !== 'seq' || part >= node.items.length) return undefined;
        const item: YamlNode | null = node.items[part]!;
        found = { value: spanOf(item ?? node) };
        node = deref(item);
      } else {
        const pair: YamlPair | undefined = node?.kind === 'map' ? pairOf(node, part) : undefined;
        if (!pair?.key) return undefined;
        found = { key: spanOf(pair.key), value: spanOf(pair.value ?? pair.key) };
        node = deref(pair.value);
      }
    }
    return found;
  };
}

const spanOf = ({ start, end }: YamlNode): Span => ({ start, end });
