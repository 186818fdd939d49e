import type { Node } from 'web-tree-sitter';

/** `[one for one in list if …]`: the list that elements are chosen from. */
export function chosenFrom(node: Node, body: Node): Node | null {
  const clauses = node.namedChildren.filter(({ type }) => type === 'for_in_clause');
  const left = clauses[0]?.childForFieldName('left');
  if (clauses.length !== 1 || body.type !== 'identifier' || left?.text !== body.text) return null;
  return clauses[0]!.childForFieldName('right');
}

/** `{key: value for key, value in record.items() if …}`: the record that entries are chosen from. */
export function itemsChosenFrom(node: Node): Node | null {
  const clauses = node.namedChildren.filter(({ type }) => type === 'for_in_clause');
  const pair = node.childForFieldName('body');
  const right = clauses[0]?.childForFieldName('right');
  const callee = right?.type === 'call' ? right.childForFieldName('function') : null;
  if (clauses.length !== 1 || !pair || callee?.childForFieldName('attribute')?.text !== 'items') return null;
  const names = [pair.childForFieldName('key')?.text, pair.childForFieldName('value')?.text].join(',');
  return clauses[0]!.childForFieldName('left')?.text.replace(/[\s()]/g, '') === names
    ? callee.childForFieldName('object')
    : null;
}
