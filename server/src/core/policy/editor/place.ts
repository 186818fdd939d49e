import type { Span } from '../../span.ts';
import { readYaml } from '../parse/document.ts';
import type { YamlNode, YamlPair, YamlScalar } from '../parse/nodes.ts';
import type { PathPart } from '../parse/path.ts';
import { policyShape } from '../schema/definition.ts';
import type { ObjectShape, Shape } from '../schema/shape.ts';

/** A word of the policy file, and what the grammar expects there. */
export interface Place {
  /** Path of the value; for a key the path of what it names. */
  readonly path: readonly PathPart[];
  readonly role: 'key' | 'value';
  /** The word itself, quotes left out. */
  readonly span: Span;
  readonly text: string;
  /** What the value at `path` must look like; undefined below unknown keys. */
  readonly shape?: Shape;
  /** The mapping that a key belongs to. */
  readonly parent?: Shape;
  /** Keys that stand beside it. */
  readonly siblings: readonly string[];
}

/** Every word of a policy in its order: keys and scalar values. */
export function* placesOf(text: string): Generator<Place> {
  const { root } = readYaml(text, '');
  if (root) yield* visit(root, policyShape, [], undefined, [], text);
}

/** The word at an offset, its edges included. */
export function placeAt(text: string, offset: number): Place | undefined {
  for (const place of placesOf(text)) {
    if (place.span.start > offset) return undefined;
    if (offset <= place.span.end) return place;
  }
  return undefined;
}

/** Nesting is bounded by the reader, which refuses deeper files. */
function* visit(
  node: YamlNode | null,
  shape: Shape | undefined,
  path: readonly PathPart[],
  parent: Shape | undefined,
  siblings: readonly string[],
  text: string,
): Generator<Place> {
  if (node?.kind === 'map') yield* visitMap(node.items, shape, path, text);
  else if (node?.kind === 'seq') {
    const items = shape?.kind === 'list' ? shape.items : undefined;
    for (const [index, item] of node.items.entries()) yield* visit(item, items, [...path, index], shape, [], text);
  } else if (node?.kind === 'scalar') {
    yield { path, role: 'value', span: inner(node, text), text: textOf(node), siblings, ...withShapes(shape, parent) };
  }
}

function* visitMap(
  items: readonly YamlPair[],
  shape: Shape | undefined,
  path: readonly PathPart[],
  text: string,
): Generator<Place> {
  const names = items.map(({ key }) => (key?.kind === 'scalar' ? textOf(key) : ''));
  for (const [index, { key, value }] of items.entries()) {
    const name = names[index]!;
    const below = childShape(shape, name);
    const at = [...path, name];
    const beside = names.filter((_, other) => other !== index);
    if (key?.kind === 'scalar') {
      yield {
        path: at,
        role: 'key',
        span: inner(key, text),
        text: name,
        siblings: beside,
        ...withShapes(below, shape),
      };
    }
    yield* visit(value, below, at, shape, beside, text);
  }
}

const withShapes = (shape: Shape | undefined, parent: Shape | undefined) => ({
  ...(shape ? { shape } : {}),
  ...(parent ? { parent } : {}),
});

const childShape = (shape: Shape | undefined, name: string): Shape | undefined => {
  if (shape?.kind === 'object') return fieldOf(shape, name);
  return shape?.kind === 'map' ? shape.values : undefined;
};

const fieldOf = (shape: ObjectShape, name: string): Shape | undefined =>
  Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;

const textOf = (node: YamlScalar): string =>
  typeof node.value === 'string' ? node.value : node.value === null ? '' : (node.source ?? String(node.value));

/** Without the quotes around it. */
function inner({ start, end }: YamlScalar, text: string): Span {
  const quoted = end - start >= 2 && (text[start] === '"' || text[start] === "'") && text[end - 1] === text[start];
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}
