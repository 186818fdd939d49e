import type { PromptLink, Role } from '../prompt.ts';
import type { Span } from '../span.ts';
import type { Delimiters } from './delimiters.ts';

/**
 * What a template engine's parser finds in a text. Offsets are local to that text; `assemble.ts` maps them to the
 * file and makes parts and segments of them. Tokens ascend and do not overlap; what lies between is literal text.
 */
export interface Body {
  readonly tokens: readonly BodyToken[];
  readonly links: readonly PromptLink[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

export type BodyToken = PlaceholderToken | RoleToken | TextToken | SilentToken;

/** A value that is printed, or (with `unprinted`) only looked at. */
export interface PlaceholderToken extends Span {
  readonly kind: 'placeholder';
  /** Where an edit wraps: the operand with its filters. */
  readonly expression: Span;
  readonly path: string | null;
  readonly pathSpan: Span;
  readonly filters: readonly string[];
  readonly serialized?: boolean;
  readonly unprinted?: boolean;
  /** The root is bound by the template itself (macro or block parameter, compound `set`). */
  readonly local?: boolean;
}

/** From here on another role speaks. */
export interface RoleToken extends Span {
  readonly kind: 'role';
  readonly role: Role;
}

/** An escape: the model reads `text`. */
export interface TextToken extends Span {
  readonly kind: 'text';
  readonly text: string;
}

/** A control tag (`skip`) or a comment: nothing of it reaches the model. */
export interface SilentToken extends Span {
  readonly kind: 'skip' | 'comment';
}

/** Total: any text gives a body. Linear in the text. `inputs` are the names that the file declares. */
export type BodyParser = (text: string, inputs: readonly string[], delimiters?: Delimiters) => Body;

/** Collects tokens in ascending order and drops what overlaps what is there already. */
export class BodyBuilder {
  readonly tokens: BodyToken[] = [];
  readonly links: PromptLink[] = [];
  readonly problems: { span: Span; message: string }[] = [];
  #end = 0;

  add(token: BodyToken): void {
    if (token.start < this.#end || token.end < token.start) return;
    this.tokens.push(token);
    this.#end = token.end;
  }

  link(kind: PromptLink['kind'], target: string, span: Span): void {
    if (target.length > 0) this.links.push({ kind, target, span });
  }

  problem(span: Span, message: string): void {
    this.problems.push({ span, message });
  }
}
