import {
  type CallExpr,
  type HolePiece,
  isNode,
  type Operand,
  type Piece,
  type TextExpr,
  type TextPiece,
} from './code.ts';
import { operandSpan } from './code-file.ts';
import { cut } from './format.ts';
import { heldBy } from './held.ts';
import { resolveName } from './resolve.ts';
import { canonical, fieldsOf } from './structure.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** `{{ … }}` of https://pkg.go.dev/text/template, comments and trim marks left out. */
const actions = /\{\{-?\s*(?:\/\*[\s\S]*?\*\/\s*)?([^{}]*?)\s*-?\}\}/g;
const blocks = /^(?:if|with|range|block|define)\b/;

/** What a template is executed with where the action stands: `.` and the variables of `range` and `with`. */
interface Scope {
  readonly dot: Operand;
  readonly variables: ReadonlyMap<string, Operand>;
}

/**
 * `tmpl.Execute(&buf, data)` as the text that it writes: the template's, with what `data` holds in the places of the
 * actions. A template that is written elsewhere gives what it is executed with. `call` has no writer among its arguments.
 */
export function executed(call: CallExpr, value: Value): TextExpr | undefined {
  const { frame } = value;
  const callee = exprOf({ operand: call.callee, frame });
  const data = call.args.at(-1)?.value;
  if (frame.file.language.id !== 'go' || isNode(call.callee) || callee.kind !== 'member' || !data) return undefined;
  const text = templateOf({ operand: callee.object, frame });
  const whole = { operand: data, frame };
  if (!text) return { kind: 'text', span: call.span, pieces: allOf(whole) };
  const scopes: Scope[] = [{ dot: data, variables: new Map([['$', data]]) }];
  const pieces = text.pieces.flatMap((piece) =>
    piece.kind === 'text' ? filled(piece, scopes, { operand: data, frame }) : [piece],
  );
  return { kind: 'text', span: call.span, pieces };
}

const hole = (value: Operand): HolePiece => ({ kind: 'hole', span: operandSpan(value), value });

/** Everything that a template of unknown text may print. */
function allOf(data: Value): Piece[] {
  const record = exprOf(data);
  return record.kind === 'record' && record.entries.length > 0
    ? record.entries.map(({ value }) => hole(value))
    : [hole(data.operand)];
}

/** The text that a template was parsed from: `template.Must(template.New("x").Parse(text))`, through names. */
function templateOf(value: Value): TextExpr | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && templateOf(bound);
  }
  if (expr.kind === 'member') {
    const held = heldBy(here);
    return held && templateOf(held);
  }
  if (expr.kind !== 'call') return undefined;
  const callee = exprOf({ operand: expr.callee, frame });
  const first = expr.args[0];
  if (callee.kind !== 'member' || !first) return undefined;
  if (callee.name === 'Parse') return constantText({ operand: first.value, frame });
  return callee.name === 'Must'
    ? templateOf({ operand: first.value, frame })
    : templateOf({ operand: callee.object, frame });
}

/** A text that is written in the file that is analysed. */
function constantText(value: Value): TextExpr | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'text') return frame.file.uri === frame.file.world.main ? expr : undefined;
  const { value: bound } = expr.kind === 'name' ? resolveName(expr, frame) : {};
  return bound && constantText(bound);
}

function filled(piece: TextPiece, scopes: Scope[], data: Value): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of piece.text.matchAll(actions)) {
    const before = cut(piece, from, match.index);
    if (before) pieces.push(before);
    from = match.index + match[0].length;
    pieces.push(...acted(match[1]!, scopes, data).map(hole));
  }
  const rest = cut(piece, from, piece.text.length);
  return rest ? [...pieces, rest] : pieces;
}

/** What an action prints, and how it changes the scope of what follows. */
function acted(action: string, scopes: Scope[], data: Value): Operand[] {
  const scope = scopes.at(-1)!;
  if (action === 'end') {
    if (scopes.length > 1) scopes.pop();
    return [];
  }
  if (blocks.test(action)) {
    scopes.push(opened(action, scope, data));
    return [];
  }
  if (/^(?:else\b|template\b|break$|continue$|$)/.test(action)) return [];
  const assigned = /^(\$\w+)\s*:?=\s*(.*)$/s.exec(action);
  if (!assigned) return printed(action, scope, data);
  const [value] = printed(assigned[2]!, scope, data);
  if (value) scopes[scopes.length - 1] = { ...scope, variables: new Map([...scope.variables, [assigned[1]!, value]]) };
  return [];
}

/** `range $i, $note := .Notes`, `with .Patient`: what `.` and the variables are inside. */
function opened(action: string, scope: Scope, data: Value): Scope {
  const [, word, names, pipeline] = /^(\w+)\s*(?:((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*)?(.*)$/s.exec(action)!;
  const [value] = printed(pipeline!, scope, data);
  if (!value || (word !== 'range' && word !== 'with')) return scope;
  const dot: Operand = word === 'range' ? { kind: 'index', span: operandSpan(value), object: value } : value;
  const name = names?.split(',').at(-1)?.trim();
  return { dot, variables: name ? new Map([...scope.variables, [name, dot]]) : scope.variables };
}

const operand = /"(?:[^"\\]|\\.)*"|`[^`]*`|(\$\w*)?((?:\.\w+)+)|(\$\w*)|(?<![\w)])(\.)(?!\w)/g;

/** The values in a pipeline: `.Name | upper`, `join .Tags ", "`, `printf "%s" $note.Text`. */
function printed(pipeline: string, { dot, variables }: Scope, data: Value): Operand[] {
  return [...pipeline.matchAll(operand)].flatMap(([, variable, path, alone, self]): Operand[] => {
    if (self) return [dot];
    if (alone) {
      const held = variables.get(alone);
      return held ? [held] : [];
    }
    if (!path) return [];
    const root = variable === undefined ? dot : variables.get(variable);
    return root
      ? [
          path
            .slice(1)
            .split('.')
            .reduce((object, name) => memberIn(object, name, data), root),
        ]
      : [];
  });
}

/** A member of what the template is executed with: the value itself, where the program writes the record out. */
function memberIn(object: Operand, name: string, { frame }: Value): Operand {
  const entry = fieldsOf({ operand: object, frame })?.entries.get(canonical(name));
  if (entry && entry.frame.file === frame.file && entry.frame.parameters === frame.parameters) return entry.operand;
  const span = operandSpan(object);
  return { kind: 'member', span, object, name, nameSpan: span };
}
