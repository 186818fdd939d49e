import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { impliedFilters } from '../naming.ts';

/**
 * StringTemplate 4 as Spring AI uses it: `{x}`, `{x.y}`, `{xs; separator=", "}`, `{first(xs)}`, `{xs:{n | - {n}}}`,
 * `{if(x)}…{endif}`, `{! comment !}`, `\{`. Java code may choose `<` and `>`; a file that has only `<name>` is read so.
 */
const name = /[A-Za-z_][\w-]*(?:\.[A-Za-z_]\w*)*/y;
const functions = new Set('first rest last length trunc strip trim reverse strlen'.split(' '));
const words = new Set(['endif', 'else', 'true', 'false', 'super', 'i', 'i0']);

export const parseStringTemplate: BodyParser = (text, _inputs, delimiters) =>
  parseWith(text, ...(delimiters?.variable ?? delimitersOf(text)));

function delimitersOf(text: string): [string, string] {
  if (/\{[A-Za-z_][\w.]{0,100}[};:(]/.test(text)) return ['{', '}'];
  const closing = new Set([...text.matchAll(/<\/([\w.-]{1,100})>/g)].map((match) => match[1]!));
  const angled = [...text.matchAll(/<([A-Za-z_]\w{0,100})>/g)].some((match) => !closing.has(match[1]!));
  return angled ? ['<', '>'] : ['{', '}'];
}

function parseWith(text: string, open: string, close: string): BodyBuilder {
  const builder = new BodyBuilder();
  const bound: string[] = [];
  let position = 0;
  while (position < text.length) {
    const at = nextMark(text, position, open);
    if (at < 0) break;
    if (text[at] === '\\') {
      const escapes = text[at + 1] === open || text[at + 1] === close || text[at + 1] === '\\';
      if (escapes) builder.add({ kind: 'text', start: at, end: at + 1, text: '' });
      position = at + (escapes ? 2 : 1);
    } else if (text[at + 1] === '!') {
      const shut = text.indexOf(`!${close}`, at + 2);
      const end = shut < 0 ? text.length : shut + 2;
      builder.add({ kind: 'comment', start: at, end });
      position = end;
    } else position = expression(builder, text, at, close, bound);
  }
  return builder;
}

function nextMark(text: string, from: number, open: string): number {
  const brace = text.indexOf(open, from);
  const slash = text.indexOf('\\', from);
  if (brace < 0) return slash;
  return slash >= 0 && slash < brace ? slash : brace;
}

/** Reads `{…}` up to its close, its options or the sub-template behind `:`; the inside of that is read on as text. */
function expression(builder: BodyBuilder, text: string, start: number, close: string, bound: string[]): number {
  let at = start + 1;
  const condition = /^(?:if|elseif)\(!?/.exec(text.slice(at, at + 12));
  if (condition) at += condition[0].length;
  const call = /^([A-Za-z]+)\(/.exec(text.slice(at, at + 20));
  const applied = !condition && call && functions.has(call[1]!) ? call[1]! : undefined;
  if (applied) at += applied.length + 1;
  name.lastIndex = at;
  const found = name.exec(text)?.[0];
  if (found === undefined) return start + 1;
  const pathSpan: Span = { start: at, end: at + found.length };
  const rest = /^\)?[ \t]*(?:;[^{}<>\n]{0,100})?/.exec(text.slice(pathSpan.end, pathSpan.end + 120))![0].length;
  const end = pathSpan.end + rest;
  const map = text[end] === ':' ? /^:[ \t]*\{[ \t]*(\w+)[ \t]*\|/.exec(text.slice(end, end + 100)) : null;
  if (text[end] !== close && !map) return start + 1;
  const span = { start, end: map ? end + map[0].length : end + 1 };
  const root = found.split('.')[0]!;
  if (words.has(found) || bound.includes(root)) builder.add({ kind: 'skip', ...span });
  else
    builder.add({
      kind: 'placeholder',
      ...span,
      expression: pathSpan,
      path: found,
      pathSpan,
      filters: [...(applied ? [applied] : []), ...impliedFilters(found)],
      // With a sub-template the elements are printed one by one: the list is the value.
      ...(condition ? { unprinted: true } : {}),
    });
  if (map && bound.length < 50) bound.push(map[1]!);
  return span.end;
}
