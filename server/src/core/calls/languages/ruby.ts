import type { Node } from 'web-tree-sitter';
import type { RecordField } from '../../prompt.ts';
import { type Argument, type Entry, type Expr, type Language, type Operand, type Parameter, spanOf } from '../code.ts';
import { transforms } from '../functions.ts';
import { childAtoms, pieces } from '../pieces.ts';
import { bindings, rubyBinding } from './ruby-bindings.ts';
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
      return call(node);
    case 'element_reference': {
      const [object, key] = node.namedChildren;
      if (!object || !key) return opaque;
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

function call(node: Node): Expr {
  const span = spanOf(node);
  const object = node.childForFieldName('receiver');
  const method = node.childForFieldName('method');
  if (!method) return { kind: 'opaque', span };
  const list = node.childForFieldName('arguments');
  const block = node.childForFieldName('block');
  const isNew = method.text === 'new' && object !== null;
  const callee: Operand = isNew
    ? object
    : object
      ? {
          kind: 'member',
          span: { start: object.startIndex, end: method.endIndex },
          // `new.ask(…)` in a method of the class: of an object of its own.
          object:
            object.type === 'identifier' && object.text === 'new'
              ? { kind: 'name', span: spanOf(object), name: 'self' }
              : object,
          name: method.text,
          nameSpan: spanOf(method),
        }
      : { kind: 'name', span: spanOf(method), name: method.text };
  const args = (list?.namedChildren ?? []).flatMap((one): Argument[] => {
    const value = one.firstNamedChild ?? one;
    if (one.type === 'pair') return [{ name: keyOf(one) ?? '', value: pairValue(one) }];
    if (one.type === 'hash_splat_argument') return [{ value, spread: 'record' }];
    if (one.type === 'splat_argument') return [{ value, spread: 'list' }];
    return [{ value: one }];
  });
  const read = object && list && !block ? keyRead(node, object, method, list) : undefined;
  if (read) return read;
  // A call without arguments is how Ruby reads an attribute.
  if (object && !list && !block && !isNew && !passes(method.text))
    return { kind: 'member', span, object, name: method.text, nameSpan: spanOf(method) };
  return { kind: 'call', span, callee, args: block ? [...args, { value: block }] : args, construct: isNew };
}

/** Methods that hand on what they are called on: `<<~TEXT.strip`, `[note, rules].compact.join`. */
const passes = (name: string): boolean =>
  transforms.has(name) ||
  /^(?:compact|compact_blank|flatten|uniq|sort|reverse|to_a|freeze|dup|presence|html_safe|squeeze)$/.test(name);

const keyOf = (pair: Node): string | null =>
  pair.childForFieldName('key')?.text.replace(/^:|^["']|["':]$/g, '') ?? null;

/** `{ messages:, system: }`: a key alone stands for what its name means. */
function pairValue(pair: Node): Operand {
  const value = pair.childForFieldName('value');
  const key = pair.childForFieldName('key');
  return value ?? (key ? { kind: 'name', span: spanOf(key), name: keyOf(pair) ?? '' } : pair);
}

const entriesOf = (hash: Node): Entry[] => hash.namedChildren.flatMap(entry);

/** Methods that read one key; of a Rails request: https://guides.rubyonrails.org/action_controller_overview.html#strong-parameters */
const reads = /^(?:fetch|dig|require|expect)$/;

/** `params.require(:note)`, `row.fetch("name")`, `response.dig("content", 0, "text")`: members by their keys. */
function keyRead(node: Node, object: Node, method: Node, list: Node): Expr | undefined {
  if (method.text === 'permit' && /^params\b/.test(object.text))
    return { kind: 'typed', span: spanOf(node), value: object, typeName: 'Hash' };
  const keys = method.text === 'dig' ? list.namedChildren : list.namedChildren.slice(0, 1);
  if (
    !reads.test(method.text) ||
    object.text === 'ENV' ||
    (method.text === 'require' && !/^params\b/.test(object.text))
  )
    return undefined;
  if (keys.length === 0 || keys.some(({ type }) => !/^(?:simple_symbol|string|integer)$/.test(type))) return undefined;
  const span = spanOf(node);
  return keys.reduce<Expr>(
    (inner, key) =>
      key.type === 'integer'
        ? { kind: 'index', span, object: inner, key }
        : {
            kind: 'member',
            span,
            object: inner,
            name: key.text.replace(/^:|^["']|["']$/g, ''),
            nameSpan: spanOf(key),
          },
    { kind: 'typed', span: spanOf(object), value: object, typeName: '' },
  );
}

function entry(one: Node): Entry[] {
  const span = spanOf(one);
  if (one.type === 'hash_splat_argument')
    return one.firstNamedChild ? [{ key: null, value: one.firstNamedChild, spread: true, span }] : [];
  return one.type === 'pair' ? [{ key: keyOf(one), value: pairValue(one), span }] : [];
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
