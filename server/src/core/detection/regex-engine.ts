import type { Span } from '../span.ts';

/**
 * The port to a linear-time regular-expression engine. The core defines it, an entry injects an implementation
 * (`re2` native, or the portable one). Every implementation gives equal results for the common dialect:
 * RE2 syntax without empty matches; `i`, `m`, `s` as inline flags `(?i)`.
 */
export interface RegexEngine {
  readonly name: 're2' | 'portable';
  /** Throws nothing: sources that are not in the common dialect come back as `errors` by index. */
  compile(sources: readonly string[]): { readonly set: PatternSet; readonly errors: ReadonlyMap<number, string> };
}

export interface PatternSet {
  /** Indexes of the patterns that match anywhere in `text`, which holds no lone surrogate: one pass over it. Ascending. */
  hits(text: string): number[];
  /** Non-overlapping, non-empty matches of one pattern, leftmost first, in UTF-16 offsets. */
  matches(index: number, text: string): Span[];
}
