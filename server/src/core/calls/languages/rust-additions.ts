import type { Node } from 'web-tree-sitter';
import { type Addition, type Argument, type Binding, type Operand, spanOf } from '../code.ts';
import { writtenBy } from './rust-macros.ts';
import { ancestor } from './shared.ts';

type Base = Pick<Binding, 'name' | 'span'>;

/** Methods between a value and what is added to it: `body.as_object_mut().unwrap().insert(…)`. */
const between = /^(?:as_object_mut|as_array_mut|unwrap|expect|borrow_mut|lock|write|as_mut|get_mut|await)$/;
/** Functions that set the variable whose address they are given. */
const setters = /^(?:read_line|read_to_string|read_to_end|read_exact|read_until)$/;

/** What is added to a variable by methods on it or on a part of it, by macros, and by functions that it is handed to. */
export function throughMethods(node: Node, base: Base, text: string): Binding | undefined {
  return throughMacro(node, base, text) ?? throughReference(node, base) ?? throughChain(node, base);
}

const scopeOf = (node: Node): Binding['scope'] => {
  const around = ancestor(
    node,
    new Set(['block', 'match_arm', 'for_expression', 'function_item', 'closure_expression']),
  );
  return around ? spanOf(around) : { start: 0, end: Number.MAX_SAFE_INTEGER };
};

const adding = (base: Base, at: Node, additions: readonly Addition[], field: boolean): Binding => ({
  ...base,
  kind: 'addition',
  scope: field ? { start: 0, end: Number.MAX_SAFE_INTEGER } : scopeOf(at),
  ...(field ? { field } : {}),
  additions,
});

/** `write!(out, "…", x)`, `writeln!(&mut out, …)`. */
function throughMacro(node: Node, base: Base, text: string): Binding | undefined {
  const tokens = node.parent;
  const call = tokens?.type === 'token_tree' ? tokens.parent : undefined;
  if (!tokens || call?.type !== 'macro_invocation') return undefined;
  if (!/^write(?:ln)?$/.test(call.childForFieldName('macro')?.text ?? '')) return undefined;
  if (tokens.namedChildren.find(({ type }) => type !== 'mutable_specifier')?.id !== node.id) return undefined;
  if (/^\s*\./.test(text.slice(node.endIndex, node.endIndex + 4))) return undefined;
  const value = writtenBy(call, text);
  return value && adding(base, call, [{ how: 'join', value, span: spanOf(call) }], false);
}

/** `stdin.read_line(&mut line)` sets it, `append_footer(&mut out, who)` may add to it. */
function throughReference(node: Node, base: Base): Binding | undefined {
  const reference = node.parent?.type === 'reference_expression' ? node.parent : undefined;
  const isMutable = reference?.namedChildren.some(({ type }) => type === 'mutable_specifier') === true;
  const argument = isMutable ? reference! : node;
  const list = argument.parent;
  const call = list?.type === 'arguments' ? list.parent : undefined;
  const callee = call?.type === 'call_expression' ? call.childForFieldName('function') : undefined;
  if (!list || !call || !callee) return undefined;
  const args = list.namedChildren;
  const index = args.findIndex(({ id }) => id === argument.id);
  const name = (callee.childForFieldName('field') ?? callee.childForFieldName('name') ?? callee).text;
  const span = spanOf(call);
  if (isMutable && setters.test(name)) {
    const given = args.filter(({ id }) => id !== argument.id).map((value): Argument => ({ value }));
    const value: Operand = { kind: 'call', span, callee, args: given, sets: true };
    return { ...base, kind: 'assignment', scope: scopeOf(call), value };
  }
  const isOwn = callee.type === 'identifier' || /^(?:self|Self)\b/.test(callee.text);
  if (!isOwn || !(isMutable || /^(?:out|buf|s|w|prompt|messages)$/.test(base.name))) return undefined;
  return adding(base, call, [{ how: 'join', value: call, span, passed: index }], false);
}

interface Reached {
  readonly keys: readonly string[];
  readonly name: string;
  readonly call: Node;
}

/** `request.messages.push(m)`, `body["messages"].as_array_mut().unwrap().push(m)`, `map.insert("system".into(), s)`. */
function throughChain(node: Node, base: Base): Binding | undefined {
  // `self.messages.push(m)` adds to a field; `self` itself is no variable.
  const isField = node.type === 'field_identifier';
  const start = isField ? node.parent : node;
  if (!start || (isField && start.childForFieldName('value')?.type !== 'self')) return undefined;
  const found = methodOn(start);
  if (!found) return undefined;
  const { keys, name, call } = found;
  const args = call.childForFieldName('arguments')?.namedChildren ?? [];
  const span = spanOf(call);
  const [key, more] = keys;
  if (more !== undefined) return undefined;
  if (name === 'insert' && args.length === 2 && key === undefined) {
    const word = /^"([\w-]+)"|^\w+::from\("([\w-]+)"\)/.exec(args[0]!.text);
    const set = word?.[1] ?? word?.[2];
    return set ? adding(base, call, [{ how: 'entry', key: set, value: args[1]!, span }], isField) : undefined;
  }
  const how = /^(?:push|push_back)$/.test(name)
    ? 'item'
    : /^(?:push_str|extend|extend_from_slice|append)$/.test(name)
      ? 'join'
      : undefined;
  const last = args.at(-1);
  if (!how || !last) return undefined;
  if (key === undefined) return adding(base, call, [{ how, value: last, span }], isField);
  if (name === 'push_str') return undefined;
  const items: Operand = { kind: 'list', span, items: [{ value: last, spread: how === 'join' }] };
  return adding(base, call, [{ how: 'entry', key, value: items, span, more: true }], isField);
}

/** The method at the end of a chain on a value, with the keys on the way; the value alone is left to the table. */
function methodOn(start: Node): Reached | undefined {
  const keys: string[] = [];
  let at = start;
  for (let step = 0; step < 12; step++) {
    const { parent } = at;
    if (parent?.type === 'index_expression' && parent.firstNamedChild?.id === at.id) {
      const key = parent.namedChildren[1];
      if (key?.type !== 'string_literal') return undefined;
      keys.push(key.text.slice(1, -1));
      at = parent;
    } else if (parent?.type === 'field_expression' && parent.childForFieldName('value')?.id === at.id) {
      const name = parent.childForFieldName('field')?.text ?? '';
      const call = parent.parent?.type === 'call_expression' ? parent.parent : undefined;
      const isCalled = call?.childForFieldName('function')?.id === parent.id;
      if (!isCalled) keys.push(name);
      else if (!between.test(name)) return { keys, name, call: call! };
      at = isCalled ? call! : parent;
    } else if (parent?.type === 'try_expression' || parent?.type === 'await_expression') at = parent;
    else return undefined;
  }
  return undefined;
}
