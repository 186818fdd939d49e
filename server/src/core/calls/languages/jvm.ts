import type { Span } from '../../span.ts';
import type { Argument, CallExpr, Expr, LambdaExpr, Operand } from '../code.ts';
import { parameterKey } from '../value.ts';

/** A call as its language sees it. */
export interface JvmCall {
  readonly span: Span;
  readonly callee: Operand;
  /** The last name of the callee. */
  readonly name: string;
  readonly receiver?: Operand;
  /** The receiver's text where it is one name: `Objects`, `sb`. */
  readonly on?: string;
  readonly args: readonly Argument[];
  readonly construct?: boolean;
  /** An operand that is a number: a capacity, a position. */
  isNumber(operand: Operand): boolean;
}

const texts = /^(?:StringBuilder|StringBuffer|StringWriter|StringJoiner)$/;
const lists =
  /^(?:ArrayList|LinkedList|ArrayDeque|HashSet|LinkedHashSet|TreeSet|Vector|CopyOnWriteArrayList|JSONArray|JsonArray|ArrayNode)$/;
const maps = /^(?:HashMap|LinkedHashMap|TreeMap|ConcurrentHashMap|JSONObject|JsonObject|ObjectNode)$/;
const wrappers: Readonly<Record<string, RegExp>> = {
  Objects: /^(?:requireNonNull|toString|requireNonNullElseGet|requireNonNullElse)$/,
  Optional: /^(?:of|ofNullable)$/,
  Mono: /^(?:just|justOrEmpty)$/,
  Flux: /^just$/,
  Single: /^just$/,
  Uni: /^just$/,
  CompletableFuture: /^completedFuture$/,
};

/**
 * What the standard library and the usual ones make of a call, as a plainer expression: `sb.append(x)` is a text joined,
 * `new ArrayList<>()` an empty list, `o.orElse(d)` one of two values. The call itself where there is nothing to say.
 */
export function jvmCall(call: JvmCall): Expr {
  const { span, callee, args, construct } = call;
  const plain: CallExpr = { kind: 'call', span, callee, args, ...(construct ? { construct } : {}) };
  return (call.receiver === undefined ? made(call) : method(call, call.receiver)) ?? plain;
}

function made({ span, name, args, isNumber }: JvmCall): Expr | undefined {
  const given = args.filter(({ value }) => !isNumber(value));
  const [first] = given;
  if (args.length > 1 || args.some((one) => one.name !== undefined)) return undefined;
  if (texts.test(name)) {
    return first && name !== 'StringJoiner'
      ? { kind: 'join', span, operands: [first.value] }
      : { kind: 'text', span, pieces: [] };
  }
  if (lists.test(name)) return { kind: 'list', span, items: given.map(({ value }) => ({ value, spread: true })) };
  if (!maps.test(name) || (first && !name.endsWith('Map'))) return undefined;
  const entries = given.map(({ value }) => ({ key: null, value, spread: true, span }));
  return { kind: 'record', span, entries };
}

function method({ span, name, on, args, isNumber }: JvmCall, receiver: Operand): Expr | undefined {
  const [first, second] = args;
  const choice = (...branches: Operand[]): Expr => ({ kind: 'choice', span, branches, fallback: true });
  if (on !== undefined && first && wrappers[on]?.test(name))
    return /Else/.test(name) && second ? choice(first.value, second.value) : choice(first.value);
  if (on === 'String' && name === 'join' && second) {
    const list: Operand =
      args.length > 2 ? { kind: 'list', span, items: args.slice(1).map(({ value }) => ({ value })) } : second.value;
    return {
      kind: 'call',
      span,
      callee: { kind: 'member', span, object: list, name: 'join', nameSpan: span },
      args: [first!],
    };
  }
  if (name === 'concat' && on === 'Stream' && second)
    return { kind: 'list', span, items: args.map(({ value }) => ({ value, spread: true })) };
  switch (name) {
    case 'append':
    case 'appendLine':
    case 'insert': {
      const said = args.filter(({ value }) => !isNumber(value));
      return args.length <= 2
        ? { kind: 'join', span, operands: [receiver, ...said.map(({ value }) => value)] }
        : undefined;
    }
    case 'concat':
      return args.length === 1 ? { kind: 'join', span, operands: [receiver, first!.value] } : undefined;
    case 'get':
    case 'elementAt':
      return args.length === 1 && isNumber(first!.value)
        ? { kind: 'index', span, object: receiver, key: first!.value }
        : undefined;
    case 'orElse':
    case 'orElseGet':
    case 'defaultIfEmpty':
      return args.length === 1 ? choice(receiver, first!.value) : undefined;
    case 'createArrayNode':
    case 'putArray':
    case 'addArray':
    case 'withArray':
      return { kind: 'list', span, items: [] };
    case 'createObjectNode':
    case 'putObject':
    case 'addObject':
    case 'withObject':
      return { kind: 'record', span, entries: [] };
    default:
      return undefined;
  }
}

/** A reference to a method as a function of one parameter: `Document::getText`, `this::toMessage`, `UserMessage::new`. */
export function methodReference(
  span: Span,
  owner: Operand | undefined,
  ownerName: string,
  name: string,
  isOwn: boolean,
): LambdaExpr {
  const parameter = { kind: 'name' as const, span, name: '', key: parameterKey(span, 'it') };
  const call = (callee: Operand, args: readonly Argument[], construct = false): CallExpr => ({
    kind: 'call',
    span,
    callee,
    args,
    ...(construct ? { construct } : {}),
  });
  const member = (object: Operand): Operand => ({ kind: 'member', span, object, name, nameSpan: span });
  const given = [{ value: parameter }];
  const result =
    name === 'new'
      ? call(owner ?? { kind: 'name', span, name: ownerName }, given, true)
      : isOwn || !owner
        ? call({ kind: 'name', span, name }, given)
        : /^[a-z]/.test(ownerName)
          ? call(member(owner), given)
          : /^(?:valueOf|toString|requireNonNull|identity)$/.test(name)
            ? parameter
            : call(member(parameter), []);
  return { kind: 'lambda', span, parameters: [{ span, name: 'it' }], results: [result] };
}

/** Methods whose function is given the elements of their receiver, or the value that it holds. */
const eachElement =
  /^(?:map|flatMap|forEach|forEachOrdered|filter|mapNotNull|peek|onEach|mapToObj|mapMulti|doOnNext|joinToString|associate(?:By|With)?|groupBy|flatMapIterable|concatMap|takeWhile|dropWhile|ifPresent|subscribe|any|all|none|first|firstOrNull|find|last|single|sortedBy|maxBy|minBy|sumOf|distinctBy|filterNot|partition|collect)$/;
const indexed = /^(?:forEachIndexed|mapIndexed|mapIndexedNotNull|filterIndexed|onEachIndexed)$/;
const whole =
  /^(?:let|also|takeIf|takeUnless|use|thenApply|thenAccept|thenCompose|thenApplyAsync|thenAcceptAsync|andThen)$/;

/** What parameter `index` of a function is that a method of a receiver is given; undefined where the method's is not known. */
export const elementKeys = (method: string, index: number): readonly string[] | undefined => {
  if (whole.test(method) && index === 0) return [];
  return (eachElement.test(method) && index === 0) || (indexed.test(method) && index === 1) ? ['[]'] : undefined;
};
