import { BodyBuilder, type BodyParser } from '../body.ts';
import { impliedFilters } from '../naming.ts';

/**
 * Python's `str.format` as LangChain uses it: `{name}`, `{a.b[0]}`, `{x!r:>10}`, `{{` and `}}` for braces.
 * A brace that opens no name (JSON in the prompt) is text: engines refuse it, people write it.
 */
const field = /\{([A-Za-z_][\w]{0,200}(?:\.\w{1,200}|\[[^\]{}\n]{1,200}\]){0,20})(![rsa])?(:[^{}\n]{0,100})?\}/y;

export const parseFormatString: BodyParser = (text) => {
  const builder = new BodyBuilder();
  for (let at = nextBrace(text, 0); at >= 0; ) {
    if (text[at + 1] === text[at]) {
      builder.add({ kind: 'text', start: at, end: at + 2, text: text[at]! });
      at = nextBrace(text, at + 2);
      continue;
    }
    field.lastIndex = at;
    const match = text[at] === '{' ? field.exec(text) : null;
    if (match) {
      const pathSpan = { start: at + 1, end: at + 1 + match[1]!.length };
      const path = match[1]!.replace(/\[(\d+)\]/g, '[]').replace(/\[([^\]]+)\]/g, '.$1');
      builder.add({
        kind: 'placeholder',
        start: at,
        end: at + match[0].length,
        expression: pathSpan,
        path,
        pathSpan,
        filters: impliedFilters(match[1]!),
      });
    }
    at = nextBrace(text, at + (match?.[0].length ?? 1));
  }
  return builder;
};

function nextBrace(text: string, from: number): number {
  const open = text.indexOf('{', from);
  // A closing brace matters only as the escape `}}`.
  const close = text.indexOf('}}', from);
  if (open < 0) return close;
  return close >= 0 && close < open ? close : open;
}

/** True when the text has a field and no other template syntax: a `str.format` prompt. */
export const looksLikeFormatString = (text: string): boolean => /(?:^|[^{$\\])\{[A-Za-z_]\w{0,100}\}(?!\})/.test(text);
