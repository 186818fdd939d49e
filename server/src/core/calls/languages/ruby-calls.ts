import type { Node } from 'web-tree-sitter';
import { type Argument, type Entry, type Expr, type Operand, spanOf } from '../code.ts';
import { transforms } from '../functions.ts';

/** Lowers a node: handed in, since a call may stand for what it is made on. */
type Lower = (node: Node) => Expr;

/** A call, or what it stands for: an attribute, a key, the list that it chooses from. */
export function rubyCall(node: Node, lower: Lower): Expr {
  const span = spanOf(node);
  const object = node.childForFieldName('receiver');
  const method = node.childForFieldName('method');
  if (!method) return { kind: 'opaque', span };
  const list = node.childForFieldName('arguments');
  const block = node.childForFieldName('block');
  const isNew = method.text === 'new' && object !== null;
  const special = object && !isNew ? standsFor(node, object, method, list, lower) : undefined;
  if (special) return special;
  const args = [...argumentsOf(list), ...(block ? [{ value: block }] : [])];
  const indexed = block && object ? withIndex(object, method, args, span, lower) : undefined;
  if (indexed) return indexed;
  // A call without arguments is how Ruby reads an attribute.
  if (object && args.length === 0 && !isNew && !passes(method.text))
    return { kind: 'member', span, object, name: method.text, nameSpan: spanOf(method) };
  return { kind: 'call', span, callee: isNew ? object : calleeOf(object, method), args, construct: isNew };
}

function calleeOf(object: Node | null, method: Node): Expr {
  const nameSpan = spanOf(method);
  if (!object) return { kind: 'name', span: nameSpan, name: method.text };
  // `new.ask(…)` in a method of the class: of an object of its own.
  const isOwn = object.type === 'identifier' && object.text === 'new';
  return {
    kind: 'member',
    span: { start: object.startIndex, end: method.endIndex },
    object: isOwn ? { kind: 'name', span: spanOf(object), name: 'self' } : object,
    name: method.text,
    nameSpan,
  };
}

const argumentsOf = (list: Node | null): Argument[] =>
  (list?.namedChildren ?? []).flatMap((one): Argument[] => {
    const value = one.firstNamedChild ?? one;
    if (one.type === 'pair') return [{ name: keyOf(one) ?? '', value: pairValue(one) }];
    if (one.type === 'hash_splat_argument') return [{ value, spread: 'record' }];
    if (one.type === 'splat_argument') return [{ value, spread: 'list' }];
    return [{ value: one }];
  });

/** Methods that hand on what they are called on: `<<~TEXT.strip`, `[note, rules].compact.join`. */
const passes = (name: string): boolean =>
  (transforms.has(name) && name !== 'title') ||
  /^(?:compact|compact_blank|flatten|uniq|sort|reverse|to_a|freeze|dup|presence|html_safe|squeeze)$/.test(name);

/** Queries and enumerators of Active Record and Enumerable that give some of what they are called on, in another order. */
const chooses =
  /^(?:where|order|reorder|limit|offset|includes|joins|left_joins|preload|eager_load|distinct|not|unscoped|with_attached_\w+|each_with_index|each|lazy|find_each|in_batches|with_index|last|first|take|drop|sort_by|select|filter|reject|sample|shuffle|to_unsafe_h|permit|then|tap)$/;
/** Methods that give one member of each element: `notes.pluck(:body)`, `notes.map(&:body)`. */
const projects = /^(?:map|collect|flat_map|filter_map|pluck)$/;

function standsFor(node: Node, object: Node, method: Node, list: Node | null, lower: Lower): Expr | undefined {
  const span = spanOf(node);
  const args = list?.namedChildren ?? [];
  const only = args.length === 1 ? args[0]! : undefined;
  const block = node.childForFieldName('block');
  const isModel = object.type === 'constant' || object.type === 'scope_resolution';
  if (projects.test(method.text) && only && !block && !isModel) {
    const name = /^(?:&\s*)?:(\w+)$/.exec(only.text)?.[1];
    if (name) return { kind: 'member', span, object: { kind: 'index', span, object }, name, nameSpan: spanOf(only) };
  }
  if (
    chooses.test(method.text) &&
    !block &&
    !isModel &&
    (args.length > 0 || /^(?:each|lazy|distinct)/.test(method.text))
  )
    return lower(object);
  return args.length > 0 && !block ? keyRead(span, object, method.text, args) : undefined;
}

/** `notes.map.with_index { |note, i| … }`: the mapping itself. */
function withIndex(object: Node, method: Node, args: readonly Argument[], span: Expr['span'], lower: Lower) {
  if (method.text !== 'with_index' && method.text !== 'each_with_index') return undefined;
  const mapped = lower(object);
  if (mapped.kind !== 'member' || !projects.test(mapped.name)) return undefined;
  return { kind: 'call' as const, span, callee: mapped, args: args.slice(-1) };
}

/** Methods that read one key; of a Rails request: https://guides.rubyonrails.org/action_controller_overview.html#strong-parameters */
const reads = /^(?:fetch|dig|require|expect)$/;

/** `params.require(:note)`, `row.fetch("name")`, `response.dig("content", 0, "text")`: members by their keys. */
function keyRead(span: Expr['span'], object: Node, method: string, args: readonly Node[]): Expr | undefined {
  const isRequest = /^params\b/.test(object.text);
  if (!reads.test(method) || object.text === 'ENV' || (method === 'require' && !isRequest)) return undefined;
  const keys = method === 'dig' ? args : args.slice(0, 1);
  if (keys.some(({ type }) => !/^(?:simple_symbol|string|integer)$/.test(type))) return undefined;
  const read = keys.reduce<Operand>(
    (inner, key) =>
      key.type === 'integer'
        ? { kind: 'index', span, object: inner, key }
        : { kind: 'member', span, object: inner, name: keyText(key), nameSpan: spanOf(key) },
    object,
  );
  return read === object ? undefined : (read as Expr);
}

const keyText = (key: Node): string => key.text.replace(/^:|^["']|["']$/g, '');

const keyOf = (pair: Node): string | null =>
  pair.childForFieldName('key')?.text.replace(/^:|^["']|["':]$/g, '') ?? null;

/** `{ messages:, system: }`: a key alone stands for what its name means. */
function pairValue(pair: Node): Operand {
  const value = pair.childForFieldName('value');
  const key = pair.childForFieldName('key');
  return value ?? (key ? { kind: 'name', span: spanOf(key), name: keyOf(pair) ?? '' } : pair);
}

export const entriesOf = (hash: Node): Entry[] =>
  hash.namedChildren.flatMap((one): Entry[] => {
    const span = spanOf(one);
    if (one.type === 'hash_splat_argument')
      return one.firstNamedChild ? [{ key: null, value: one.firstNamedChild, spread: true, span }] : [];
    return one.type === 'pair' ? [{ key: keyOf(one), value: pairValue(one), span }] : [];
  });
