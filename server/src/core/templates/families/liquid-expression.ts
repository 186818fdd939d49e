import type { Span } from '../../span.ts';
import { type Leaf, longestPath } from '../expression/leaves.ts';
import { lex, type Token, unquote } from '../expression/lexer.ts';
import type { Scope } from '../scope.ts';

const words = new Set(['and', 'or', 'contains', 'in', 'true', 'false', 'nil', 'null', 'none', 'empty', 'blank', 'not']);
/** Words between the values of `for`, `render` and `paginate`. */
const particles: ReadonlySet<string> = new Set([...words, 'with', 'for', 'as', 'by', 'reversed']);
const serializers = new Set(['json', 'jsonify', 'inspect']);
/** Filters whose arguments are shown. */
const printedArguments = new Set(['default', 'append', 'prepend', 'join', 'replace', 'replace_first', 'concat']);

/** Tokens of a Liquid tag; names may hold `-`. */
export class LiquidReader {
  readonly tokens: readonly Token[];
  position = 0;

  constructor(text: string, start: number, end: number) {
    this.tokens = lex(text, start, end, true);
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.position + ahead];
  }

  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token !== undefined && token.kind !== 'string' && token.text === text;
  }

  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.position += 1;
    return true;
  }
}

interface Value {
  readonly path: string | null;
  readonly span: Span;
  readonly filters: readonly string[];
  readonly local?: boolean;
}

/** Values of the rest of a tag with the filters that follow. `keywords`: `key: value` pairs stand outside filters (`render`, `for`). */
export const liquidParticles: ReadonlySet<string> = particles;

export function liquidLeaves(
  reader: LiquidReader,
  scope: Scope,
  keywords = false,
  skipped: ReadonlySet<string> = words,
): Leaf[] {
  const leaves: Leaf[] = [];
  let current: Value[] = [];
  const flush = (end: number, names: readonly string[]) => {
    for (const value of current) leaves.push(leafOf(value, end, names));
    current = [];
  };
  while (reader.position < reader.tokens.length) {
    const token = reader.peek()!;
    if (token.text === '|' && token.kind === 'operator') {
      const { end, names, path } = filters(reader, scope, leaves);
      if (path && current.length === 1)
        current = [{ ...current[0]!, path: current[0]!.path === null ? null : current[0]!.path + path }];
      flush(end, names);
      continue;
    }
    if (token.kind === 'name' && keywords && reader.at(':', 1)) {
      reader.position += 2;
      continue;
    }
    if (token.kind === 'name' && !skipped.has(token.text) && !(reader.at(':', 1) && !keywords)) {
      flush(token.start, []);
      const value = readValue(reader, scope, leaves);
      if (value) current = [value];
      continue;
    }
    reader.position += 1;
  }
  flush(reader.tokens[reader.tokens.length - 1]?.end ?? 0, []);
  return leaves;
}

/** `a.b[0]['c']`. */
function readValue(reader: LiquidReader, scope: Scope, leaves: Leaf[]): Value | undefined {
  const root = reader.peek()!;
  reader.position += 1;
  const bound = scope.find(root.text);
  let path = bound ? bound.path : root.text;
  let end = root.end;
  for (;;) {
    const next = reader.peek(1);
    if (reader.at('.') && (next?.kind === 'name' || next?.kind === 'number')) {
      [path, end] = [extend(path, `.${next.text}`), next.end];
      reader.position += 2;
    } else if (reader.at('[')) {
      const key = reader.peek(1);
      reader.position += 1;
      if (key?.kind === 'name') {
        const index = readValue(reader, scope, leaves);
        if (index) leaves.push({ ...leafOf(index, index.span.end, []), unprinted: true });
      } else if (key) reader.position += 1;
      path = extend(path, key?.kind === 'string' ? `.${unquote(key.text)}` : '[]');
      end = reader.peek()?.end ?? key?.end ?? end;
      reader.accept(']');
    } else break;
  }
  if (bound?.silent) return undefined;
  return { path, span: { start: root.start, end }, filters: bound?.filters ?? [], local: bound?.local };
}

/** `| name: arg, key: value | name …` to the end of the chain. */
function filters(reader: LiquidReader, scope: Scope, leaves: Leaf[]): { end: number; names: string[]; path: string } {
  const names: string[] = [];
  let path = '';
  let end = reader.peek()!.end;
  while (reader.accept('|')) {
    const name = reader.peek();
    if (name?.kind !== 'name') break;
    reader.position += 1;
    end = name.end;
    const shown = printedArguments.has(name.text);
    let first: string | undefined;
    if (reader.accept(':')) {
      while (reader.position < reader.tokens.length && !reader.at('|')) {
        const token = reader.peek()!;
        end = token.end;
        if (token.kind === 'name' && reader.at(':', 1)) reader.position += 2;
        else if (token.kind === 'name' && !words.has(token.text)) {
          const value = readValue(reader, scope, leaves);
          if (value)
            leaves.push({
              ...leafOf(value, value.span.end, shown ? [name.text] : []),
              ...(shown ? {} : { unprinted: true }),
            });
          end = Math.max(end, value?.span.end ?? end);
        } else {
          if (token.kind === 'string' && first === undefined) first = unquote(token.text);
          reader.position += 1;
        }
      }
    }
    if (name.text === 'map' && first !== undefined && names.length === 0) path += `[].${first}`;
    else if ((name.text === 'first' || name.text === 'last') && names.length === 0) path += '[]';
    else names.push(name.text === 'generalize' && first !== undefined ? `generalize:${first}` : name.text);
  }
  return { end, names, path };
}

function leafOf(value: Value, end: number, names: readonly string[]): Leaf {
  const all = [...value.filters, ...names].slice(-50);
  const path = value.path !== null && value.path.length > longestPath ? null : value.path;
  return {
    expression: { start: value.span.start, end: names.length > 0 ? Math.max(end, value.span.end) : value.span.end },
    path,
    pathSpan: value.span,
    filters: all,
    ...(all.some((name) => serializers.has(name)) ? { serialized: true } : {}),
    ...(value.local ? { local: true } : {}),
  };
}

const extend = (path: string | null, by: string) => (path === null ? null : path + by);
