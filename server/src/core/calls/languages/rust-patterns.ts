import type { Node } from 'web-tree-sitter';

/** Where a variable stands in the pattern that binds it. */
export interface Pattern {
  /** The statement, parameter or arm that has the pattern. */
  readonly owner: Node;
  readonly top: Node;
  /** Which part of the value it takes. */
  readonly select: readonly string[];
  /** The variant that it is taken out of: `Self::Anthropic(agent)`. */
  readonly variant?: string;
}

const inside = new Set([
  'tuple_pattern',
  'tuple_struct_pattern',
  'struct_pattern',
  'field_pattern',
  'mut_pattern',
  'ref_pattern',
  'reference_pattern',
  'captured_pattern',
  'slice_pattern',
  'or_pattern',
]);
const names = new Set(['identifier', 'shorthand_field_identifier']);

/** The pattern around an identifier; undefined where it stands in none. */
export function patternAt(node: Node): Pattern | undefined {
  if (!names.has(node.type)) return undefined;
  const select: string[] = [];
  let variant: string | undefined;
  let top = node;
  for (let parent = top.parent; parent && inside.has(parent.type); parent = top.parent) {
    const children = parent.namedChildren;
    const index = children.findIndex(({ id }) => id === top.id);
    if (parent.type === 'tuple_pattern') select.unshift(`[${index}]`);
    else if (parent.type === 'slice_pattern') select.unshift('[]');
    else if (parent.type === 'field_pattern') {
      const name = parent.childForFieldName('name');
      // `email: mail` binds `mail`.
      if (name?.id === top.id && parent.childForFieldName('pattern')) return undefined;
      if (name) select.unshift(name.text);
    } else if (parent.type === 'tuple_struct_pattern') {
      if (index === 0) return undefined;
      variant ??= children[0]!.text.split('::').pop();
      // `Some(x)`, `Ok(x)` and `Json(x)` hold the value itself, and so does a variant with one field.
      if (children.length > 2) select.unshift(`[${index - 1}]`);
    } else if (parent.type === 'struct_pattern' && index === 0) return undefined;
    top = parent;
  }
  const owner = top.parent;
  return owner ? { owner, top, select, ...(variant ? { variant } : {}) } : undefined;
}

/** The type that a variant of an enumeration of the file holds. */
export function variantType(variant: string, text: string): string | undefined {
  if (!/^\w+$/.test(variant) || /^(?:Some|Ok|Err|None)$/.test(variant)) return undefined;
  return new RegExp(`^[ \\t]*${variant}\\s*\\(([^\\n]*)\\)\\s*,?\\s*$`, 'm').exec(text)?.[1];
}

/** The name of a parameter that is no more than a name, past `mut`, `&` and the wrappers of extractors; else `''`. */
export function plainName(pattern: Node): string {
  if (pattern.type === 'identifier') return pattern.text;
  const children = pattern.namedChildren.filter(({ type }) => type !== 'mutable_specifier');
  if (/^(?:mut|ref|reference|captured)_pattern$/.test(pattern.type) && children[0]) return plainName(children.at(-1)!);
  return pattern.type === 'tuple_struct_pattern' && children.length === 2 ? plainName(children[1]!) : '';
}
