import type { Node } from 'web-tree-sitter';
import { type Addition, type Binding, spanOf } from '../code.ts';
import { script } from './script.ts';
import { scopeSpan } from './shared.ts';

type Base = Pick<Binding, 'name' | 'span' | 'select'>;

const same = (a: Node | null | undefined, b: Node): boolean => a?.id === b.id;

const adding = (base: Base, scope: Binding['scope'], additions: readonly Addition[] | undefined, field = false) =>
  additions && additions.length > 0
    ? ({ ...base, kind: 'addition', scope, additions, ...(field ? { field: true } : {}) } as const)
    : undefined;

/** `this.client = …`, `params.system = …`, `messages.push(…)`, `params.messages.push(…)`. */
export function throughMember(node: Node, member: Node, base: Base, text: string): Binding | undefined {
  const object = member.childForFieldName('object');
  const property = member.childForFieldName('property');
  const outer = member.parent;
  if (!object || !property || !outer) return undefined;
  const isTarget = /assignment_expression$/.test(outer.type) && same(outer.childForFieldName('left'), member);
  const right = isTarget ? outer.childForFieldName('right') : null;
  if (same(property, node)) return object.type === 'this' ? ofSelf(member, outer, base, right, text) : undefined;
  if (!same(object, node)) return undefined;
  const scope = scopeSpan(member, script.nodes);
  if (right) return adding(base, scope, [entryOf(member, property, outer, right, text)]);
  return adding(base, scope, addedTo(object, text) ?? addedWithin(member, text));
}

/** `this.name = …`, `this.name += …`, `this.name.push(…)`, `this.name.list.push(…)`. */
function ofSelf(member: Node, outer: Node, base: Base, right: Node | null, text: string): Binding | undefined {
  const scope = scopeSpan(outer, script.nodes, 'class');
  if (right && (outer.type === 'assignment_expression' || setsIfMissing(outer)))
    return { ...base, kind: 'assignment', field: true, scope, value: right };
  if (right) return adding(base, scope, [{ how: 'join', value: right, span: spanOf(outer) }], true);
  const within = outer.type === 'member_expression' ? outer : undefined;
  return adding(base, scope, addedTo(member, text) ?? (within && addedWithin(within, text)), true);
}

/** `params.system = x`, and `params.system += x`, which keeps what was there. */
function entryOf(member: Node, property: Node, outer: Node, right: Node, text: string): Addition {
  const key = text.slice(property.startIndex, property.endIndex);
  const more = outer.type === 'augmented_assignment_expression' && !setsIfMissing(outer);
  const span = spanOf(outer);
  return { how: 'entry', key, span, value: more ? { kind: 'join', span, operands: [member, right] } : right };
}

export const setsIfMissing = (assignment: Node): boolean =>
  /^(?:\?\?|\|\||&&)=$/.test(assignment.childForFieldName('operator')?.type ?? '');

/** `params['system'] = …`, `messages[0] = …`, `messages[0].content = …`. */
export function throughSubscript(node: Node, subscript: Node, base: Base, text: string): Binding | undefined {
  const index = subscript.childForFieldName('index');
  if (!index || !same(subscript.childForFieldName('object'), node)) return undefined;
  const scope = scopeSpan(subscript, script.nodes);
  const member = subscript.parent?.type === 'member_expression' ? subscript.parent : undefined;
  const target = member ?? subscript;
  const outer = target.parent;
  const isTarget = /assignment_expression$/.test(outer?.type ?? '') && same(outer!.childForFieldName('left'), target);
  const right = isTarget ? outer!.childForFieldName('right') : null;
  if (!outer || !right) return undefined;
  const span = spanOf(outer);
  if (member) {
    const key = member.childForFieldName('property')?.text ?? '';
    if (!/^(?:content|text)$/.test(key)) return undefined;
    return adding(base, scope, [
      { how: 'item', span, value: { kind: 'record', span, entries: [{ key, value: right, span }] } },
    ]);
  }
  if (outer.type !== 'assignment_expression') return undefined;
  return adding(base, scope, [
    index.type === 'string'
      ? { how: 'entry', key: text.slice(index.startIndex + 1, index.endIndex - 1), value: right, span }
      : { how: 'item', value: right, span },
  ]);
}

/** `messages.push(…)`, `this.history.push(…)`, `messages.splice(0, 0, …)`: what a call adds. `target` is the list. */
function addedTo(target: Node, text: string): Addition[] | undefined {
  const member = target.parent;
  const property = member?.type === 'member_expression' ? member.childForFieldName('property') : null;
  const call = member?.parent;
  if (!property || call?.type !== 'call_expression' || !same(call.childForFieldName('function'), member!))
    return undefined;
  const name = text.slice(property.startIndex, property.endIndex);
  if (!/^(?:push|unshift|splice)$/.test(name)) return undefined;
  const args = (call.childForFieldName('arguments')?.namedChildren ?? []).filter(({ type }) => type !== 'comment');
  return args.slice(name === 'splice' ? 2 : 0).map((child): Addition => {
    const span = spanOf(child);
    return child.type === 'spread_element' && child.firstNamedChild
      ? { how: 'join', value: child.firstNamedChild, span }
      : { how: 'item', value: child, span };
  });
}

/** `params.messages.push(x)`: the key holds `x` too. */
function addedWithin(member: Node, text: string): Addition[] | undefined {
  const added = addedTo(member, text);
  const property = member.childForFieldName('property');
  const call = member.parent?.parent;
  if (!added || !property || !call) return undefined;
  const span = spanOf(call);
  const items = added.map(({ how, value }) => (how === 'join' ? { value, spread: true } : { value }));
  const key = text.slice(property.startIndex, property.endIndex);
  return [{ how: 'entry', key, more: true, span, value: { kind: 'list', span, items } }];
}

/** `addContext(messages, note)`, `Object.assign(params, { system })`: what a statement's call adds to its argument. */
export function throughArgument(node: Node, args: Node, base: Base, text: string): Binding | undefined {
  const call = args.parent;
  const statement = call?.parent?.type === 'await_expression' ? call.parent.parent : call?.parent;
  if (call?.type !== 'call_expression' || statement?.type !== 'expression_statement') return undefined;
  const callee = call.childForFieldName('function');
  const given = args.namedChildren.filter(({ type }) => type !== 'comment');
  const index = given.findIndex((one) => same(one, node));
  if (!callee || index < 0) return undefined;
  const scope = scopeSpan(call, script.nodes);
  if (callee.text === 'Object.assign')
    return index === 0
      ? adding(
          base,
          scope,
          given.slice(1).flatMap((one) => entriesOf(one, text)),
        )
      : undefined;
  if (callee.type !== 'identifier' && callee.childForFieldName('object')?.type !== 'this') return undefined;
  return adding(base, scope, [{ how: 'join', value: call, span: spanOf(call), passed: index }]);
}

const entriesOf = (record: Node, text: string): Addition[] => {
  const expr = script.lower(record, text);
  if (expr.kind !== 'record') return [];
  return expr.entries.flatMap(({ key, value, span }) =>
    key === null ? [] : [{ how: 'entry' as const, key, value, span }],
  );
};
