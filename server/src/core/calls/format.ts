import type { Span } from '../span.ts';
import type { Argument, CallExpr, Operand, Piece, TextExpr, TextPiece } from './code.ts';
import { lower } from './code-file.ts';
import { executed } from './go-template.ts';
import { resolveName } from './resolve.ts';
import { deeper, exprOf, type Value } from './value.ts';

const formatters = new Set([
  'format',
  'Format',
  'Sprintf',
  'sprintf',
  'formatted',
  'Sprint',
  'Errorf',
  'Fprintf',
  'vsprintf',
  'format_map',
  'substitute',
  'safe_substitute',
  '%',
]);

/**
 * A format call as the text it gives: `"…{x}…".format(x=…)`, `String.format("…%s…", x)`, `"…" % x`.
 * Undefined when it is none, or its format is not known here.
 */
export function formatted(call: CallExpr, name: string, value: Value): TextExpr | undefined {
  if (name === 'Execute' || name === 'ExecuteTemplate') return executed(call, value);
  if (!formatters.has(name)) return undefined;
  const { frame } = value;
  const callee = lower(frame.file, call.callee);
  const receiver = callee.kind === 'member' ? literal({ operand: callee.object, frame }) : undefined;
  if (receiver)
    return fill(
      receiver.text,
      argumentsOf(call.args),
      call.span,
      /substitute/.test(name) ? 'dollar' : name === 'format' || name === 'format_map' ? 'brace' : 'percent',
    );
  for (let index = 0; index < Math.min(2, call.args.length); index++) {
    const format = literal({ operand: call.args[index]!.value, frame });
    if (format)
      return fill(
        format.text,
        argumentsOf(call.args.slice(index + 1)),
        call.span,
        name === 'Format' ? 'brace' : 'percent',
      );
  }
  return undefined;
}

/** A literal text, also through names; only in the same file, since its pieces get positions of it. */
function literal(value: Value): { text: TextExpr; file: string } | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'text') return { text: expr, file: frame.file.uri };
  if (expr.kind === 'typed') return literal({ operand: expr.value, frame });
  if (expr.kind === 'call' && expr.args[0]) return literal({ operand: expr.args[0].value, frame });
  if (expr.kind !== 'name') return undefined;
  const { value: bound } = resolveName(expr, frame);
  return bound && literal(bound);
}

const patterns = {
  brace: /\{\{|\}\}|\{([A-Za-z_]\w*|\d*)(?:[.[][^{}]*)?(?:![rsa])?(?::[^{}]*)?\}/g,
  percent: /%%|%(?:\((\w+)\))?(?:(\d+)\$)?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]/g,
  dollar: /\$\$|\$\{?([A-Za-z_]\w*)\}?/g,
};

function argumentsOf(args: readonly Argument[]): (key: string | undefined) => Operand | undefined {
  let next = 0;
  return (key) => {
    if (key && !/^\d+$/.test(key))
      return args.find(({ name }) => name === key)?.value ?? args.find(({ spread }) => spread === 'record')?.value;
    const positional = args.filter(({ name }) => name === undefined);
    return positional[key ? Number(key) : next++]?.value;
  };
}

/** A format with what `argumentFor` gives in its places; those for which it gives nothing stay as they are. */
export function fill(
  text: TextExpr,
  argumentFor: (key: string | undefined) => Operand | undefined,
  span: Span,
  style: keyof typeof patterns,
): TextExpr {
  const pieces: Piece[] = [];
  for (const piece of text.pieces) {
    if (piece.kind === 'hole') {
      pieces.push(piece);
      continue;
    }
    let from = 0;
    for (const match of piece.text.matchAll(patterns[style])) {
      if (match[0] === '{{' || match[0] === '}}' || match[0] === '%%' || match[0] === '$$') continue;
      const operand = argumentFor(match[1] ?? (match[2] ? String(Number(match[2]) - 1) : undefined));
      if (!operand) continue;
      const part = cut(piece, from, match.index);
      if (part) pieces.push(part);
      pieces.push({
        kind: 'hole',
        span: 'span' in operand ? operand.span : { start: operand.startIndex, end: operand.endIndex },
        value: operand,
      });
      from = match.index + match[0].length;
    }
    const rest = cut(piece, from, piece.text.length);
    if (rest) pieces.push(rest);
  }
  return { kind: 'text', span, pieces };
}

/** Part of a text piece by its decoded offsets. */
export function cut(piece: TextPiece, from: number, to: number): TextPiece | undefined {
  if (to <= from) return undefined;
  if (!piece.runs) {
    return {
      kind: 'text',
      span: { start: piece.span.start + from, end: piece.span.start + to },
      text: piece.text.slice(from, to),
    };
  }
  const runs: [number, number, number][] = [];
  piece.runs.forEach(([textStart, fileStart, fileEnd], index) => {
    const textEnd = piece.runs![index + 1]?.[0] ?? piece.text.length;
    const start = Math.max(textStart, from);
    const end = Math.min(textEnd, to);
    if (start >= end) return;
    const verbatim = fileEnd - fileStart === textEnd - textStart;
    runs.push(
      verbatim
        ? [start - from, fileStart + start - textStart, fileStart + end - textStart]
        : [start - from, fileStart, fileEnd],
    );
  });
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return undefined;
  return { kind: 'text', span: { start: first[1], end: last[2] }, text: piece.text.slice(from, to), runs };
}
