import { chainOf } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { resolveName } from './resolve.ts';
import { readSelect, type Select } from './select-text.ts';
import { deeper, exprOf, type Value } from './value.ts';

const maxSteps = 12;

/** The calls of a chain, the last one first: `conn.execute("…").fetchone()` gives `fetchone` and `execute`. */
export function callsOf(call: CallExpr, value: Value): CallExpr[] {
  const { file } = value.frame;
  const inner = chainOf(file, call.callee)
    .prefixes.slice(0, maxSteps * 3)
    .flatMap((operand): CallExpr[] => {
      const expr = lower(file, operand);
      return expr.kind === 'call' ? [expr] : [];
    });
  return [call, ...inner.reverse()].slice(0, maxSteps);
}

/** The SQL that a call runs: among its arguments, in its chain, or given to the cursor before. */
export function selectIn(call: CallExpr, value: Value): Select | undefined {
  for (const one of callsOf(call, value)) {
    for (const argument of one.args.slice(0, 2)) {
      const text = sqlOf({ operand: argument.value, frame: value.frame });
      const select = text === undefined ? undefined : readSelect(text);
      if (select) return select;
    }
  }
  return selectOfCursor(call, value);
}

/** Functions that mark a text as SQL: `text("…")`, sql`…`, `Prisma.sql`…``. */
const marking = /^(?:text|sql|raw|SQL|Raw|prepare|unsafe|query|TextClause|literal)$/;

/** An SQL text as written, `?` for what is put into it; through constants and concatenation. */
function sqlOf(value: Value): string | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  switch (expr.kind) {
    case 'text':
      return expr.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '?')).join('');
    case 'join':
      return expr.operands.map((operand) => sqlOf({ operand, frame }) ?? '?').join('');
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && sqlOf(bound);
    }
    case 'record': {
      // node-postgres and mysql2 take an object: `query({ text: "…" })`, `query({ sql: "…" })`.
      const text = expr.entries.find(({ key }) => key === 'text' || key === 'sql');
      return text && sqlOf({ operand: text.value, frame });
    }
    case 'call': {
      const first = expr.args[0];
      const { names } = chainOf(frame.file, expr.callee);
      return first && marking.test(lastName(names.at(-1) ?? '')) ? sqlOf({ operand: first.value, frame }) : undefined;
    }
    default:
      return undefined;
  }
}

const fetches = /^(?:fetch(?:one|all|many|val|row|_one|_all|_row)?|fetchAssoc|fetchAssociative)$/;

/** `cursor.execute("…")` and then, further down, `cursor.fetchone()`. */
function selectOfCursor(call: CallExpr, value: Value): Select | undefined {
  const { file } = value.frame;
  const { names } = chainOf(file, call.callee);
  const cursor = names.length === 2 && fetches.test(names[1]!) ? names[0]! : undefined;
  if (!cursor || !/^\$?\w+$/.test(cursor)) return undefined;
  const before = file.text.slice(Math.max(0, call.span.start - 4_000), call.span.start);
  const at = Math.max(...['.execute', '->execute', '.query', '->query'].map((end) => before.lastIndexOf(cursor + end)));
  if (at < 0) return undefined;
  const start = call.span.start - before.length + at;
  let node = file.root.descendantForIndex(start, start + cursor.length);
  for (let step = 0; node && step < 4 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
  const expr = node ? lower(file, node as Operand) : undefined;
  if (expr?.kind !== 'call') return undefined;
  for (const argument of expr.args.slice(0, 2)) {
    const text = sqlOf({ operand: argument.value, frame: value.frame });
    const select = text === undefined ? undefined : readSelect(text);
    if (select) return select;
  }
  return undefined;
}
