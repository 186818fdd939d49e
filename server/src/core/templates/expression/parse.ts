import type { Span } from '../../span.ts';
import { lex, type Token, unquote } from './lexer.ts';

/**
 * Expressions of Jinja, Nunjucks, MiniJinja, PromptL and POML in one grammar: Jinja's operators and JavaScript's
 * side by side, since no text is valid in both with different meaning for us. Postfix operators form one flat list, so
 * that a long chain costs no stack; nesting is cut at `maxDepth`.
 */
export type Expression = Span &
  (
    | { readonly kind: 'chain'; readonly root: Expression; readonly steps: readonly Step[] }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'constant' | 'error' }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    /** `printed`: the result shows the operands (`~`, `+`, `or`); else it is a number or a truth value. */
    | { readonly kind: 'operation'; readonly operands: readonly Expression[]; readonly printed: boolean }
    | { readonly kind: 'condition'; readonly test: Expression; readonly branches: readonly Expression[] }
  );

/** What stands behind a value: `.name`, `[index]`, `(arguments)`, `| filter(arguments)`, `is test`. `end` is the end of the chain so far. */
export type Step = Span &
  (
    | { readonly kind: 'member'; readonly name: string }
    | { readonly kind: 'index'; readonly index: Expression }
    | { readonly kind: 'call'; readonly args: readonly Argument[] }
    | { readonly kind: 'filter'; readonly name: string; readonly args: readonly Argument[] }
    | { readonly kind: 'test'; readonly name: string; readonly args: readonly Argument[] }
  );

export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

const maxDepth = 64;
const constants = new Set([
  'true',
  'false',
  'none',
  'null',
  'True',
  'False',
  'None',
  'nil',
  'undefined',
  'empty',
  'blank',
]);
/** Words that go on behind a test: `x is sameas y else z`. */
const testEnds = new Set(['and', 'or', 'if', 'else', 'is', 'in', 'not']);
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Binary operators by level, loosest first. */
const binary: readonly { readonly operators: readonly string[]; readonly printed: boolean }[] = [
  { operators: ['or', '||', '??'], printed: true },
  { operators: ['and', '&&'], printed: true },
  { operators: ['==', '!=', '===', '!==', '<', '>', '<=', '>=', 'in', 'not in', 'contains'], printed: false },
  { operators: ['~', '+', '..'], printed: true },
  { operators: ['-', '*', '/', '//', '%', '**'], printed: false },
];

export class ExpressionParser {
  readonly tokens: readonly Token[];
  position = 0;
  readonly #end: number;
  #depth = 0;

  constructor(text: string, start: number, end: number) {
    this.tokens = lex(text, start, end);
    this.#end = end;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.position + ahead];
  }

