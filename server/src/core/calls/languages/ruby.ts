import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Argument, type Expr, type Language, type Parameter, spanOf } from '../code.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { bindings, rubyBinding } from './ruby-bindings.ts';
import { entriesOf, rubyCall } from './ruby-calls.ts';
import { lambdaOf, memberOf, parameterOf, returnsOf } from './shared.ts';

export const ruby: Language = {
  id: 'ruby',
  implicitSelf: true,
  nodes: bindings.nodes,
  lower,
  binding: rubyBinding,
  record,
};

const constants = /^(?:integer|float|true|false|nil|character|regex|unary)$/;
const escapes = new Set(['escape_sequence']);
const holes = new Set(['interpolation']);

function lower(node: Node, text: string): Expr {
  const span = spanOf(node);
  const { type } = node;
  const field = (name: string) => node.childForFieldName(name);
  const opaque: Expr = { kind: 'opaque', span };
  const inner = (child: Node | null | undefined): Expr => (child ? lower(child, text) : opaque);
  // `+"…"` is a string that may be added to.
  if (type === 'unary' && /string/.test(node.lastNamedChild?.type ?? '')) return inner(node.lastNamedChild);
  if (constants.test(type)) return { ...opaque, constant: true, literal: text.slice(span.start, span.end) };
  switch (type) {
    case 'identifier':
    case 'constant':
    case 'self':
      return { kind: 'name', span, name: text.slice(span.start, span.end) };
    case 'instance_variable':
    case 'class_variable': {
      const nameSpan = { start: span.start + text.slice(span.start, span.end).lastIndexOf('@') + 1, end: span.end };
      return {
        kind: 'member',
        span,
        object: { kind: 'name', span, name: 'self' },
        name: text.slice(nameSpan.start, nameSpan.end),
        nameSpan,
      };
    }
    case 'parenthesized_statements':
    case 'body_statement':
    case 'block_body':
    case 'then':
    case 'else':
    case 'argument_list':
      return inner(node.namedChildren.at(-1));
    case 'string':
    case 'bare_string':
      return string(node, text);
    case 'chained_string':
      return { kind: 'join', span, operands: node.namedChildren };
    case 'simple_symbol':
    case 'hash_key_symbol':
      return {
        kind: 'text',
        span,
        pieces: [
          {
            kind: 'text',
            span: { start: span.start + (text[span.start] === ':' ? 1 : 0), end: span.end },
            text: text.slice(span.start, span.end).replace(/^:/, ''),
          },
        ],
      };
    case 'heredoc_beginning':
      return heredoc(node, text);
    case 'scope_resolution': {
      const object = field('scope');
      const name = field('name');
      return object ? memberOf(span, object, name) : inner(name);
    }
    case 'call':
      return rubyCall(node, (inner) => lower(inner, text));
    case 'element_reference': {
      const [object, key, length] = node.namedChildren;
      if (!object || !key) return opaque;
      // `messages[1..]`, `body[0, 500]`: some of it.
      if (key.type === 'range' || length) return inner(object);
      const isLiteral = key.type === 'string' || key.type === 'simple_symbol';
      return isLiteral
        ? { kind: 'member', span, object, name: key.text.replace(/^:|^["']|["']$/g, ''), nameSpan: spanOf(key) }
        : { kind: 'index', span, object, key };
    }
    case 'hash':
      return { kind: 'record', span, entries: entriesOf(node) };
    case 'array':
    case 'string_array':
      return {
        kind: 'list',
        span,
        items: node.namedChildren.map((one) =>
          one.type === 'splat_argument' ? { value: one.firstNamedChild ?? one, spread: true } : { value: one },
        ),
      };
    case 'binary':
      return binary(node);
    case 'conditional':
    case 'if':
    case 'unless':
      return {
        kind: 'choice',
        span,
        branches: [field('consequence'), field('alternative')].filter((one) => one !== null),
      };
    case 'case':
      return {
        kind: 'choice',
        span,
        branches: node.namedChildren.flatMap((one) =>
          one.type === 'when' ? (one.childForFieldName('body') ?? []) : one.type === 'else' ? one : [],
        ),
      };
    case 'assignment':
    case 'operator_assignment':
      return inner(field('right'));
  }
  return bindings.nodes.functions.has(type) ? lambda(node) : opaque;
}

function string(node: Node, text: string): Expr {
  const span = spanOf(node);
  const first = node.firstNamedChild;
  const last = node.lastNamedChild;
  const open = /^(?:%[qQwW]?[[({<|!]|["'`])/.exec(text.slice(span.start, span.start + 4))?.[0].length ?? 0;
  const content =
    first && last
      ? { start: Math.min(first.startIndex, span.start + open), end: last.endIndex }
      : { start: span.start + open, end: span.start + open };
  return { kind: 'text', span, pieces: pieces(text, content, childAtoms(node, text, { escapes, holes })) };
}

/** The body of a heredoc stands after the line of its beginning; `<<~` takes the common indentation away. */
function heredoc(node: Node, text: string): Expr {
  const span = spanOf(node);
  const tag = /^<<[~-]?["'`]?(\w+)/.exec(text.slice(span.start, span.end))?.[1];
  const root = node.tree.rootNode;
  const body = root
    .descendantsOfType('heredoc_body', node.endPosition)
    .find((one) => one.startIndex >= span.end && one.lastNamedChild?.text.trim() === tag);
  if (!body) return { kind: 'opaque', span };
  const lineEnd = text.indexOf('\n', body.startIndex);
  const start = lineEnd >= 0 && !/\S/.test(text.slice(body.startIndex, lineEnd)) ? lineEnd + 1 : body.startIndex;
  const end = body.lastNamedChild!.startIndex;
  const atoms = childAtoms(body, text, { escapes, holes });
  const content = { start, end: Math.max(start, text.lastIndexOf('\n', end - 1) + 1) };
  if (!text.startsWith('<<~', span.start)) return { kind: 'text', span, pieces: pieces(text, content, atoms) };
  const lines = [...text.slice(content.start, content.end).matchAll(/^([ \t]*)(?=\S)/gm)];
  const indent = Math.min(...lines.map((line) => line[1]!.length));
  const margins = lines.map((line) => ({
    kind: 'escape' as const,
    span: {
      start: content.start + line.index,
      end: content.start + line.index + (Number.isFinite(indent) ? indent : 0),
    },
    text: '',
  }));
  const all = [...atoms, ...margins.filter((one) => one.span.end > one.span.start)].sort(
    (a, b) => a.span.start - b.span.start,
  );
  return { kind: 'text', span, pieces: pieces(text, content, all) };
}

function binary(node: Node): Expr {
  const span = spanOf(node);
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  const operator = node.childForFieldName('operator')?.type;
  if (!left || !right) return { kind: 'opaque', span };
  if (operator === '+') return { kind: 'join', span, operands: [left, right] };
  if (operator === '||' || operator === 'or') return { kind: 'choice', span, branches: [left, right], fallback: true };
  // `history << { role: "user", … }` as a value: the list with one more.
  if (operator === '<<' && right.type === 'hash')
    return { kind: 'list', span, items: [{ value: left, spread: true }, { value: right }] };
  if (operator === '<<') return { kind: 'join', span, operands: [left, right] };
  if (operator !== '%') return { kind: 'opaque', span };
  const named = right.type === 'hash' ? entriesOf(right) : undefined;
  const args = named
    ? named.flatMap(({ key, value }): Argument[] => (key === null ? [] : [{ name: key, value }]))
    : right.type === 'array'
      ? right.namedChildren.map((value) => ({ value }))
      : [{ value: right }];
  return {
    kind: 'call',
    span,
    callee: { kind: 'member', span: spanOf(left), object: left, name: '%', nameSpan: spanOf(left) },
    args,
  };
}

/** A method's result is its last expression, and what it returns. */
function lambda(node: Node): Expr {
  const body = node.childForFieldName('body');
  // `def client = Anthropic::Client.new`: the body is the expression itself.
  const isExpression =
    body !== null && !/^(?:body_statement|block_body|do|block)$/.test(body.type) && node.type !== 'lambda';
  const returned = body ? returnsOf(body, node, 'return', bindings.nodes) : [];
  const last = isExpression
    ? body
    : body?.namedChildren.filter(({ type }) => !/^(?:comment|heredoc_body|rescue|ensure)$/.test(type)).at(-1);
  const results = last && last.type !== 'return' ? [...returned, last] : returned;
  const list = node.childForFieldName('parameters');
  const parameters = (list?.namedChildren ?? []).map(
    (one): Parameter => parameterOf(one, (one.childForFieldName('name') ?? one).text, undefined),
  );
  return lambdaOf(node, parameters, results, undefined);
}

/** `Struct.new(:name, :mrn)`, `Data.define(:name)`, `attr_accessor` of a class. */
function record(node: Node): RecordField[] | undefined {
  const symbols = (list: Node | null): RecordField[] =>
    (list?.namedChildren ?? []).flatMap((one) => (one.type === 'simple_symbol' ? [{ name: one.text.slice(1) }] : []));
  if (node.type === 'call' && /^(?:Struct\.new|Data\.define)/.test(node.text))
    return symbols(node.childForFieldName('arguments'));
  if (node.type !== 'class') return undefined;
  return node
    .descendantsOfType('call')
    .flatMap((one) =>
      /^attr_(?:accessor|reader)$|^attribute$/.test(one.childForFieldName('method')?.text ?? '')
        ? symbols(one.childForFieldName('arguments'))
        : [],
    );
}
