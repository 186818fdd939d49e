import { isScalar, type Node, Scalar } from 'yaml';
import type { Span } from '../../span.ts';
import type { View } from '../view.ts';

/**
 * The text of a YAML or JSON scalar with its way back to the file: block scalars lose their indentation, quoted ones
 * their escapes, folded lines their breaks. `base` is the offset of the YAML text in the file.
 */
export function scalarView(file: string, node: Node | undefined, base: number): View | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const value = node.value;
  const start = base + node.range[0];
  const end = base + node.range[1];
  const style = node.type;
  const block = style === Scalar.BLOCK_LITERAL || style === Scalar.BLOCK_FOLDED;
  const quote = style === Scalar.QUOTE_DOUBLE ? '"' : style === Scalar.QUOTE_SINGLE ? "'" : '';
  const from = block ? afterHeader(file, start, end) : start + quote.length;
  const to = quote !== '' && file[end - 1] === quote ? end - 1 : end;
  return {
    kind: 'text',
    text: value,
    ...align(
      file,
      { start: from, end: Math.max(from, to) },
      value,
      quote,
      block ? Math.max(0, indentOf(file, from, end) - leadingBlanks(value)) : undefined,
    ),
  };
}

/** Offset behind the `|-` or `>+2` line. */
function afterHeader(file: string, start: number, end: number): number {
  const newline = file.indexOf('\n', start);
  return newline < 0 || newline >= end ? end : newline + 1;
}

/** Blanks that the first line with text keeps: `|2` says that they are no indentation. */
const leadingBlanks = (value: string): number => /(?:^|\n)( *)[^ \n]/.exec(value)?.[1]?.length ?? 0;

/** Indentation of the first line that has any text. */
function indentOf(file: string, from: number, end: number): number {
  let line = from;
  let deepest = 0;
  while (line < end) {
    const newline = file.indexOf('\n', line);
    const to = newline < 0 || newline > end ? end : newline;
    let at = line;
    while (at < to && file[at] === ' ') at += 1;
    if (at < to && file[at] !== '\r') return at - line;
    deepest = Math.max(deepest, at - line);
    line = to + 1;
  }
  return deepest;
}

/**
 * Walks source and value side by side. Linear. Where they part ways (an escape that is not known), the rest becomes
 * one run: positions are then as wide as the scalar, never wrong.
 */
function align(
  file: string,
  source: Span,
  value: string,
  quote: string,
  indent: number | undefined,
): Pick<View, 'span' | 'runs'> {
  const runs: [number, number, number][] = [];
  let at = source.start;
  let verbatim = false;
  const add = (textStart: number, from: number, to: number, exact: boolean) => {
    const last = runs[runs.length - 1];
    if (exact && verbatim && last && last[2] === from) last[2] = to;
    else runs.push([textStart, from, to]);
    verbatim = exact;
  };
  const skipIndent = () => {
    const limit = indent === undefined ? source.end : Math.min(source.end, at + indent);
    while (at < limit && (file[at] === ' ' || (indent === undefined && file[at] === '\t'))) at += 1;
  };
  if (indent !== undefined) skipIndent();
  for (let index = 0; index < value.length; ) {
    if (at >= source.end) return whole(source, runs, index);
    const char = file[at]!;
    const escaped = quote === '"' && char === '\\' ? readEscape(file, at, source.end) : undefined;
    if (escaped) {
      if (escaped.text !== '' && !value.startsWith(escaped.text, index)) return whole(source, runs, index);
      if (escaped.text !== '') add(index, at, escaped.end, false);
      index += escaped.text.length;
      at = escaped.end;
      if (escaped.text === '') skipIndent();
    } else if (quote === "'" && char === "'" && file[at + 1] === "'" && value[index] === "'") {
      add(index, at, at + 2, false);
      at += 2;
      index += 1;
    } else if (char === value[index] && char !== '\n') {
      add(index, at, at + 1, true);
      at += 1;
      index += 1;
    } else if (char === '\n' || (char === '\r' && file[at + 1] === '\n')) {
      // Of several line breaks in a row a folded scalar drops the first; a single one reads as a blank.
      const breaks = breaksAt(file, at, source.end, indent);
      const folded = breaks.length === 1 && value[index] === ' ';
      const kept = folded ? 1 : Math.min(breaks.length, newlinesAt(value, index, breaks.length));
      for (const { start, end } of breaks.slice(breaks.length - kept)) {
        add(index, start, end, file.slice(start, end) === value[index]);
        index += 1;
      }
      at = breaks[breaks.length - 1]!.end;
      skipIndent();
    } else if (char === ' ' || char === '\t' || char === '\r') at += 1;
    else return whole(source, runs, index);
  }
  if (runs.length === 0) return { span: { start: source.start, end: source.start } };
  return finish(runs, value.length);
}

/** Line breaks in a row, with nothing but indentation between them. */
function breaksAt(file: string, from: number, limit: number, indent: number | undefined): Span[] {
  const breaks: Span[] = [];
  for (let at = from; at < limit && (file[at] === '\n' || file[at] === '\r'); ) {
    const end = at + (file[at] === '\r' && file[at + 1] === '\n' ? 2 : 1);
    breaks.push({ start: at, end });
    at = end;
    const most = indent === undefined ? limit : Math.min(limit, end + indent);
    while (at < most && (file[at] === ' ' || file[at] === '\t')) at += 1;
  }
  return breaks;
}

function newlinesAt(value: string, index: number, most: number): number {
  let count = 0;
  while (count < most && value[index + count] === '\n') count += 1;
  return count;
}

function whole(source: Span, runs: [number, number, number][], index: number): Pick<View, 'span' | 'runs'> {
  const from = runs[runs.length - 1]?.[2] ?? source.start;
  runs.push([index, Math.min(from, source.end), source.end]);
  return { span: { start: runs[0]![1], end: source.end }, runs };
}

function finish(runs: [number, number, number][], length: number): Pick<View, 'span' | 'runs'> {
  const span = { start: runs[0]![1], end: runs[runs.length - 1]![2] };
  return runs.length === 1 && span.end - span.start === length ? { span } : { span, runs };
}

const named: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  '\t': '\t',
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** An escape of a double-quoted scalar (YAML 1.2 section 5.7; JSON's are among them). A line continuation reads as nothing. */
function readEscape(file: string, at: number, limit: number): { text: string; end: number } | undefined {
  const char = file[at + 1];
  if (char === undefined || at + 1 >= limit) return undefined;
  if (char === '\n') return { text: '', end: at + 2 };
  if (char === '\r') return { text: '', end: at + (file[at + 2] === '\n' ? 3 : 2) };
  const digits = Object.hasOwn(hexDigits, char) ? hexDigits[char]! : 0;
  if (digits === 0) return Object.hasOwn(named, char) ? { text: named[char]!, end: at + 2 } : undefined;
  const code = Number.parseInt(file.slice(at + 2, at + 2 + digits), 16);
  if (Number.isNaN(code) || code > 0x10ffff) return undefined;
  return { text: String.fromCodePoint(code), end: at + 2 + digits };
}