  at(text: string, ahead = 0): boolean {
    const token = this.tokens[this.position + ahead];
    return token !== undefined && token.text === text && token.kind !== 'string';
  }

  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.position += 1;
    return true;
  }

  get done(): boolean {
    return this.position >= this.tokens.length;
  }

  /** One expression with Jinja's `a if c else b` and JavaScript's `c ? a : b`. */
  expression(): Expression {
    const start = this.#start();
    if (this.#depth >= maxDepth) {
      this.position = this.tokens.length;
      return { kind: 'error', start, end: this.#end };
    }
    this.#depth += 1;
    const result = this.#conditional(start);
    this.#depth -= 1;
    return result;
  }

  #conditional(start: number): Expression {
    const first = this.#operation(0);
    if (this.accept('if')) {
      const test = this.#operation(0);
      const branches = this.accept('else') ? [first, this.expression()] : [first];
      return { kind: 'condition', test, branches, start, end: this.#last() };
    }
    if (this.accept('?')) {
      const yes = this.expression();
      const branches = this.accept(':') ? [yes, this.expression()] : [yes];
      return { kind: 'condition', test: first, branches, start, end: this.#last() };
    }
    return first;
  }

  #operation(level: number): Expression {
    const row = binary[level];
    if (!row) return this.#unary();
    const start = this.#start();
    const operands = [this.#operation(level + 1)];
    while (this.#operator(row.operators)) operands.push(this.#operation(level + 1));
    if (operands.length === 1) return operands[0]!;
    return { kind: 'operation', operands, printed: row.printed, start, end: this.#last() };
  }

  #operator(operators: readonly string[]): boolean {
    const token = this.peek();
    if (!token || token.kind === 'string' || token.kind === 'number') return false;
    if (token.text === 'not' && this.at('in', 1) && operators.includes('not in')) {
      this.position += 2;
      return true;
    }
    return operators.includes(token.text) && this.accept(token.text);
  }

  #unary(): Expression {
    const start = this.#start();
    let count = 0;
    while (this.accept('not') || this.accept('!') || this.accept('-') || this.accept('+') || this.accept('...'))
      count += 1;
    const operand = this.#postfix();
    return count === 0 ? operand : { kind: 'operation', operands: [operand], printed: false, start, end: this.#last() };
  }

  #postfix(): Expression {
    const start = this.#start();
    const root = this.#primary();
    const steps: Step[] = [];
    for (let step = this.#step(); step; step = this.#step()) steps.push(step);
    return steps.length === 0 ? root : { kind: 'chain', root, steps, start, end: this.#last() };
  }

  #step(): Step | undefined {
    const start = this.#start();
    if (this.at('.') || this.at('?.')) {
      this.position += 1;
      const token = this.peek();
      if (token?.kind !== 'name' && token?.kind !== 'number') return undefined;
      this.position += 1;
      return { kind: 'member', name: token.text, start, end: token.end };
    }
    if (this.accept('[')) {
      const index = this.#list(']');
      const only = index.length === 1 ? index[0]!.value : ({ kind: 'constant', start, end: this.#last() } as const);
      return { kind: 'index', index: only, start, end: this.#last() };
    }
    if (this.accept('(')) return { kind: 'call', args: this.#list(')'), start, end: this.#last() };
    if (this.at('|')) return this.#named('filter', start);
    if (this.at('is')) return this.#named('test', start);
    return undefined;
  }

  /** `| name(args)` and `is not name(args)` or `is name arg`. */
  #named(kind: 'filter' | 'test', start: number): Step | undefined {
    this.position += 1;
    if (kind === 'test') this.accept('not');
    let name = '';
    while (this.peek()?.kind === 'name') {
      name += this.peek()!.text;
      this.position += 1;
      if (!this.at('.')) break;
      name += '.';
      this.position += 1;
    }
    if (name === '') return undefined;
    if (this.accept('(')) return { kind, name, args: this.#list(')'), start, end: this.#last() };
    const next = this.peek();
    const bare = kind === 'test' && next && next.kind !== 'operator' && !testEnds.has(next.text);
    const args = bare ? [{ value: this.#primary() }] : [];
    return { kind, name, args, start, end: this.#last() };
  }

  #primary(): Expression {
    const token = this.peek();
    if (!token) return { kind: 'error', start: this.#end, end: this.#end };
    const { start, end } = token;
    this.position += 1;
    if (token.kind === 'string') return { kind: 'string', value: unquote(token.text), start, end };
    if (token.kind === 'number') return { kind: 'constant', start, end };
    if (token.kind === 'name')
      return constants.has(token.text)
        ? { kind: 'constant', start, end }
        : { kind: 'name', name: token.text, start, end };
    const closer = closers[token.text];
    if (!closer) {
      // A stray closer belongs to whoever opened it; anything else is stepped over, so that parsing goes on.
      if (token.text === ')' || token.text === ']' || token.text === '}' || token.text === ',') this.position -= 1;
      return { kind: 'error', start, end };
    }
    const items = this.#list(closer).map(({ value }) => value);
    if (token.text === '(' && items.length === 1) return { ...items[0]! };
    return { kind: 'list', items, start, end: this.#last() };
  }

  /** Comma-separated values up to `closer`; names before `=` or `:` are taken off. */
  #list(closer: string): Argument[] {
    const args: Argument[] = [];
    while (!this.done && !this.accept(closer)) {
      const before = this.position;
      const key = this.peek()!;
      const named = (key.kind === 'name' && this.at('=', 1)) || (closer === '}' && this.at(':', 1));
      if (named) this.position += 2;
      const name = named ? (key.kind === 'string' ? unquote(key.text) : key.text) : undefined;
      if (!named || (!this.at(',') && !this.at(closer))) args.push({ name, value: this.expression() });
      if (!this.accept(',') && !this.accept(':') && this.position === before) this.position += 1;
    }
    return args;
  }

  #start(): number {
    return this.peek()?.start ?? this.#end;
  }

  #last(): number {
    return this.tokens[this.position - 1]?.end ?? this.#end;
  }
}

/** The expression in `text[start, end)`. `complete` is false when something was left over or missing. */
export function parseExpression(
  text: string,
  start: number,
  end: number,
): { expression: Expression; complete: boolean } {
  const parser = new ExpressionParser(text, start, end);
  const expression = parser.expression();
  return { expression, complete: parser.done && expression.kind !== 'error' };
}
