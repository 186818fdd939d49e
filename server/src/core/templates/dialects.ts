import type { BodyParser } from './body.ts';
import { parseHandlebars } from './families/handlebars.ts';
import { parseJinja } from './families/jinja.ts';

/** A template language: how `{{ }}` and its kin are read. A format says which one it holds. */
export interface Dialect {
  readonly title: string;
  readonly parse: BodyParser;
  /** Delimiters of a comment that does not reach the model; undefined where the language has none. */
  readonly comment?: readonly [open: string, close: string];
}

const none: BodyParser = () => ({ tokens: [], links: [], problems: [] });

export const dialects: Readonly<Record<string, Dialect>> = {
  jinja: { title: 'Jinja', parse: parseJinja, comment: ['{#', '#}'] },
  handlebars: { title: 'Handlebars', parse: parseHandlebars, comment: ['{{!--', '--}}'] },
  plain: { title: 'Text without placeholders', parse: none },
};

/** The language of a prompt whose suffix does not tell: by the tags it uses. Linear, first match wins. */
const evidence: readonly { readonly dialect: string; readonly pattern: RegExp }[] = [
  { dialect: 'jinja', pattern: /\{%[-+ \t]|\{#[^}\n]|\{\{[^{}\n]{1,200}\|[^{}\n]/ },
  { dialect: 'handlebars', pattern: /\{\{\{?[#/^>!&~]|\{\{else\}\}|\{\{(?:json|role|tokenize|lookup)[ (]/ },
  { dialect: 'jinja', pattern: /\{\{[^{}]/ },
];

export function dialectOf(text: string): string {
  return evidence.find(({ pattern }) => pattern.test(text))?.dialect ?? 'plain';
}
