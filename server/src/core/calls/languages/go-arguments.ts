import type { Node } from 'web-tree-sitter';
import { type Addition, type Argument, type Binding, type Operand, spanOf } from '../code.ts';
import { goNodes } from './go-nodes.ts';
import { scopeSpan } from './shared.ts';

type Base = Pick<Binding, 'name' | 'span'>;

/** Functions that write to their first argument, and what they write: of `fmt`, `io`, `text/template`, `encoding/json`. */
const writers =
  /^(?:Fprintf|Fprint|Fprintln|Copy|WriteString|Execute|ExecuteTemplate|NewEncoder|Compact|Indent|HTMLEscape|Convert)$/;

/** Functions that set what a pointer to a variable points to: decoding, queries, requests, prompts for input. */
const setters =
  /^(?:Decode\w*|Unmarshal\w*|DecodeJSON|ReadJSON|Scan\w*|StructScan|SliceScan|MapScan|Sscan\w*|Fscan\w*|Bind\w*|ShouldBind\w*|MustBind\w*|BodyParser|QueryParser|ParamsParser|ReqHeaderParser|ParseForm|First|Find|Take|Last|Pluck|Get|GetContext|Select|SelectContext|QueryRow|All|One|AskOne|Ask|Process|Load|StringVar\w*|Var|ReadRequest|ReadBody|DataTo|Title|Value|Raw|Struct|Populate|Render|Input|Prompt)$/;

/** Names that builders of text are given where they are parameters themselves, so that nobody writes `&`. */
const builders = /^(?:sb|b|buf|buffer|builder|w|out|prompt|msg|text)$/;

/**
 * A variable as an argument: `json.Unmarshal(data, &req)` sets it, `fmt.Fprintf(&sb, …)` adds to it, `writeNotes(&sb, n)`
 * hands it to a function that may add to it.
 */
export function throughArgument(node: Node, base: Base, text: string): Binding | undefined {
  const pointer =
    node.parent?.type === 'unary_expression' && node.parent.child(0)?.type === '&' ? node.parent : undefined;
  const argument = pointer ?? node;
  const list = argument.parent;
  const call = list?.type === 'argument_list' ? list.parent : undefined;
  if (!list || call?.type !== 'call_expression') return undefined;
  const callee = call.childForFieldName('function');
  if (!callee) return undefined;
  const name = callee.type === 'selector_expression' ? (callee.childForFieldName('field')?.text ?? '') : callee.text;
  const args = list.namedChildren.filter(({ type }) => type !== 'comment');
  const index = args.findIndex(({ id }) => id === argument.id);
  const scope = scopeSpan(call, goNodes);
  const span = spanOf(call);
  const adding = (addition: Omit<Addition, 'how' | 'span'>): Binding => ({
    ...base,
    kind: 'addition',
    scope,
    additions: [{ how: 'join', span, ...addition }],
  });
  if (index === 0 && writers.test(name)) {
    const value = written(name, call, callee, args.slice(1), text);
    return value && adding({ value });
  }
  if (pointer && setters.test(name)) {
    const given = args.filter((one) => !(one.type === 'unary_expression' && one.child(0)?.type === '&'));
    const value: Operand = {
      kind: 'call',
      span,
      callee,
      args: given.map((one): Argument => ({ value: one })),
      sets: true,
    };
    return { ...base, kind: 'assignment', scope, value };
  }
  const isOwn = callee.type === 'identifier' || callee.childForFieldName('operand')?.type === 'identifier';
  return isOwn && (pointer || builders.test(base.name)) ? adding({ value: call, passed: index }) : undefined;
}

function written(name: string, call: Node, callee: Node, args: readonly Node[], text: string): Operand | undefined {
  const span = spanOf(call);
  const given = args.map((value): Argument => ({ value }));
  const called = (as: string): Operand => ({
    kind: 'call',
    span,
    callee: { kind: 'name', span: spanOf(callee), name: as },
    args: given,
  });
  switch (name) {
    case 'Fprintf':
      return called('Sprintf');
    case 'Fprint':
    case 'Fprintln':
      return { kind: 'join', span, operands: args };
    case 'Execute':
    case 'ExecuteTemplate':
      return { kind: 'call', span, callee: executing(callee, name), args: given };
    case 'NewEncoder': {
      const encoded = encodedBy(call, text);
      return (
        encoded && {
          kind: 'call',
          span,
          callee: { kind: 'name', span, name: 'json.Marshal' },
          args: [{ value: encoded }],
        }
      );
    }
    default:
      return args[0];
  }
}

/** The method of the template, written anew: a value that some other `Execute` gives is no text of a template. */
function executing(callee: Node, name: string): Operand {
  const span = spanOf(callee);
  return { kind: 'member', span, object: callee.childForFieldName('operand') ?? callee, name, nameSpan: span };
}

/** What `json.NewEncoder(&buf).Encode(x)` writes, also through a variable: `enc := json.NewEncoder(&buf); enc.Encode(x)`. */
function encodedBy(encoder: Node, text: string): Node | undefined {
  const { parent } = encoder;
  if (parent?.type === 'selector_expression') return encodeArgument(parent.parent);
  const declaration = parent?.parent?.type === 'short_var_declaration' ? parent.parent : undefined;
  const name = declaration?.childForFieldName('left')?.text;
  const block = declaration?.parent;
  if (!declaration || !block || !name || !/^\w+$/.test(name)) return undefined;
  const after = text.slice(declaration.endIndex, block.endIndex);
  const match = new RegExp(`\\b${name}\\.Encode\\(`).exec(after);
  if (!match) return undefined;
  const at = declaration.endIndex + match.index + name.length + 1;
  const field = block.descendantForIndex(at, at + 1);
  return encodeArgument(field?.parent?.parent ?? null);
}

const encodeArgument = (call: Node | null): Node | undefined =>
  call?.type === 'call_expression' && call.childForFieldName('function')?.childForFieldName('field')?.text === 'Encode'
    ? (call.childForFieldName('arguments')?.firstNamedChild ?? undefined)
    : undefined;
