import type { Node } from 'web-tree-sitter';
import { type Binding, spanOf } from '../code.ts';
import { addedTo, shared, wholeOf } from './python-additions.ts';

const sameNode = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;

/**
 * What a key in quotes binds: `st.session_state["messages"] = []` and what is appended to it are members of the state,
 * `values["chain"] = chain` in a validator of Pydantic is a field of the model.
 */
export function throughKey(node: Node, text: string): Binding | undefined {
  const key = node.parent;
  const subscript = key?.parent;
  if (key?.type !== 'string' || subscript?.type !== 'subscript') return undefined;
  const object = subscript.childForFieldName('value');
  const outer = subscript.parent;
  if (!object || !outer || !sameNode(subscript.childForFieldName('subscript'), key)) return undefined;
  const isState = shared.test(object.text);
  if (!isState && !(object.type === 'identifier' && isValidated(object, subscript))) return undefined;
  const base = {
    name: text.slice(node.startIndex, node.endIndex),
    span: spanOf(node),
    scope: wholeOf(node),
    field: true as const,
  };
  if (outer.type === 'assignment' && sameNode(outer.childForFieldName('left'), subscript)) {
    const value = outer.childForFieldName('right');
    return value ? { ...base, kind: 'assignment', value } : undefined;
  }
  const additions = outer.type === 'attribute' ? addedTo(outer) : undefined;
  return additions && { ...base, kind: 'addition', additions };
}

/** The values that a validator is given: the second parameter of a method of the class. */
function isValidated(object: Node, inside: Node): boolean {
  let owner: Node | null = inside;
  while (owner && owner.type !== 'function_definition') owner = owner.parent;
  const parameters = owner?.childForFieldName('parameters')?.text ?? '';
  return new RegExp(`^\\(\\s*cls\\s*,\\s*${object.text}\\b`).test(parameters);
}
