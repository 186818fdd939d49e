import type { Role } from '../prompt.ts';
import type { RoleMarkers } from './roles.ts';

/**
 * A prompt-template format: where its files lie, what they hold and who speaks first. The next format is one more
 * row (and, if its container is new, one reader). Sources of globs and grammar: `docs/formats.md`.
 */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Matches the path relative to the workspace folder, with `/`. */
  readonly path: RegExp;
  /** All must occur in the text: for suffixes that say nothing (`.yaml`). */
  readonly content?: readonly RegExp[];
  /** `owned`: path (and content) belong to the format. `shared`: other things have them too, so folder and content decide. */
  readonly suffix: 'owned' | 'shared';
  readonly reader: ReaderId;
  /** Template language of the text; `by-content` where the suffix does not tell. */
  readonly dialect: string;
  readonly roles: RoleMarkers;
  readonly role: Role;
  /** How the decision names the file: `.j2 file`. */
  readonly evidence: string;
  /** True where comments of the container (HTML comments in Markdown) reach the model. */
  readonly commentsReachModel?: boolean;
}

export type ReaderId =
  | 'text'
  | 'github-models'
  | 'langchain'
  | 'promptfoo'
  | 'prompt-table'
  | 'semantic-kernel-yaml'
  | 'structured'
  | 'notebook'
  | 'baml';

const text = { reader: 'text', roles: 'turns', role: 'user', suffix: 'shared' } as const;
const own = { reader: 'text', roles: 'none', role: 'user', suffix: 'owned' } as const;
const markdown = { ...own, commentsReachModel: true } as const;
const data = { roles: 'none', role: 'user', suffix: 'owned', dialect: 'by-content' } as const;

