import type { SourceDocument } from '../../ports.ts';
import type { Span } from '../../span.ts';
import type { Edit } from '../fix.ts';
import type { Lexis } from './scan.ts';

/** What a fix needs to be able to call. Each language has its own names for them. */
export type Helper = 'createVault' | 'tokenize' | 'scrub' | 'generalize' | 'project' | 'restore' | 'withPrivacy';

/** How one programming language writes what the fixes need. Data and small functions; a language is one file. */
export interface CodeLanguage {
  /** LSP language ids. */
  readonly ids: readonly string[];
  readonly lexis: Lexis;
  /** `tokenize(expr, 'PERSON_NAME', { vault })`. `type` is an entity type or a category, `quote` what may stand around it. */
  readonly tokenize: (expression: string, type: string, vault: string, quote: string) => string;
  readonly scrub?: (expression: string, vault: string) => string;
  /** `form` without its prefix: `year`. */
  readonly generalize?: (expression: string, form: string, quote: string) => string;
  readonly restore?: (expression: string, vault: string) => string;
  readonly project?: (expression: string, fields: readonly ProjectedField[], vault: string) => string;
  /** The client of a call, wrapped for one conversation. */
  readonly wrap?: (client: string, conversation: Conversation) => string;
  /** A projected record as text, where nothing in the expression does that. */
  readonly serialize?: (expression: string) => string;
  /** A statement that makes the vault, without indentation and line break. */
  readonly newVault: (name: string) => string;
  /** A vault made in the function: its first group is the variable. */
  readonly madeVault: RegExp;
  /** A vault among the parameters: its first group is the variable. */
  readonly vaultParameter: RegExp;
  /** How the statements of a function body begin: after a brace, or on a line of their own. */
  readonly body: 'braces' | 'lines';
  /** A parameter of text type in a function's header. */
  readonly parameter: (name: string, document: SourceDocument) => string;
  /** `person_name` or `personName`. */
  readonly naming: 'camel' | 'snake';
  /** Edits that make the helpers callable; `missing` says that the helper module may not be there yet. */
  readonly use: (helpers: readonly Helper[], document: SourceDocument) => { edits: readonly Edit[]; missing?: string };
  /** An expression in place of a range of a literal; undefined where the literal's kind allows none. */
  readonly embed: (place: LiteralPlace, expression: string) => readonly Edit[] | undefined;
  /**
   * How a call takes the place of an interpolated expression where putting it there is not enough: `$name` needs
   * braces, a PHP string has to end. Undefined: nothing can be written there. Default: the expression is replaced.
   */
  readonly interpolate?: (place: InterpolatedPlace, call: string) => Edit | undefined;
  /** Parameter declarations that must stay last: `...rest`, `*args`. */
  readonly lastParameter?: RegExp;
}

/** What a wrapped client is bound to; `user` is an expression, the others are words. */
export interface Conversation {
  readonly vault: string;
  readonly useCase: string;
  readonly user: string;
  readonly prompt: string;
}

export interface ProjectedField {
  readonly name: string;
  /** As `project()` takes it: `keep`, `tokenize:EMAIL_ADDRESS`, `generalize:year`, `scrub`, `redact`. */
  readonly form: string;
}

/** A range inside a string literal. */
export interface LiteralPlace {
  readonly text: string;
  /** The range to replace. */
  readonly start: number;
  readonly end: number;
  /** Content of the literal (or of its piece between two interpolations), without quotes. */
  readonly segmentStart: number;
  readonly segmentEnd: number;
}

/** An expression inside a string literal. */
export interface InterpolatedPlace {
  readonly text: string;
  /** The whole interpolation: `${name}`, `{name}`. */
  readonly span: Span;
  readonly expression: Span;
  /** What the string literal around it begins and ends with: `"`, `"""`; undefined when that is not clear. */
  readonly quote: string | undefined;
}
