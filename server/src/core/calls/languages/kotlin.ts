import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import {
  type Argument,
  type Expr,
  isNode,
  type LambdaExpr,
  type Language,
  type Operand,
  type Parameter,
  spanOf,
} from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { parameterKey, selfKey } from '../value.ts';
import { elementKeys, jvmCall, methodReference } from './jvm.ts';
import { bindings, kotlinBinding } from './kotlin-bindings.ts';
import { blockOfIt, describedBy, madeByBlock, methodOf } from './kotlin-blocks.ts';
import { ancestor, lambdaOf, parameterOf, returnsOf, typeText } from './shared.ts';

export const kotlin: Language = {
  id: 'kotlin',
  implicitSelf: true,
  nodes: bindings.nodes,
  lower,
  binding: kotlinBinding,
  record,
  construction,
};

const constants =
  /^(?:number_literal|boolean_literal|null_literal|character_literal|float_literal|long_literal|unsigned_literal)$/;

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null | undefined): Expr => (child ? lower(child, text) : opaque);
  if (constants.test(type) || text.slice(span.start, span.end) === 'null')
    return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
      return text.slice(span.start, span.end) === 'it' ? implicit(node) : { kind: 'name', span, name: node.text };
    case 'this_expression': {
      const key = receiverKey(node);
      return { kind: 'name', span, name: text.slice(span.start, span.end), ...(key ? { key } : {}) };
    }
    case 'parenthesized_expression':
    case 'annotated_expression':
    case 'block':
      return inner(node.namedChildren.at(type === 'block' ? -1 : 0));
    case 'unary_expression':
      return inner(node.childForFieldName('argument'));
    case 'return_expression':
      return inner(node.firstNamedChild);
    case 'string_literal':
    case 'multiline_string_literal':
      return string(node, text);
    case 'callable_reference': {
      const called = node.namedChildren.at(-1);
      return called ? methodReference(span, undefined, '', called.text, true) : opaque;
    }
    case 'navigation_expression': {
      const [object, name] = [node.namedChildren[0], node.namedChildren.at(-1)];
      if (object && name && node.children.some((one) => one.type === '::'))
        return methodReference(span, object, object.text, name.text, object.type === 'this_expression');
      return object && name && object.id !== name.id
        ? { kind: 'member', span, object, name: name.text, nameSpan: spanOf(name) }
        : opaque;
    }
    case 'index_expression': {
      const [object, key] = node.namedChildren;
      if (!object || !key) return opaque;
      return key.type === 'string_literal'
        ? {
            kind: 'member',
            span,
            object,
            name: key.text.slice(1, -1),
            nameSpan: { start: key.startIndex + 1, end: key.endIndex - 1 },
          }
        : { kind: 'index', span, object, key };
    }
    case 'call_expression':
      return call(node, text);
    case 'as_expression': {
      const value = node.childForFieldName('left');
      const typeName = typeText(node.childForFieldName('right'), text);
      return !value ? opaque : typeName ? { kind: 'typed', span, value, typeName } : lower(value, text);
    }
    case 'binary_expression':
    case 'infix_expression': {
      const operands = [node.childForFieldName('left'), node.childForFieldName('right')].filter((one) => one !== null);
      const operator = node.childForFieldName('operator')?.text;
      if (operator === '+') return { kind: 'join', span, operands };
      if (operator === '?:') return { kind: 'choice', span, branches: operands, fallback: true };
      // `"role" to "user"`
      if (node.namedChildren[1]?.text === 'to' && node.namedChildCount === 3)
        return { kind: 'list', span, items: [{ value: node.namedChildren[0]! }, { value: node.namedChildren[2]! }] };
      return opaque;
    }
    case 'elvis_expression':
      return { kind: 'choice', span, branches: node.namedChildren, fallback: true };
    case 'if_expression': {
      const condition = node.childForFieldName('condition');
      return { kind: 'choice', span, branches: node.namedChildren.filter(({ id }) => id !== condition?.id) };
    }
    case 'when_expression':
      return {
        kind: 'choice',
        span,
        branches: node.namedChildren
          .filter((one) => one.type === 'when_entry')
          .flatMap((one) => one.namedChildren.at(-1) ?? []),
      };
    case 'assignment':
      return inner(node.childForFieldName('right'));
  }
  return bindings.nodes.functions.has(type) ? lambda(node, text) : opaque;
}

/** The grammar reads `$name` as text: the names are found here. */
function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const quotes = text.startsWith('"""', span.start) ? 3 : 1;
  const content = { start: span.start + quotes, end: Math.max(span.start + quotes, span.end - quotes) };
  const atoms: Atom[] = node.namedChildren.flatMap((child): Atom[] => {
    if (child.type === 'escape_sequence') return [{ kind: 'escape', span: spanOf(child), text: unescaped(child.text) }];
    return child.type === 'interpolation' && child.firstNamedChild
      ? [{ kind: 'hole', span: spanOf(child), value: child.firstNamedChild }]
      : [];
  });
  for (const match of text.slice(content.start, content.end).matchAll(/(?<!\\)\$([A-Za-z_]\w*)/g)) {
    const start = content.start + match.index;
    const end = start + match[0].length;
    if (atoms.some((one) => one.span.start < end && start < one.span.end)) continue;
    atoms.push({
      kind: 'hole',
      span: { start, end },
      value: { kind: 'name', span: { start: start + 1, end }, name: match[1]! },
    });
  }
  return {
    kind: 'text',
    span,
    pieces: pieces(
      text,
      content,
      atoms.sort((a, b) => a.span.start - b.span.start),
    ),
  };
}

const isNumber = (operand: Operand): boolean => isNode(operand) && operand.type === 'number_literal';

