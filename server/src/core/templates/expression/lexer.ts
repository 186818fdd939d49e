/** Tokens of a template expression: Jinja, Liquid, PromptL and the JavaScript inside POML share them. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const nameStart = /[\p{L}_$@]/u;
const namePart = /[\p{L}\p{N}_$]/u;
const operators = ['===', '!==', '**', '//', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '..', '=>'];

/** Offset behind the string that opens at `start`; `end` when it is not closed before. */
export function skipString(text: string, start: number, end: number): number {
  const quote = text[start];
  for (let index = start + 1; index < end; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === quote) return index + 1;
  }
  return end;
}

/** Tokens of `text[start, end)`. `dashes` lets names contain `-`, as Liquid does. Total and linear. */
export function lex(text: string, start: number, end: number, dashes = false): Token[] {
  const tokens: Token[] = [];
  let index = start;
  const push = (kind: Token['kind'], to: number) => {
    tokens.push({ kind, text: text.slice(index, to), start: index, end: to });
    index = to;
  };
  while (index < end) {
    const char = text[index]!;
    if (char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\u00a0') index += 1;
    else if (char === '"' || char === "'" || char === '`') push('string', skipString(text, index, end));
    else if (char >= '0' && char <= '9')
      push(
        'number',
        run(text, index + 1, end, (next) => /[\w.]/.test(next) && next !== '.'),
      );
    else if (nameStart.test(char) || isSurrogate(char))
      push(
        'name',
        run(text, index + 1, end, (next) => namePart.test(next) || isSurrogate(next) || (dashes && next === '-')),
      );
    else push('operator', index + (operators.find((operator) => text.startsWith(operator, index))?.length ?? 1));
  }
  return tokens;
}

const isSurrogate = (char: string) => char >= '\ud800' && char <= '\udfff';

function run(text: string, from: number, end: number, holds: (char: string) => boolean): number {
  let index = from;
  while (index < end && holds(text[index]!)) index += 1;
  return index;
}

/** What a quoted string reads as. Only the escapes that template engines share. */
export function unquote(text: string): string {
  const closed = text.length > 1 && text[text.length - 1] === text[0];
  return text
    .slice(1, closed ? -1 : undefined)
    .replace(/\\([\s\S])/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}
