/** What an SQL text reads. */
export interface Select {
  /** Tables by the names that the columns use for them, the first of `from` first. */
  readonly tables: readonly { readonly name: string; readonly alias: string }[];
  /** Names of the result's columns; `*` with the table whose columns they are, or with none for those of all. */
  readonly columns: readonly { readonly name: string; readonly of?: string }[];
}

const maxLength = 20_000;
const lexeme = /'(?:[^']|'')*(?:'|$)|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|[A-Za-z_][\w$]*|[(),.*]/g;

/** The outermost `select … from …` of a statement; undefined for other statements. Linear in the text. */
export function readSelect(text: string): Select | undefined {
  const tokens =
    text
      .slice(0, maxLength)
      .match(lexeme)
      ?.filter((one) => !one.startsWith('--')) ?? [];
  const levels: number[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token === ')') depth--;
    levels.push(depth);
    if (token === '(') depth++;
  }
  const selects = tokens.flatMap((token, at) => (is(token, 'select') ? [at] : []));
  const level = Math.min(...selects.map((at) => levels[at]!));
  const start = selects.find((at) => levels[at] === level);
  if (start === undefined) return undefined;
  const from = tokens.findIndex((token, at) => at > start && levels[at] === level && is(token, 'from'));
  if (from < 0) return undefined;
  const tables = tablesFrom(tokens, levels, from, level);
  return tables.length > 0
    ? { tables, columns: columnsOf(tokens.slice(start + 1, from), levels, start + 1) }
    : undefined;
}

const is = (token: string | undefined, word: string): boolean => token?.toLowerCase() === word;
const bare = (token: string): string => token.replace(/^["'`[]|["'`\]]$/g, '');
const isName = (token: string | undefined): token is string => token !== undefined && /^["`[A-Za-z_]/.test(token);

function columnsOf(tokens: readonly string[], levels: readonly number[], offset: number): Select['columns'] {
  const level = levels[offset] ?? 0;
  const items: string[][] = [[]];
  tokens.forEach((token, at) => {
    if (token === ',' && levels[offset + at] === level) items.push([]);
    else items.at(-1)!.push(token);
  });
  return items.flatMap((item) => {
    const last = item.at(-1);
    if (last === '*' && item.at(-2) === '.') return [{ name: '*', of: bare(item.at(-3) ?? '') }];
    if (last === '*') return item.length === 1 || /^(?:distinct|all)$/i.test(item[0]!) ? [{ name: '*' }] : [];
    return isName(last) ? [{ name: bare(last) }] : [];
  });
}

const ends = /^(?:where|group|order|having|limit|union|for|returning|offset|fetch|window)$/i;
const noAlias = /^(?:as|on|using|inner|left|right|full|outer|cross|join|natural|lateral)$/i;

function tablesFrom(
  tokens: readonly string[],
  levels: readonly number[],
  from: number,
  level: number,
): Select['tables'] {
  const tables: { name: string; alias: string }[] = [];
  for (let at = from; at < tokens.length && !(levels[at] === level && ends.test(tokens[at]!)); at++) {
    if (levels[at] !== level || !(is(tokens[at], 'from') || is(tokens[at], 'join') || tokens[at] === ',')) continue;
    let place = at + 1;
    while (isName(tokens[place]) && tokens[place + 1] === '.') place += 2;
    const name = tokens[place];
    if (!isName(name)) continue;
    const after = is(tokens[place + 1], 'as') ? tokens[place + 2] : tokens[place + 1];
    const alias = isName(after) && !noAlias.test(after) && !ends.test(after) ? after : name;
    tables.push({ name: bare(name), alias: bare(alias) });
  }
  return tables;
}
