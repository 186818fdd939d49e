import type { Node } from 'web-tree-sitter';
import { type Binding, spanOf } from '../code.ts';

const elementWise =
  /^(?:map|flatMap|forEach|filter|find|findLast|some|every|sort|toSorted|partition|groupBy|keyBy|sortBy)$/;

/**
 * What a method gives to the function that it is handed: `list.map((one) => …)` an element, `promise.then((text) => …)`
 * what was awaited. Places and indexes carry nothing. Undefined for parameters that only a caller knows.
 */
export function handedTo(fn: Node, index: number, text: string): Partial<Binding> | undefined {
  const args = fn.parent;
  const callee = args?.type === 'arguments' ? args.parent?.childForFieldName('function') : null;
  const object = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
  const property = object ? callee!.childForFieldName('property') : null;
  if (!object || !property || args!.firstNamedChild?.id !== fn.id) return undefined;
  const method = text.slice(property.startIndex, property.endIndex);
  if (method === 'then') return index === 0 ? { value: object } : undefined;
  const first = elementWise.test(method) ? 0 : /^reduce(?:Right)?$/.test(method) ? 1 : undefined;
  if (first === undefined || index < first) return undefined;
  if (index === first) return { value: object, select: ['[]'] };
  return index === first + 1
    ? { kind: 'parameter', value: { kind: 'opaque', span: spanOf(fn), constant: true } }
    : { value: object };
}
