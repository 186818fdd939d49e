import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Argument, type Entry, type Expr, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { type Atom, pieces, unescaped } from '../pieces.ts';
import { bindings, kotlinBinding } from './kotlin-bindings.ts';
import { lambdaOf, parameterOf, returnsOf, typeText } from './shared.ts';

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
    case 'this_expression':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
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
    case 'navigation_expression': {
      const [object, name] = [node.namedChildren[0], node.namedChildren.at(-1)];
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
  if (callee.type === 'call_expression') {
    const inner = lower(callee, text);
    if (inner.kind === 'call') return { ...inner, span, args: [...inner.args, ...args] };
  }
  return { kind: 'call', span, callee, args, construct: /^[A-Z]/.test(name) };
}

/** A lambda; the block of a DSL (`messages.create { system("…"); +"text" }`) is also read as an object by `dslRecord`. */
function lambda(node: Node, text: string): Expr {
  const body = node.namedChildren.find(({ type }) => type === 'function_body')?.firstNamedChild;
  const last = node.namedChildren.at(-1);
  const dsl = node.type === 'lambda_literal' ? dslRecord(node, text) : undefined;
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
  const parameters = (list?.namedChildren ?? []).flatMap((one): Parameter[] => {
    const target = one.type === 'variable_declaration' || one.type === 'parameter' ? one.firstNamedChild : one;
    const typeName = typeText(one.namedChildren[1], text);
    return target ? [parameterOf(one, target.text, typeName)] : [];
  });
  const implicit =
    node.type === 'lambda_literal' && parameters.length === 0 ? [{ span: spanOf(node), name: 'it' }] : parameters;
  const returnType = typeText(
    node.namedChildren.find(({ type }) => /^(?:user_type|nullable_type)$/.test(type)),
    text,
  );
  return lambdaOf(node, implicit, results, returnType);
}

/** Statements of a builder block as an object: `system("…")`, `user { +x }`, `+"text"`, `tools = …`. */
function dslRecord(node: Node, text: string): Expr | undefined {
  const entries: Entry[] = [];
  const messages: { value: Expr }[] = [];
  for (const statement of node.namedChildren) {
    const span = spanOf(statement);
    const added = text[span.start] === '+' ? addedBy(statement, text) : [];
    if (added.length > 0) {
      for (const value of added)
        messages.push({ value: { kind: 'record', span, entries: [{ key: 'content', value, span }] } });
    } else if (statement.type === 'assignment') {
      const [left, right] = [statement.childForFieldName('left'), statement.childForFieldName('right')];
      if (left?.type === 'identifier' && right) entries.push({ key: left.text, value: right, span });
    } else if (
      statement.type === 'call_expression' &&
      /^(?:system|user|assistant)$/.test(statement.firstNamedChild?.text ?? '')
    ) {
      const made = call(statement, text);
      const first = made.kind === 'call' ? made.args[0] : undefined;
      if (!first) continue;
      const role = statement.firstNamedChild!.text;
      if (role === 'system') entries.push({ key: 'system', value: first.value, span });
      else messages.push({ value: { kind: 'record', span, entries: [{ key: 'content', value: first.value, span }] } });
    }
  }
  if (entries.length === 0 && messages.length === 0) return undefined;
  const span = spanOf(node);
  if (messages.length > 0) entries.push({ key: 'messages', value: { kind: 'list', span, items: messages }, span });
  return { kind: 'record', span, entries };
}

/** What `+x` adds in a builder block; the grammar reads lines of them as one sum, and `+Message { … }` as a call of `+Message`. */
function addedBy(node: Node, text: string): Operand[] {
  if (node.type === 'binary_expression') return node.namedChildren.flatMap((one) => addedBy(one, text));
  const plus = node.type === 'unary_expression' ? node : node.firstNamedChild;
  if (plus?.type !== 'unary_expression') return [node];
  const value = plus.childForFieldName('argument');
  if (!value) return [];
  if (node.type === 'unary_expression') return [value];
  const block = node.namedChildren.at(-1)?.firstNamedChild;
  if (block?.type === 'lambda_literal' && value.text === 'Message') {
    const items = block.namedChildren.flatMap((one) => (text[one.startIndex] === '+' ? addedBy(one, text) : []));
    if (items.length > 0) return [{ kind: 'list', span: spanOf(node), items: items.map((item) => ({ value: item })) }];
  }
  const made = call(node, text);
  return [made.kind === 'call' ? { ...made, callee: value } : made];
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