/** First match wins. */
export const formats: readonly Format[] = [
  {
    id: 'github-models',
    title: 'GitHub Models',
    path: /\.prompt\.(?:ya?ml|json)$/i,
    evidence: '.prompt.yml file',
    ...data,
    reader: 'github-models',
    dialect: 'github-models',
  },
  { id: 'dotprompt', title: 'Dotprompt', path: /\.prompt$/i, dialect: 'dotprompt', evidence: '.prompt file', ...own },
  {
    id: 'prompty',
    title: 'Prompty',
    path: /\.prompty$/i,
    dialect: 'jinja',
    evidence: '.prompty file',
    ...own,
    roles: 'lines',
    role: 'system',
  },
  {
    id: 'promptl',
    title: 'PromptL',
    path: /\.promptl$/i,
    dialect: 'promptl',
    evidence: '.promptl file',
    ...own,
    role: 'system',
  },
  { id: 'poml', title: 'POML', path: /\.poml$/i, dialect: 'poml', evidence: '.poml file', ...own },
  { id: 'baml', title: 'BAML', path: /\.baml$/i, dialect: 'baml', evidence: '.baml file', ...own, reader: 'baml' },
  {
    id: 'semantic-kernel',
    title: 'Semantic Kernel',
    path: /(?:^|\/)skprompt\.txt$/i,
    dialect: 'semantic-kernel',
    evidence: 'skprompt.txt file',
    ...own,
  },
  {
    id: 'claude-code',
    title: 'Claude Code',
    path: /(?:^|\/)(?:CLAUDE(?:\.local)?\.md|\.claude\/(?:commands|skills|agents|rules|output-styles)\/.{1,300}\.md|skills\/[^/]{1,100}\/SKILL\.md)$/,
    dialect: 'claude-code',
    evidence: 'Claude Code file',
    ...markdown,
  },
  {
    id: 'claude-code',
    title: 'Claude Code',
    path: /(?:^|\/)(?:commands|agents)\/.{1,300}\.md$/,
    content: [/^---\r?\n(?:[^\n]*\n){0,40}?(?:allowed-tools|argument-hint|tools):/],
    dialect: 'claude-code',
    evidence: 'Claude Code plugin file',
    ...markdown,
  },
  {
    id: 'vscode-prompt',
    title: 'VS Code prompt file',
    path: /\.(?:prompt|instructions|agent|chatmode)\.md$|(?:^|\/)(?:copilot-instructions|AGENTS)\.md$/i,
    dialect: 'vscode-or-content',
    evidence: '.prompt.md file',
    ...markdown,
  },
  {
    id: 'fabric',
    title: 'Fabric pattern',
    path: /(?:^|\/)patterns\/[^/]{1,100}\/(?:system|user)\.md$/,
    dialect: 'fabric',
    evidence: 'Fabric pattern',
    ...markdown,
  },
  {
    id: 'promptfoo',
    title: 'promptfoo',
    path: /(?:^|\/)promptfooconfig[^/]{0,100}\.(?:ya?ml|json)$/i,
    evidence: 'promptfoo configuration',
    ...data,
    reader: 'promptfoo',
    dialect: 'nunjucks',
  },
  {
    id: 'promptfoo',
    title: 'promptfoo',
    path: /\.ya?ml$/i,
    content: [/^prompts:/m, /^providers:/m],
    evidence: 'promptfoo configuration',
    ...data,
    reader: 'promptfoo',
    dialect: 'nunjucks',
  },
  {
    id: 'promptfoo-table',
    title: 'promptfoo prompts in a table',
    path: /\.csv$/i,
    content: [/^\s*(?:"?[\w ]{1,40}"?,){0,8}"?prompt"?[ \t]*(?:,|\r?\n)/i, /\{\{/],
    evidence: 'table with a prompt column',
    ...data,
    reader: 'prompt-table',
    dialect: 'nunjucks',
  },
  {
    id: 'langchain',
    title: 'LangChain prompt',
    path: /\.(?:json|ya?ml)$/i,
    content: [
      /["']?_type["']?[ \t]*:[ \t]*["']?(?:prompt|few_shot|few_shot_with_templates|chat)\b|"lc"[ \t]*:[ \t]*1\b|"input_variables"[ \t]*:[ \t]*\[/,
      /template|messages|prefix/,
    ],
    evidence: 'LangChain prompt',
    ...data,
    reader: 'langchain',
    dialect: 'format-string',
  },
  {
    id: 'semantic-kernel-yaml',
    title: 'Semantic Kernel',
    path: /\.ya?ml$/i,
    content: [/^template:/m, /^(?:template_format|input_variables|execution_settings):/m],
    evidence: 'Semantic Kernel function',
    ...data,
    reader: 'semantic-kernel-yaml',
    dialect: 'semantic-kernel',
  },
  {
    id: 'notebook',
    title: 'Notebook',
    path: /\.ipynb$/i,
    content: [/"cell_type"/, /prompt-privacy|(?:system|user|assistant):(?:\\n)?"/],
    evidence: 'notebook with prompt cells',
    ...data,
    reader: 'notebook',
  },
  { id: 'jinja', title: 'Jinja', path: /\.(?:j2|jinja2?|njk)$/i, dialect: 'jinja', evidence: 'Jinja file', ...text },
  {
    id: 'handlebars',
    title: 'Handlebars',
    path: /\.(?:hbs|handlebars)$/i,
    dialect: 'handlebars',
    evidence: 'Handlebars file',
    ...text,
  },
  { id: 'mustache', title: 'Mustache', path: /\.mustache$/i, dialect: 'mustache', evidence: 'Mustache file', ...text },
  { id: 'liquid', title: 'Liquid', path: /\.liquid$/i, dialect: 'liquid', evidence: 'Liquid file', ...text },
  {
    id: 'string-template',
    title: 'Spring AI template',
    path: /\.st$/i,
    dialect: 'string-template',
    evidence: 'StringTemplate file',
    ...text,
    roles: 'none',
  },
  {
    id: 'markdown',
    title: 'Markdown prompt',
    path: /\.(?:md|markdown)$/i,
    dialect: 'by-content',
    evidence: 'Markdown file',
    ...text,
    commentsReachModel: true,
  },
  { id: 'text', title: 'Text prompt', path: /\.txt$/i, dialect: 'by-content', evidence: 'text file', ...text },
  {
    id: 'structured',
    title: 'Prompts in YAML or JSON',
    path: /\.(?:ya?ml|json)$/i,
    evidence: 'data file',
    ...data,
    suffix: 'shared',
    reader: 'structured',
  },
];

/** Rows of one id share reader and dialect. */
export const formatById = (id: string): Format | undefined => formats.find((format) => format.id === id);
