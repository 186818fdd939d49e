import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, type Operand, spanOf } from '../code.ts';
import { python } from './python.ts';
import type { Base } from './python-bindings.ts';
import { scopeSpan, typeText } from './shared.ts';

const sameNode = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;
const scopeOf = (node: Node) => scopeSpan(node, python.nodes);

/** `self.client = …`, `messages.append(…)`, `params.update(…)`. */
export function throughAttribute(node: Node, attribute: Node, base: Base, text: string): Binding | undefined {
  const object = attribute.childForFieldName('object');
  const name = attribute.childForFieldName('attribute');
  const outer = attribute.parent;
  if (!object || !name || !outer) return undefined;
  const isTarget =
    (outer.type === 'assignment' || outer.type === 'augmented_assignment') &&
    sameNode(outer.childForFieldName('left'), attribute);
  const right = isTarget ? outer.childForFieldName('right') : null;
  if (sameNode(name, node)) return ofSelf(object, attribute, outer, base, right, text);
  if (!sameNode(object, node)) return undefined;
  const scope = scopeOf(attribute);
  if (right) return entry(base, scope, name.text, right, outer);
  const additions = addedTo(attribute);
  return additions && { ...base, kind: 'addition', scope, additions };
}

/** `self.name = …`, `self.name += …`, `self.name.append(…)`. */
function ofSelf(
  object: Node,
  attribute: Node,
  outer: Node,
  base: Base,
  right: Node | null,
  text: string,
): Binding | undefined {
  const own = /^(?:self|cls)$/.test(object.text);
  if (!own && !shared.test(object.text)) return undefined;
  const scope = own ? scopeSpan(attribute, python.nodes, 'class') : wholeOf(attribute);
  const field = { ...base, field: true, scope };
  if (outer.type === 'assignment' && right) {
    const typeName = typeText(outer.childForFieldName('type'), text);
    return { ...field, kind: 'assignment', value: right, ...(typeName ? { typeName } : {}) };
  }
  if (outer.type === 'assignment') {
    const typeName = typeText(outer.childForFieldName('type'), text);
    return { ...field, kind: 'assignment', ...(typeName ? { typeName } : {}) };
  }
  if (right) return { ...field, kind: 'addition', additions: [{ how: 'join', value: right, span: spanOf(outer) }] };
  const additions = outer.type === 'attribute' ? addedTo(outer) : undefined;
  return additions && { ...field, kind: 'addition', additions };
}

/** Objects that functions of a program share: Streamlit's session, Flask's and FastAPI's application and request. */
export const shared = /^(?:\w+\.)*(?:session_state|app|state|g|cl\.user_session)$/;

/** The module. */
export function wholeOf(node: Node): Binding['scope'] {
  let top = node;
  while (top.parent) top = top.parent;
  return spanOf(top);
}

/** `messages.append(…)`, `self.history.extend(…)`: what the call of this attribute adds. */
export function addedTo(attribute: Node): Addition[] | undefined {
  const call = attribute.parent;
  const name = attribute.childForFieldName('attribute')?.text;
  if (call?.type !== 'call' || !sameNode(call.childForFieldName('function'), attribute)) return undefined;
  const span = spanOf(call);
  const additions = (call.childForFieldName('arguments')?.namedChildren ?? []).flatMap((one, index): Addition[] => {
    const role =
      name === undefined ? undefined : /^add_(user|system|assistant|ai|human|developer)_message$/.exec(name)?.[1];
    if (role !== undefined) return index === 0 ? [{ how: 'item', value: message(role, one), span }] : [];
    if (name === 'append') return [{ how: 'item', value: one, span }];
    if (name === 'insert') return index === 1 ? [{ how: 'item', value: one, span }] : [];
    if (name === 'extend') return [{ how: 'join', value: one, span }];
    if (name === 'update' && one.type === 'keyword_argument') {
      const value = one.childForFieldName('value');
      return value ? [{ how: 'entry', key: one.childForFieldName('name')?.text ?? '', value, span }] : [];
    }
    if (name === 'update' && one.type === 'dictionary')
      return one.namedChildren.flatMap((pair): Addition[] => {
        const key = pair.childForFieldName('key');
        const value = pair.childForFieldName('value');
        return key?.type === 'string' && value ? [{ how: 'entry', key: keyText(key), value, span }] : [];
      });
    return [];
  });
  return additions.length > 0 ? additions : undefined;
}

/** `history.add_user_message(text)` of LangChain and Semantic Kernel. */
function message(role: string, argument: Node): Operand {
  const span = spanOf(argument);
  const content = argument.type === 'keyword_argument' ? (argument.childForFieldName('value') ?? argument) : argument;
  const text: Operand = { kind: 'text', span, pieces: [{ kind: 'text', span, text: role }] };
  return {
    kind: 'record',
    span,
    entries: [
      { key: 'role', value: text, span },
      { key: 'content', value: content, span },
    ],
  };
}

const keyText = (key: Node): string => key.text.replace(/^\w*["']+|["']+$/g, '');

const entry = (base: Base, scope: Binding['scope'], key: string, value: Operand, statement: Node): Binding => ({
  ...base,
  kind: 'addition',
  scope,
  additions: [{ how: 'entry', key, value, span: spanOf(statement) }],
});

/** `params["system"] = …`, `params["messages"].append(…)`, `messages[-1]["content"] += …`. */
export function throughSubscript(node: Node, subscript: Node, base: Base): Binding | undefined {
  if (!sameNode(subscript.childForFieldName('value'), node)) return undefined;
  const scope = scopeOf(subscript);
  const keys: Node[] = [];
  let top = subscript;
  for (let at: Node | null = subscript; at?.type === 'subscript' && keys.length < 8; at = at.parent) {
    const key = at.childForFieldName('subscript');
    if (!key || key.type === 'slice' || (at !== subscript && !sameNode(at.childForFieldName('value'), top))) break;
    keys.push(key);
    top = at;
  }
  const outer = top.parent;
  const [first, ...rest] = keys;
  if (!outer || !first) return undefined;
  if (outer.type === 'attribute') {
    const additions = first.type === 'string' && rest.length === 0 ? addedTo(outer) : undefined;
    const items = additions
      ?.filter(({ how }) => how !== 'entry')
      .map(({ how, value }) => ({ value, spread: how === 'join' }));
    if (!items?.length) return undefined;
    const span = spanOf(outer.parent ?? outer);
    return entry(
      base,
      scope,
      keyText(first),
      { kind: 'list', span, items: [{ value: top, spread: true }, ...items] },
      outer.parent ?? outer,
    );
  }
  const isSet = outer.type === 'assignment' || outer.type === 'augmented_assignment';
  const right = isSet && sameNode(outer.childForFieldName('left'), top) ? outer.childForFieldName('right') : null;
  if (!right) return undefined;
  if (first.type === 'string') return rest.length === 0 ? entry(base, scope, keyText(first), right, outer) : undefined;
  // What is set in an element counts as one more element, which holds nothing else.
  const additions: Addition[] = [{ how: 'item', value: nested(rest, right), span: spanOf(outer) }];
  return { ...base, kind: 'addition', scope, additions };
}

/** `["content"][0]["text"]` of a value as the record that has just this. */
function nested(keys: readonly Node[], value: Operand): Operand {
  return keys.reduceRight<Operand>((inner, key) => {
    const span = spanOf(key);
    return key.type === 'string'
      ? { kind: 'record', span, entries: [{ key: keyText(key), value: inner, span }] }
      : { kind: 'list', span, items: [{ value: inner }] };
  }, value);
}
