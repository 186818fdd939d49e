import type { Span } from '../../span.ts';
import { BodyBuilder, type BodyParser } from '../body.ts';
import { lex, type Token, unquote } from '../expression/lexer.ts';
import { impliedFilters } from '../naming.ts';
import { find, lineEnd } from '../tags.ts';
import { roleOf } from './jinja-statements.ts';

/**
 * Semantic Kernel templates: `{{$name}}`, `{{plugin.function $x "text" key=$y}}`, `{{ "{{" }}`; `<message role="system">`.
 * Calls do not nest.
 */
export const parseSemanticKernel: BodyParser = (text) => {
  const builder = new BodyBuilder();
  const mark = /\{\{|<message[ \t]+role="(\w{1,20})"[^>\n]{0,200}>|<\/message>/g;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '{{') mark.lastIndex = block(builder, text, match.index);
    else {
      const role = match[1] ? roleOf(match[1]) : undefined;
      const span = { start: match.index, end: mark.lastIndex };
      builder.add(role ? { kind: 'role', ...span, role } : { kind: 'skip', ...span });
    }
  }
  return builder;
};

/** Reads `{{…}}` and returns the offset behind it. */
function block(builder: BodyBuilder, text: string, start: number): number {
  const line = lineEnd(text, start);
  const close = closing(text, start + 2);
  if (close === undefined) builder.problem({ start, end: line }, 'This tag is not closed: write }}.');
  const innerEnd = close ?? Math.min(line, nextOpen(text, start + 2));
  const span = { start, end: close === undefined ? innerEnd : close + 2 };
  const tokens = lex(text, start + 2, innerEnd);
  const [first] = tokens;
  if (first?.kind === 'string' && tokens.length === 1) printString(builder, span, first);
  else values(builder, text, span, tokens);
  return Math.max(span.end, start + 2);
}

/** `{{ "{{" }}` prints what stands between the quotes. */
function printString(builder: BodyBuilder, span: Span, { text, start, end }: Token): void {
  const inner = { start: start + 1, end: Math.max(start + 1, end - 1) };
  const shown = unquote(text);
  builder.add({ kind: 'skip', start: span.start, end: inner.start });
  if (shown.length !== inner.end - inner.start) builder.add({ kind: 'text', ...inner, text: shown });
  builder.add({ kind: 'skip', start: inner.end, end: span.end });
}

function closing(text: string, from: number): number | undefined {
  const limit = Math.min(text.length, from + 10_000);
  let quote = '';
  for (let index = from; index < limit; index += 1) {
    const char = text[index]!;
    if (quote !== '') {
      if (char === '\\') index += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}' && text[index + 1] === '}') return index;
    else if (char === '{' && text[index + 1] === '{') return undefined;
  }
  return undefined;
}

function nextOpen(text: string, from: number): number {
  const at = find(text, '{{', from);
  return at < 0 ? text.length : at;
}

/** Variables of a block: alone, or as arguments of a kernel function, which then counts as a filter. */
function values(
  builder: BodyBuilder,
  text: string,
  span: { start: number; end: number },
  tokens: readonly Token[],
): void {
  const [first] = tokens;
  const nameEnd = functionEnd(tokens);
  const call = first?.kind === 'name' && !first.text.startsWith('$') ? text.slice(first.start, nameEnd) : undefined;
  const variables = tokens.filter(
    (token) => token.kind === 'name' && token.text.startsWith('$') && token.text.length > 1,
  );
  let position = span.start;
  variables.forEach((token, index) => {
    const start = index === 0 ? span.start : token.start;
    const end = index === variables.length - 1 ? span.end : token.end;
    if (start > position) builder.add({ kind: 'skip', start: position, end: start });
    const pathSpan = { start: token.start + 1, end: token.end };
    const filters = call === undefined ? impliedFilters(token.text) : [filterOf(call, tokens)];
    builder.add({
      kind: 'placeholder',
      start,
      end,
      expression:
        call === undefined || variables.length > 1
          ? { start: token.start, end: token.end }
          : { start: first!.start, end: tokens[tokens.length - 1]!.end },
      path: token.text.slice(1),
      pathSpan,
      filters,
    });
    position = end;
  });
  if (variables.length > 0) return;
  builder.add({ kind: 'skip', ...span });
  if (call !== undefined) builder.link('include', call, { start: first!.start, end: nameEnd });
}

/** End of `plugin.function`. */
function functionEnd(tokens: readonly Token[]): number {
  let index = 0;
  while (tokens[index + 1]?.text === '.' && tokens[index + 2]?.kind === 'name') index += 2;
  return tokens[index]?.end ?? 0;
}

/** `privacy.tokenize` counts as `tokenize`, `privacy.generalize $x "year"` as `generalize:year`. */
function filterOf(call: string, tokens: readonly Token[]): string {
  const name = /^(?:privacy|Privacy)\.(tokenize|scrub|generalize)$/.exec(call)?.[1];
  const setting = tokens.find((token) => token.kind === 'string');
  return name === 'generalize' && setting ? `generalize:${unquote(setting.text)}` : (name ?? call);
}
