import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import type { Argument, CallExpr, Operand, Piece, TextExpr, TextPiece } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { lastName } from './functions.ts';
import { executed } from './go-template.ts';
import { heldBy } from './held.ts';
import { resolveName } from './resolve.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

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

/** What a format call gives. */
export interface Formatted {
  readonly text: TextExpr;
  /** Where the format is written: its texts and its own holes belong there, those of `given` to the call. */
  readonly frame: Frame;
  readonly given: ReadonlySet<Operand>;
}

/**
 * A format call as the text it gives: `"…{x}…".format(x=…)`, `String.format("…%s…", x)`, `"…" % x`.
 * Undefined when it is none, or its format is not known here.
 */
export function formatted(call: CallExpr, name: string, value: Value): Formatted | undefined {
  if (name === 'Execute' || name === 'ExecuteTemplate') {
    const text = executed(call, value);
    return text && { text, frame: value.frame, given: new Set() };
  }
  if (replacers.test(name)) return replaced(call, value);
  if (!formatters.has(name)) return undefined;
  const { frame } = value;
  const callee = lower(frame.file, call.callee);
  const receiver = callee.kind === 'member' ? literal({ operand: callee.object, frame }) : undefined;
  if (receiver) return filled(receiver, call.args, call, styleOf(name, frame.file.language.id), frame);
  // Java's `MessageFormat.format("… {0}", x)`, C#'s `string.Format`.
  const isBraces =
    name === 'Format' || (callee.kind === 'member' && /^Message/.test(calleeText(frame.file, callee.object)));
  // `$visit->date->format('Y-m-d')`: a value by a pattern.
  const isPattern = name === 'format' && callee.kind === 'member' && call.args.length === 1;
  if (isPattern && !/^[A-Z]\w*$/.test(calleeText(frame.file, callee.object))) return undefined;
  for (let index = 0; index < Math.min(2, call.args.length); index++) {
    const format = literal({ operand: call.args[index]!.value, frame });
    if (format) return filled(format, call.args.slice(index + 1), call, isBraces ? 'brace' : 'percent', frame);
  }
  return undefined;
}

const styleOf = (name: string, language: string): keyof typeof patterns => {
  if (/substitute/.test(name)) return 'dollar';
  return /^format(?:_map)?$/.test(name) && language !== 'kotlin' ? 'brace' : 'percent';
};

const replacers = /^replace(?:All)?$/;

/** `TEMPLATE.replace("{{note}}", note)`: the text with the value in the place of what it replaces. */
function replaced(call: CallExpr, { frame }: Value): Formatted | undefined {
  const callee = lower(frame.file, call.callee);
  const [mark, value] = call.args;
  if (!/^(?:java|kotlin)$/.test(frame.file.language.id) || callee.kind !== 'member' || !mark || !value)
    return undefined;
  const before = replacedBefore({ operand: callee.object, frame });
  const wanted = exprOf({ operand: mark.value, frame });
  const said = wanted.kind === 'text' && wanted.pieces.length === 1 ? wanted.pieces[0]! : undefined;
  if (!before || said?.kind !== 'text' || !/^\W+\w+\W+$/.test(said.text)) return undefined;
  const pieces = before.text.pieces.flatMap((piece) =>
    piece.kind === 'text' ? replacedIn(piece, said.text, value.value) : piece,
  );
  if (pieces.length === before.text.pieces.length) return undefined;
  const given = new Set([...before.given, value.value]);
  return { text: { kind: 'text', span: call.span, pieces }, frame: before.frame, given };
}

/** The text that a replacement is made in: a literal, or one in which something has been replaced before. */
function replacedBefore(value: Value): Formatted | undefined {
  const expr = exprOf(value);
  const name = expr.kind === 'call' ? lastName(calleeText(value.frame.file, expr.callee)) : '';
  const made = expr.kind === 'call' && replacers.test(name) ? replaced(expr, value) : undefined;
  const found = made ? undefined : literal(value);
  return made ?? (found && { ...found, given: new Set() });
}

function replacedIn(piece: TextPiece, mark: string, value: Operand): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = piece.text.indexOf(mark); at >= 0; at = piece.text.indexOf(mark, from)) {
    const before = cut(piece, from, at);
    if (before) pieces.push(before);
    pieces.push({ kind: 'hole', span: operandSpan(value), value });
    from = at + mark.length;
  }
  const rest = cut(piece, from, piece.text.length);
  return rest ? [...pieces, rest] : pieces;
}

