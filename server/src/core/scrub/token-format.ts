/**
 * How a token is written: `[PERSON_1]`. The opening and closing characters occur nowhere inside a token, so a token
 * is found by its opening character alone and two tokens never overlap.
 */
export interface TokenFormat {
  /** As in the policy: `[{TYPE}_{n}]`. */
  readonly source: string;
  readonly open: string;
  readonly separator: string;
  readonly close: string;
}

export const defaultFormat: TokenFormat = { source: '[{TYPE}_{n}]', open: '[', separator: '_', close: ']' };

// A bracket pair of one code unit each; safe inside JSON strings, Markdown and XML text.
const shape = /^([[<{(⟦«‹⟨【])\{TYPE\}([_\-:#])\{n\}([\]>})⟧»›⟩】])$/u;
const pairs = '[]<>{}()⟦⟧«»‹›⟨⟩【】';

/** `scrub.token_format` of the policy; undefined when it is not one bracket pair around `{TYPE}`, a separator and `{n}`. */
export function parseTokenFormat(source: string): TokenFormat | undefined {
  if (source === defaultFormat.source) return defaultFormat;
  const match = shape.exec(source);
  if (!match) return undefined;
  const [, open, separator, close] = match as unknown as [string, string, string, string];
  if (pairs.indexOf(close) !== pairs.indexOf(open) + 1 || pairs.indexOf(open) % 2 !== 0) return undefined;
  return { source, open, separator, close };
}

export const writeToken = (format: TokenFormat, label: string, n: number): string =>
  `${format.open}${label}${format.separator}${n}${format.close}`;

/** A label without a number, for values that do not come back: `[SSN]`. */
export const writeLabel = (format: TokenFormat, label: string): string => `${format.open}${label}${format.close}`;