/** `it`: the parameter of the block around it, which nobody declares. */
function implicit(node: Node): Expr {
  const span = spanOf(node);
  const found = blockOfIt(node);
  if (!found) return { kind: 'name', span, name: 'it' };
  const method = found.call && methodOf(found.call);
  const keys = method?.receiver ? elementKeys(method.name, 0) : undefined;
  const implied: Operand | undefined = keys?.reduce<Operand>(
    (object) => ({ kind: 'index', span, object }),
    method!.receiver!,
  );
  return {
    kind: 'name',
    span,
    name: 'it',
    key: parameterKey(spanOf(found.block), 'it'),
    ...(implied ? { implied } : {}),
  };
}

/** The receiver of the extension function around `this`, as a parameter of it. */
function receiverKey(node: Node): string | undefined {
  const fn = ancestor(node, functionTypes);
  return fn && extended(fn) ? selfKey(spanOf(fn)) : undefined;
}

const functionTypes = new Set(['function_declaration']);

/** The type that a function extends: `fun Visit.toPrompt()`. */
const extended = (fn: Node): Node | undefined => {
  const name = fn.childForFieldName('name');
  return fn.namedChildren.find((one) => /_type$/.test(one.type) && one.endIndex <= (name?.startIndex ?? 0));
};

function call(node: Node, text: string): Expr {
  const span = spanOf(node);
  const callee = node.firstNamedChild;
  if (!callee) return { kind: 'opaque', span };
  const args = node.namedChildren.slice(1).flatMap((list): Argument[] => {
    if (list.type === 'annotated_lambda') return list.firstNamedChild ? [{ value: list.firstNamedChild }] : [];
    if (list.type !== 'value_arguments') return [];
    return list.namedChildren.flatMap((one): Argument[] => {
      const value = one.namedChildren.at(-1);
      if (one.type !== 'value_argument' || !value) return [];
      return one.namedChildCount > 1 && one.namedChild(0)?.type === 'identifier'
        ? [{ name: one.namedChild(0)!.text, value }]
        : [{ value }];
    });
  });
  const name = callee.type === 'navigation_expression' ? (callee.namedChildren.at(-1)?.text ?? '') : callee.text;
  // `f(x) { … }` is parsed as a call of the call `f(x)`.
  const method = methodOf(node);
  const made = method && madeByBlock(node, method.name, method.receiver, (one) => lower(one, text));
  if (made) return made;
  if (callee.type === 'call_expression') {
    const inner = lower(callee, text);
    if (inner.kind === 'call') return { ...inner, span, args: [...inner.args, ...args] };
  }
  const on = method?.receiver?.type === 'identifier' ? { on: method.receiver.text } : {};
  const receiver = method?.receiver ? { receiver: method.receiver } : {};
  return jvmCall({ span, callee, name, args, construct: /^[A-Z]/.test(name), isNumber, ...receiver, ...on });
}

/** A lambda; the block of a DSL (`messages.create { system("…"); +"text" }`) gives the object that it describes. */
function lambda(node: Node, text: string): LambdaExpr {
  const body = node.namedChildren.find(({ type }) => type === 'function_body')?.firstNamedChild;
  const last = node.namedChildren.at(-1);
  const dsl = node.type === 'lambda_literal' ? describedBy(node, (one) => lower(one, text)) : undefined;
  const results =
    node.type === 'lambda_literal'
      ? dsl
        ? [dsl]
        : last
          ? [last]
          : []
      : !body
        ? []
        : body.type === 'block'
          ? returnsOf(body, node, 'return_expression', bindings.nodes)
          : [body];
  const list = node.namedChildren.find(({ type }) => /parameters$/.test(type));
  const given = list?.namedChildren ?? [];
  const parameters = given.flatMap((one, index): Parameter[] => {
    if (list!.type === 'function_value_parameters' && one.type !== 'parameter') return [];
    const next = given[index + 1];
    const standard = list!.type === 'function_value_parameters' && next && next.type !== 'parameter' ? next : undefined;
    const target = one.type === 'variable_declaration' || one.type === 'parameter' ? one.firstNamedChild : one;
    const typeName = typeText(one.namedChildren[1], text);
    return target ? [{ ...parameterOf(one, target.text, typeName), ...(standard ? { default: standard } : {}) }] : [];
  });
  const unwritten =
    node.type === 'lambda_literal' && parameters.length === 0 ? [{ span: spanOf(node), name: 'it' }] : parameters;
  const returnType = typeText(
    node.namedChildren.find((one) => /^(?:user_type|nullable_type)$/.test(one.type) && one.id !== extended(node)?.id),
    text,
  );
  const made = lambdaOf(node, unwritten, results, returnType);
  return extended(node) ? { ...made, extension: true } : made;
}

/** The parameters of the primary constructor. */
function construction(node: Node): readonly string[] | undefined {
  const list = node.namedChildren.find(({ type }) => type === 'primary_constructor')?.firstNamedChild;
  return list?.namedChildren.flatMap((one) => one.namedChildren.find(({ type }) => type === 'identifier')?.text ?? []);
}

/** Properties of a class and of its primary constructor. */
function record(node: Node, text: string): RecordField[] | undefined {
  if (!bindings.nodes.classes.has(node.type)) return undefined;
  return node.descendantsOfType(['class_parameter', 'property_declaration']).flatMap((one): RecordField[] => {
    const holder = one.type === 'property_declaration' ? one.firstNamedChild : one;
    const name = holder?.namedChildren.find(({ type }) => type === 'identifier');
    const type = typeText(
      holder?.namedChildren.find((child) => /type$/.test(child.type)),
      text,
    );
    return name ? [{ name: name.text, ...(type ? { type } : {}) }] : [];
  });
}