interface Format {
  readonly text: TextExpr;
  readonly frame: Frame;
}

function filled(
  format: Format,
  args: readonly Argument[],
  { span }: CallExpr,
  style: keyof typeof patterns,
  frame: Frame,
): Formatted {
  const given = new Set<Operand>();
  const next = argumentsOf(args, frame);
  const text = fill(
    format.text,
    (key) => {
      const operand = next(key);
      if (operand) given.add(operand);
      return operand;
    },
    span,
    style,
  );
  return { text, frame: format.frame, given };
}

/** A literal text, also through names, members and functions that only lay it out or make a template of it. */
function literal(value: Value): Format | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'text':
      return { text: expr, frame };
    case 'typed':
      return literal({ operand: expr.value, frame });
    case 'join':
      return joined(expr.operands, frame, expr.span);
    case 'call': {
      const callee = lower(frame.file, expr.callee);
      const first = expr.args[0]?.value;
      const subject = callee.kind === 'member' && layout.test(callee.name) ? callee.object : undefined;
      const whole = subject && literal({ operand: subject, frame });
      if (whole) return whole;
      const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
      return first && (expr.construct || makers.test(name)) ? literal({ operand: first, frame }) : undefined;
    }
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && literal(bound);
    }
    case 'index':
    case 'member': {
      const held = heldBy(here);
      return held && literal(held);
    }
    default:
      return undefined;
  }
}

const layout =
  /^(?:strip|lstrip|rstrip|trim|trimIndent|trimMargin|stripIndent|dedent|strip_heredoc|squish|Trim|TrimSpace)$/;
/** `textwrap.dedent(…)`, `_("…")` of gettext, Kotlin's and Java's own. */
const makers = /^(?:dedent|cleandoc|_|gettext|ugettext|t|text|Parse|compile|of|from|raw|Template|strdoc|outdent)$/;

/** Texts of one file, one after the other; what is no text stays a value of its own. */
function joined(operands: readonly Operand[], frame: Frame, span: Span): Format | undefined {
  const parts = operands.map((operand) => literal({ operand, frame }));
  if (!parts.some((one) => one && one.frame.file === frame.file)) return undefined;
  const pieces = operands.flatMap((operand, index): Piece[] => {
    const part = parts[index];
    if (part && part.frame.file === frame.file) return [...part.text.pieces];
    return [{ kind: 'hole', span: operandSpan(operand), value: operand }];
  });
  return { text: { kind: 'text', span, pieces }, frame };
}

const patterns = {
  brace: /\{\{|\}\}|\{([A-Za-z_]\w*|\d*)(?:[.[][^{}]*)?(?:![rsa])?(?::[^{}]*)?\}/g,
  // Python's `%(name)s`, Ruby's `%{name}` and `%<name>s`, C's `%2$s`.
  percent: /%%|%\{(\w+)\}|%(?:\((\w+)\)|<(\w+)>)?(?:(\d+)\$)?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]/g,
  mustache: /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g,
  dollar: /\$\$|\$\{?([A-Za-z_]\w*)\}?/g,
};

function argumentsOf(args: readonly Argument[], frame: Frame): (key: string | undefined) => Operand | undefined {
  let next = 0;
  const positional = args.filter(({ name, spread }) => name === undefined && spread !== 'record');
  const holder = args.find(({ spread }) => spread === 'record')?.value ?? positional[0]?.value;
  return (key) => {
    if (key && !/^\d+$/.test(key)) return args.find(({ name }) => name === key)?.value ?? memberOf(holder, key, frame);
    return positional[key ? Number(key) : next++]?.value;
  };
}

/** `**data`, `% data`, `substitute(data)`: a key of what holds all values; `**locals()`: a variable. */
function memberOf(holder: Operand | undefined, key: string, { file }: Frame): Operand | undefined {
  const held = holder && lower(file, holder);
  if (!held || held.kind === 'text') return undefined;
  const { span } = held;
  const isLocals =
    held.kind === 'call' && held.args.length === 0 && /^(?:locals|vars|globals)\(/.test(textAt(file, span));
  if (isLocals) return { kind: 'name', span, name: key };
  return { kind: 'member', span, object: holder, name: key, nameSpan: span };
}

const textAt = ({ text }: CodeFile, { start, end }: Span): string => text.slice(start, Math.min(end, start + 20));

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
      const position = match[4] === undefined ? undefined : String(Number(match[4]) - 1);
      const operand = argumentFor(match[1] ?? match[2] ?? match[3] ?? position);
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
