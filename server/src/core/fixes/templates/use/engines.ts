/**
 * How a template engine is told of a filter in code. The filter finds the vault of the conversation in the data that
 * the template is rendered with, so that it can be registered once and for all.
 */
export interface EngineRegistration {
  readonly title: string;
  /** Language ids of the code. */
  readonly languages: RegExp;
  /** The first group that matched is the engine's variable. */
  readonly made: RegExp;
  /** `before`: the engine is imported, not made: registered before the statement that names the template. */
  readonly at: 'after' | 'before';
  readonly statement: (engine: string, name: string, vault: string) => string;
  /** The name is registered already. */
  readonly known: (name: string) => RegExp;
  /** Names of the calls that render; undefined: the compiled template is called itself. */
  readonly render?: RegExp;
  /** How the vault is handed in. */
  readonly data: 'object' | 'keyword';
  /** What the statement needs beside `tokenize`. */
  readonly imports?: { readonly line: string; readonly present: RegExp };
}

const script = /^(?:type|java)script(?:react)?$/;
const call = (vault: string) => `tokenize(value, 'VALUE', { vault: ${vault} })`;

const jinja: EngineRegistration = {
  title: 'Jinja',
  languages: /^python$/,
  made: /^[ \t]*(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:\w+\.)?(?:Sandboxed|Native|ImmutableSandboxed)?Environment\s*\(/m,
  at: 'after',
  statement: (engine, name) =>
    `${engine}.filters["${name}"] = pass_context(lambda context, value: tokenize(value, "VALUE", vault=context["vault"]))`,
  known: (name) => new RegExp(`filters(?:\\[["']${name}["']\\]|\\.update\\([^)]*["']?${name}["']?)`),
  render: /^render(?:_async)?$/,
  data: 'keyword',
  imports: { line: 'from jinja2 import pass_context', present: /import[^\n]*\bpass_context\b/ },
};

/** By the syntax of the placeholder. An engine of this language that is not here gets the note of its style. */
export const engines: Readonly<Record<string, readonly EngineRegistration[]>> = {
  handlebars: [
    {
      title: 'Handlebars',
      languages: script,
      made: /import\s+(?:\*\s*as\s+)?(\w+)\s+from\s*['"]handlebars['"]|(\w+)\s*=\s*require\(\s*['"]handlebars['"]\s*\)/,
      at: 'before',
      statement: (engine, name) =>
        `${engine}.registerHelper('${name}', (value, { data }) => ${call('data.root.vault')});`,
      known: (name) => new RegExp(`registerHelper\\(\\s*(?:['"]${name}['"]|\\{[^}]*\\b${name}\\b)`),
      data: 'object',
    },
  ],
  dotprompt: [
    {
      title: 'Dotprompt',
      languages: script,
      made: /(?:const|let|var)\s+(\w+)\s*=\s*new\s+Dotprompt\s*\(/,
      at: 'after',
      statement: (engine, name) =>
        `${engine}.defineHelper('${name}', (value, { data }) => ${call('data.root.vault')});`,
      known: (name) => new RegExp(`defineHelper\\(\\s*['"]${name}['"]|helpers\\s*:\\s*\\{[^}]*\\b${name}\\b`),
      render: /^render$/,
      data: 'object',
    },
  ],
  liquid: [
    {
      title: 'Liquid',
      languages: script,
      made: /(?:const|let|var)\s+(\w+)\s*=\s*new\s+Liquid\s*\(/,
      at: 'after',
      statement: (engine, name) =>
        `${engine}.registerFilter('${name}', function (value) { return ${call("this.context.getSync(['vault'])")}; });`,
      known: (name) => new RegExp(`registerFilter\\(\\s*['"]${name}['"]`),
      render: /^(?:parseAndRender|render|renderFile|renderSync|parseAndRenderSync|renderFileSync)$/,
      data: 'object',
    },
  ],
  jinja: [
    jinja,
    {
      title: 'Nunjucks',
      languages: script,
      made: /(?:const|let|var)\s+(\w+)\s*=\s*(?:new\s+(?:\w+\.)?Environment|(?:\w+\.)?configure)\s*\(/,
      at: 'after',
      statement: (engine, name) =>
        `${engine}.addFilter('${name}', function (value) { return ${call('this.ctx.vault')}; });`,
      known: (name) => new RegExp(`addFilter\\(\\s*['"]${name}['"]`),
      render: /^render(?:String)?$/,
      data: 'object',
    },
    {
      title: 'Banks',
      languages: /^python$/,
      made: /^from banks\.env import[^\n]*\b(env)\b/m,
      at: 'after',
      statement: jinja.statement,
      known: jinja.known,
      render: /^(?:text|chat_messages|canary_word)$/,
      data: 'object',
      imports: jinja.imports,
    },
  ],
};
