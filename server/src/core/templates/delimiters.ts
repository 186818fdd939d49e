/** Marks that code gives to a template engine in place of the usual ones. */
export interface Delimiters {
  readonly variable?: readonly [open: string, close: string];
  readonly block?: readonly [open: string, close: string];
  readonly comment?: readonly [open: string, close: string];
  /** What a line begins with that is a statement. */
  readonly line?: string;
}

type Pair = 'variable' | 'block' | 'comment';

/**
 * How engines are told: Jinja2 `Environment(variable_start_string="<<", …, line_statement_prefix="#")`, Nunjucks
 * `tags: { variableStart: '<$' }`, Spring AI `StTemplateRenderer.builder().startDelimiterToken('<')`.
 */
const options: readonly { readonly pair: Pair; readonly open: RegExp; readonly close: RegExp }[] = [
  ...(['variable', 'block', 'comment'] as const).map((pair) => ({
    pair,
    open: new RegExp(`\\b${pair}(?:_start_string\\s*=|Start\\s*:)\\s*(["'\`])([^"'\`\\n]{1,6})\\1`),
    close: new RegExp(`\\b${pair}(?:_end_string\\s*=|End\\s*:)\\s*(["'\`])([^"'\`\\n]{1,6})\\1`),
  })),
  {
    pair: 'variable',
    open: /\bstartDelimiterToken\s*\(\s*(["'])(.)\1\s*\)/,
    close: /\bendDelimiterToken\s*\(\s*(["'])(.)\1\s*\)/,
  },
];
const linePrefix = /\bline_statement_prefix\s*=\s*(["'])([^"'\n]{1,6})\1/;

/** The marks that a source file sets; undefined where it sets none. The templates that it loads are written with them. */
export function delimitersIn(code: string): Delimiters | undefined {
  const found: { -readonly [key in keyof Delimiters]: Delimiters[key] } = {};
  for (const { pair, open, close } of options) {
    const start = open.exec(code)?.[2];
    const end = close.exec(code)?.[2];
    if (start && end) found[pair] ??= [start, end];
  }
  const line = linePrefix.exec(code)?.[2];
  if (line) found.line = line;
  return Object.keys(found).length > 0 ? found : undefined;
}

const usual: Readonly<Record<Pair, readonly [string, string]>> = {
  variable: ['{{', '}}'],
  block: ['{%', '%}'],
  comment: ['{#', '#}'],
};

/**
 * A text of the same length in which Jinja's usual marks stand where its own ones stood, and nothing stands for the
 * usual ones that are mere text there. Marks of other lengths than two have no such text: undefined.
 */
export function withUsualMarks(text: string, delimiters: Delimiters): string | undefined {
  const given = (['variable', 'block', 'comment'] as const).flatMap((pair) => {
    const own = delimiters[pair];
    return own ? [{ own, usual: usual[pair] }] : [];
  });
  if (given.some(({ own }) => own[0].length !== 2 || own[1].length !== 2)) return undefined;
  const replaced = new Map(
    given.flatMap(({ own, usual: marks }) => [[own[0], marks[0]] as const, [own[1], marks[1]] as const]),
  );
  for (const { usual: marks } of given) for (const mark of marks) if (!replaced.has(mark)) replaced.set(mark, '  ');
  let result = '';
  for (let at = 0; at < text.length; ) {
    const mark = replaced.get(text.slice(at, at + 2));
    result += mark ?? text[at]!;
    at += mark === undefined ? 1 : 2;
  }
  return result;
}
