import type { BodyParser } from './body.ts';
import { parseClaudeCode } from './families/claude-code.ts';
import { looksLikeFormatString, parseFormatString } from './families/format-string.ts';
import { parseDotprompt, parseHandlebars } from './families/handlebars.ts';
import { parseBamlBody, parseJinja } from './families/jinja.ts';
import { parseLiquid } from './families/liquid.ts';
import { parseMustache } from './families/mustache.ts';
import { parsePoml } from './families/poml.ts';
import { parsePromptl } from './families/promptl.ts';
import { parseConsole, parseFabric, parseGithubModels, parseVscode } from './families/replaced.ts';
import { parseSemanticKernel } from './families/semantic-kernel.ts';
import { parseStringTemplate } from './families/string-template.ts';
import { impliedFilters } from './naming.ts';

/** A template language: how `{{ }}` and its kin are read. A format says which one it holds. */
export interface Dialect {
  readonly title: string;
  readonly parse: BodyParser;
  /** Delimiters of a comment that does not reach the model; undefined where the language has none. */
  readonly comment?: readonly [open: string, close: string];
}

const none: BodyParser = () => ({ tokens: [], links: [], problems: [] });
/** Languages without filters of the user's own: the variable's name says what was done to its value. */
function namedForms(parse: BodyParser): BodyParser {
  return (text, inputs, delimiters) => {
    const body = parse(text, inputs, delimiters);
    const tokens = body.tokens.map((token) => {
      const implied = token.kind === 'placeholder' && token.path !== null ? impliedFilters(token.path) : [];
      return token.kind === 'placeholder' && implied.length > 0
        ? { ...token, filters: [...token.filters, ...implied] }
        : token;
    });
    return { tokens, links: body.links, problems: body.problems };
  };
}

const jinjaComment = ['{#', '#}'] as const;

export const dialects: Readonly<Record<string, Dialect>> = {
  jinja: { title: 'Jinja', parse: parseJinja, comment: jinjaComment },
  nunjucks: { title: 'Nunjucks', parse: parseJinja, comment: jinjaComment },
  baml: { title: 'MiniJinja in BAML', parse: namedForms(parseBamlBody), comment: jinjaComment },
  handlebars: { title: 'Handlebars', parse: parseHandlebars, comment: ['{{!--', '--}}'] },
  dotprompt: { title: 'Dotprompt', parse: parseDotprompt, comment: ['{{!--', '--}}'] },
  mustache: { title: 'Mustache', parse: parseMustache, comment: ['{{!', '}}'] },
  liquid: { title: 'Liquid', parse: parseLiquid, comment: ['{% comment %}', '{% endcomment %}'] },
  'format-string': { title: 'Format string', parse: parseFormatString },
  'string-template': { title: 'StringTemplate', parse: parseStringTemplate, comment: ['{!', '!}'] },
  'semantic-kernel': { title: 'Semantic Kernel', parse: parseSemanticKernel },
  'github-models': { title: 'GitHub Models', parse: parseGithubModels },
  console: { title: 'Console text', parse: parseConsole },
  fabric: { title: 'Fabric pattern', parse: parseFabric },
  vscode: { title: 'VS Code variables', parse: parseVscode },
  'claude-code': { title: 'Claude Code', parse: parseClaudeCode },
  promptl: { title: 'PromptL', parse: namedForms(parsePromptl), comment: ['/*', '*/'] },
  poml: { title: 'POML', parse: namedForms(parsePoml), comment: ['<!--', '-->'] },
  plain: { title: 'Text without placeholders', parse: none },
};

const has = (pattern: RegExp) => (text: string) => pattern.test(text);

/** The language of a prompt whose suffix does not tell: by the tags it uses. Linear, first match wins. */
const evidence: readonly { readonly dialect: string; readonly test: (text: string) => boolean }[] = [
  { dialect: 'semantic-kernel', test: has(/\{\{[ \t]{0,10}(?:[A-Za-z]\w{0,60}(?:\.\w{1,60})?[ \t]{1,10})?\$[A-Za-z]/) },
  {
    dialect: 'liquid',
    test: has(
      /\{%-?[ \t]{0,10}(?:assign|capture|unless|elsif|render|comment|liquid|case)\b|\{\{[^{}|\n]{1,200}\|[ \t]{0,10}\w{1,40}:[ \t]/,
    ),
  },
  { dialect: 'jinja', test: has(/\{%[-+ \t]|\{#[^}\n]{0,200}#\}|\{\{[^{}\n"']{1,200}\|[^{}|\n]/) },
  { dialect: 'handlebars', test: has(/\{\{\{?[#/^>!&~]|\{\{else\}\}|\{\{(?:json|role|tokenize|scrub|lookup)[ (]/) },
  { dialect: 'console', test: isConsole },
  {
    dialect: 'vscode',
    test: has(/\$\{(?:input:|selection\}|selectedText\}|file(?:Basename|Dirname)?\}|workspaceFolder)/),
  },
  { dialect: 'jinja', test: has(/\{\{[ \t]{0,10}[A-Za-z_][\w.[\]'"()]{0,200}[ \t]{0,10}\}\}/) },
  { dialect: 'format-string', test: looksLikeFormatString },
  { dialect: 'jinja', test: has(/\{\{[ \t]{0,10}[A-Za-z_(]/) },
];

/** `{$NOTE}`, or every tag is `{{UPPER_CASE}}`. */
function isConsole(text: string): boolean {
  if (/\{\$[A-Z][A-Z0-9_]{0,100}\}/.test(text)) return true;
  const tags = [...text.matchAll(/\{\{([^{}\n]{1,100})\}\}/g)];
  return tags.length > 0 && tags.every((tag) => /^[ \t]*[A-Z][A-Z0-9_]*[ \t]*$/.test(tag[1]!));
}

export function dialectOf(text: string): string {
  return evidence.find(({ test }) => test(text))?.dialect ?? 'plain';
}
